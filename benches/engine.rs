//! How fast the stages are. Run: `cargo bench --bench engine`; docs/performance.md holds the figures.

#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, reason = "benchmarks")]

#[path = "support/inputs.rs"]
mod support;

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use toets::agreement;
use toets::evaluate::finding::Judged;
use toets::evaluate::{Case, Detail, Options};
use toets::ruleset::{self, Checked};
use toets::source::Sources;

const DAY: Date = date(2026, 11, 20);

fn main() {
    divan::main();
}

#[divan::bench]
fn rulesets_parse(b: Bencher) {
    let (sources, sets) = support::rules();
    b.bench(|| support::parsed(black_box(&sources), &sets));
}

#[divan::bench]
fn rulesets_check(b: Bencher) {
    let (sources, sets) = support::rules();
    let files = support::parsed(&sources, &sets);
    b.bench(|| ruleset::check(black_box(&files), &sources).0.unwrap());
}

#[divan::bench]
fn agreement_of_2000_lines_read(b: Bencher) {
    let (checked, _) = support::checked();
    let text = support::agreement(10, 10, 175);
    assert!((1900..2100).contains(&text.lines().count()), "{}", text.lines().count());
    b.bench(|| support::facts(&checked, black_box(&text)));
}

fn meerdijk() -> String {
    std::fs::read_to_string("examples/meerdijk/meerdijk-2026.yaml").unwrap()
}

/// Every rule on the example: what came out.
#[divan::bench]
fn meerdijk_verdicts(b: Bencher) {
    let (checked, sources) = support::checked();
    verdicts(b, &checked, &sources);
}

/// The same with the rules of the first four themes: the target is 200 µs.
#[divan::bench]
fn meerdijk_verdicts_of_four_themes(b: Bencher) {
    let (checked, sources) = support::checked_of_four_themes();
    verdicts(b, &checked, &sources);
}

fn verdicts(b: Bencher, checked: &Checked, sources: &Sources) {
    let (facts, options) = (support::facts(checked, &meerdijk()), Options::default());
    let case = Case { checked, facts: &facts, sources, date: DAY, options: &options };
    b.bench(|| black_box(case).judge().unwrap());
}

/// All findings of the example, in both languages, with so much detail.
#[divan::bench(args = [Detail::Words, Detail::Figures, Detail::Steps, Detail::Answers])]
fn meerdijk_findings(b: Bencher, detail: Detail) {
    let (checked, sources) = support::checked();
    let (facts, options) = (support::facts(&checked, &meerdijk()), Options::default());
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    let judged = case.judge().unwrap();
    b.bench(|| {
        let mut teller = black_box(case).teller();
        judged.iter().map(|j| teller.finding(j, detail).unwrap()).collect::<Vec<_>>()
    });
}

/// The smallest changes for every norm that the draft misses: 28 findings; the target is 5 ms for each.
#[divan::bench]
fn meerdijk_remedies(b: Bencher) {
    let (checked, sources) = support::checked();
    let text = std::fs::read_to_string("examples/meerdijk/meerdijk-concept.yaml").unwrap();
    let (facts, sources) = support::facts_in(&checked, sources, &text);
    let options = Options::default();
    let date = date(2025, 11, 20);
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date, options: &options };
    let judged = case.judge().unwrap();
    b.bench(|| black_box(case).remedies(&judged));
}

/// The finding of the draft that takes longest.
#[divan::bench]
fn meerdijk_remedies_of_one_finding(b: Bencher) {
    let (checked, sources) = support::checked();
    let text = std::fs::read_to_string("examples/meerdijk/meerdijk-concept.yaml").unwrap();
    let (facts, sources) = support::facts_in(&checked, sources, &text);
    let options = Options::default();
    let date = date(2025, 11, 20);
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date, options: &options };
    let judged = case.judge().unwrap();
    let time = |j: &Judged| {
        let once = || {
            let start = std::time::Instant::now();
            black_box(case.remedies(std::slice::from_ref(j)));
            start.elapsed()
        };
        // The first run is slow for reasons of its own.
        (0..5).map(|_| once()).min()
    };
    let slowest = judged.iter().max_by_key(|j| time(j)).unwrap();
    b.bench(|| black_box(case).remedies(std::slice::from_ref(slowest)));
}

#[divan::bench(args = [1, 10, 100])]
fn municipalities(b: Bencher, times: usize) {
    scaled(b, &support::agreement(5 * times, 5, 5));
}

#[divan::bench(args = [1, 10, 100])]
fn projects(b: Bencher, times: usize) {
    scaled(b, &support::agreement(5, 5, 20 * times));
}

fn scaled(b: Bencher, text: &str) {
    let (checked, sources) = support::checked();
    let facts = support::facts(&checked, text);
    let options = Options::default();
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    b.bench(|| black_box(case).judge());
}

#[divan::bench(args = [1, 10, 100], sample_count = 20)]
fn rules(b: Bencher, times: usize) {
    let (checked, sources) = support::checked_times(times);
    let facts = support::facts(&checked, &support::agreement(5, 5, 20));
    let options = Options::default();
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    b.bench(|| black_box(case).judge());
}

/// Reading 10 MB of YAML into the value tree.
#[divan::bench(sample_count = 5)]
fn yaml_10_mb(b: Bencher) {
    let text = support::agreement(10, 10, 40_000);
    let mut sources = Sources::new();
    let id = sources.add("groot.yaml", text);
    let file = sources.get(id).unwrap();
    b.counter(divan::counter::BytesCount::new(file.text.len())).bench(|| agreement::read(black_box(file)).0.unwrap());
}

/// The whole process, cold: what a person waits for.
#[divan::bench(sample_count = 30)]
fn process_check_meerdijk(b: Bencher) {
    b.bench(|| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_toets"))
            .args(["check", "--date", "2026-11-20", "examples/meerdijk/meerdijk-2026.yaml"])
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    });
}
