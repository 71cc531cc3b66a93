//! Roles at the desk, and how administrators manage users.

use crate::{
    bench::{Bench, MATCH, assert_problem},
    people::{command, form},
    support::sent,
};
use axum::http::{Method, Request, StatusCode};
use server::Error;

/// Every path of the desk that needs a session, the method, and the lowest role: 0 for an officer,
/// 1 for a supervisor, 2 for an administrator.
const ROUTES: [(&str, &str, usize); 21] = [
    ("GET", "/desk", 0),
    ("GET", "/desk/list", 0),
    ("GET", "/desk/events", 0),
    ("GET", "/desk/password", 0),
    ("POST", "/desk/password", 0),
    ("POST", "/desk/tickets/take", 0),
    ("POST", "/desk/tickets/put-back", 0),
    ("POST", "/desk/tickets/finish", 0),
    ("POST", "/desk/tickets/next", 0),
    ("POST", "/desk/calls/answer", 0),
    ("POST", "/desk/sign-out", 0),
    ("GET", "/desk/audit", 1),
    ("GET", "/desk/users", 2),
    ("POST", "/desk/users/add", 2),
    ("POST", "/desk/users/change", 2),
    ("POST", "/desk/users/password", 2),
    ("POST", "/desk/users/disable", 2),
    ("POST", "/desk/users/enable", 2),
    ("GET", "/desk/kiosks", 2),
    ("POST", "/desk/kiosks/add", 2),
    ("POST", "/desk/kiosks/revoke", 2),
];

/// The status for this method at this path with this cookie.
async fn ask(bench: &Bench, method: &str, path: &str, cookie: &str) -> StatusCode {
    // A form without its token: the role is checked first, then the token.
    let mut request = match method {
        "POST" => form(path, &[]),
        _ => Request::builder()
            .method(Method::GET)
            .uri(path)
            .body(axum::body::Body::empty())
            .unwrap(),
    };
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    tower::ServiceExt::oneshot(bench.app.clone(), request).await.unwrap().status()
}

