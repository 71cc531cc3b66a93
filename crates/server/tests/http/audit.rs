//! The audit page of supervisors.

use crate::{
    bench::{Bench, CALL, MANUAL, ended},
    people::{Person, command, form, key_of},
};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use wire::{Code, KioskId};

/// The sentences of a page, newest first, without their times and sites.
async fn sentences(person: &Person<'_>, path: &str) -> Vec<String> {
    let page = person.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    let lines = page.body.split("<strong>").skip(1);
    lines
        .map(|part| part.split("</p>").next().unwrap().replace("</strong>", "").trim().into())
        .collect()
}

#[tokio::test]
async fn the_audit_says_who_did_what_to_which_ticket_kiosk_or_user() {
    let bench = Bench::new().await;
    bench.post(ended(MANUAL, 60)).await;
    bench.call(CALL).await;
    let bea = bench.person("bea", "officer", None).await;
    let list = bea.get("/desk/list").await.body;
    let ticket = [("ticket", &*key_of(&list, "07-043"))];
    let call = list.split_once(r#"data-call=""#).unwrap().1.split('"').next().unwrap();
    bea.act("/desk/tickets/take", &ticket).await;
    bea.act("/desk/tickets/put-back", &ticket).await;
    bea.act("/desk/tickets/next", &[]).await;
    bea.act("/desk/tickets/finish", &ticket).await;
    bea.act("/desk/tickets/finish", &ticket).await;
    bea.act("/desk/calls/answer", &[("call", call)]).await;
    bea.act("/desk/sign-out", &[]).await;
    let ada = bench.ada();
    let user = [("name", "cem"), ("role", "officer"), ("site", "")];
    ada.act("/desk/users/add", &user).await;
    ada.act("/desk/users/change", &user).await;
    ada.act("/desk/users/password", &user[..1]).await;
    ada.act("/desk/users/disable", &user[..1]).await;
    ada.act("/desk/users/enable", &user[..1]).await;
    ada.act("/desk/kiosks/add", &[("kiosk", "0009"), ("site", "")]).await;
    ada.act("/desk/kiosks/revoke", &[("kiosk", "0009")]).await;
    command(&bench, "disable cem").await.unwrap();
    let mut expected = [
        "bea took 07-043",
        "bea put back 07-043",
        "bea called as next 07-043",
        "bea finished 07-043",
        "bea answered the call of 0007",
        "bea signed out",
        "ada added user cem",
        "ada changed role or site of cem",
        "ada changed the password of cem",
        "ada disabled user cem",
        "ada enabled user cem",
        "ada made a code for kiosk 0009",
        "ada revoked kiosk 0009",
        "The command line disabled user cem",
    ];
    expected.reverse();
    assert_eq!(sentences(&ada, "/desk/audit").await, expected);
    let of_ticket = sentences(&ada, "/desk/audit?user=&ticket=07-043").await;
    assert_eq!(of_ticket, expected[10..]);
    assert_eq!(sentences(&ada, "/desk/audit?user=bea&ticket=").await, expected[8..]);
    assert_eq!(sentences(&ada, "/desk/audit?user=cem").await.len(), 6, "done to cem");
    assert_eq!(sentences(&ada, "/desk/audit?user=bea&ticket=08-043").await, [""; 0]);
    let ids = "select count(*) from audit join results on results.id = audit.id";
    assert_eq!(bench.database.count(ids).await, 4, "the result's id is kept, and not shown");
    let page = ada.get("/desk/audit?user=%3Cb%3E&ticket=1").await.body;
    assert!(page.contains("That is no name of a user") && !page.contains("<b>"), "{page}");
}

#[tokio::test]
async fn sign_ins_are_told_without_what_was_typed() {
    let bench = Bench::new().await;
    let password = command(&bench, "add bea --role officer --generate").await.unwrap();
    for (name, password) in [("bea", &*password), ("bea", "swordfish"), ("swordfish", "a")] {
        let password = password.trim();
        bench.send(form("/desk/sign-in", &[("name", name), ("password", password)])).await;
    }
    let told = sentences(&bench.ada(), "/desk/audit").await;
    assert_eq!(
        told[..3],
        [
            "A person was refused at sign-in as a user that is not there",
            "A person was refused at sign-in as bea",
            "bea signed in",
        ]
    );
    let rows = "select count(*) from audit where who = 'swordfish' or name = 'swordfish'";
    assert_eq!(bench.database.count(rows).await, 0);
}

#[tokio::test]
async fn a_supervisor_of_one_site_reads_of_that_site() {
    let bench = Bench::new().await;
    let expires = Timestamp::now() + SignedDuration::from_hours(1);
    for (kiosk, site) in [(7, "Pier 2"), (8, "Pier 3")] {
        let code = Code::new(u64::from(kiosk));
        bench.server.store.admit(KioskId(kiosk), site, code, expires).await.unwrap();
    }
    let sue = bench.person("sue", "supervisor", Some("Pier 2")).await;
    let told = sentences(&sue, "/desk/audit").await;
    assert_eq!(told, ["The command line made a code for kiosk 0007"]);
}
