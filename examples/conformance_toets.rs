//! `toets` behind the protocol of the conformance suite: reads rulesets and cases from standard input, a JSON object per line,
//! and writes an answer per case. Another implementation does the same; docs/conformance.md says what the lines hold.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

#[path = "../conformance/runner/runner.rs"]
mod runner;

use std::io::{BufRead, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut engine = runner::engine::Engine::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return ExitCode::FAILURE };
        // A ruleset, or a case.
        if let Ok(set) = serde_json::from_str(&line) {
            engine.learn(set);
            continue;
        }
        let answer = match serde_json::from_str(&line) {
            Ok(case) => serde_json::to_string(&engine.answer(&case)),
            Err(e) => {
                eprintln!("neither a ruleset nor a case: {e}");
                return ExitCode::FAILURE;
            }
        };
        if !answer.is_ok_and(|text| writeln!(out, "{text}").is_ok()) {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
