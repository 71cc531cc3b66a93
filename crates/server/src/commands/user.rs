//! `gangway-server user`: who may use the desk.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
};

use clap::{
    Args, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use domain::{Actor, Role, User, UserName, user};

use crate::{Error, Password, config::DatabaseArgs, random_code::new_code};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user, with a password that is asked for or read from standard input
    Add {
        /// What it signs in with
        name: UserName,
        /// What it may do
        #[arg(long, value_parser = role_parser())]
        role: Role,
        /// The one site that it works at
        #[arg(long, default_value = "")]
        site: String,
        /// Where the password comes from
        #[command(flatten)]
        source: PasswordSource,
        /// Where users are kept
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Give a user another password, and end its sessions
    Password {
        /// Whose
        name: UserName,
        /// Where the password comes from
        #[command(flatten)]
        source: PasswordSource,
        /// Where users are kept
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Disable sign-in by this name, and end its sessions
    Disable {
        /// Which
        name: UserName,
        /// Where users are kept
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Let a disabled user sign in again
    Enable {
        /// Which
        name: UserName,
        /// Where users are kept
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// List the users: name, role, state, site
    List {
        /// Where users are kept
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

/// Where a new password comes from.
#[derive(Args, Clone, Copy, Debug)]
pub struct PasswordSource {
    /// Make a password up and print it
    #[arg(long)]
    generate: bool,
}

impl UserCommand {
    /// Does it. A server may be running. Gives what is to be printed.
    pub async fn run(self) -> Result<String, Error> {
        let by = &Actor::Unidentified;
        match self {
            Self::Add { name, role, site, source, database } => {
                let site = user::parse_site(&site)?;
                let (password, said) = source.password()?;
                let (store, hash) = (database.open().await?, password.hash().await?);
                let user = User { name, role, site, is_disabled: false };
                let added = store.add_user(by, &user, &hash).await;
                store.close().await;
                added?;
                Ok(said)
            }
            Self::Password { name, source, database } => {
                let (password, said) = source.password()?;
                let (store, hash) = (database.open().await?, password.hash().await?);
                let set = store.set_password(by, &name, &hash).await;
                store.close().await;
                set?;
                Ok(said)
            }
            Self::Disable { name, database } => {
                let store = database.open().await?;
                let disabled = store.disable_user(by, &name).await;
                store.close().await;
                disabled?;
                Ok(String::new())
            }
            Self::Enable { name, database } => {
                let store = database.open().await?;
                let enabled = store.enable_user(by, &name).await;
                store.close().await;
                enabled?;
                Ok(String::new())
            }
            Self::List { database } => {
                let store = database.inspect().await?;
                let users = store.users().await;
                store.close().await;
                Ok(users?.iter().fold(String::new(), |mut lines, user| {
                    let state = if user.is_disabled { "disabled" } else { "enabled" };
                    let site = user.site.as_deref().unwrap_or_default();
                    let _ = writeln!(lines, "{}\t{}\t{state}\t{site}", user.name, user.role.word());
                    lines
                }))
            }
        }
    }
}

/// Reads a role by its word, and lists the words with their meanings in the help.
fn role_parser() -> impl TypedValueParser<Value = Role> {
    let value = |role: Role| PossibleValue::new(role.word()).help(role.description());
    PossibleValuesParser::new(Role::ALL.map(value))
        .try_map(|word| word.parse::<Role>().map_err(|()| "no role"))
}

impl PasswordSource {
    /// The password, and what is to be said of it.
    fn password(self) -> Result<(Password, String), Error> {
        if self.generate {
            let made = new_code()?.to_string();
            return Ok((Password::chosen(made.clone())?, made + "\n"));
        }
        let typed = if io::stdin().is_terminal() {
            rpassword::prompt_password("Password: ").map_err(Error::Prompt)?
        } else {
            let mut line = String::new();
            io::stdin().read_line(&mut line).map_err(Error::Prompt)?;
            line.trim_end_matches(['\r', '\n']).into()
        };
        Ok((Password::chosen(typed)?, String::new()))
    }
}
