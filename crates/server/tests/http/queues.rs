//! The waits of simulated queues, against a straightforward computation.

use std::ops::Range;

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use wire::{Lane, Wait, Waits};

use crate::{
    bench::Bench,
    traveller::{FACE, Traveller},
};
use jiff::SignedDuration;

const HOUR: i64 = 60 * 60;
const TWO_MINUTES: i64 = 120;

/// Three kiosks, each with a clock that is up to decades wrong (K3).
type Clocks = [i64; 3];

/// A traveller: kiosk, lane, when their check ends, how long it takes, how long the result lies
/// in the kiosk, how long an officer takes.
type Coming = (usize, bool, i64, i64, i64, i64);

fn coming() -> impl Strategy<Value = Coming> {
    let few = |usual: Range<i64>, rare: Range<i64>| prop_oneof![9 => usual, 1 => rare];
    let (check, queued) = (few(1..300, 3_500..4_000), few(0..20, 20..2 * HOUR));
    (0..3usize, any::<bool>(), 0..3 * HOUR, check, queued, few(10..400, 400..3 * HOUR))
}

/// Officers take the next travellers, one after the other, and stop some time before now.
fn queue(clocks: Clocks, mut coming: Vec<Coming>, closed: i64) -> Vec<Traveller> {
    coming.sort_by_key(|traveller| -traveller.2);
    let mut free = i64::MAX;
    let travellers = coming.into_iter().map(|(kiosk, is_face, ended, check, queued, takes)| {
        // A result that was not sent yet is unknown to the server.
        let queued = queued.min(ended);
        let mut traveller = Traveller { kiosk: kiosk as u16, check, ended, queued, ..FACE };
        traveller.ahead = clocks[kiosk];
        if !is_face {
            traveller.lane = Lane::Officer;
            let done = free.min(ended - queued) - takes;
            if done >= closed {
                free = done;
                traveller.done = Some(done);
            }
        }
        traveller
    });
    travellers.collect()
}

/// The definition of `docs/waits.md`.
fn expected(travellers: &[&Traveller]) -> Waits {
    let lane = |lane| {
        let is_true =
            |traveller: &&&Traveller| traveller.check < HOUR && traveller.queued <= TWO_MINUTES;
        let counted =
            || travellers.iter().filter(|traveller| traveller.lane == lane).filter(is_true);
        let over = |traveller: &&&Traveller| match (lane, traveller.done) {
            (Lane::Face, _) => (traveller.ended < HOUR).then_some(traveller.check),
            (Lane::Officer, Some(done)) => (done < HOUR && traveller.ended - done < 2 * HOUR)
                .then(|| traveller.check + traveller.ended - done),
            (Lane::Officer, None) => None,
        };
        let mut waits: Vec<_> = counted().filter_map(|traveller| over(&traveller)).collect();
        let usual = rank(&mut waits, 9)?;
        let is_waiting = |traveller: &&&Traveller| {
            traveller.lane == Lane::Officer
                && traveller.done.is_none()
                && traveller.ended < 2 * HOUR
        };
        let so_far =
            counted().filter(is_waiting).map(|traveller| traveller.check + traveller.ended);
        waits.extend(so_far.filter(|seconds| *seconds > usual));
        let [median, p90] = [5, 9].map(|tenths| rank(&mut waits, tenths));
        let seconds =
            |seconds: Option<i64>| seconds.and_then(|seconds| u32::try_from(seconds).ok());
        let wait = Wait {
            median_seconds: seconds(median)?,
            p90_seconds: seconds(p90)?,
            travellers: waits.len() as u32,
        };
        (wait.travellers >= 5).then_some(wait)
    };
    Waits { face: lane(Lane::Face), officer: lane(Lane::Officer) }
}

/// Nearest rank: the smallest value that this many tenths do not exceed.
fn rank(waits: &mut [i64], tenths: usize) -> Option<i64> {
    waits.sort();
    let is_rank = |at: &usize| (at + 1) * 10 >= waits.len() * tenths;
    (0..waits.len()).find(is_rank).map(|at| waits[at])
}

#[test]
fn k3_the_waits_of_any_queue_are_those_that_a_plain_computation_finds() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let bench = runtime.block_on(async {
        let bench = Bench::new().await;
        for (kiosk, site) in [(0, "A"), (1, "A"), (2, "B")] {
            bench.place(kiosk, site).await;
        }
        bench
    });
    const WRONG: i64 = 1_500_000_000;
    let clocks = [-WRONG..WRONG, -240..240, -WRONG..WRONG];
    let queues = (clocks, vec(coming(), 0..120), prop_oneof![Just(0), 0..HOUR]);
    let mut runner =
        TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&queues, |(clocks, coming, closed)| {
        let travellers = queue(clocks, coming, closed);
        let told = runtime.block_on(async {
            bench.clock.advance(SignedDuration::from_secs(60));
            bench.remember(&travellers).await;
            let mut told = Vec::new();
            for query in ["", "?site=A", "?site=B", "?kiosk=0002", "?site=C"] {
                let answer = bench.get(&format!("/v1/waits{query}")).await;
                told.push(serde_json::from_str::<Waits>(&answer.body).unwrap());
            }
            let mut connection = bench.database.connect().await;
            sqlx::query("delete from results").execute(&mut connection).await.unwrap();
            told
        });
        let of = |kiosks: &[u16]| {
            expected(
                &travellers
                    .iter()
                    .filter(|traveller| kiosks.contains(&traveller.kiosk))
                    .collect::<Vec<_>>(),
            )
        };
        let expected = [of(&[0, 1, 2]), of(&[0, 1]), of(&[2]), of(&[2]), of(&[])];
        prop_assert_eq!(told, expected);
        Ok(())
    });
    outcome.unwrap();
}
