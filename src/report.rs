//! From findings and diagnostics to text that people or machines read.
//!
//! Takes: a [`Run`]. Gives: one of the formats ([`Format`]). Never decides anything: every format prints the same findings.

mod against;
mod answer;
mod chart;
pub mod comment;
#[cfg(feature = "cli")]
pub mod csv;
#[cfg(feature = "cli")]
pub mod diff;
pub(crate) mod escape;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod html;
mod inline;
pub mod json;
#[cfg(feature = "cli")]
pub mod junit;
pub mod markdown;
#[cfg(feature = "cli")]
pub(crate) mod norms;
pub(crate) mod outline;
pub mod page;
mod place;
pub mod plain;
pub(crate) mod printable;
#[cfg(feature = "cli")]
pub(crate) mod proposals;
pub mod sarif;
#[cfg(feature = "cli")]
mod sink;
#[cfg(feature = "cli")]
mod source;
pub mod tap;
#[cfg(feature = "cli")]
pub mod text;
pub(crate) mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;
#[cfg(feature = "cli")]
use std::io;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::{self, facts::Facts};
use crate::baseline::Compared;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::{Finding, Judged, Verdict, Weight};
use crate::evaluate::{self, Again, ORDINARY, Options, is_about_a_record};
use crate::lang::{Lang, Text};
use crate::receipt::Asked;
use crate::remedy;
use crate::ruleset::Checked;
use crate::ruleset::model::RuleId;
use crate::source::{FileId, Sources};

/// What standard input is called where a file has its name, for programs and for people.
pub(crate) const PIPED: &str = "-";
const PIPED_IN_WORDS: (&str, &str) = ("standaardinvoer", "standard input");

/// What standard input is called in a report for people.
#[cfg(feature = "cli")]
pub(crate) fn piped_in_words(lang: Lang) -> &'static str {
    lang.pick(PIPED_IN_WORDS.0, PIPED_IN_WORDS.1)
}

/// Whether this is the name of standard input.
pub(crate) fn is_piped(name: &str) -> bool {
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
    /// Where what it says stands when only its root is kept here: the place of the portfolio in the run, and its number among the
    /// members.
    pub part_of: Option<(usize, usize)>,
    /// How it was judged.
    pub options: Options,
    /// The rules whose computation is too long to show.
    pub too_long: Vec<RuleId>,
    /// The outcomes, most important first; empty when it has errors.
    pub findings: Vec<Finding>,
    /// What came out, in a run over so many files that there is no room for the findings of all; then there are none, and
    /// [`Run::opened`] makes them. In the same order.
    pub in_brief: Vec<Judged>,
    /// What is wrong in the file itself.
    pub diagnostics: Vec<Diagnostic>,
}

impl FileRun {
    /// Every outcome, whether it was put into words or not.
    pub fn judged(&self) -> impl Iterator<Item = Judged> {
        self.findings.iter().map(Finding::judged).chain(self.in_brief.iter().copied())
    }

    /// Goes through findings of the file: as they are kept, or each made once more, whole.
    pub(crate) fn each(&self, sources: &Sources, how: Whole, findings: &[&Finding], mut visit: impl FnMut(&Finding)) {
        let explain = match how {
            Whole::AsKept => return findings.iter().for_each(|f| visit(f)),
            Whole::Computed => false,
            Whole::Explained => true,
        };
        self.again(sources, explain, |again| findings.iter().for_each(|f| visit(&again.finding(f))));
    }

    /// Works with what makes the findings once more, whole: with the computation and all figures, and where it should `explain`
    /// with what people ask. A run has no room for all of that; `None` for a file with errors.
    pub fn again<R>(&self, sources: &Sources, explain: bool, work: impl FnOnce(&mut Again<'_>) -> R) -> Option<R> {
        let checked = &self.ruleset.as_deref()?.checked;
        let options = Options { trace: true, explain, brief: false, ..self.options.clone() };
        let facts = evaluate::counted(checked, self.facts.as_ref()?, &options);
        Some(work(&mut Again::new(checked, &facts, sources, self.date, &options, &self.too_long)))
    }
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

/// How much of a finding is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    /// What the run keeps of it.
    AsKept,
    /// With the computation and all figures.
    Computed,
    /// And with the answers to what people ask.
    Explained,
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

/// A file with its findings.
#[derive(Debug)]
pub enum Opened<'a> {
    /// As the run keeps it.
    Kept(&'a FileRun),
    /// Made once more, for as long as it is looked at.
    Made(Box<FileRun>),
}

impl Deref for Opened<'_> {
    type Target = FileRun;

    fn deref(&self) -> &FileRun {
        match self {
            Opened::Kept(file) => file,
            Opened::Made(file) => file,
        }
    }
}

impl Run {
    /// What a file says, also where only its root is kept with it.
    pub(crate) fn facts_of<'a>(&'a self, file: &'a FileRun) -> Option<Cow<'a, Facts>> {
        let (facts, Some((portfolio, number))) = (file.facts.as_ref()?, file.part_of) else {
            return file.facts.as_ref().map(Cow::Borrowed);
        };
        let all = self.files.get(portfolio).and_then(|p| p.facts.as_ref());
        let own = all.zip(file.ruleset.as_ref()).and_then(|(all, r)| agreement::member(&r.checked, all, number));
        Some(own.map_or(Cow::Borrowed(facts), Cow::Owned))
    }

