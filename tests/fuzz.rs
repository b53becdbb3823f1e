//! What fuzzing tries, in every run of the tests: the inputs of the committed corpus, everything that was ever found, and inputs
//! near those, the same ones each time. `fuzz/` has the targets; `docs/fuzzing.md` says how to run them for longer.

#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "support/made.rs"]
mod made;
#[path = "../fuzz/src/lib.rs"]
mod targets;
#[path = "fuzz/yaml_suite.rs"]
mod yaml_suite;

use std::panic::catch_unwind;

/// The inputs of a target in a folder, in order of name.
fn inputs(folder: &str, target: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(files) = std::fs::read_dir(format!("fuzz/{folder}/{target}")) else { return Vec::new() };
    let mut paths: Vec<_> = files.map(|f| f.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.display().to_string(), std::fs::read(&p).unwrap())).collect()
}

/// Runs a target on its corpus, its finds and some changed inputs, and names all inputs that fail.
fn run(target: &str, mutants: usize) {
    let (_, tried) = targets::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let mut all = inputs("finds", target);
    all.extend(inputs("corpus", target));
    assert!(all.len() > 20, "{target} has a corpus");
    let mut dice = Dice(0x7065_7374);
    for i in 0..mutants {
        let (name, parent) = &all[dice.below(all.len())];
        let other = &all[dice.below(all.len())].1;
        let changed = changed(parent, other, &mut dice);
        let name = name.clone();
        if catch_unwind(|| tried(&changed)).is_err() {
            let at = std::env::temp_dir().join(format!("toets-fuzz-{target}")).display().to_string();
            std::fs::write(&at, &changed).unwrap();
            panic!("change {i}, of {name}, fails; it is in {at}");
        }
    }
    let failed: Vec<&String> =
        all.iter().filter(|(_, input)| catch_unwind(|| tried(input)).is_err()).map(|(name, _)| name).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// An input with a few places cut, doubled, flipped, or taken from another input.
fn changed(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=dice.below(3) {
        let start = dice.below(out.len() + 1);
        let end = (start + dice.below(12)).min(out.len());
        match dice.below(5) {
            0 => drop(out.drain(start..end)),
            1 => {
                let again = out[start..end].to_vec();
                out.splice(start..start, again);
            }
            2 if start < out.len() => out[start] ^= 1 << dice.below(7),
            3 => {
                const SIGNS: &[u8] = b"-:,.[]{}()\"'#&*!|>%@~ \n\t0129";
                out.insert(start, SIGNS[dice.below(SIGNS.len())]);
            }
            _ => {
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(30)).min(other.len());
                out.splice(start..end, other[from..to].iter().copied());
            }
        }
    }
    out
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap().max(1)).unwrap()
    }
}

#[test]
fn grammar() {
    run("grammar", 1_000);
}

#[test]
fn formatter() {
    run("formatter", 500);
}

#[test]
fn yaml() {
    run("yaml", 3_000);
}

#[test]
fn notations() {
    run("notations", 5_000);
}

#[test]
fn check() {
    run("check", 20);
}

#[test]
fn rules_and_check() {
    run("rules_and_check", 100);
}

#[test]
fn remedies() {
    run("remedies", 5);
}
