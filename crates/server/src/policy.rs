//! The policy file: the operator's rules for the sites.

use std::{collections::HashSet, fs, path::Path};

use serde::Deserialize;

use crate::{
    Error, ListedArtifacts, Partner,
    retention::{self, Hours, Retention},
    waits::Parity,
};

/// The tables of the policy file. Without a file each is empty.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The retention times of sites without rules of their own.
    pub retention: Retention,
    /// Builds, models and notices that results may name in addition to the served ones.
    pub known: ListedArtifacts,
    /// One `[[site]]` for each place with rules of its own.
    #[serde(rename = "site")]
    pub sites: Vec<SitePolicy>,
    /// One `[[partner]]` for each receiver of events.
    #[serde(rename = "partner")]
    pub partners: Vec<Partner>,
}

/// The rules of one site.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitePolicy {
    /// As `gangway-server kiosk add --site` says it.
    pub name: String,
    /// How much slower the officer lane may be. Without it there is no alarm.
    pub parity: Option<Parity>,
    /// How long records are kept.
    #[serde(default)]
    pub retention: Retention,
}

impl Policy {
    /// Reads the file, if one is named.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self::default()) };
        let text = fs::read_to_string(path).map_err(|_| Error::NoPolicy(path.into()))?;
        Self::read(&text)
    }

    /// Reads the text of a file. An error names the field and its line.
    pub fn read(text: &str) -> Result<Self, Error> {
        let policy: Self = toml::from_str(text).map_err(Box::new)?;
        let mut names = HashSet::new();
        if let Some(twice) = policy.sites.iter().find(|site| !names.insert(&site.name)) {
            return Err(Error::Twice(twice.name.clone()));
        }
        names.clear();
        if let Some(twice) = policy.partners.iter().find(|partner| !names.insert(&partner.name)) {
            return Err(Error::Twice(twice.name.clone()));
        }
        Ok(policy)
    }

    /// How long the records of a class are kept at a site.
    pub(crate) fn kept(&self, site: &str, class: &str) -> Hours {
        retention::kept(&self.sites, &self.retention, site, class)
    }

    /// How much slower the officer lane of a site may be, if the policy limits it.
    pub(crate) fn parity(&self, site: &str) -> Option<Parity> {
        self.sites.iter().find(|rules| rules.name == site)?.parity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_field() {
        let table = [
            ("[[site]]\nname = 'A'\nparty = 3", "party"),
            ("[[site]]\nparity = { slower_by_seconds = 60 }", "name"),
            ("[[site]]\nname = 'A'\nparity = { slower_by_seconds = -1 }", "slower_by_seconds"),
            ("[[site]]\nname = 'A'\n[[site]]\nname = 'A'", "A"),
            ("sites = []", "sites"),
            ("[known]\nbuilds = ['00C0FFEE']", "builds"),
            ("[known]\nnames = []", "names"),
            ("[[partner]]\nname = 'P'", "either webhook or nats"),
            ("[[partner]]\nname = 'P'\nevents = ['results']", "results"),
            (
                "[[partner]]\nname = 'P'\n\
                 webhook = { url = 'http://port.example/', secret = { env = 'S' } }",
                "https",
            ),
            (
                "[[partner]]\nname = 'P'\n\
                 webhook = { url = 'https://port.example/', secret = 'hunter2hunter2hu' }",
                "secret",
            ),
        ];
        for (text, named) in table {
            let error = Policy::read(text).unwrap_err().to_string();
            assert!(error.contains(named), "{text}: {error}");
        }
    }

    #[test]
    fn a_file_may_be_empty() {
        assert_eq!(Policy::read("").unwrap(), Policy::default());
    }
}
