//! The conformance suite: every case of `conformance/` holds for the engine and for the naive evaluator, the files are as their
//! schema says, and the runner notices an implementation that is wrong. docs/conformance.md explains the suite.

#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "tests"
)]

#[path = "naive/eval.rs"]
mod eval;
#[path = "conformance/export.rs"]
mod export;
#[path = "support/made.rs"]
mod made;
#[path = "naive/marks.rs"]
mod marks;
#[path = "conformance/naive.rs"]
mod naive;
#[path = "naive/notation.rs"]
mod notation;
#[path = "naive/read.rs"]
mod read;
#[path = "../conformance/runner/runner.rs"]
mod runner;
#[path = "naive/value.rs"]
mod value;
#[path = "conformance/wrong.rs"]
mod wrong;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use runner::answer::{Answer, judge};
use runner::case::{Level, Suite};
use runner::engine::Engine;
use runner::protocol;
use runner::table::Table;

fn suite() -> Suite {
    Suite::read(Path::new(".")).unwrap()
}

/// The engine with the rulesets of the program, each read once for all tests.
fn engine() -> MutexGuard<'static, Engine> {
    static ENGINE: LazyLock<Mutex<Engine>> = LazyLock::new(|| {
        let mut engine = Engine::default();
        export::questions().0.into_iter().for_each(|set| engine.learn(set));
        Mutex::new(engine)
    });
    ENGINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The engine's answers to every case.
fn engine_table(suite: &Suite) -> Table {
    let mut engine = engine();
    let mut table = Table::default();
    for (file, case) in suite.cases() {
        let answer = engine.answer(&protocol::case_line(file, case));
        table.add(file.group(), file.level.id(), file.full_id(case), judge(case, &answer));
    }
    table
}

#[test]
fn the_engine_passes() {
    let table = engine_table(&suite());
    assert!(table.total.failed == 0 && table.total.skipped == 0, "\n{}", table.text());
}

/// The naive evaluator passes all cases but those about files that are wrong. It keeps no places.
#[test]
fn the_naive_evaluator_passes() {
    let suite = suite();
    let mut naive = naive::Answerer::default();
    let input = protocol::input(Path::new("."), &suite, &[]).unwrap();
    input.lines().for_each(|line| naive.learn(serde_json::from_str(line).unwrap()));
    let mut table = Table::default();
    for (file, case) in suite.cases() {
        let line = protocol::case_line(file, case);
        let one = std::panic::AssertUnwindSafe(|| naive.answer(&line));
        let answer =
            std::panic::catch_unwind(one).unwrap_or_else(|_| Answer { case: line.case.clone(), ..Answer::default() });
        // An error within a notation is its reader's business too.
        let result = match &case.expect.error {
            Some(_) => runner::answer::Result::Skipped(String::new()),
            None => judge(case, &answer),
        };
        table.add(file.group(), file.level.id(), file.full_id(case), result);
    }
    let errors = suite.cases().filter(|(_, c)| c.expect.error.is_some()).count();
    assert!(table.total.failed == 0 && table.total.skipped == errors, "\n{}", table.text());
}

/// On every test beside the rules, also those that are no case here, both evaluators say the same.
#[test]
fn both_evaluators_agree_on_every_test_beside_the_rules() {
    let (sets, lines) = export::questions();
    let mut naive = naive::Answerer::default();
    sets.into_iter().for_each(|set| naive.learn(set));
    let mut differ = vec![];
    for line in &lines {
        let plain = |answer: Answer| {
            let one = |g: runner::answer::Given| (g.subject, g.year, g.verdict, BTreeSet::from_iter(g.missing));
            let mut all: Vec<_> = answer.outcomes.unwrap_or_default().into_iter().map(one).collect();
            all.sort();
            all
        };
        let (a, b) = (plain(engine().answer(line)), plain(naive.answer(line)));
        if a != b {
            differ.push(format!("{}\n  engine {a:?}\n  naive  {b:?}", line.case));
        }
    }
    assert!(differ.is_empty(), "{} of {}\n{}", differ.len(), lines.len(), differ.join("\n"));
}

