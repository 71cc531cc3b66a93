//! Entries of the audit: which actor did what to which ticket, kiosk or user. They hold closed
//! words and identifiers, never text of a request.

use jiff::Timestamp;
use wire::{KioskId, MessageId, Ticket};

use crate::user::UserName;

/// One entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Time by the clock of this server, in whole milliseconds.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// What was done.
    pub action: AuditAction,
    /// What it was done to.
    pub subject: AuditSubject,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user at the desk.
    User(UserName),
    /// The command line, or a client that was refused at sign-in: there is no user.
    Unidentified,
    /// The kiosk itself.
    Kiosk,
}

/// What an action was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditSubject {
    /// A ticket.
    Ticket {
        /// The site of its kiosk when the result was received.
        site: String,
        /// The kiosk that issued it.
        kiosk: KioskId,
        /// Its number.
        ticket: Ticket,
        /// The id of its result.
        id: MessageId,
    },
    /// A kiosk, or its call for staff.
    Kiosk {
        /// Its site.
        site: String,
        /// Its number.
        kiosk: KioskId,
    },
    /// A user.
    User {
        /// The site where the user works; `None` for all sites.
        site: Option<String>,
        /// Its name.
        name: UserName,
    },
    /// A group of travellers.
    Group {
        /// The site where it is called; empty for all sites.
        site: String,
        /// Its name in the site's settings.
        name: String,
    },
    /// No known subject: a sign-in was refused for a name that no user has.
    Unknown,
}

macro_rules! audit_actions {
    ($($name:ident: $word:literal, $text:literal;)*) => {
        /// An action at the desk, on the command line, or of a kiosk.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditAction {
            $(#[doc = $text] $name,)*
        }

        impl AuditAction {
            /// All actions.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$name),*];

            /// The word in the database.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The text on the desk.
            pub fn text(self) -> &'static str {
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
    CallGroup: "call_group", "Called group";
    TakeGroupBack: "take_group_back", "Took back the call of group";
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_has_a_word_of_its_own() {
        let mut words = AuditAction::ALL.map(AuditAction::word);
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
    }
}
