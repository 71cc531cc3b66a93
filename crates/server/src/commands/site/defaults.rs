//! The settings that a profile begins with.

use serde_json::{Value, json};
use site::Profile;

/// The shipped settings with the defaults of a profile. The notice is in effect from `today` for a year.
pub(super) fn of(profile: Profile, today: &str) -> Value {
    let shipped = include_str!("../../../../../public/kiosk.json");
    // A test reads the shipped settings; an empty object would be asked for field by field.
    let mut settings: Value = serde_json::from_str(shipped).unwrap_or_else(|_| json!({}));
    // Waits are stated by the site itself, or measured.
    settings["waits"] = Value::Null;
    settings["profile"] = profile.word().into();
    settings["notice"]["effective"] = today.into();
    settings["notice"]["expires"] = next_year(today).into();
    settings["photo_rules"] = photo_rules(profile);
    for (name, value) in changes(profile).as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

/// What differs from an arrival hall.
fn changes(profile: Profile) -> Value {
    let places = |face: &str, officer: &str| json!({ "face": face, "officer": officer });
    match profile {
        Profile::Arrival => json!({ "board": "on" }),
        Profile::LandExit => json!({ "places": places("Exit lane", "Booth 1") }),
        // People come ashore in groups and with luggage, and wait in one hall.
        Profile::Sea => json!({
            "places": places("Gangway A", "Officer desk 1"),
            "board": "on",
            "print": "offer",
            "patience": { "notice": 120, "document": 120, "face": 45, "done": 30 },
        }),
        Profile::Gate => json!({ "places": places("Boarding", "Gate desk") }),
        // No staff are near who could find a lost number, and no network reports a wait.
        Profile::SmallPort => json!({
            "places": places("The quay", "The harbour office"),
            "print": "offer",
            "patience": { "notice": 180, "document": 180, "face": 60, "done": 60 },
        }),
        // The arm's length from a car, and several people one after another. At that distance letters are
        // so large that both choices are whole on a large screen only.
        Profile::Vehicle => json!({
            "places": places("The lane ahead", "Booth 1"),
            "print": "always",
            "patience": { "notice": 120, "document": 180, "face": 60, "done": 20 },
            "screen": { "diagonal_inches": 43, "distance_mm": 800 },
        }),
    }
}

/// What the law of the United States says of officers' photos: for arrivals 8 CFR 235.1, for departures
/// 8 CFR 215.8, both as amended by the final rule that is named. Members of programmes for trusted travellers
/// have lanes where they arrive, so departures name none. The site's own lawyers decide what stays.
fn photo_rules(profile: Profile) -> Value {
    let (cfr, has_programs) = match profile {
        Profile::Arrival | Profile::Sea | Profile::SmallPort | Profile::Vehicle => ("235.1", true),
        Profile::LandExit | Profile::Gate => ("215.8", false),
    };
    let source = format!("8 CFR {cfr}, 90 FR 48604");
    let rule = |who: &str, rule: &str| json!({ "who": who, "rule": rule, "source": source, "dated": "2025-10-27" });
    let mut rules =
        vec![rule("us_citizens", "may_decline"), rule("others", "officer_may_photograph")];
    if has_programs {
        rules.push(json!({
            "who": "trusted_travelers",
            "rule": "program_keeps_photo",
            "source": "DHS/CBP-002, 85 FR 14214",
            "dated": "2020-03-11",
        }));
    }
    rules.into()
}

/// The last day of the year that begins on this day, as near as a date without its month's length tells.
fn next_year(today: &str) -> String {
    let (year, rest) = today.split_once('-').unwrap_or(("2026", "01-01"));
    let rest = if rest == "02-29" { "02-28" } else { rest };
    format!("{}-{rest}", year.parse::<u16>().unwrap_or(2026) + 1)
}

#[cfg(test)]
mod tests {
    use site::{PhotoRuleKind, Site, TravellerGroup};

    use super::*;

    #[test]
    fn the_defaults_of_every_profile_are_valid() {
        for profile in Profile::ALL {
            let settings = of(profile, "2028-02-29");
            let site = Site::parse(&settings.to_string()).unwrap();
            assert_eq!(site.profile, profile);
            assert_eq!(site.notice.expires.to_string(), "2029-02-28");
            assert_eq!(site.waits, None);
            let rules: Vec<_> = site.photo_rules.iter().map(|rule| (rule.who, rule.rule)).collect();
            let [citizens, others, programs @ ..] = &rules[..] else { panic!("{rules:?}") };
            assert_eq!(*citizens, (TravellerGroup::UsCitizens, PhotoRuleKind::MayDecline));
            assert_eq!(*others, (TravellerGroup::Others, PhotoRuleKind::OfficerMayPhotograph));
            let is_departure = matches!(profile, Profile::LandExit | Profile::Gate);
            assert_eq!(programs.is_empty(), is_departure);
        }
    }
}