#[tokio::test]
async fn each_address_is_open_to_its_roles_only() {
    let bench = Bench::new().await;
    for (rank, role) in ["officer", "supervisor", "administrator"].into_iter().enumerate() {
        let person = bench.person(role, role, None).await;
        for (method, path, least) in ROUTES {
            let expected = match (rank >= least, method) {
                (false, _) => StatusCode::FORBIDDEN,
                (true, "GET") => StatusCode::OK,
                (true, _) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let status = ask(&bench, method, path, &person.cookie).await;
            assert_eq!(status, expected, "{role}: {method} {path}");
        }
    }
    for (method, path, _) in ROUTES {
        let is_asked_by_itself = ["/desk/list", "/desk/events"].contains(&path);
        let expected =
            if is_asked_by_itself { StatusCode::UNAUTHORIZED } else { StatusCode::SEE_OTHER };
        for cookie in ["a=b", &crate::people::cookie(&"0".repeat(64))] {
            assert_eq!(ask(&bench, method, path, cookie).await, expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_navigation_shows_what_one_may_open() {
    let bench = Bench::new().await;
    for (rank, role) in ["officer", "supervisor", "administrator"].into_iter().enumerate() {
        let page = bench.person(role, role, None).await.get("/desk").await.body;
        let entries = [("/desk/audit", 1), ("/desk/users", 2), ("/desk/kiosks", 2)];
        for (path, least) in entries {
            assert_eq!(page.contains(&format!(r#"href="{path}""#)), rank >= least, "{role} {path}");
        }
    }
}

/// The password or code that a page shows once.
fn secret(page: &str) -> &str {
    let after = page.split_once(r#"<p class="secret">"#).unwrap_or_else(|| panic!("{page}")).1;
    after.split('<').next().unwrap()
}

#[tokio::test]
async fn an_administrator_adds_a_user_whose_password_is_shown_once() {
    let bench = Bench::new().await;
    let ada = bench.ada();
    let fields = [("name", "Bea"), ("role", "officer"), ("site", "Pier 2")];
    let page = ada.act("/desk/users/add", &fields).await.body;
    let password = secret(&page);
    assert!(page.contains("Pier 2"), "{page}");
    let typed = form("/desk/sign-in", &[("name", "bea"), ("password", password)]);
    assert_eq!(bench.send(typed).await.header("location"), "/desk");
    assert!(!ada.get("/desk/users").await.body.contains(password));
    assert!(ada.act("/desk/users/add", &fields).await.body.contains("This name is taken."));
    for wrong in [("name", "b b"), ("role", "king"), ("site", "a%0A1")] {
        let changed = fields.map(|field| if field.0 == wrong.0 { wrong } else { field });
        let page = ada.act("/desk/users/add", &changed).await.body;
        assert!(page.contains("That is no name, role or site."), "{wrong:?}");
    }
}

#[tokio::test]
async fn another_role_counts_at_once() {
    let bench = Bench::new().await;
    let bea = bench.person("bea", "officer", None).await;
    assert_eq!(bea.get("/desk/audit").await.status, StatusCode::FORBIDDEN);
    let fields = [("name", "bea"), ("role", "supervisor"), ("site", "")];
    bench.ada().act("/desk/users/change", &fields).await;
    assert_eq!(bea.get("/desk/audit").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once_and_can_be_enabled_again() {
    let bench = Bench::new().await;
    let (ada, bea) = (bench.ada(), bench.person("bea", "officer", None).await);
    let page = ada.act("/desk/users/disable", &[("name", "bea")]).await.body;
    assert!(page.contains("Disabled") && page.contains("disabled"), "{page}");
    assert_eq!(bea.get("/desk").await.status, StatusCode::SEE_OTHER);
    ada.act("/desk/users/enable", &[("name", "bea")]).await;
    let page = ada.act("/desk/users/password", &[("name", "bea")]).await.body;
    let typed = form("/desk/sign-in", &[("name", "bea"), ("password", secret(&page))]);
    assert_eq!(bench.send(typed).await.header("location"), "/desk");
    let page = ada.act("/desk/users/password", &[("name", "absent")]).await.body;
    assert!(page.contains("There is no such user."), "{page}");
}

#[tokio::test]
async fn no_administrator_can_shut_everybody_out() {
    let bench = Bench::new().await;
    let ada = bench.ada();
    let fields = [("name", "ada"), ("role", "officer"), ("site", "")];
    for path in ["/desk/users/disable", "/desk/users/change"] {
        assert!(ada.act(path, &fields).await.body.contains("it is you"), "{path}");
    }
    assert_eq!(ada.get("/desk/users").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_kiosk_is_added_with_a_code_that_is_shown_once_and_revoked_at_the_desk() {
    let bench = Bench::new().await;
    let ada = bench.ada();
    let fields = [("kiosk", "00C7"), ("site", "Pier 2")];
    let page = ada.act("/desk/kiosks/add", &fields).await.body;
    let code: wire::Code = secret(&page).parse().unwrap();
    let page = ada.get("/desk/kiosks").await.body;
    assert!(page.contains("waits for its code") && page.contains("Never heard"), "{page}");
    assert!(!page.contains(&code.to_string()));
    let (kiosk, now) = (wire::KioskId(0xc7), jiff::Timestamp::now());
    let enrolled = bench.server.store.enrol(code, bench.kiosk.key(), None, now).await.unwrap();
    assert_eq!(enrolled.map(|(kiosk, _)| kiosk), Some(kiosk));
    let message = sent(&MATCH.replace("0007", "00c7"));
    assert_eq!(bench.post(message.clone()).await.status, StatusCode::CREATED);
    let page = ada.get("/desk/kiosks").await.body;
    assert!(page.contains("enrolled") && page.contains("Last message <time"), "{page}");
    let page = ada.act("/desk/kiosks/revoke", &[("kiosk", "00c7")]).await.body;
    assert!(page.contains("Revoked") && page.contains(">revoked<"), "{page}");
    let refused = bench.send(bench.signed("/v1/results", &message)).await;
    assert_problem(&refused, StatusCode::FORBIDDEN, "revoked");
    let page = ada.act("/desk/kiosks/add", &[("kiosk", "xyz"), ("site", "")]).await.body;
    assert!(page.contains("A kiosk has four digits"), "{page}");
}

#[tokio::test]
async fn the_command_line_lists_users_and_says_what_is_wrong() {
    let bench = Bench::new().await;
    command(&bench, "add bea --role supervisor --site Pier --generate").await.unwrap();
    command(&bench, "disable bea").await.unwrap();
    let listed = command(&bench, "list").await.unwrap();
    assert_eq!(listed, "ada\tadministrator\tenabled\t\nbea\tsupervisor\tdisabled\tPier\n");
    let again = command(&bench, "add bea --role officer --generate").await;
    assert!(matches!(again, Err(Error::Store(store::Error::UserExists(_)))));
    let unknown = command(&bench, "disable cem").await;
    assert_eq!(unknown.unwrap_err().to_string(), "There is no user cem.");
}