/// The cases by norm are those of the tests beside the rules, and the hashes those of the rulesets.
#[test]
fn cases_by_norm_are_up_to_date() {
    let mut files = export::norms(&mut engine());
    files.push(("conformance/rulesets.yaml".to_owned(), export::rulesets()));
    if made::update() {
        let _ = std::fs::remove_dir_all("conformance/norms");
        for (path, text) in &files {
            std::fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let stale: Vec<&str> = files
        .iter()
        .filter(|(path, text)| std::fs::read_to_string(path).ok().as_ref() != Some(text))
        .map(|f| f.0.as_str())
        .collect();
    assert!(stale.is_empty(), "out of date: {stale:?}; UPDATE=1 cargo test --test conformance");
}

/// The files of cases, without those that are not.
fn files() -> Vec<std::path::PathBuf> {
    let suite = suite();
    suite.files.iter().map(|f| Path::new("conformance").join(format!("{}.yaml", f.path))).collect()
}

#[test]
fn files_are_as_their_schema_says() {
    let schema = std::fs::read_to_string("conformance/schema/case-1.schema.json").unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut wrong = vec![];
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        // A day is a text here; YAML readers that know days would make something else of it.
        let json: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        wrong.extend(schema.iter_errors(&json).map(|e| format!("{}: {} {e}", path.display(), e.instance_path())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the suite promises: enough cases, each with a name of its own; those by construct say why; every norm of the rulesets
/// in the program has its three main outcomes.
#[test]
fn the_suite_covers_what_it_says() {
    let suite = suite();
    let mut seen = BTreeSet::new();
    for (file, case) in suite.cases() {
        assert!(seen.insert(file.full_id(case)), "{} twice", file.full_id(case));
        assert!(case.why.is_some() || file.path.starts_with("norms/"), "{} does not say why", file.full_id(case));
    }
    assert!(seen.len() >= 200);
    let rules = suite.rulesets.iter().flat_map(|set| {
        let texts = runner::case::ruleset_files(set.folder.as_ref()).unwrap();
        let lines: Vec<String> = texts.iter().flat_map(|(_, t)| t.lines()).map(str::to_owned).collect();
        let ids = lines.into_iter().filter_map(|l| l.strip_prefix("regel ")?.split(' ').next().map(str::to_owned));
        ids.map(|id| (set.id.clone(), id)).collect::<Vec<_>>()
    });
    for (set, rule) in rules {
        let path = format!("norms/{set}/{rule}");
        let file = suite.files.iter().find(|f| f.path == path).unwrap_or_else(|| panic!("no {path}"));
        let outcomes = || file.cases.iter().flat_map(|c| &c.expect.outcomes);
        for verdict in ["voldoet", "voldoet_niet", "niet_te_toetsen"] {
            assert!(outcomes().any(|o| o.verdict == verdict), "{path} has no case of {verdict}");
        }
    }
}

const PAGE: &str = "docs/conformance.md";

/// The figures in the page are those of the suite.
#[test]
fn the_page_counts_what_there_is() {
    let suite = suite();
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
    let mut outcomes = (0, 0);
    for (file, case) in suite.cases() {
        let group = groups.entry(file.group()).or_default();
        group.0 += usize::from(case.id == file.cases[0].id);
        group.1 += 1;
        *levels.entry(file.level).or_default() += 1;
        outcomes.0 += case.expect.outcomes.len();
        outcomes.1 += case.expect.outcomes.iter().filter(|o| o.place.is_some()).count();
    }
    let total = suite.cases().count();
    let mut table = format!("\n{total} cases, with {} outcomes and {} places.\n\n", outcomes.0, outcomes.1);
    table.push_str("| Group | files | cases |\n|---|---|---|\n");
    groups.iter().for_each(|(name, (files, cases))| table.push_str(&format!("| `{name}` | {files} | {cases} |\n")));
    table.push_str("\n| Level | cases |\n|---|---|\n");
    levels.iter().for_each(|(level, cases)| table.push_str(&format!("| `{}` | {cases} |\n", level.id())));
    table.push('\n');
    made::page_says(PAGE, "figures", &table, "conformance");
}
