//! The findings of a file, made when a report comes to it.
//!
//! Takes: a file of a run, which keeps what came out. Gives: its findings with as much detail as a report shows. Never another
//! verdict than the run has, and never more findings at a time than a report looks at together.

use crate::agreement;
use crate::evaluate::finding::{Finding, Judged};
use crate::evaluate::{Case, Detail, Teller};
use crate::source::Sources;

use super::{FileRun, Run};
use crate::run::order::{self, Listed};

/// A file with its findings, for as long as a report is at it.
#[derive(Debug)]
pub struct Told<'a> {
    /// The file.
    pub file: &'a FileRun,
    /// Its findings, in the order of what came out.
    pub findings: Vec<Finding>,
    sources: &'a Sources,
}

impl FileRun {
    /// What its verdicts rest on; `None` for a file that was not judged.
    #[must_use]
    pub fn case<'a>(&'a self, sources: &'a Sources) -> Option<Case<'a>> {
        let (loaded, facts) = (self.ruleset.as_deref()?, self.facts.as_ref()?);
        Some(Case { checked: &loaded.checked, facts, sources, date: self.date, options: &self.options })
    }

    /// The file with all its findings, each with the detail that it needs.
    #[must_use]
    pub fn told<'a>(&'a self, sources: &'a Sources, detail: impl Fn(&Judged) -> Detail) -> Told<'a> {
        let mut findings = Vec::new();
        if let Some(mut teller) = self.case(sources).map(Case::teller) {
            // Those of one rule in a row cost least.
            let mut by_rule: Vec<(usize, &Judged)> = self.judged.iter().enumerate().collect();
            by_rule.sort_by_key(|(_, judged)| judged.rule);
            let told = by_rule.into_iter().filter_map(|(at, j)| Some((at, self.told_by(&mut teller, j, detail(j))?)));
            let mut told: Vec<(usize, Finding)> = told.collect();
            told.sort_by_key(|(at, _)| *at);
            findings.extend(told.into_iter().map(|(_, finding)| finding));
        }
        Told { file: self, findings, sources }
    }

    /// The finding about something that came out of the file, with as much as is asked for; `None` for what did not.
    #[must_use]
    pub fn tell(&self, sources: &Sources, judged: &Judged, detail: Detail) -> Option<Finding> {
        self.told_by(&mut self.case(sources)?.teller(), judged, detail)
    }

    /// One finding, with what a list of known findings and the settings say of it: evaluation knows of neither.
    fn told_by(&self, teller: &mut Teller<'_>, judged: &Judged, detail: Detail) -> Option<Finding> {
        let mut finding = Finding { judged: judged.clone(), ..teller.finding(judged, detail)? };
        self.tell_easing(&mut finding);
        Some(finding)
    }

    /// The file as a report for people tells it: what is worth a reader's time with its figures, the rest in words.
    pub(crate) fn told_to_people<'a>(&'a self, sources: &'a Sources) -> Told<'a> {
        self.told(sources, |j| if order::in_full(j) { Detail::Figures } else { Detail::Words })
    }

    /// What something that came out is about, in words; empty for the agreement as a whole.
    #[must_use]
    pub fn subject(&self, judged: &Judged) -> String {
        let about = self.ruleset.as_deref().zip(self.facts.as_ref()).zip(judged.about.last());
        about.map_or_else(String::new, |((loaded, facts), id)| agreement::label(&loaded.checked, facts, *id))
    }
}

impl Told<'_> {
    /// Goes through findings of the file, each told with so much detail while it is looked at.
    pub(crate) fn each(&self, detail: Detail, findings: &[&Finding], mut visit: impl FnMut(&Finding)) {
        let Some(mut teller) = self.file.case(self.sources).map(Case::teller) else { return };
        findings.iter().filter_map(|f| self.file.told_by(&mut teller, f, detail)).for_each(|f| visit(&f));
    }

    /// Goes through findings that are shown in full; with the computation of each while it is looked at, where that is asked for.
    pub(crate) fn in_full(&self, verbose: bool, findings: &[&Finding], mut visit: impl FnMut(&Finding)) {
        if verbose { self.each(Detail::Steps, findings, visit) } else { findings.iter().for_each(|f| visit(f)) }
    }
}

impl Run {
    /// Goes through the findings of a file, most important first, each told while it is looked at: those for which there is a
    /// detail.
    ///
    /// # Errors
    ///
    /// The first of `visit`; what comes after that finding is not visited.
    pub(crate) fn each<E>(
        &self,
        file: &FileRun,
        detail: impl Fn(&Judged) -> Option<Detail>,
        mut visit: impl FnMut(Listed<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(case) = file.case(&self.sources) else { return Ok(()) };
        let (checked, mut teller) = (case.checked, case.teller());
        order::listed(checked, &file.judged).into_iter().try_for_each(|(index, judged)| {
            let finding = detail(judged).and_then(|detail| file.told_by(&mut teller, judged, detail));
            finding.map_or(Ok(()), |finding| {
                visit(Listed { checked, rule: checked.rule(judged.rule), finding: &finding, index })
            })
        })
    }
}
