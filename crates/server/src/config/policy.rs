//! The policy file: the operator's rules for the sites.

use std::{collections::HashSet, fs, path::Path};

use domain::{Hours, ListedArtifacts, Parity, Retention, SitePolicy, site_policy::retention_time};
use serde::Deserialize;

use crate::{Error, Partner};

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
        retention_time(&self.sites, &self.retention, site, class)
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

    #[test]
    fn the_shortest_time_holds_where_no_rule_says_more() {
        let text = "\
            [retention]\nface = 12\nofficer = 48\n\
            [[site]]\nname = 'A'\nretention = { face = 24, event = 100 }\n\
            [[site]]\nname = 'B'\nretention = { officer = 5, audit = 9 }";
        let policy = Policy::read(text).unwrap();
        let table = [
            ("A", "face", 24, "the site's own"),
            ("A", "officer", 48, "that of all sites"),
            ("A", "call", 24, "what is built in"),
            ("A", "event", 24, "no longer than results"),
            ("A", "portrait", 24, "an unknown class: the shortest of the site"),
            ("B", "portrait", 5, "an unknown class: the shortest of the site"),
            ("C", "face", 12, "an unknown site: the shortest of the class"),
            ("C", "officer", 5, "an unknown site: the shortest of the class"),
            ("C", "audit", 9, "an unknown site: the shortest of the class"),
            ("C", "portrait", 5, "both unknown: the shortest of all"),
        ];
        for (site, class, hours, why) in table {
            assert_eq!(policy.kept(site, class).to_string(), format!("{hours} h"), "{why}");
        }
        assert_eq!(Policy::default().kept("", "officer").to_string(), "72 h");
    }

    #[test]
    fn a_length_that_cannot_be_kept_is_refused() {
        for (text, named) in [
            ("[retention]\nface = 2", "3 to 87600"),
            ("[retention]\nface = 87601", "3 to 87600"),
            ("[retention]\nfaces = 12", "faces"),
            ("[[site]]\nname = 'A'\nretention = { call = 'never' }", "call"),
        ] {
            let error = Policy::read(text).unwrap_err().to_string();
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
