//! Compares the product with dmrtd, a reader of passports by other authors with a DER parser of its own.
//!
//! Both decide about the same files: what they accept, and what they read in it. A difference needs a
//! documented reason, which is checked against the file; any other one fails the run, and so does a panic of the
//! product. A panic of dmrtd is counted.

#[path = "differential/certificate.rs"]
mod certificate;
#[path = "differential/comparison.rs"]
mod comparison;
#[path = "differential/mutation.rs"]
mod mutation;
#[path = "differential/passports.rs"]
mod passports;
#[path = "differential/portrait.rs"]
mod portrait;
#[path = "differential/security_object.rs"]
mod security_object;
#[path = "differential/subject.rs"]
mod subject;
#[path = "differential/vectors.rs"]
mod vectors;
#[path = "differential/zone.rs"]
mod zone;

use std::{collections::BTreeMap, process::ExitCode};

use comparison::Comparison;
use passport::Numbers;
use subject::Subject;

/// Without an argument.
const FILES: usize = 100_000;
/// Unexplained differences that are printed before the run ends.
const MOST_PRINTED: usize = 8;
/// Security objects have the most that can differ.
const KINDS: [&str; 5] = ["SOD", "SOD", "DG1", "DG2", "certificate"];
const SEED: u64 = 20;

fn main() -> ExitCode {
    let files = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(FILES);
    let subjects = vectors::with(passports::subjects());
    let mut numbers = Numbers::new(SEED);
    let mut counts = BTreeMap::<_, usize>::new();
    let mut unexplained = 0;
    let mut compare = |subject: &Subject, file: &[u8], state: &'static str| {
        let comparison = subject.compare(file);
        if let Comparison::Unexplained(difference) = &comparison {
            unexplained += 1;
            println!("{}: {difference}: {}", subject.name, hex(file));
        }
        *counts.entry((state, subject.kind(), comparison.label())).or_default() += 1;
        unexplained < MOST_PRINTED
    };
    let mut goes_on = subjects.iter().all(|subject| compare(subject, &subject.file, "unchanged"));
    let mut made = 0;
    while goes_on && made < files {
        let kind = KINDS[numbers.next() as usize % KINDS.len()];
        let of_kind: Vec<_> = subjects.iter().filter(|subject| subject.kind() == kind).collect();
        let subject = of_kind[numbers.next() as usize % of_kind.len()];
        goes_on = compare(subject, &mutation::changed(&subject.file, &mut numbers), "changed");
        made += 1;
    }
    println!("{} files and {made} changed ones:", subjects.len());
    for ((state, kind, label), count) in counts {
        println!("{count:>8}  {state} {kind}: {label}");
    }
    if unexplained == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
