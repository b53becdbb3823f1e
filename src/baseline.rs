//! Findings that are known already: a list that is kept beside the agreements, so that only new findings fail.
//!
//! Takes: the findings of a run, or a list made earlier. Gives: the list as text, or the findings marked as known with those
//! that are no longer found. Never changes a verdict, and never reads or writes a file.
//!
//! An entry holds who, which norm and what came out, and no figure or place: a line that moves or a figure that changes leaves
//! it as it is.

pub(crate) mod error;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::{Judged, Verdict, Weight};
use crate::report::printable;
use crate::report::{FileRun, Run, fingerprint};
use crate::ruleset::Checked;
use crate::source::SourceFile;

/// The version of the list's form. It goes up when older programs would misread a newer list.
pub const VERSION: u64 = 1;

/// A list of known findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// One known finding. The order of the fields is the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The agreement, as a path from the folder of the list; of several files together, their name.
    pub file: String,
    /// Whether it is about several files together.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub portfolio: bool,
    /// Id of the norm.
    pub rule: String,
    /// What it is about; empty for the agreement as a whole.
    pub subject: String,
    /// The year it is about.
    pub year: Option<i32>,
    /// The id of the outcome.
    pub verdict: String,
    /// How much it weighed: an entry does not excuse what weighs more.
    pub severity: String,
    /// What tells this finding from all others.
    pub fingerprint: String,
}

/// What a list says of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Name of the list, for the report.
    pub name: String,
    /// Findings that the list could hold and does not.
    pub new: usize,
    /// Findings that stand in the list.
    pub known: usize,
    /// Entries that are no longer found, in the order of the list.
    pub gone: Vec<Gone>,
}

/// An entry that is no longer found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The entry.
    pub entry: Entry,
    /// What comes out for the same norm and subject now; `None` when nothing does.
    pub now: Option<Verdict>,
}

/// How files of a run and of a list find each other.
pub struct Names<'a> {
    /// The path of a file of the run, from the folder of the list.
    pub of: &'a dyn Fn(&FileRun) -> String,
    /// Whether a file of the list exists at all. One that exists and is not in the run was not looked at.
    pub exists: &'a dyn Fn(&str) -> bool,
}

#[derive(Deserialize)]
struct Head {
    toets_baseline: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "toets_baseline")]
    _version: u64,
    findings: Vec<Entry>,
}

/// Whether a list holds findings like this one: what asks for something to be done, and the outcomes that `also` names.
#[must_use]
pub fn counts(judged: &Judged, also: &[Verdict]) -> bool {
    judged.weight > Weight::None || also.contains(&judged.verdict)
}

