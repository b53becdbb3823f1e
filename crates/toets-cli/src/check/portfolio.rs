//! `--portfolio`: what the files of a region or the country say together.

use std::sync::Arc;

use crate::{fault, side_by_side};
use toets::agreement;
use toets::agreement::facts::Facts;
use toets::evaluate::finding::Judged;
use toets::evaluate::{self, Case, TooMuch, Work};
use toets::lang::Text;
use toets::remedy::Remedies;
use toets::run::{FileRun, LoadedRuleset, Together};
use toets::source::FileId;
use toets::text;

use super::Checker;
use super::judge::Bound;

/// The name under which the findings of all files together are reported.
const NAME: &str = "portefeuille";

impl Checker {
    /// The files together, per ruleset that they were held against: facts of different rulesets cannot be added up.
    ///
    /// A file that another one refers to counts once, in the file that refers to it; a file with errors does not count. From here on
    /// the facts of each file are those of all of them, seen from its own root.
    pub(super) fn portfolios(&mut self, files: &mut [Bound]) -> Vec<FileRun> {
        let referred: Vec<FileId> = files.iter().flat_map(|f| f.run.referred.iter().map(|r| r.file)).collect();
        let counts = |f: &FileRun| f.file.is_some_and(|id| !referred.contains(&id));
        let mut sets: Vec<Arc<LoadedRuleset>> = Vec::new();
        for loaded in files.iter().filter(|f| counts(&f.run)).filter_map(|f| f.run.ruleset.as_ref()) {
            if !sets.iter().any(|known| Arc::ptr_eq(known, loaded)) {
                sets.push(loaded.clone());
            }
        }
        let several = sets.len() > 1;
        let broken = files.iter().map(|f| &f.run).filter(|f| counts(f) && f.facts.is_none());
        let broken = broken.map(|f| f.name.clone()).collect();
        let mut runs: Vec<FileRun> = Vec::new();
        for loaded in &sets {
            let of_set = |f: &&mut FileRun| f.ruleset.as_ref().is_some_and(|r| Arc::ptr_eq(r, loaded));
            let members = files.iter_mut().map(|f| &mut f.run).filter(|f| counts(f)).filter(of_set);
            runs.extend(self.together(loaded, members.collect(), several));
        }
        if let Some(together) = runs.first_mut().and_then(|r| r.portfolio.as_mut()) {
            together.broken = broken;
        }
        runs
    }

    /// What members say together.
    fn together(
        &mut self,
        loaded: &Arc<LoadedRuleset>,
        mut members: Vec<&mut FileRun>,
        several: bool,
    ) -> Option<FileRun> {
        let checked = &loaded.checked;
        let id = checked.sets().last().map_or("", |s| s.id.as_str());
        let Some(bundle) = checked.bundle() else {
            self.library.report(fault::no_portfolio(id));
            return None;
        };
        let options = match self.options(checked) {
            Ok(options) => options,
            Err(d) => {
                self.library.report(d);
                return None;
            }
        };
        let mut dates = members.iter().map(|m| m.date);
        let first = dates.next();
        let (date, date_reason) = match first.filter(|d| dates.all(|other| other == *d)) {
            Some(date) => (date, text!("die van alle bestanden", "that of all files")),
            None => {
                self.counts_today = true;
                (self.today, text!("vandaag; de bestanden noemen verschillende dagen", "today; the files differ"))
            }
        };
        members.retain(|m| m.facts.is_some());
        let read: Vec<Facts> = members.iter_mut().filter_map(|m| m.facts.take()).collect();
        if read.is_empty() {
            return None;
        }
        let (facts, parts) = agreement::portfolio(checked, bundle, read);
        let files = parts.len();
        members.into_iter().zip(parts).for_each(|(member, part)| member.facts = Some(part));
        let mut run = FileRun {
            name: if several { format!("{NAME} {id}") } else { NAME.to_owned() },
            file: None,
            sha256: String::new(),
            ruleset: Some(loaded.clone()),
            ruleset_reason: Text::default(),
            date,
            date_reason,
            referred: Vec::new(),
            portfolio: None,
            facts: Some(facts),
            options,
            judged: Vec::new(),
            eased: Vec::new(),
            remedies: Remedies::default(),
            diagnostics: Vec::new(),
        };
        let coverage = run.case(&self.sources)?.coverage();
        run.portfolio = Some(Together { files, broken: Vec::new(), coverage });
        Some(run)
    }

    /// Judges what several files say together.
    pub(super) fn judged_side_by_side(&self, mut run: FileRun) -> FileRun {
        match run.case(&self.sources).map(|case| self.rule_by_rule(case)) {
            Some(Ok(judged)) => {
                run.judged = judged;
                run.ease(&self.asked.eased);
            }
            Some(Err(why)) => {
                run.diagnostics.push(why.told());
                run.facts = None;
            }
            None => {}
        }
        run
    }

    /// Judges the rules side by side: one about a country takes long.
    fn rule_by_rule(&self, case: Case<'_>) -> Result<Vec<Judged>, TooMuch> {
        let mut rules = case.rules();
        // Those about the country come last and take longest: begun first, no thread waits for another at the end.
        rules.reverse();
        let progress = self.progress(text!("normen over alle bestanden", "norms about all files"), rules.len());
        let each = side_by_side::map(rules, |rule| {
            let judged = case.judge_rule(rule);
            progress.tick();
            judged
        });
        let (mut all, mut work) = (Vec::new(), Work::NONE);
        for (judged, took) in each {
            all.extend(judged);
            work = work.and(took);
        }
        work.within(case.most_work())?;
        evaluate::most_important_first(&mut all);
        Ok(all)
    }
}
