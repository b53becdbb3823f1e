//! A small ruleset and an agreement, with the changes that are proposed and the text that each of them writes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests: a failure is a panic, and each test binary uses a part"
)]

use std::fmt::Write;
use std::sync::Arc;

use jiff::civil::{Date, date};
use toets::agreement::references::{self, Unread};
use toets::agreement::{self, Tree, facts::Facts};
use toets::diagnostic::Diagnostics;
use toets::evaluate::finding::{Judged, Verdict};
use toets::evaluate::{Case, Options};
use toets::lang::Lang;
use toets::remedy::{self, Proposal, Remedies};
use toets::ruleset::Checked;
use toets::source::{FileId, Sources};

use crate::common;

pub const DAY: Date = date(2026, 1, 10);

/// An agreement with what was found in it.
pub struct Tried {
    pub checked: Checked,
    pub sources: Sources,
    pub file: FileId,
    pub text: String,
    pub framework: String,
    pub facts: Facts,
    pub judged: Vec<Judged>,
    pub remedies: Remedies,
}

/// A ruleset with a data model and parameters, and one norm for each of the texts: `PRO-01`, `PRO-02` and so on.
pub fn rules(model: &str, norms: &[&str]) -> (Checked, Sources) {
    let mut text =
        "regelset proef \"Proef\"\n  versie 1.0.0\n  leest afspraak\n\nbron wet \"Een wet\"\n  datum 2024\n  graad A\n"
            .to_owned();
    text.push_str(model);
    text.push_str("\nhoofdstuk proef \"Proef\"\n");
    for (i, norm) in (1..).zip(norms) {
        write!(text, "\nregel PRO-{i:02} \"Norm {i}\"\n  bron wet, \"{i}\"\n  sterkte verplicht\n  {norm}\n").unwrap();
        if !norm.contains("melding") {
            text.push_str("  melding \"zo is het\"\n");
        }
    }
    common::rulesets(&[text])
}

fn plain(found: Diagnostics, sources: &Sources) -> String {
    common::plain(&found.sorted(), sources, Lang::Nl)
}

/// Judges an agreement and looks for changes.
#[track_caller]
pub fn tried(model: &str, norms: &[&str], text: &str) -> Tried {
    tried_with(model, norms, text, "")
}

/// The same for an agreement that may refer to another: `kader.yaml` has this text.
#[track_caller]
pub fn tried_with(model: &str, norms: &[&str], text: &str, framework: &str) -> Tried {
    let (checked, mut sources) = rules(model, norms);
    let (file, facts) = read(&checked, &mut sources, text, framework)
        .unwrap_or_else(|found| panic!("{}\n{text}", plain(found, &sources)));
    let case = Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &Options::default() };
    let judged = case.judge().unwrap();
    let remedies = case.remedies(&judged);
    Tried { checked, sources, file, text: text.to_owned(), framework: framework.to_owned(), facts, judged, remedies }
}

struct Shelf<'a> {
    framework: &'a str,
    sources: &'a mut Sources,
}

impl references::Reader for Shelf<'_> {
    fn read(&mut self, _: FileId, path: &str) -> Result<Arc<Tree>, Unread> {
        let id = self.sources.add(path, self.framework);
        agreement::read(self.sources.get(id).unwrap()).0.map(Arc::new).ok_or(Unread::Broken)
    }
}

fn read(checked: &Checked, sources: &mut Sources, text: &str, framework: &str) -> Result<(FileId, Facts), Diagnostics> {
    let file = sources.add("afspraak.yaml", text);
    let (tree, found) = agreement::read(sources.get(file).unwrap());
    let Some(tree) = tree else { return Err(found) };
    let (documents, _) = references::gather(checked, &tree, tree.root(), &mut Shelf { framework, sources });
    let (facts, found) = agreement::bind_with(checked, &tree, tree.root(), &documents);
    Ok((file, facts.ok_or(found)?))
}

impl Tried {
    pub fn proposals(&self) -> impl Iterator<Item = (&Judged, &str, &Proposal)> {
        self.judged.iter().flat_map(|j| self.remedies.of(j).proposals.iter().map(move |p| (j, p.text.nl.as_str(), p)))
    }

    /// The facts of another text, read as this one was.
    #[track_caller]
    pub fn facts_of(&self, text: &str) -> Facts {
        let mut sources = self.sources.clone();
        read(&self.checked, &mut sources, text, &self.framework).unwrap_or_else(|_| panic!("{text}")).1
    }

    /// The changes proposed for a norm, in words.
    pub fn said(&self, norm: &str) -> Vec<&str> {
        let all = self.proposals().filter(|(f, ..)| self.checked.rule(f.rule).id == norm);
        all.map(|(_, words, _)| words).collect()
    }

    /// What each finding that is not met says was not looked into.
    pub fn not_searched(&self) -> Vec<&str> {
        self.judged.iter().flat_map(|j| self.remedies.of(j).not_searched.iter().map(|t| t.nl.as_str())).collect()
    }

    /// The text that the changes proposed for a norm write, one for each; each is read again, and its norm is met then.
    #[track_caller]
    pub fn written(&self, norm: &str) -> Vec<String> {
        let mut out = vec![];
        for (judged, words, p) in self.proposals().filter(|(f, ..)| self.checked.rule(f.rule).id == norm) {
            let new = remedy::write(&self.text, self.file, p).unwrap();
            let mut sources = self.sources.clone();
            let (_, facts) = read(&self.checked, &mut sources, &new, &self.framework)
                .unwrap_or_else(|found| panic!("{words}\n{new}\n{}", plain(found, &sources)));
            assert!(p.is_in(&self.facts, &facts), "{words}\n{new}");
            let (checked, options) = (&self.checked, &Options::default());
            let case = Case { checked, facts: &facts, sources: &sources, date: DAY, options };
            let subject = |facts: &Facts, j: &Judged| j.about.last().map(|id| agreement::label(checked, facts, *id));
            let all = case.judge_rule(judged.rule).0;
            let own =
                all.iter().filter(|j| subject(&facts, j) == subject(&self.facts, judged) && j.year == judged.year);
            let verdicts: Vec<Verdict> = own.map(|j| j.verdict).collect();
            assert!(verdicts.contains(&Verdict::Met) && !verdicts.contains(&Verdict::NotMet), "{words}\n{new}");
            out.push(new);
        }
        out
    }
}
