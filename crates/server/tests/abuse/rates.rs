//! Rate limits.

use std::time::Instant;

use server::{EventBus, Store};
use wire::KioskId;

use crate::support::{
    Kiosk, Process,
    client::{CALL, Client, RawResponse, get, post, signed},
};

/// Counts what a limit of one request a second lets pass, however slow the machine is.
struct Pace {
    burst: usize,
    start: Instant,
}

impl Pace {
    fn of_burst(burst: usize) -> Self {
        Self { burst, start: Instant::now() }
    }

    /// Asserts that `passed` is the burst, or more by at most one for each second since the start.
    #[track_caller]
    fn assert_passed(&self, passed: usize) {
        let most = self.burst + self.start.elapsed().as_secs() as usize;
        assert!((self.burst..=most).contains(&passed), "{passed} of {} to {most}", self.burst);
    }

    /// Sends requests until one is refused, and gives its answer. All others have this status.
    async fn until_refused(
        &self,
        client: &mut Client,
        status: u16,
        request: impl Fn(usize) -> String,
    ) -> RawResponse {
        for number in 0.. {
            let answer = client.ask(request(number)).await.unwrap();
            if answer.status == 429 {
                self.assert_passed(number);
                return answer;
            }
            assert_eq!(answer.status, status, "request {number}");
        }
        unreachable!("the last number was sent");
    }
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_again() {
    let server = Process::start(&[("address-burst", "5"), ("address-per-second", "1")]).await;
    let mut client = Client::new(server.address).await;
    let pace = Pace::of_burst(5);
    let answer = pace.until_refused(&mut client, 401, |_| post("/v1/calls", "", CALL)).await;
    answer.assert_problem(429, "too-many");
    assert_eq!(answer.header("retry-after"), "2");
    assert_eq!(client.ask(get("/", "")).await.unwrap().status, 200, "the kiosk's files still come");
}

#[tokio::test]
async fn s14_whether_it_lives_is_answered_however_often_others_ask() {
    let server = Process::start(&[("address-burst", "2"), ("address-per-second", "1")]).await;
    for address in [server.address, server.desk] {
        let mut client = Client::new(address).await;
        for path in ["/healthz", "/readyz"].into_iter().cycle().take(10) {
            assert_eq!(client.ask(get(path, "")).await.unwrap().status, 200, "{path}");
        }
    }
    // The health requests above have not used up the limit of the address.
    let mut client = Client::new(server.address).await;
    let pace = Pace::of_burst(2);
    pace.until_refused(&mut client, 401, |_| post("/v1/calls", "", CALL)).await;
}

/// Sends ten requests, each with headers of its own: `burst` of them pass.
async fn assert_burst(server: &Process, burst: usize, headers: impl Fn(u8) -> String) {
    let mut client = Client::new(server.address).await;
    let pace = Pace::of_burst(burst);
    let mut passed = 0;
    for number in 0..10 {
        let answer = client.ask(post("/v1/calls", &headers(number), CALL)).await.unwrap();
        passed += usize::from(answer.status != 429);
    }
    pace.assert_passed(passed);
}

#[tokio::test]
async fn each_address_behind_a_trusted_proxy_counts_by_itself() {
    let limit = [("address-burst", "5"), ("address-per-second", "1")];
    let forwarded = |number| format!("x-forwarded-for: 203.0.113.9, 192.0.2.{number}\r\n");
    let stranger = Process::start(&limit).await;
    // Any client can send the header.
    assert_burst(&stranger, 5, forwarded).await;
    let proxy = ("trusted-proxies", "127.0.0.0/8,::1/128");
    let trusted = Process::start(&[limit[0], limit[1], proxy]).await;
    assert_burst(&trusted, 10, forwarded).await;
    // The client wrote the addresses on the left.
    let same = |number| format!("x-forwarded-for: 203.0.113.{number}, 192.0.2.77\r\n");
    assert_burst(&trusted, 5, same).await;
    // The proxy sets only the other header.
    let other = |number| format!("forwarded: for=192.0.2.{number}\r\n");
    assert_burst(&trusted, 5, other).await;
}

#[tokio::test]
async fn other_clients_cannot_use_up_what_a_kiosk_may_send() {
    let server = Process::start(&[("kiosk-burst", "3"), ("kiosk-per-second", "1")]).await;
    let store = Store::open(&server.database.database(), EventBus::new()).await.unwrap();
    let (kiosk, stranger) = (Kiosk::new(), Kiosk::new());
    store.try_out(KioskId(7), kiosk.key(), None).await.unwrap();
    let mut client = Client::new(server.address).await;
    for _ in 0..10 {
        let answer = client.ask(signed(&stranger, "/v1/calls", CALL)).await.unwrap();
        answer.assert_problem(401, "signature");
    }
    let call = |number| CALL.replace("1790000000", &format!("1790000{number:03}"));
    let pace = Pace::of_burst(3);
    pace.until_refused(&mut client, 201, |number| signed(&kiosk, "/v1/calls", &call(number))).await;
}
