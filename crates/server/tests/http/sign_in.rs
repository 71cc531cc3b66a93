//! Sessions of the desk: begin, end, and which requests belong to them.

use crate::{
    bench::{Bench, MANUAL, TestResponse, assert_problem, ended, request},
    people::{self, command, cookie, form, session, sha256},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use server::Peer;

const REFUSED: StatusCode = StatusCode::FORBIDDEN;
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// A new user's password.
async fn add(bench: &Bench, name: &str) -> String {
    let printed = command(bench, &format!("add {name} --role officer --generate")).await;
    printed.unwrap().trim().into()
}

fn typed(name: &str, password: &str) -> Request<Body> {
    form("/desk/sign-in", &[("name", name), ("password", password)])
}

async fn sign_in(bench: &Bench, name: &str, password: &str) -> TestResponse {
    bench.send(typed(name, password)).await
}

/// The name and the value of the cookie that an answer sets.
fn set(answer: &TestResponse) -> &str {
    answer.header("set-cookie").split(';').next().unwrap()
}

#[tokio::test]
async fn who_knows_the_password_is_signed_in_by_a_cookie_that_no_script_and_no_other_site_sees() {
    let bench = Bench::new().await;
    let password = add(&bench, "bea").await;
    let answer = sign_in(&bench, " Bea ", &password).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk"));
    let attributes = answer.header("set-cookie").split_once(';').unwrap().1;
    assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Strict; Secure");
    let page = bench.with_cookie(set(&answer)).get("/desk").await;
    assert!(page.status.is_success() && page.body.contains("bea, officer"), "{}", page.body);
    let token = set(&answer).split_once('=').unwrap().1;
    let count = bench.database.count("select count(*) from sessions where name = 'bea'").await;
    let stored: String = sqlx::query_scalar("select hash from sessions where name = 'bea'")
        .fetch_one(&mut bench.database.connect().await)
        .await
        .unwrap();
    assert_eq!((count, stored), (1, sha256(token)), "the token itself is stored nowhere");
    assert!(!page.body.contains(token), "nor shown");
}

#[tokio::test]
async fn the_answer_does_not_say_whether_the_name_or_the_password_was_wrong() {
    let bench = Bench::new().await;
    let password = add(&bench, "bea").await;
    command(&bench, "disable bea").await.unwrap();
    add(&bench, "cem").await;
    let tries = [("cem", "wrong"), ("dia", "wrong"), ("bea", &password), ("<b>", ""), ("", "")];
    for (name, password) in tries {
        let answer = sign_in(&bench, name, password).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (WRONG, ""), "{name}");
        assert!(answer.body.contains("Name or password is wrong."));
        assert!(!answer.body.contains(name) || name.is_empty(), "{name} is not repeated");
    }
}

#[tokio::test]
async fn a_session_that_the_browser_brings_is_never_used_on() {
    let bench = Bench::new().await;
    let password = add(&bench, "bea").await;
    let planted = session(&bench, "ada").await;
    for brought in [planted.clone(), "0".repeat(64)] {
        let mut request = typed("bea", &password);
        request.headers_mut().insert("cookie", cookie(&brought).parse().unwrap());
        let answer = bench.send(request).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_ne!(set(&answer), cookie(&brought));
        let page = bench.with_cookie(cookie(&brought)).get("/desk").await;
        assert_eq!(page.header("location"), "/desk/sign-in", "it is over");
    }
}

