//! `/desk/users`: who may use the desk. Passwords are made up here, and shown once.

use axum::extract::State;
use domain::{Role, User, UserName, user};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    form_action::FormAction,
    frame::{self, DeskPage},
    refusal::Refusal,
    session::{Administrator, Session, SignedIn},
};
use crate::{Error, Password, Server, desk::document, random_code::new_code};

/// The form that adds or changes a user.
#[derive(Deserialize)]
pub(super) struct UserForm {
    name: String,
    role: String,
    site: String,
}

/// The form that names a user.
#[derive(Deserialize)]
pub(super) struct UserNameForm {
    name: String,
}

/// The message above the list.
enum PageMessage {
    Nothing,
    Done(&'static str),
    /// A new password, which is shown once.
    Password(UserName, String),
}

pub(super) async fn show(
    State(server): State<Server>,
    SignedIn { session, .. }: SignedIn<Administrator>,
) -> Result<Markup, Refusal> {
    page(&server, &session, PageMessage::Nothing).await
}

pub(super) async fn add(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, UserForm>,
) -> Result<Markup, Refusal> {
    let Ok((name, role, site)) = fields.read() else {
        return page(&server, &session, PageMessage::Done("That is no name, role or site.")).await;
    };
    let (text, hash) = generate_password().await?;
    let user = User { name: name.clone(), role, site, is_disabled: false };
    match server.store.add_user(&session.actor(), &user, &hash).await {
        Ok(()) => page(&server, &session, PageMessage::Password(name, text)).await,
        Err(store::Error::UserExists(_)) => {
            page(&server, &session, PageMessage::Done("This name is taken.")).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn change(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, UserForm>,
) -> Result<Markup, Refusal> {
    let Ok((name, role, site)) = fields.read() else {
        return page(&server, &session, PageMessage::Done("That is no name, role or site.")).await;
    };
    if name == session.user.name {
        return page(&server, &session, OWN).await;
    }
    let changed = server.store.change_user(&session.actor(), &name, role, site).await;
    done(&server, &session, changed, PageMessage::Done("Changed.")).await
}

pub(super) async fn password(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let name = fields.read()?;
    let (text, hash) = generate_password().await?;
    let set = server.store.set_password(&session.actor(), &name, &hash).await;
    done(&server, &session, set, PageMessage::Password(name, text)).await
}

pub(super) async fn disable(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let name = fields.read()?;
    if name == session.user.name {
        return page(&server, &session, OWN).await;
    }
    let disabled = server.store.disable_user(&session.actor(), &name).await;
    done(&server, &session, disabled, PageMessage::Done("Disabled, and signed out everywhere."))
        .await
}

pub(super) async fn enable(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let enabled = server.store.enable_user(&session.actor(), &fields.read()?).await;
    done(&server, &session, enabled, PageMessage::Done("Enabled.")).await
}

/// Administrators cannot disable themselves: the last one would lock everyone out.
const OWN: PageMessage = PageMessage::Done("Another administrator has to do that: it is you.");

impl UserForm {
    fn read(self) -> Result<(UserName, Role, Option<String>), Refusal> {
        let name = self.name.trim().parse().map_err(|_| Refusal::Form)?;
        let role = self.role.parse().map_err(|()| Refusal::Form)?;
        Ok((name, role, user::parse_site(&self.site).map_err(|_| Refusal::Form)?))
    }
}

impl UserNameForm {
    fn read(self) -> Result<UserName, Refusal> {
        self.name.parse().map_err(|_| Refusal::Form)
    }
}

/// A random password that cannot be guessed, and its hash.
async fn generate_password() -> Result<(String, String), Error> {
    let text = new_code()?.to_string();
    let hash = Password::chosen(text.clone())?.hash().await?;
    Ok((text, hash))
}

async fn done(
    server: &Server,
    session: &Session,
    done: Result<(), store::Error>,
    said: PageMessage,
) -> Result<Markup, Refusal> {
    match done {
        Ok(()) => page(server, session, said).await,
        Err(store::Error::NoSuchUser(_)) => {
            page(server, session, PageMessage::Done("There is no such user.")).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(server: &Server, session: &Session, said: PageMessage) -> Result<Markup, Refusal> {
    let users = server.store.users().await?;
    let main = html! {
        h2 { "Users" }
        @match said {
            PageMessage::Nothing => {}
            PageMessage::Done(text) => (document::notice(text)),
            PageMessage::Password(name, text) => div.once role="status" {
                p { "The password of " strong { (name) } ", which is shown this once:" }
                p.secret { (text) }
                p { "It can be changed under " strong { "Password" } " after signing in." }
            }
        }
        details.box open[users.is_empty()] {
            summary { "Add a user" }
            form.stack method="post" action="/desk/users/add" {
                (frame::token(session))
                label for="name" { "Name" }
                input #name name="name" autocomplete="off" autocapitalize="none"
                    spellcheck="false" maxlength="32" pattern="[A-Za-z0-9._\\-]+" required;
                (role_and_site("new", Role::Officer, None))
                button.main { "Add" }
            }
        }
        ul.rows { @for user in &users { (row(user, session)) } }
    };
    let title = "Users · Gangway desk";
    Ok(frame::signed(session, DeskPage::Users, title, &html! {}, &main))
}

fn row(user: &User, session: &Session) -> Markup {
    let hidden = html! {
        (frame::token(session))
        input type="hidden" name="name" value=(user.name);
    };
    html! {
        li {
            p.who { (user.name) }
            p { (user.role.word()) }
            p { (user.site.as_deref().unwrap_or("all sites")) }
            p.state { @if user.is_disabled { "disabled" } @else { "can sign in" } }
            details {
                summary { "Change" span.spoken { " " (user.name) } }
                form.stack method="post" action="/desk/users/change" {
                    (hidden)
                    (role_and_site(&user.name.to_string(), user.role, user.site.as_deref()))
                    button.main { "Save" }
                }
                form.actions method="post" {
                    (hidden)
                    button.plain formaction="/desk/users/password" { "New password" }
                    @if user.is_disabled {
                        button.plain formaction="/desk/users/enable" { "Enable" }
                    } @else {
                        button.plain formaction="/desk/users/disable" { "Disable" }
                    }
                }
            }
        }
    }
}

/// `of` makes the ids of the fields unique on the page.
fn role_and_site(of: &str, role: Role, site: Option<&str>) -> Markup {
    let (role_id, site_id) = (format!("role-{of}"), format!("site-{of}"));
    html! {
        label for=(role_id) { "Role" }
        select id=(role_id) name="role" {
            @for choice in Role::ALL {
                option value=(choice.word()) selected[choice == role] { (choice.word()) }
            }
        }
        label for=(site_id) { "Site " span.light { "(empty for all)" } }
        input id=(site_id) name="site" value=(site.unwrap_or_default()) maxlength="64"
            autocomplete="off";
    }
}
