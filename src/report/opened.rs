//! What a run has no room to keep, made when a report comes to it.
//!
//! Takes: a file of a [`Run`]. Gives: its findings, where the run has only what came out of it; and findings whole, with their
//! computation. Never another verdict than the run has: the same rules are evaluated on the same facts.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Deref;

use crate::agreement;
use crate::agreement::facts::Facts;
use crate::evaluate::finding::Finding;
use crate::evaluate::{self, Again, ORDINARY, Options};
use crate::ruleset::model::RuleId;
use crate::source::Sources;

use super::run::{FileRun, Run};

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

impl FileRun {
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
        for (finding, judged) in findings.iter_mut().zip(&file.in_brief) {
            finding.known = judged.known;
            finding.trace = None;
        }
        file.ease_again(&mut findings);
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
            eased: file.eased.clone(),
            remedies: file.remedies.clone(),
            diagnostics: file.diagnostics.clone(),
        }))
    }
}
