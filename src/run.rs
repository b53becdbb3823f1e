//! A run: what was asked, what came out of its files, what is known of that already, and how it is asked to be shown.
//!
//! Takes: what the command line gathered and judged. Gives: [`Run`], which every document and every format reads. Decides one thing, for all of
//! them: what makes a run fail.

use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::{Judged, Verdict, Weight};
use crate::evaluate::{Options, is_about_a_record};
use crate::lang::{Lang, Text};
use crate::remedy::Remedies;
use crate::ruleset::Checked;
use crate::run::baseline::Compared;
use crate::run::receipt::Asked;
use crate::source::{FileId, Sources};

pub mod address;
pub mod baseline;
pub mod eased;
pub mod fingerprint;
pub(crate) mod order;
pub mod receipt;
mod told;

pub use address::Addresses;
pub use eased::Eased;
pub use told::Told;

/// What standard input is called where a file has its name, for programs and for people.
pub const PIPED: &str = "-";
const PIPED_IN_WORDS: (&str, &str) = ("standaardinvoer", "standard input");

/// What standard input is called in a report for people.
pub fn piped_in_words(lang: Lang) -> &'static str {
    lang.pick(PIPED_IN_WORDS.0, PIPED_IN_WORDS.1)
}

/// Whether this is the name of standard input.
pub fn is_piped(name: &str) -> bool {
    [PIPED, PIPED_IN_WORDS.0, PIPED_IN_WORDS.1].contains(&name)
}

/// A checked ruleset as it took part, with the hash of its files.
#[derive(Debug)]
pub struct LoadedRuleset {
    /// The ruleset and those it builds on.
    pub checked: Checked,
    /// SHA-256 per set, in the order of [`Checked::sets`], over its files in order of name.
    pub sha256: Vec<String>,
}

/// A file that another one refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// The name by which it is known.
    pub name: String,
    /// Its number in the sources.
    pub file: FileId,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// How much several files together are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// How many files count.
    pub files: usize,
    /// Files that do not count, because they have errors.
    pub broken: Vec<String>,
    /// How much of the whole they speak for, in the words of the ruleset.
    pub coverage: Option<Text>,
}

/// What came of one agreement file, or of several together.
#[derive(Debug)]
pub struct FileRun {
    /// The name as given.
    pub name: String,
    /// Its number in the sources; `None` when it could not be read at all.
    pub file: Option<FileId>,
    /// SHA-256 of its bytes, in hexadecimal; empty when it could not be read.
    pub sha256: String,
    /// The ruleset it was held against.
    pub ruleset: Option<Arc<LoadedRuleset>>,
    /// Why that one.
    pub ruleset_reason: Text,
    /// The reference date.
    pub date: Date,
    /// Where the date comes from.
    pub date_reason: Text,
    /// The files that it refers to, and that took part with it.
    pub referred: Vec<Referred>,
    /// Several files together, instead of one.
    pub portfolio: Option<Together>,
    /// What it says; `None` when it has errors.
    pub facts: Option<Facts>,
    /// How it was judged.
    pub options: Options,
    /// What came out, most important first; empty when it has errors. A report makes the findings: [`FileRun::told`].
    pub judged: Vec<Judged>,
    /// What would meet the norms that are not met.
    pub remedies: Remedies,
    /// Norms that count less for it.
    pub eased: Vec<Eased>,
    /// What is wrong in the file itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which files of a run were checked, when only those were that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The revision, as given.
    pub revision: String,
    /// How many files were looked through, with those that did not change.
    pub of: usize,
}

