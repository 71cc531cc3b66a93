//! `gangway-server user`: who may use the desk.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
};

use clap::{Args, Subcommand};

use super::{new_code, open};
use crate::{
    Error, Password, Role, Store, User, UserName, audit::Actor, settings::DatabaseArgs, user,
};

/// What is done.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user, with a password that is asked for or read from standard input
    Add {
        /// What it signs in with
        name: UserName,
        /// What it may do
        #[arg(long)]
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
                let site = user::site(&site)?;
                let (password, said) = source.password()?;
                let (store, hash) = (open(database).await?, password.hash().await?);
                let user = User { name, role, site, is_disabled: false };
                let added = store.add_user(by, &user, &hash).await;
                store.close().await;
                added.map(|()| said)
            }
            Self::Password { name, source, database } => {
                let (password, said) = source.password()?;
                let (store, hash) = (open(database).await?, password.hash().await?);
                let set = store.set_password(by, &name, &hash).await;
                store.close().await;
                set.map(|()| said)
            }
            Self::Disable { name, database } => {
                let store = open(database).await?;
                let disabled = store.disable_user(by, &name).await;
                store.close().await;
                disabled.map(|()| String::new())
            }
            Self::Enable { name, database } => {
                let store = open(database).await?;
                let enabled = store.enable_user(by, &name).await;
                store.close().await;
                enabled.map(|()| String::new())
            }
            Self::List { database } => {
                let store = Store::inspect(&database.database()?).await?;
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
