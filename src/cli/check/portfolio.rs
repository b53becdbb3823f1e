//! `--portfolio`: what the files of a region or the country say together.

use std::sync::Arc;

use crate::agreement;
use crate::agreement::facts::Facts;
use crate::cli::{fault, side_by_side};
use crate::evaluate;
use crate::evaluate::finding::Finding;
use crate::lang::Text;
use crate::remedy::Remedies;
use crate::report::{FileRun, LoadedRuleset, Together};
use crate::source::FileId;
use crate::text;

use super::Checker;

/// The name under which the findings of all files together are reported.
const NAME: &str = "portefeuille";

impl Checker {
    /// The files together, per ruleset that they were held against: facts of different rulesets cannot be added up.
    ///
    /// A file that another one refers to counts once, in the file that refers to it; a file with errors does not count.
    pub(super) fn portfolios(&mut self, files: &mut [FileRun]) -> Vec<FileRun> {
        let referred: Vec<FileId> = files.iter().flat_map(|f| f.referred.iter().map(|r| r.file)).collect();
        let counts = |f: &FileRun| f.file.is_some_and(|id| !referred.contains(&id));
        let mut sets: Vec<Arc<LoadedRuleset>> = Vec::new();
        for loaded in files.iter().filter(|f| counts(f)).filter_map(|f| f.ruleset.as_ref()) {
            if !sets.iter().any(|known| Arc::ptr_eq(known, loaded)) {
                sets.push(loaded.clone());
            }
        }
        let several = sets.len() > 1;
        let broken = files.iter().filter(|f| counts(f) && f.facts.is_none()).map(|f| f.name.clone()).collect();
        let mut runs: Vec<FileRun> = Vec::new();
        let at = files.len();
        for loaded in &sets {
            let of_set = |f: &&mut FileRun| f.ruleset.as_ref().is_some_and(|r| Arc::ptr_eq(r, loaded));
            let members: Vec<&mut FileRun> = files.iter_mut().filter(|f| counts(f)).filter(of_set).collect();
            runs.extend(self.together(loaded, members, several, at.saturating_add(runs.len())));
        }
        if let Some(together) = runs.first_mut().and_then(|r| r.portfolio.as_mut()) {
            together.broken = broken;
        }
        runs
    }

    /// What members say together; `at` is the place that it takes in the run.
    fn together(
        &mut self,
        loaded: &Arc<LoadedRuleset>,
        members: Vec<&mut FileRun>,
        several: bool,
        at: usize,
    ) -> Option<FileRun> {
        let checked = &loaded.checked;
        let id = checked.sets().last().map_or("", |s| s.id.as_str());
        let Some(bundle) = checked.bundle() else {
            self.library.report(fault::no_portfolio(id));
            return None;
        };
        let mut options = match self.options(checked) {
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
        let brief = self.brief;
        let mut read: Vec<Facts> = Vec::new();
        for file in members {
            let Some(facts) = &mut file.facts else { continue };
            // What it says stands among all facts; there is no room for it twice.
            let outline = (brief && file.findings.is_empty()).then(|| facts.without_details());
            if outline.is_some() {
                file.part_of = Some((at, read.len()));
            }
            read.push(match outline {
                Some(outline) => std::mem::replace(facts, outline),
                None => facts.clone(),
            });
        }
        let counted = read.len();
        if counted == 0 {
            return None;
        }
        let mut facts = agreement::portfolio(checked, bundle, read);
        if options.ignore_deviations {
            // Once, and not for every rule: that would copy the facts of a country.
            facts = evaluate::without_records(checked, facts);
            options.ignore_deviations = false;
        }
        let sources = &self.sources;
        let mut rules = evaluate::rules_about(checked, &facts);
        // Those about the country come last and take longest: begun first, no thread waits for another at the end.
        rules.reverse();
        let (progress, traced) =
            (self.progress(text!("normen over alle bestanden", "norms about all files"), rules.len()), self.traced);
        let one = |rule| {
            let mut findings = evaluate::evaluate_rule(checked, &facts, sources, date, &options, rule);
            // Dropped here, rule by rule: the computations about a whole country fill more memory than all its files.
            if !traced {
                findings.iter_mut().for_each(|f| f.trace = None);
            }
            progress.tick();
            findings
        };
        let each = side_by_side::map(rules, one);
        let mut findings: Vec<Finding> = each.into_iter().flatten().collect();
        evaluate::most_important_first(&mut findings);
        let coverage = evaluate::coverage(checked, &facts, &self.sources, date, &options);
        let mut run = FileRun {
            name: if several { format!("{NAME} {id}") } else { NAME.to_owned() },
            file: None,
            sha256: String::new(),
            ruleset: Some(loaded.clone()),
            ruleset_reason: Text::default(),
            date,
            date_reason,
            referred: Vec::new(),
            portfolio: Some(Together { files: counted, broken: Vec::new(), coverage }),
            facts: Some(facts),
            part_of: None,
            options,
            too_long: Vec::new(),
            findings,
            in_brief: Vec::new(),
            eased: Vec::new(),
            remedies: Remedies::default(),
            diagnostics: Vec::new(),
        };
        run.ease(&self.asked.eased);
        Some(run)
    }
}
