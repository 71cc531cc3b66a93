//! A chip that answers wrongly, or that has wrong files, is never worth more than it proves.
//!
//! The input names a software passport and changes its files and answers. Once a protected answer was
//! changed, the document never counts as signed; otherwise it counts as what it is worth undisturbed,
//! and with its own portrait, or as less than signed. All conversations end.

#![no_main]

#[path = "chip/change.rs"]
mod change;
mod memory;

use std::sync::LazyLock;

use change::{Change, Target};
use document::{Chip, Conditions, Date, Key, Level, Lost, Mrz, Refusal, Session, Trust, Verified};
use libfuzzer_sys::fuzz_target;
use passport::{FILES, Numbers, Sample, samples};

/// As many commands as the reader program lets through.
const MOST_COMMANDS: usize = 600;
/// Class of a protected command.
const PROTECTED: u8 = 0x0c;

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(samples);

// Passports are made before the first input, whose time is limited.
fuzz_target!(init: { LazyLock::force(&SAMPLES); }, |bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    match SAMPLES.get(usize::from(*kind)) {
        Some(sample) => check_changed(sample, rest),
        None => check_made_up(rest),
    }
});

/// A passport whose files and answers are changed.
fn check_changed(sample: &Sample, changes: &[u8]) {
    let changes: Vec<_> = changes.as_chunks().0.iter().map(Change::read).collect();
    let mut passport = sample.passport.clone();
    for change in &changes {
        if let Target::File(index) = change.target {
            let id = FILES[index % FILES.len()];
            let changed = passport.file(id).and_then(|file| change.apply(file, &[]));
            passport.replace_file(id, changed);
        }
    }
    let mut commands = 0;
    let mut last = Vec::new();
    let mut protected_was_changed = false;
    let judged = judge(&sample.passport.trust(), sample.passport.mrz(), |command| {
        let answer = passport.answer(command);
        let mut changed = Some(answer.clone());
        for change in changes.iter().filter(|change| change.target == Target::Answer(commands)) {
            changed = changed.and_then(|changed| change.apply(&changed, &last));
        }
        commands += 1;
        assert!(commands <= MOST_COMMANDS, "the conversation does not end");
        let is_changed = changed.as_ref() != Some(&answer);
        protected_was_changed |= command[0] == PROTECTED && is_changed;
        last = answer;
        changed.ok_or(Lost)
    });
    let Ok(judged) = judged else { return };
    if judged.level() >= Level::Signed {
        assert!(!protected_was_changed, "a changed answer was accepted");
        assert_eq!(judged.level(), sample.level);
        assert!(*judged.into_portrait().bytes == sample.passport.portrait());
    }
}

/// A chip whose answers are in the input, each with its length in front.
fn check_made_up(mut answers: &[u8]) {
    let sample = &SAMPLES[0];
    let mut is_lost = false;
    let judged = judge(&sample.passport.trust(), sample.passport.mrz(), |_| {
        assert!(!is_lost, "a command after the loss of the chip");
        let answer = answers.split_first().and_then(|(length, rest)| {
            let (answer, rest) = rest.split_at_checked(usize::from(*length))?;
            answers = rest;
            Some(answer.to_vec())
        });
        is_lost = answer.is_none();
        answer.ok_or(Lost)
    });
    assert!(judged.is_err(), "a chip without a key was opened");
}

fn judge(
    trust: &Trust,
    printed: &str,
    answer: impl FnMut(&[u8]) -> Result<Vec<u8>, Lost>,
) -> Result<Verified, Refusal> {
    let page = Mrz::read(printed.as_bytes())?;
    let mut numbers = Numbers::new(99);
    let on = Date { year: 2026, month: 11, day: 30 };
    let conditions = Conditions { on, signer_may_have_expired: true };
    let session = Session::new(async |card| {
        let chip = Chip::select(card).await?;
        let chip = chip.unlock(&Key::of_mrz(&page), &mut numbers).await?;
        let chip = chip.read(&mut numbers, |_| {}).await?;
        chip.verify(trust, conditions, Some(&page))
    });
    session.run(answer)
}