impl Baseline {
    /// The list of what was found in a run.
    #[must_use]
    pub fn of(run: &Run, names: &Names<'_>, also: &[Verdict]) -> Self {
        let mut entries = Vec::new();
        for file in &run.files {
            let Some(loaded) = &file.ruleset else { continue };
            let name = (names.of)(file);
            let marks = fingerprint::findings_in(file, &name);
            let found = file.judged.iter().zip(marks).filter(|(j, _)| counts(j, also));
            entries.extend(found.map(|(judged, mark)| entry(&loaded.checked, &name, file, judged, mark)));
        }
        entries.sort();
        Baseline { entries }
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with the place: no JSON, another form, or made by a newer program.
    pub fn read(file: &SourceFile) -> Result<Self, Diagnostic> {
        // A byte order mark is what some editors put before a text; JSON has none.
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        let head: Head = serde_json::from_str(text).map_err(|e| error::unreadable(file, &e))?;
        if head.toets_baseline != VERSION {
            return Err(error::newer(file, head.toets_baseline));
        }
        let whole: Whole = serde_json::from_str(text).map_err(|e| error::unreadable(file, &e))?;
        for entry in &whole.findings {
            if verdict(&entry.verdict).is_none() {
                return Err(error::unknown_word(file, &entry.verdict));
            }
            if weight(&entry.severity).is_none() {
                return Err(error::unknown_word(file, &entry.severity));
            }
        }
        Ok(Baseline { entries: whole.findings })
    }

    /// The list as JSON, one finding per line, so that a comparison of two versions shows which came and went.
    ///
    /// # Errors
    ///
    /// Never: an entry holds text and numbers. The error type is serde's.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        let mut out = format!("{{\n  \"toets_baseline\": {VERSION},\n  \"findings\": [");
        for (n, entry) in self.entries.iter().enumerate() {
            out.push_str(if n == 0 { "\n    " } else { ",\n    " });
            out.push_str(&printable::json(entry)?);
        }
        out.push_str(if self.entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        Ok(out)
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Marks the findings that stand in the list, and says which entries are no longer found. An entry stands for one finding.
    #[must_use]
    pub fn compare(&self, name: String, run: &mut Run, names: &Names<'_>, also: &[Verdict]) -> Compared {
        let mut open: BTreeMap<(String, &str), &Entry> =
            self.entries.iter().map(|e| ((e.fingerprint.clone(), e.verdict.as_str()), e)).collect();
        let mut out = Compared { name, ..Compared::default() };
        let mut seen: BTreeMap<String, &FileRun> = BTreeMap::new();
        for at in 0..run.files.len() {
            let known = {
                let Some(file) = run.files.get(at) else { continue };
                let marks = fingerprint::findings_in(file, &(names.of)(file));
                let known = file.judged.iter().zip(marks).map(|(judged, mark)| {
                    let entry = open.remove(&(mark, judged.verdict.id()));
                    // What was an aim when it was listed and binds now is news.
                    let known = entry.is_some_and(|e| weight(&e.severity).is_some_and(|w| judged.weight <= w));
                    match (known, counts(judged, also)) {
                        (true, _) => out.known = out.known.saturating_add(1),
                        (false, true) => out.new = out.new.saturating_add(1),
                        (false, false) => {}
                    }
                    known
                });
                known.collect::<Vec<bool>>()
            };
            if let Some(file) = run.files.get_mut(at) {
                file.judged.iter_mut().zip(known).for_each(|(judged, known)| judged.known = known);
            }
        }
        for file in &run.files {
            seen.insert((names.of)(file), file);
        }
        let mut left: Vec<&Entry> = open.into_values().collect();
        left.sort();
        for entry in left {
            let now = match seen.get(&entry.file) {
                // A file with errors was not checked: nothing is known of its findings.
                Some(file) if file.facts.is_none() => continue,
                Some(file) => now(file, entry),
                None if entry.portfolio || (names.exists)(&entry.file) => continue,
                None => None,
            };
            out.gone.push(Gone { entry: entry.clone(), now });
        }
        out
    }
}

fn entry(checked: &Checked, name: &str, file: &FileRun, judged: &Judged, fingerprint: String) -> Entry {
    Entry {
        file: name.to_owned(),
        portfolio: file.portfolio.is_some(),
        rule: checked.rule(judged.rule).id.clone(),
        subject: file.subject(judged),
        year: judged.year,
        verdict: judged.verdict.id().to_owned(),
        severity: judged.weight.id().to_owned(),
        fingerprint,
    }
}

/// What comes out now where an entry was found.
fn now(file: &FileRun, entry: &Entry) -> Option<Verdict> {
    let checked = &file.ruleset.as_ref()?.checked;
    let same = |j: &&Judged| {
        checked.rule(j.rule).id == entry.rule && j.year == entry.year && !j.known && file.subject(j) == entry.subject
    };
    file.judged.iter().find(same).map(|j| j.verdict)
}

fn verdict(id: &str) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|v| v.id() == id)
}

fn weight(id: &str) -> Option<Weight> {
    [Weight::None, Weight::Note, Weight::Warning, Weight::Error].into_iter().find(|w| w.id() == id)
}
