//! What a result rests on, so that it can be made again years later and compared.
//!
//! Takes: a [`Run`]. Gives: a [`Receipt`]: program, rulesets and files with their hashes, reference dates, language, the
//! options that change what comes out, and the outcomes in brief; and [`compare`], which says what differs between two of
//! them. Never reads a file or the clock, and holds no day of making: the same input gives the same bytes.

mod compare;
mod read;
mod written;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::evaluate::Detail;
use crate::evaluate::finding::Finding;
use crate::lang::Lang;
use crate::printable;
use crate::ruleset::Checked;
use crate::run::{FileRun, Run};

pub use compare::{Difference, Outcomes, compare};
pub(crate) use read::{ELEMENT, FENCE};
pub use read::{Form, read};
pub use written::{Originals, Otherwise, as_made};

/// The options that change what comes out of a run, as they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `--date`, as year-month-day.
    pub date: Option<String>,
    /// The file that the date was given in, where that was not the command line.
    pub date_in: Option<String>,
    /// The day of the run, where a file names no reference date and none was asked for.
    pub today: Option<String>,
    /// `--ruleset`
    pub ruleset: Option<String>,
    /// The file that the ruleset was asked for in, where that was not the command line.
    pub ruleset_in: Option<String>,
    /// `--set`, each as `name=value`.
    pub set: Vec<String>,
    /// `--include`
    pub include: Vec<String>,
    /// `--portfolio`
    pub portfolio: bool,
    /// `--ignore-deviations`
    pub ignore_deviations: bool,
    /// `--rule`: the norms that the result is limited to.
    pub rule: Vec<String>,
    /// Some question of `--explain`: the JSON result holds the answers to all, and each computation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub explain: bool,
    /// Norms that count less for some files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub eased: Vec<Ease>,
}

/// Norms that count less for some files, with the reason that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ease {
    /// Ids of the norms, as they were written.
    pub norms: Vec<String>,
    /// The names of the files in the result; empty for all, also for what they say together.
    pub files: Vec<String>,
    /// `off`, or the most that the norms weigh: `note` or `warning`.
    pub level: String,
    /// Why.
    pub reason: String,
}

/// A ruleset that took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedRuleset {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over its files in order of name, in hexadecimal.
    pub sha256: String,
}

/// A file that took part because another one refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedFile {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A file that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedInput {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal; empty when it could not be read.
    pub sha256: String,
    /// Id of the ruleset it was held against; `None` when it has errors.
    pub ruleset: Option<String>,
    /// Why that one, in the language of the run.
    pub ruleset_reason: String,
    /// The reference date, as year-month-day.
    pub date: String,
    /// Why that day, in the language of the run.
    pub date_reason: String,
    /// The files it refers to.
    pub refers_to: Vec<UsedFile>,
}

/// One outcome in brief: enough to tell whether it is the same when the run is made again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Brief {
    /// The file, or the name of several files together.
    pub file: String,
    /// Id of the rule.
    pub rule: String,
    /// What it is about.
    pub subject: String,
    /// The year it is about.
    pub year: Option<i32>,
    /// Id of the outcome.
    pub verdict: String,
    /// First characters of the SHA-256 of what was found, in words: other figures give another seal.
    pub seal: String,
}

/// What a result rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of the program.
    pub toets: String,
    /// Language of the words.
    pub lang: Lang,
    /// The rulesets, those built upon first.
    pub rulesets: Vec<UsedRuleset>,
    /// The files, in the order given.
    pub inputs: Vec<UsedInput>,
    /// The options.
    pub options: Asked,
    /// The outcomes; left out where the findings stand beside the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<Brief>>,
}

/// Version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The hash of a file's bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, b| {
        // Writing to a string does not fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The seal of what was found: the start of a hash over the sentence and its reasons.
