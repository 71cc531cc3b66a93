//! Boarding gates of several carriers: each carrier receives the results of its own gates alone.

use serde_json::Value;
use server::{DeliveryWorker, LeaseHolder};

use crate::{
    bench::Bench,
    partners::{Receiver, messages, send, told},
};

/// The sites that an event came from.
fn sites(events: &[Value]) -> Vec<&str> {
    let mut sites: Vec<_> =
        events.iter().map(|event| event["result"]["site"].as_str().unwrap()).collect();
    sites.dedup();
    sites
}

#[tokio::test]
async fn a_carrier_is_sent_the_results_of_its_own_gates_and_of_no_other() {
    let (air, sea) = (Receiver::start().await, Receiver::start().await);
    let partner = |receiver: &Receiver, name: &str, site: &str| {
        receiver.partner.replace("'carrier'", &format!("'{name}'"))
            + &format!("sites = ['{site}']\n")
    };
    let policy = partner(&air, "air", "Gate 12") + &partner(&sea, "sea", "Pier 3");
    let bench = Bench::with_policy(&policy).await;
    bench.place(7, "Gate 12").await;
    bench.place(8, "Pier 3").await;
    // The third kiosk stands at a site of no carrier.
    let all = send(&bench).await;
    for partner in bench.server.policy.partners.clone() {
        let (store, clock) = (bench.server.store.clone(), bench.clock.clone());
        let lease = LeaseHolder::new().unwrap();
        let mut worker = DeliveryWorker::new(store, clock, partner, lease).unwrap();
        // One event of each kiosk at a time, so that they stay in order.
        for _ in 0..5 {
            assert_eq!(worker.round().await.unwrap(), 1);
        }
    }
    assert_eq!((messages(&bench, "waiting").await, messages(&bench, "delivered").await), (0, 10));
    for (receiver, kiosk, site) in [(&air, "0007", "Gate 12"), (&sea, "0008", "Pier 3")] {
        let events = receiver.taken();
        assert_eq!(sites(&events), [site]);
        let told = told(&events);
        assert_eq!(told.keys().collect::<Vec<_>>(), [kiosk]);
        assert_eq!(told[kiosk], all[kiosk]);
    }
}