/// Everything a report is made from.
#[derive(Debug, Default)]
pub struct Run {
    /// All texts: agreements and rules.
    pub sources: Sources,
    /// The files, in the order given.
    pub files: Vec<FileRun>,
    /// Where services find the files.
    pub addresses: Addresses,
    /// Diagnostics of the rulesets.
    pub diagnostics: Vec<Diagnostic>,
    /// From which weight on a finding makes the run fail; `None` for never.
    pub level: Option<Weight>,
    /// Outcomes that make the run fail whatever they weigh.
    pub fail_on: Vec<Verdict>,
    /// What a list of known findings says of this run; the findings themselves say whether they are known.
    pub baseline: Option<Compared>,
    /// Only files that changed were checked.
    pub since: Option<Since>,
    /// The options that change what comes out, for the receipt.
    pub asked: Asked,
    /// The language to write in.
    pub lang: Lang,
    /// Show the rules' own source and the computation.
    pub verbose: bool,
    /// The norms that were asked for, as typed; empty for all.
    pub only: Vec<String>,
    /// Answer questions about each finding, instead of showing all that a report holds.
    pub explain: Option<Explain>,
    /// Recorded deviations were left out of account.
    pub ignore_deviations: bool,
    /// Show what many files say together, and of each only the outcome.
    pub brief: bool,
    /// Colours and line drawing for a terminal.
    pub colour: bool,
    /// Width to wrap at.
    pub width: usize,
}

/// A question that people ask of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// *Waarom*: the computation.
    Why,
    /// *Waarom niet*: the condition that failed, with the values read.
    WhyNot,
    /// *Ontbreekt*: the facts that would decide it.
    Missing,
    /// *Wat als*: what would change it.
    WhatIf,
    /// *Bron*: where it stands.
    Source,
}

impl Question {
    /// All questions, in the order in which they are answered.
    pub const ALL: [Question; 5] =
        [Question::Why, Question::WhyNot, Question::Missing, Question::WhatIf, Question::Source];
}

/// How much an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// One line per finding.
    Short,
    /// Conditions, named values and values of law.
    Adviser,
    /// Every step.
    Full,
}

/// Which questions to answer, and how fully.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explain {
    /// The questions, in order, each once.
    pub questions: Vec<Question>,
    /// How much each answer says.
    pub depth: Depth,
}

/// What a finding is to a service that counts tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The norm is met.
    Passed,
    /// It is not about this, or cannot be decided.
    Skipped,
    /// Not met, but it does not make the run fail: known already, below the level asked for, or an accepted deviation.
    Known,
    /// It makes the run fail.
    Failed,
}

impl Run {
    /// Whether a finding makes the run fail: the exit code and every format ask here.
    #[must_use]
    pub fn fails(&self, judged: &Judged) -> bool {
        let weighs = self.level.is_some_and(|level| judged.weight >= level);
        // Who lets a norm count less means so whatever comes out of it.
        !judged.known && (weighs || judged.eased.is_none() && self.fail_on.contains(&judged.verdict))
    }

    /// Whether what is wrong in a file or a ruleset makes the run fail: an error does, and a record of a deviation that does not
    /// hold does where warnings do.
    #[must_use]
    pub fn fails_on(&self, diagnostic: &Diagnostic) -> bool {
        let warnings = self.level.is_some_and(|level| level <= Weight::Warning);
        diagnostic.severity == Severity::Error || warnings && is_about_a_record(diagnostic)
    }

    /// What a finding is to a service that counts tests.
    #[must_use]
    pub fn outcome(&self, judged: &Judged) -> Outcome {
        match judged.verdict {
            _ if self.fails(judged) => Outcome::Failed,
            Verdict::Met => Outcome::Passed,
            Verdict::NotCheckable | Verdict::NotApplicable => Outcome::Skipped,
            Verdict::NotMet | Verdict::Deviation => Outcome::Known,
        }
    }

    /// The files that a report for people shows one by one: those that many files together leave room for. What cannot be read
    /// is always shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &FileRun> {
        // Beside a list of known findings, what is new must not be left out: that is what the reader came for.
        let new = |j: &Judged| self.baseline.is_some() && !j.known && j.weight > Weight::None;
        let shown = move |f: &&FileRun| f.portfolio.is_some() || !f.diagnostics.is_empty() || f.judged.iter().any(new);
        self.files.iter().filter(move |f| !self.brief || shown(f))
    }
}