    /// A file with its findings: those that the run keeps, or the same made once more where it has only what came out.
    #[must_use]
    pub fn opened<'a>(&'a self, file: &'a FileRun) -> Opened<'a> {
        let (Some(loaded), false) = (file.ruleset.as_ref(), file.in_brief.is_empty()) else {
            return Opened::Kept(file);
        };
        let Some(facts) = self.facts_of(file).map(Cow::into_owned) else { return Opened::Kept(file) };
        let (checked, sources) = (&loaded.checked, &self.sources);
        let options = Options { brief: false, ..file.options.clone() };
        let asked = (file.date, &options);
        // As it was judged: of a large file rule by rule.
        let survey = (facts.len() > ORDINARY)
            .then(|| evaluate::survey(checked, &facts, sources, file.date, &options).ok())
            .flatten();
        let mut findings = match &survey {
            Some(survey) => evaluate::evaluate_apart(checked, &facts, sources, asked, survey, false),
            None => evaluate::evaluate(checked, &facts, sources, file.date, &options),
        };
        // Rules that were not asked for have no outcome here.
        let rules: BTreeSet<RuleId> = file.in_brief.iter().map(|j| j.rule).collect();
        findings.retain(|f| rules.contains(&f.rule));
        remedy::leave_out(&mut findings);
        for (finding, judged) in findings.iter_mut().zip(&file.in_brief) {
            finding.known = judged.known;
            finding.trace = None;
        }
        Opened::Made(Box::new(FileRun {
            name: file.name.clone(),
            file: file.file,
            sha256: file.sha256.clone(),
            ruleset: file.ruleset.clone(),
            ruleset_reason: file.ruleset_reason.clone(),
            date: file.date,
            date_reason: file.date_reason.clone(),
            referred: file.referred.clone(),
            portfolio: file.portfolio.clone(),
            facts: Some(facts),
            part_of: None,
            options,
            too_long: file.too_long.clone(),
            findings,
            in_brief: Vec::new(),
            diagnostics: file.diagnostics.clone(),
        }))
    }

    /// Whether a finding makes the run fail: the exit code and every format ask here.
    #[must_use]
    pub fn fails(&self, judged: &Judged) -> bool {
        let weighs = self.level.is_some_and(|level| judged.weight >= level);
        !judged.known && (weighs || self.fail_on.contains(&judged.verdict))
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

    /// How much a report for people shows of the findings that it shows in full.
    pub(crate) fn whole(&self) -> Whole {
        if self.verbose { Whole::Computed } else { Whole::AsKept }
    }

    /// The files that a report for people shows one by one: those that many files together leave room for. What cannot be read
    /// is always shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &FileRun> {
        // Beside a list of known findings, what is new must not be left out: that is what the reader came for.
        let new = |j: Judged| self.baseline.is_some() && !j.known && j.weight > Weight::None;
        let shown = move |f: &&FileRun| f.portfolio.is_some() || !f.diagnostics.is_empty() || f.judged().any(new);
        self.files.iter().filter(move |f| !self.brief || shown(f))
    }
}

/// The formats a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For screen readers.
    Plain,
    /// For machines: everything.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// JUnit XML, for build services.
    Junit,
    /// Workflow commands of GitHub: annotations.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// The Test Anything Protocol, version 14.
    Tap,
    /// For a comment on a pull request.
    Markdown,
    /// A table.
    Csv,
    /// One page without anything from elsewhere.
    Html,
}

impl Format {
    /// All formats, those for people at a terminal first.
    pub const ALL: [Format; 11] = [
        Format::Text,
        Format::Plain,
        Format::Json,
        Format::Sarif,
        Format::Junit,
        Format::Github,
        Format::Gitlab,
        Format::Tap,
        Format::Markdown,
        Format::Csv,
        Format::Html,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Plain => "plain",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Tap => "tap",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::Html => "html",
        }
    }

    /// Whether people read it: then many files together may be shown as one, and standard input has a name in their language.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Text | Format::Plain | Format::Markdown | Format::Html)
    }
}

/// Writes the report in a format.
///
/// # Errors
///
/// When it cannot be written.
#[cfg(feature = "cli")]
pub fn write(run: &Run, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(run, out),
        Format::Plain => plain::write(run, out),
        Format::Json => json::write(run, out),
        Format::Sarif => sarif::write(run, out),
        Format::Junit => junit::write(run, out),
        Format::Github => github::write(run, out),
        Format::Gitlab => gitlab::write(run, out),
        Format::Tap => tap::write(run, out),
        Format::Markdown => comment::write(run, out),
        Format::Csv => csv::write(run, out),
        Format::Html => page::write(run, out),
    }
}

/// The report in a format, as a text.
///
/// # Errors
///
/// Never in practice: it is written to memory.
#[cfg(feature = "cli")]
pub fn render(run: &Run, format: Format) -> io::Result<String> {
    let mut out = Vec::new();
    write(run, format, &mut out)?;
    String::from_utf8(out).map_err(io::Error::other)
}
