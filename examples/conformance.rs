//! The runner of the conformance suite. Without arguments it runs the library; with `--command "program arguments"` it runs
//! another implementation through the protocol of docs/conformance.md. Prints what failed and a table; exit code 1 when a case
//! failed, 2 when the suite or the program cannot be used.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

#[path = "../conformance/runner/runner.rs"]
mod runner;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use runner::answer::{Answer, judge};
use runner::case::{Case, CaseFile, Level, Suite};
use runner::engine::Engine;
use runner::protocol;
use runner::table::Table;

const USAGE: &str = "\
usage: conformance [--command PROGRAM] [--level LEVEL,…] [--only PREFIX] [--suite FOLDER]

  --command PROGRAM  the implementation to run, with its arguments; without it, this library
  --level LEVEL,…    only cases of these levels: core, notation, layers, errors, norms, portfolio
  --only PREFIX      only cases whose id starts so, as constructs/rounding
  --suite FOLDER     the folder that holds conformance/ and rulesets/; else the current one

Exit code: 0 all passed or skipped, 1 a case failed, 2 the suite or the program cannot be used.";

struct Args {
    command: Option<String>,
    levels: Vec<Level>,
    only: String,
    suite: PathBuf,
}

fn args() -> Result<Option<Args>, String> {
    let mut out = Args { command: None, levels: Level::ALL.to_vec(), only: String::new(), suite: PathBuf::from(".") };
    let mut given = std::env::args().skip(1);
    while let Some(arg) = given.next() {
        if arg == "--help" || arg == "-h" {
            return Ok(None);
        }
        let value = given.next().ok_or_else(|| format!("{arg}: unknown, or its value is missing"))?;
        match arg.as_str() {
            "--command" => out.command = Some(value),
            "--only" => out.only = value,
            "--suite" => out.suite = value.into(),
            "--level" => {
                let one = |name: &str| {
                    Level::ALL.into_iter().find(|l| l.id() == name).ok_or_else(|| format!("there is no level {name}"))
                };
                out.levels = value.split(',').map(one).collect::<Result<_, _>>()?;
            }
            _ => return Err(format!("{arg}: unknown")),
        }
    }
    Ok(Some(out))
}

fn run(args: &Args) -> Result<Table, String> {
    let suite = Suite::read(&args.suite)?;
    let chosen: Vec<(&CaseFile, &Case)> =
        suite.cases().filter(|(f, c)| args.levels.contains(&f.level) && f.full_id(c).starts_with(&args.only)).collect();
    if chosen.is_empty() {
        return Err("no case is chosen".to_owned());
    }
    let input = protocol::input(&args.suite, &suite, &chosen)?;
    let mut answers = match &args.command {
        Some(command) => {
            let mut words = command.split_whitespace();
            let program = words.next().ok_or("--command is empty")?;
            protocol::ask(Command::new(program).args(words), input)?
        }
        None => {
            let mut engine = Engine::default();
            let mut answers = std::collections::BTreeMap::new();
            for line in input.lines() {
                if let Ok(set) = serde_json::from_str(line) {
                    engine.learn(set);
                } else {
                    let case = serde_json::from_str(line).map_err(|e| e.to_string())?;
                    let answer = engine.answer(&case);
                    answers.insert(answer.case.clone(), answer);
                }
            }
            answers
        }
    };
    let mut table = Table::default();
    for (file, case) in chosen {
        let id = file.full_id(case);
        // No answer at all is a failure, not a case that was skipped.
        let answer = answers.remove(&id).unwrap_or_else(|| Answer { case: id.clone(), ..Answer::default() });
        table.add(file.group(), file.level.id(), id, judge(case, &answer));
    }
    Ok(table)
}

fn main() -> ExitCode {
    let args = match args() {
        Ok(Some(args)) => args,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(table) => {
            print!("{}", table.text());
            if table.total.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
