//! The protocol between the runner and an implementation: a JSON object per line, both ways.
//!
//! The runner writes the rulesets first and then every case; the program writes an answer per case, in any order, at once or
//! at the end of its input. Lines of the program that do not start with `{` are passed over, so that it may say other things.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::case::{Case, CaseFile, Suite, ruleset_files};

/// The first lines: a named ruleset, alone; those it builds on have come before it.
#[derive(Debug, Serialize, Deserialize)]
pub struct RulesetLine {
    /// Always 1; a program refuses what it does not know.
    pub conformance: u32,
    pub ruleset: String,
    pub builds_on: Vec<String>,
    pub files: Vec<RulesFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct RulesFile {
    pub name: String,
    pub text: String,
}

/// The other lines: a case without what is expected.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CaseLine {
    pub case: String,
    pub level: String,
    /// The texts of the rulesets, those built upon first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Or the id of a named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruleset: Option<String>,
    pub date: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portfolio: Option<String>,
    /// Values of law that replace those of the ruleset.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// Rules that are off, and are asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// The rules whose outcomes are looked at; others need not be answered.
    pub about: Vec<String>,
}

pub fn case_line(file: &CaseFile, case: &Case) -> CaseLine {
    CaseLine {
        case: file.full_id(case),
        level: file.level.id().to_owned(),
        rules: file.texts().into_iter().map(str::to_owned).collect(),
        ruleset: file.ruleset.clone(),
        date: case.date.clone(),
        agreement: case.agreement.clone(),
        portfolio: case.portfolio.clone(),
        set: case.set.clone(),
        include: case.include.clone(),
        about: case.expect.about().into_iter().map(str::to_owned).collect(),
    }
}

/// Everything that a program gets to read.
pub fn input(root: &Path, suite: &Suite, chosen: &[(&CaseFile, &Case)]) -> Result<String, String> {
    let mut out = String::new();
    let mut line = |json: serde_json::Result<String>| -> Result<(), String> {
        out.push_str(&json.map_err(|e| e.to_string())?);
        out.push('\n');
        Ok(())
    };
    for set in &suite.rulesets {
        let files = ruleset_files(&root.join(&set.folder))?;
        let files = files.into_iter().map(|(name, text)| RulesFile { name, text }).collect();
        line(serde_json::to_string(&RulesetLine {
            conformance: 1,
            ruleset: set.id.clone(),
            builds_on: set.builds_on.clone(),
            files,
        }))?;
    }
    for (file, case) in chosen {
        line(serde_json::to_string(&case_line(file, case)))?;
    }
    Ok(out)
}

/// Starts a program, gives it the input, and reads its answers by case.
pub fn ask(command: &mut Command, input: String) -> Result<BTreeMap<String, Answer>, String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cannot start {command:?}: {e}"))?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("the program has no input or no output".to_owned());
    };
    // From a thread of its own, so that a program that answers while it reads does not wait for us, nor we for it. One that
    // stops reading is not an error by itself: the answers that it did not give are.
    let writer = std::thread::spawn(move || {
        let mut to = BufWriter::new(stdin);
        let _ = to.write_all(input.as_bytes()).and_then(|()| to.flush());
    });
    let mut answers = BTreeMap::new();
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|e| format!("its output cannot be read: {e}"))?;
        if line.starts_with('{') {
            let answer: Answer = serde_json::from_str(&line).map_err(|e| format!("no answer: {e}: {line}"))?;
            if let Some(twice) = answers.insert(answer.case.clone(), answer) {
                return Err(format!("two answers to {}", twice.case));
            }
        }
    }
    let _ = writer.join();
    let status = child.wait().map_err(|e| e.to_string())?;
    if !status.success() {
        return Err(format!("the program ended with {status} after {} answers", answers.len()));
    }
    Ok(answers)
}
