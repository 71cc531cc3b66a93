//! What the audit says: who did what to which ticket, kiosk or user. Closed words and
//! identifiers, never a text of a request.

use jiff::Timestamp;
use wire::{KioskId, MessageId, Ticket};

use crate::UserName;

/// One line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, by the clock of this server; whole milliseconds.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// To what.
    pub subject: AuditSubject,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user at the desk.
    User(UserName),
    /// Somebody on the command line, or whoever was refused at sign-in.
    Unidentified,
    /// The kiosk that it was done to.
    Kiosk,
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditSubject {
    /// A ticket.
    Ticket {
        /// Where its kiosk stood when the result came.
        site: String,
        /// The kiosk that gave it.
        kiosk: KioskId,
        /// Its number.
        ticket: Ticket,
        /// The id of its result.
        id: MessageId,
    },
    /// A kiosk, or its call for staff.
    Kiosk {
        /// Where it stands.
        site: String,
        /// Which.
        kiosk: KioskId,
    },
    /// A user.
    User {
        /// Where it works.
        site: Option<String>,
        /// Who.
        name: UserName,
    },
    /// What nobody knows: a sign-in was refused for a name that no user has.
    Unknown,
}

macro_rules! audit_actions {
    ($($name:ident: $word:literal, $text:literal;)*) => {
        /// What is done at the desk, or on the command line instead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditAction {
            $(#[doc = $text] $name,)*
        }

        impl AuditAction {
            /// All of them.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$name),*];

            /// As it is stored.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// As it is shown.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

audit_actions! {
    SignIn: "sign_in", "Signed in";
    Refused: "refused", "Was refused at sign-in as";
    SignOut: "sign_out", "Signed out";
    Take: "take", "Took";
    CallNext: "call_next", "Called as next";
    PutBack: "put_back", "Put back";
    Finish: "finish", "Finished";
    Answer: "answer", "Answered the call of";
    AddUser: "add_user", "Added user";
    ChangeUser: "change_user", "Changed role or site of";
    Password: "password", "Changed the password of";
    DisableUser: "disable_user", "Disabled user";
    EnableUser: "enable_user", "Enabled user";
    AddKiosk: "add_kiosk", "Made a code for kiosk";
    RevokeKiosk: "revoke_kiosk", "Revoked kiosk";
    DeclareBacklog: "declare_backlog", "Declared that results wait at";
    AskKey: "ask_key", "Asked for another key of";
    SeeDoubts: "see_doubts", "Has seen what is odd about kiosk";
}

impl AuditEntry {
    /// Something that is done now.
    pub(crate) fn now(actor: &Actor, action: AuditAction, subject: AuditSubject) -> Self {
        Self { at: Timestamp::now(), actor: actor.clone(), action, subject }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deed_has_a_word_of_its_own() {
        let mut words = AuditAction::ALL.map(AuditAction::word);
        words.sort_unstable();
        assert!(words.windows(2).all(|it| it[0] != it[1]), "{words:?}");
    }
}