#[must_use]
pub fn seal<'a>(message: &str, reasons: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    hash.update(message.as_bytes());
    for reason in reasons {
        hash.update([0]);
        hash.update(reason.as_bytes());
    }
    let mut text = hex(&hash.finalize());
    text.truncate(SEAL);
    text
}

/// Characters of a seal: enough to notice a change, short enough to read in a list.
const SEAL: usize = 12;

impl Receipt {
    /// As text for a report: one line per ruleset, file and outcome, so that two of them can be laid side by side.
    #[must_use]
    pub fn to_text(&self) -> String {
        fn json<T: Serialize>(value: &T) -> String {
            // Strings and integers always become JSON.
            printable::json(value).unwrap_or_default()
        }
        fn list<T: Serialize>(items: &[T]) -> String {
            let lines: Vec<String> = items.iter().map(|i| format!("    {}", json(i))).collect();
            if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) }
        }
        let parts = [
            ("toets", json(&self.toets)),
            ("lang", json(&self.lang)),
            ("rulesets", list(&self.rulesets)),
            ("inputs", list(&self.inputs)),
            ("options", json(&self.options)),
            ("outcomes", list(self.outcomes.as_deref().unwrap_or(&[]))),
        ];
        let lines: Vec<String> = parts.iter().map(|(key, value)| format!("  {}: {value}", json(key))).collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    }

    /// The receipt of a run, with its outcomes in brief.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut outcomes: Vec<Brief> = run.files.iter().flat_map(|f| briefs(run, f)).collect();
        outcomes.sort();
        Receipt { outcomes: Some(outcomes), ..Receipt::beside_findings(run) }
    }

    /// The receipt of a run, for a result that holds the findings themselves.
    #[must_use]
    pub fn beside_findings(run: &Run) -> Self {
        let files = run.files.iter().filter(|f| f.portfolio.is_none());
        Receipt {
            toets: VERSION.to_owned(),
            lang: run.lang,
            rulesets: rulesets(run),
            inputs: files.map(|f| input(f, run.lang)).collect(),
            options: run.asked.clone(),
            outcomes: None,
        }
    }
}

/// Every set that took part, once, those built upon first.
fn rulesets(run: &Run) -> Vec<UsedRuleset> {
    let mut out: Vec<UsedRuleset> = vec![];
    for loaded in run.files.iter().filter_map(|f| f.ruleset.as_deref()) {
        for (set, sha256) in loaded.checked.sets().iter().zip(&loaded.sha256) {
            let used = UsedRuleset { id: set.id.clone(), version: set.version.clone(), sha256: sha256.clone() };
            if !out.contains(&used) {
                out.push(used);
            }
        }
    }
    out
}

fn input(file: &FileRun, lang: Lang) -> UsedInput {
    UsedInput {
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        ruleset: file.ruleset.as_ref().and_then(|r| r.checked.sets().last()).map(|s| s.id.clone()),
        ruleset_reason: file.ruleset_reason.get(lang).to_owned(),
        date: file.date.to_string(),
        date_reason: file.date_reason.get(lang).to_owned(),
        refers_to: file.referred.iter().map(|r| UsedFile { file: r.name.clone(), sha256: r.sha256.clone() }).collect(),
    }
}

fn briefs(run: &Run, file: &FileRun) -> Vec<Brief> {
    let Some(loaded) = file.ruleset.as_deref() else { return vec![] };
    let told = file.told(&run.sources, |_| Detail::Words);
    told.findings.iter().map(|f| brief(&file.name, &loaded.checked, f, run.lang)).collect()
}

fn brief(file: &str, checked: &Checked, f: &Finding, lang: Lang) -> Brief {
    Brief {
        file: file.to_owned(),
        rule: checked.rule(f.rule).id.clone(),
        subject: f.subject.clone(),
        year: f.year,
        verdict: f.verdict.id().to_owned(),
        seal: seal(f.message.get(lang), f.reasons.iter().map(|r| r.get(lang))),
    }
}
