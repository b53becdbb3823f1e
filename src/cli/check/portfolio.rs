//! `--portfolio`: what the files of a region or the country say together.

use std::sync::Arc;

use crate::agreement;
use crate::agreement::facts::Facts;
use crate::cli::fault;
use crate::evaluate;
use crate::lang::Text;
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
    pub(super) fn portfolios(&mut self, files: &[FileRun]) -> Vec<FileRun> {
        let referred: Vec<FileId> = files.iter().flat_map(|f| f.referred.iter().map(|r| r.file)).collect();
        let counts = |f: &&FileRun| f.file.is_some_and(|id| !referred.contains(&id));
        let mut sets: Vec<(Arc<LoadedRuleset>, Vec<&FileRun>)> = Vec::new();
        for file in files.iter().filter(counts) {
            let Some(loaded) = &file.ruleset else { continue };
            match sets.iter_mut().find(|(known, _)| Arc::ptr_eq(known, loaded)) {
                Some((_, members)) => members.push(file),
                None => sets.push((loaded.clone(), vec![file])),
            }
        }
        let several = sets.len() > 1;
        let broken = files.iter().filter(counts).filter(|f| f.facts.is_none()).map(|f| f.name.clone()).collect();
        let mut runs: Vec<FileRun> =
            sets.into_iter().filter_map(|(loaded, members)| self.together(&loaded, &members, several)).collect();
        if let Some(together) = runs.first_mut().and_then(|r| r.portfolio.as_mut()) {
            together.broken = broken;
        }
        runs
    }

    fn together(&mut self, loaded: &Arc<LoadedRuleset>, members: &[&FileRun], several: bool) -> Option<FileRun> {
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
        let read: Vec<&Facts> = members.iter().filter_map(|m| m.facts.as_ref()).collect();
        if read.is_empty() {
            return None;
        }
        let mut dates = members.iter().map(|m| m.date);
        let first = dates.next();
        let (date, date_reason) = match first.filter(|d| dates.all(|other| other == *d)) {
            Some(date) => (date, text!("die van alle bestanden", "that of all files")),
            None => (self.today, text!("vandaag; de bestanden noemen verschillende dagen", "today; the files differ")),
        };
        let facts = agreement::portfolio(checked, bundle, &read);
        let mut findings = evaluate::evaluate(checked, &facts, &self.sources, date, &options);
        if !self.traced {
            findings.iter_mut().for_each(|f| f.trace = None);
        }
        let coverage = evaluate::coverage(checked, &facts, &self.sources, date, &options);
        Some(FileRun {
            name: if several { format!("{NAME} {id}") } else { NAME.to_owned() },
            file: None,
            sha256: String::new(),
            ruleset: Some(loaded.clone()),
            ruleset_reason: Text::default(),
            date,
            date_reason,
            referred: Vec::new(),
            portfolio: Some(Together { files: read.len(), broken: Vec::new(), coverage }),
            facts: Some(facts),
            findings,
            diagnostics: Vec::new(),
        })
    }
}