#[tokio::test]
async fn a_form_counts_only_with_its_sessions_token_and_from_a_page_of_this_server() {
    let bench = Bench::new().await;
    bench.post(ended(MANUAL, 0)).await;
    let (bea, cem) =
        (bench.person("bea", "officer", None).await, bench.person("cem", "officer", None).await);
    let key = people::key_of(&bea.get("/desk/list").await.body, "07-043");
    let (path, field) = ("/desk/tickets/take", [("ticket", &*key)]);
    let token = bea.token().await;
    for wrong in ["", "0", &"0".repeat(64), &cem.token().await] {
        assert_eq!(bench.send(bea.form(path, wrong, &field)).await.status, REFUSED, "{wrong}");
    }
    let mut bare = form(path, &field);
    bare.headers_mut().insert("cookie", bea.cookie.parse().unwrap());
    assert_eq!(bench.send(bare).await.status, WRONG);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://desk.example.evil"),
        ("origin", "null"),
    ] {
        let mut request = bea.form(path, &token, &field);
        request.headers_mut().insert("host", "desk.example".parse().unwrap());
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(bench.send(request).await.status, REFUSED, "{name}: {value}");
    }
    let taken = "select count(*) from results where taken is not null";
    assert_eq!(bench.database.count(taken).await, 0);
    let mut request = bea.form(path, &token, &field);
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
    assert_eq!(bench.send(request).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.database.count(taken).await, 1);
    let password = add(&bench, "dia").await;
    let mut request = typed("dia", &password);
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(bench.send(request).await.status, REFUSED, "no user is signed in unawares");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_without_use_and_after_twenty_four_in_any_case() {
    let bench = Bench::new().await;
    let hour = 60 * 60 * 1000;
    for (column, hours, is_over) in
        [("used", 12, true), ("used", 11, false), ("began", 24, true), ("began", 23, false)]
    {
        let name = format!("{column}{hours}");
        let person = bench.person(&name, "officer", None).await;
        let change = format!("update sessions set {column} = {column} - $1 where name = $2");
        sqlx::query(sqlx::AssertSqlSafe(change))
            .bind(hours * hour)
            .bind(&name)
            .execute(&mut bench.database.connect().await)
            .await
            .unwrap();
        let page = person.get("/desk").await;
        let expected = if is_over { StatusCode::SEE_OTHER } else { StatusCode::OK };
        assert_eq!(page.status, expected, "{name}");
    }
    let idle = "select count(*) from sessions where name = 'used11' and used > began - 60000";
    assert_eq!(bench.database.count(idle).await, 1, "a page that is opened prolongs it");
}

#[tokio::test]
async fn an_idle_open_page_does_not_prolong_a_session() {
    let bench = Bench::new().await;
    let person = bench.person("bea", "officer", None).await;
    let change = "update sessions set used = used - 3600000 where name = 'bea'";
    sqlx::query(change).execute(&mut bench.database.connect().await).await.unwrap();
    assert_eq!(person.get("/desk/list").await.status, StatusCode::OK);
    let idle = "select count(*) from sessions where name = 'bea' and used < began";
    assert_eq!(bench.database.count(idle).await, 1);
}

