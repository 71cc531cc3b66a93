//! `/desk/users`: who may use the desk. Passwords are made up here, and shown once.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    act::Act,
    frame::{self, DeskPage},
    refusal::Refusal,
    session::{Administrator, Session, Signed},
};
use crate::{Error, Password, Role, Server, User, UserName, command, user};

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
enum Said {
    Nothing,
    Done(&'static str),
    /// A new password, which is shown once.
    Password(UserName, String),
}

pub(super) async fn show(
    State(server): State<Server>,
    Signed { session, .. }: Signed<Administrator>,
) -> Result<Markup, Refusal> {
    page(&server, &session, Said::Nothing).await
}

pub(super) async fn add(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Administrator, UserForm>,
) -> Result<Markup, Refusal> {
    let Ok((name, role, site)) = asked.read() else {
        return page(&server, &by, Said::Done("That is no name, role or site.")).await;
    };
    let (text, hash) = generate_password().await?;
    let user = User { name: name.clone(), role, site, is_disabled: false };
    match server.store.add_user(&by.actor(), &user, &hash).await {
        Ok(()) => page(&server, &by, Said::Password(name, text)).await,
        Err(Error::UserExists(_)) => page(&server, &by, Said::Done("This name is taken.")).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn change(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Administrator, UserForm>,
) -> Result<Markup, Refusal> {
    let Ok((name, role, site)) = asked.read() else {
        return page(&server, &by, Said::Done("That is no name, role or site.")).await;
    };
    if name == by.user.name {
        return page(&server, &by, OWN).await;
    }
    let changed = server.store.change_user(&by.actor(), &name, role, site).await;
    done(&server, &by, changed, Said::Done("Changed.")).await
}

pub(super) async fn password(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let name = asked.read()?;
    let (text, hash) = generate_password().await?;
    let set = server.store.set_password(&by.actor(), &name, &hash).await;
    done(&server, &by, set, Said::Password(name, text)).await
}

pub(super) async fn disable(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let name = asked.read()?;
    if name == by.user.name {
        return page(&server, &by, OWN).await;
    }
    let disabled = server.store.disable_user(&by.actor(), &name).await;
    done(&server, &by, disabled, Said::Done("Disabled, and signed out everywhere.")).await
}

pub(super) async fn enable(
    State(server): State<Server>,
    Act { by, asked, .. }: Act<Administrator, UserNameForm>,
) -> Result<Markup, Refusal> {
    let enabled = server.store.enable_user(&by.actor(), &asked.read()?).await;
    done(&server, &by, enabled, Said::Done("Enabled.")).await
}

/// Administrators cannot disable themselves: the last one would lock everyone out.
const OWN: Said = Said::Done("Another administrator has to do that: it is you.");

impl UserForm {
    fn read(self) -> Result<(UserName, Role, Option<String>), Refusal> {
        let name = self.name.trim().parse().map_err(|_| Refusal::Form)?;
        let role = self.role.parse().map_err(|()| Refusal::Form)?;
        Ok((name, role, user::site(&self.site).map_err(|_| Refusal::Form)?))
    }
}

impl UserNameForm {
    fn read(self) -> Result<UserName, Refusal> {
        self.name.parse().map_err(|_| Refusal::Form)
    }
}

/// A random password that cannot be guessed, and its hash.
async fn generate_password() -> Result<(String, String), Error> {
    let text = command::new_code()?.to_string();
    let hash = Password::chosen(text.clone())?.hash().await?;
    Ok((text, hash))
}

async fn done(
    server: &Server,
    by: &Session,
    done: Result<(), Error>,
    said: Said,
) -> Result<Markup, Refusal> {
    match done {
        Ok(()) => page(server, by, said).await,
        Err(Error::NoSuchUser(_)) => page(server, by, Said::Done("There is no such user.")).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(server: &Server, session: &Session, said: Said) -> Result<Markup, Refusal> {
    let users = server.store.users().await?;
    let main = html! {
        h2 { "Users" }
        @match said {
            Said::Nothing => {}
            Said::Done(text) => (frame::notice(text)),
            Said::Password(name, text) => div.once role="status" {
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
