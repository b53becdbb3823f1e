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
use crate::printable;
use crate::ruleset::Checked;
use crate::run::{FileRun, Run, fingerprint};
use crate::source::SourceFile;

/// The version of the list's form. It goes up when older programs would misread a newer list.
pub const VERSION: u64 = 1;

/// A list of known findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Which agreement each file held, so that one that is called otherwise since is recognised.
    files: BTreeMap<String, String>,
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
    /// Files that are called otherwise since the list was made: the name in the list, and the name now.
    pub renamed: Vec<(String, String)>,
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
    #[serde(default)]
    files: BTreeMap<String, String>,
    findings: Vec<Entry>,
}

/// Whether a list holds findings like this one: what asks for something to be done, and the outcomes that `also` names.
#[must_use]
pub fn counts(judged: &Judged, also: &[Verdict]) -> bool {
    judged.weight > Weight::None || judged.eased.is_none() && also.contains(&judged.verdict)
}

impl Baseline {
    /// The list of what was found in a run.
    #[must_use]
    pub fn of(run: &Run, names: &Names<'_>, also: &[Verdict]) -> Self {
        let (mut files, mut entries) = (BTreeMap::new(), Vec::new());
        for file in &run.files {
            let Some(loaded) = &file.ruleset else { continue };
            let name = (names.of)(file);
            if file.portfolio.is_none()
                && let Some(mark) = fingerprint::agreement(file)
            {
                files.insert(name.clone(), mark);
            }
            let marks = fingerprint::findings_in(file, &name);
            let found = file.judged.iter().zip(marks).filter(|(j, _)| counts(j, also));
            entries.extend(found.map(|(judged, mark)| entry(&loaded.checked, &name, file, judged, mark)));
        }
        entries.sort();
        Baseline { files, entries }
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
        Ok(Baseline { files: whole.files, entries: whole.findings })
    }

    /// Whether a file is a list, be it a broken one; of another file no line is to be shown.
    #[must_use]
    pub fn is_in(file: &SourceFile) -> bool {
        file.text.contains("\"toets_baseline\"")
    }

    /// The list as JSON, one file or finding per line, so that a comparison of two versions shows which came and went.
    ///
    /// # Errors
    ///
    /// Never: an entry holds text and numbers. The error type is serde's.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        let mut out = format!("{{\n  \"toets_baseline\": {VERSION},\n  \"files\": {{");
        for (n, (name, mark)) in self.files.iter().enumerate() {
            out.push_str(if n == 0 { "\n    " } else { ",\n    " });
            out.push_str(&printable::json(name)?);
            out.push_str(": ");
            out.push_str(&printable::json(mark)?);
        }
        out.push_str(if self.files.is_empty() { "},\n  \"findings\": [" } else { "\n  },\n  \"findings\": [" });
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

    /// The names in the list of files that are called otherwise since, by their names now: the same agreement under a name that
    /// the list does not hold, while the file of the list is gone.
    fn renamed(&self, run: &Run, names: &Names<'_>) -> BTreeMap<String, String> {
        let now: BTreeMap<String, &FileRun> =
            run.files.iter().filter(|f| f.portfolio.is_none()).map(|f| ((names.of)(f), f)).collect();
        let gone: Vec<(&String, &String)> =
            self.files.iter().filter(|(name, _)| !now.contains_key(*name) && !(names.exists)(name)).collect();
        if gone.is_empty() {
            return BTreeMap::new();
        }
        let fresh = now.iter().filter(|(name, _)| !self.files.contains_key(*name));
        let fresh: Vec<(String, String)> =
            fresh.filter_map(|(name, file)| Some((name.clone(), fingerprint::agreement(file)?))).collect();
        let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
        let mut out = BTreeMap::new();
        for (name, mark) in &fresh {
            let rivals: Vec<&String> = fresh.iter().filter(|(_, m)| m == mark).map(|(n, _)| n).collect();
            let were: Vec<&String> = gone.iter().filter(|(_, m)| *m == mark).map(|(n, _)| *n).collect();
            // Several drafts of one agreement that moved together keep their names in the new folder.
            let alike = |all: &[&String]| all.iter().filter(|n| last(n) == last(name)).count();
            let was = match (were.as_slice(), rivals.len()) {
                ([one], 1) => Some(*one),
                _ if alike(&rivals) == 1 && alike(&were) == 1 => were.iter().find(|n| last(n) == last(name)).copied(),
                _ => None,
            };
            out.extend(was.map(|was| (name.clone(), was.clone())));
        }
        out
    }

    /// Marks the findings that stand in the list, and says which entries are no longer found. An entry stands for one finding.
    #[must_use]
    pub fn compare(&self, name: String, run: &mut Run, names: &Names<'_>, also: &[Verdict]) -> Compared {
        let mut open: BTreeMap<(String, &str), &Entry> =
            self.entries.iter().map(|e| ((e.fingerprint.clone(), e.verdict.as_str()), e)).collect();
        let renamed = self.renamed(run, names);
        let of = |file: &FileRun| {
            let name = (names.of)(file);
            renamed.get(&name).filter(|_| file.portfolio.is_none()).cloned().unwrap_or(name)
        };
        let mut out = Compared { name, ..Compared::default() };
        out.renamed = renamed.iter().map(|(now, was)| (was.clone(), now.clone())).collect();
        let mut seen: BTreeMap<String, &FileRun> = BTreeMap::new();
        for at in 0..run.files.len() {
            let known = {
                let Some(file) = run.files.get(at) else { continue };
                let marks = fingerprint::findings_in(file, &of(file));
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
            seen.insert(of(file), file);
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