#[tokio::test]
async fn signing_out_ends_one_session_and_another_password_or_a_disabled_user_ends_all() {
    let bench = Bench::new().await;
    let first = bench.person("bea", "officer", None).await;
    let open = || async { bench.with_cookie(cookie(&session(&bench, "bea").await)) };
    let second = open().await;
    let out = first.act("/desk/sign-out", &[]).await;
    assert_eq!(out.header("location"), "/desk/sign-in");
    assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
    assert_eq!(first.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(second.get("/desk").await.status, StatusCode::OK);
    command(&bench, "password bea --generate").await.unwrap();
    assert_eq!(second.get("/desk").await.status, StatusCode::SEE_OTHER);
    let third = open().await;
    assert_eq!(third.get("/desk").await.status, StatusCode::OK);
    command(&bench, "disable bea").await.unwrap();
    assert_eq!(third.get("/desk").await.status, StatusCode::SEE_OTHER);
    command(&bench, "enable bea").await.unwrap();
    assert_eq!(third.get("/desk").await.status, StatusCode::SEE_OTHER, "it stays over");
}

#[tokio::test]
async fn a_session_is_there_after_a_restart() {
    let bench = Bench::new().await;
    assert_eq!(bench.get("/desk").await.status, StatusCode::OK);
    assert_eq!(bench.restarted().await.get("/desk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn after_ten_wrong_passwords_a_name_has_to_wait_and_others_do_not() {
    let bench = Bench::new().await;
    let (bea, cem) = (add(&bench, "bea").await, add(&bench, "cem").await);
    for _ in 0..5 {
        assert_eq!(sign_in(&bench, "bea", &bea).await.status, StatusCode::SEE_OTHER);
    }
    for _ in 0..10 {
        assert_eq!(sign_in(&bench, "bea", "wrong").await.status, WRONG);
    }
    let answer = sign_in(&bench, "bea", &bea).await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (StatusCode::TOO_MANY_REQUESTS, "600")
    );
    assert_eq!(sign_in(&bench, "cem", &cem).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn after_thirty_wrong_passwords_an_address_has_to_wait_and_others_do_not() {
    let bench = Bench::new().await;
    let password = add(&bench, "bea").await;
    let from = |address: &str, mut request: Request<Body>| {
        let peer = Peer { address: address.parse().unwrap(), is_tls: false };
        request.extensions_mut().insert(peer);
        bench.send(request)
    };
    let mut count = 0;
    // All addresses of a /64 count as one.
    let try_next =
        |count| from(&format!("2001:db8:1:2::{count:x}"), typed(&format!("n{count}"), "wrong"));
    while count < 40 && try_next(count).await.status == WRONG {
        count += 1;
    }
    // One token is refilled every twenty seconds, and the machine may be slow.
    assert!((30..33).contains(&count), "{count}");
    let answer = from("2001:db8:1:2::ffff", typed("bea", &password)).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        from("2001:db8:1:3::1", typed("bea", &password)).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn everybody_can_change_the_own_password_and_signs_in_anew() {
    let bench = Bench::new().await;
    let old = add(&bench, "bea").await;
    let bea = bench.with_cookie(set(&sign_in(&bench, "bea", &old).await));
    let change = async |present: &str, new: &str| {
        bea.act("/desk/password", &[("present", present), ("new", new)]).await.body
    };
    assert!(change("wrong", "a new password").await.contains("present password is wrong"));
    assert!(change(&old, "short").await.contains("too short"));
    assert!(change(&old, "a new password").await.contains("Your password is changed."));
    assert_eq!(bea.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sign_in(&bench, "bea", &old).await.status, WRONG);
    assert_eq!(sign_in(&bench, "bea", "a new password").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn without_a_user_the_page_says_how_the_first_one_is_made() {
    let bench = Bench::new().await;
    assert!(!bench.get("/desk/sign-in").await.body.contains("gangway-server user add"));
    command(&bench, "disable ada").await.unwrap();
    let page = bench.get("/desk/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("gangway-server user add NAME --role administrator"));
}

#[tokio::test]
async fn a_trial_has_no_sign_in_and_the_page_says_so() {
    let mut bench = Bench::new().await;
    bench.try_out();
    bench.post(ended(MANUAL, 0)).await;
    let visitor = bench.with_cookie("a=b");
    let page = visitor.get("/desk").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("Trial: there is no sign-in.")
            && page.body.contains("trial, administrator")
    );
    for path in ["/desk/list", "/desk/users", "/desk/kiosks", "/desk/audit"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::OK, "{path}");
    }
    let key = people::key_of(&page.body, "07-043");
    let foreign = bench.send(visitor.form("/desk/tickets/take", "0", &[("ticket", &key)])).await;
    assert_eq!(foreign.status, REFUSED, "another page still cannot act");
    let taken = visitor.act("/desk/tickets/take", &[("ticket", &key)]).await;
    assert_eq!(taken.header("location"), "/desk");
    assert!(visitor.get("/desk").await.body.contains("With you"));
    assert_eq!(visitor.get("/desk/sign-in").await.header("location"), "/desk");
}

#[tokio::test]
async fn an_automatic_request_without_a_session_gets_a_problem_and_no_page() {
    let bench = Bench::new().await;
    for path in ["/desk/list", "/desk/events"] {
        let answer = bench.send(request(Method::GET, path)).await;
        assert_problem(&answer, StatusCode::UNAUTHORIZED, "unsigned");
    }
}
