//! The groups of a site, as on a ship, and the forms that call them. Only the names in the site's settings
//! can be called: they are shown to the public, so no officer types them.

use axum::{extract::State, response::Redirect};
use domain::CalledGroup;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    action_notice::{ActionNotice, redirect_to_desk},
    form_action::FormAction,
    frame,
    refusal::Refusal,
    session::{Officer, Session},
    time::time,
};
use crate::{Error, Server};

/// A group, and its call if it is called.
pub(super) struct GroupRow {
    name: String,
    call: Option<CalledGroup>,
}

/// The form that names a group.
#[derive(Deserialize)]
pub(super) struct GroupForm {
    group: String,
}

impl GroupRow {
    /// All groups of the site, in the order of its settings.
    pub(super) async fn read(
        server: &Server,
        session: &Session,
        now: Timestamp,
    ) -> Result<Vec<Self>, Error> {
        let Some(site) = server.settings.site().filter(|site| !site.groups.is_empty()) else {
            return Ok(Vec::new());
        };
        let called = server.store.called_groups(now, &session.user.scope()).await?;
        let row = |name: &site::Name| Self {
            name: name.to_string(),
            call: called.iter().find(|call| *call.name == **name).cloned(),
        };
        Ok(site.groups.iter().map(row).collect())
    }
}

/// The section above the tickets. Empty where travellers come one by one.
pub(super) fn section(groups: &[GroupRow], session: &Session) -> Markup {
    html! {
        @if !groups.is_empty() {
            section.groups aria-labelledby="groups" {
                h2 id="groups" {
                    "Groups called "
                    span.count { (groups.iter().filter(|group| group.call.is_some()).count()) }
                }
                ul { @for (index, group) in groups.iter().enumerate() { (card(index, group, session)) } }
            }
        }
    }
}

/// Its `id` lets the script restore the focus.
fn card(index: usize, GroupRow { name, call }: &GroupRow, session: &Session) -> Markup {
    // The call of an officer of all sites is not this officer's to take back.
    let is_own = call.as_ref().is_none_or(|call| session.user.scope().covers(&call.site));
    let (path, word, class) = match call {
        None => ("/desk/groups/call", "Call", "main"),
        Some(_) => ("/desk/groups/take-back", "Take back", "plain"),
    };
    html! {
        li.called[call.is_some()] id=(format_args!("g-{index}")) tabindex="-1" {
            p { strong { (name) } @if let Some(call) = call { " called " (time(call.called)) } }
            @if is_own {
                form method="post" action=(path) {
                    (frame::token(session))
                    input type="hidden" name="group" value=(name);
                    button class=(class) { (word) span.spoken { " " (name) } }
                }
            }
        }
    }
}

/// Calls a group.
pub(super) async fn call(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Officer, GroupForm>,
) -> Result<Redirect, Refusal> {
    let settings = server.settings.site().ok_or(Refusal::Form)?;
    if !settings.groups.iter().any(|name| **name == *fields.group) {
        return Err(Refusal::Form);
    }
    let (by, scope) = (&session.user.name, session.user.scope());
    let done = server.store.call_group(by, &fields.group, Timestamp::now(), &scope).await?;
    Ok(redirect_to_desk((!done).then_some(ActionNotice::Late)))
}

/// Takes the call of a group back.
pub(super) async fn take_back(
    State(server): State<Server>,
    FormAction { session, fields, .. }: FormAction<Officer, GroupForm>,
) -> Result<Redirect, Refusal> {
    let (by, scope) = (&session.user.name, session.user.scope());
    let done = server.store.take_group_back(by, &fields.group, &scope).await?;
    Ok(redirect_to_desk((!done).then_some(ActionNotice::Late)))
}
