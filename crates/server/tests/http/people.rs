//! Signed-in users of the desk.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use clap::Parser;
use jiff::Timestamp;
use server::{Error, UserCommand};
use sha2::{Digest, Sha256};

use crate::bench::{Bench, TestResponse, request};

/// The browser of a user.
pub(crate) struct Person<'a> {
    bench: &'a Bench,
    pub(crate) cookie: String,
}

/// The session cookie of a browser over https, which is the default of test requests.
pub(crate) fn cookie(token: &str) -> String {
    format!("__Host-Http-gangway={token}")
}

pub(crate) fn sha256(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}

/// Adds a user without a password.
pub(crate) async fn add(bench: &Bench, name: &str, role: &str, site: Option<&str>) {
    sqlx::query("insert into users (name, hash, role, site) values ($1, '', $2, $3)")
        .bind(name)
        .bind(role)
        .bind(site.map(str::to_owned))
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
}

/// Begins a session of a user, and returns its token.
pub(crate) async fn session(bench: &Bench, name: &str) -> String {
    let token = sha256(&format!("{name} {}", getrandom::u64().unwrap()));
    sqlx::query("insert into sessions (hash, name, began, used) values ($1, $2, $3, $3)")
        .bind(sha256(&token))
        .bind(name)
        .bind(Timestamp::now().as_millisecond())
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
    token
}

/// Runs `gangway-server user` with these arguments, and returns its output.
pub(crate) async fn command(bench: &Bench, words: &str) -> Result<String, Error> {
    #[derive(Parser)]
    struct Cli {
        #[command(subcommand)]
        command: UserCommand,
    }
    let database = bench.database.text();
    let all = ["user"].into_iter().chain(words.split(' ')).chain(["--database", &database]);
    Cli::parse_from(all).command.run().await
}

impl Bench {
    /// A new user who is signed in.
    pub(crate) async fn person(&self, name: &str, role: &str, site: Option<&str>) -> Person<'_> {
        add(self, name, role, site).await;
        Person { bench: self, cookie: cookie(&session(self, name).await) }
    }

    /// A browser with this cookie.
    pub(crate) fn with_cookie(&self, cookie: impl Into<String>) -> Person<'_> {
        Person { bench: self, cookie: cookie.into() }
    }
}

impl Person<'_> {
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        let mut request = request(Method::GET, path);
        self.sign(&mut request);
        self.bench.send(request).await
    }

    /// Sends a form of one of its pages.
    pub(crate) async fn act(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.bench.send(self.form(path, &self.token().await, fields)).await
    }

    /// The token of the session's forms.
    pub(crate) async fn token(&self) -> String {
        let page = self.get("/desk").await.body;
        let after = page.split_once(r#"name="token" value=""#).map_or("", |(_, rest)| rest);
        after.split('"').next().unwrap().into()
    }

    pub(crate) fn form(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let token = [("token", token)];
        let mut request = form(path, token.iter().chain(fields));
        self.sign(&mut request);
        request
    }

    fn sign(&self, request: &mut Request<Body>) {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
    }
}

/// A form without a session. The fields' texts need no escape but for spaces.
pub(crate) fn form<'a>(
    path: &str,
    fields: impl IntoIterator<Item = &'a (&'a str, &'a str)>,
) -> Request<Body> {
    let pairs: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(pairs.join("&")))
        .unwrap()
}

/// The name that the desk's forms give a ticket, such as `07-042`.
pub(crate) fn key_of(list: &str, ticket: &str) -> String {
    let number = format!(r#"<p class="number">{ticket}</p>"#);
    let before = list.split_once(&number).unwrap_or_else(|| panic!("no {ticket} in {list}")).0;
    let after = before.rsplit_once(r#"id="t-"#).unwrap().1;
    after.split('"').next().unwrap().into()
}
