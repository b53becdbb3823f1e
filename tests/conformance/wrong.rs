//! Implementations that are wrong, and a program that does nothing but answer: the runner must notice.
//!
//! The program is this very test binary, started again with `IMPLEMENTATION` in its environment; so nothing else need be built.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;
use std::process::Command;

use crate::runner::answer::{Answer, Given, judge};
use crate::runner::case::{Case, CaseFile};
use crate::runner::engine::Engine;
use crate::runner::protocol;
use crate::runner::table::Table;
use crate::suite;

const IMPLEMENTATION: &str = "CONFORMANCE_IMPLEMENTATION";

/// Cases of a few constructs, without the large rulesets.
const CONSTRUCTS: [&str; 3] = ["constructs/comparison", "constructs/missing", "constructs/errors"];

/// Not a test by itself: without the variable it does nothing.
#[test]
fn speaks_the_protocol() {
    let Ok(kind) = std::env::var(IMPLEMENTATION) else { return };
    let mut engine = Engine::default();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let Ok(case) = serde_json::from_str(&line) else { continue };
        let mut answer = engine.answer(&case);
        let each = |answer: &mut Answer, change: &dyn Fn(&mut Given)| {
            answer.outcomes.iter_mut().flatten().for_each(change);
        };
        match kind.as_str() {
            "optimist" => each(&mut answer, &|g| g.verdict = "voldoet".to_owned()),
            "silent about gaps" => each(&mut answer, &|g| g.missing.clear()),
            "a column off" => each(&mut answer, &|g| g.places.iter_mut().flatten().for_each(|p| p.1 += 1)),
            "without places" => each(&mut answer, &|g| g.places = None),
            "deaf to errors" => answer.errors.clear(),
            "one outcome short" => _ = answer.outcomes.as_mut().and_then(Vec::pop),
            "mute" => continue,
            "gives up" => std::process::exit(3),
            _ => {}
        }
        println!("\n{}", serde_json::to_string(&answer).unwrap());
    }
}

/// Runs an implementation over some constructs.
fn run(kind: &str) -> Result<Table, String> {
    let suite = suite();
    let chosen: Vec<(&CaseFile, &Case)> = suite.cases().filter(|(f, _)| CONSTRUCTS.contains(&f.group())).collect();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "wrong::speaks_the_protocol", "--nocapture", "--quiet"]).env(IMPLEMENTATION, kind);
    let input = protocol::input(Path::new("."), &suite, &chosen)?;
    let mut answers: BTreeMap<String, Answer> = protocol::ask(&mut command, input)?;
    let mut table = Table::default();
    for (file, case) in chosen {
        let id = file.full_id(case);
        let answer = answers.remove(&id).unwrap_or_default();
        table.add(file.group(), file.level.id(), id, judge(case, &answer));
    }
    Ok(table)
}

/// The protocol by itself: a program that answers well passes everything.
#[test]
fn a_right_program_passes() {
    let table = run("right").unwrap();
    assert!(table.total.passed == table.total.all() && table.unplaced == 0, "{}", table.text());
}

#[test]
fn a_wrong_program_fails() {
    for kind in ["optimist", "silent about gaps", "a column off", "deaf to errors", "one outcome short", "mute"] {
        let table = run(kind).unwrap();
        assert!(table.total.failed > 0, "a program that is {kind} passes");
        assert!(table.text().contains("failed constructs/"), "{}", table.text());
    }
    // One that answers nothing fails in every case; it skips none.
    assert_eq!(run("mute").unwrap().total.failed, run("mute").unwrap().total.all());
    // Leaving places out is not wrong, and is told.
    let table = run("without places").unwrap();
    assert!(table.total.failed == 0 && table.unplaced > 0, "{}", table.text());
    assert!(run("gives up").unwrap_err().contains("after 0 answers"));
}
