//! Comply or explain: what becomes of recorded deviations, and what is said of each by itself.
//!
//! A file in `bad` gives the diagnostic that it is named after; one in `good` gives none. Each snapshot shows the verdicts with
//! the records, and without them (`ignore_deviations`).

#![cfg(test)]

#[path = "support/codes.rs"]
mod codes;
mod common;

use std::fmt::Write;
use std::path::Path;

use jiff::civil::{Date, date};

use toets::agreement;
use toets::agreement::facts::Facts;
use toets::diagnostic::Diagnostic;
use toets::evaluate::finding::{Finding, RecordStatus, Verdict};
use toets::evaluate::{self, Case, Detail, Options};
use toets::lang::Lang;
use toets::ruleset::Checked;
use toets::source::Sources;

const DAY: Date = date(2026, 11, 20);

struct Judged {
    checked: Checked,
    facts: Facts,
    sources: Sources,
}

impl Judged {
    #[track_caller]
    fn read(text: &str) -> Self {
        let (checked, mut sources, said) = common::load(&["tests/fixtures/deviation"]);
        let checked = checked.unwrap_or_else(|| panic!("{}", common::plain(&said, &sources, Lang::Nl)));
        let id = sources.add("afspraak.yaml", text);
        let (tree, said) = agreement::read(sources.get(id).unwrap());
        let tree = tree.unwrap_or_else(|| panic!("{}", common::plain(&said.sorted(), &sources, Lang::Nl)));
        let (facts, said) = agreement::bind(&checked, &tree, tree.root());
        let facts = facts.unwrap_or_else(|| panic!("{}", common::plain(&said.sorted(), &sources, Lang::Nl)));
        Judged { checked, facts, sources }
    }

    fn findings(&self, ignore_deviations: bool) -> Vec<Finding> {
        let options = Options { ignore_deviations, ..Options::default() };
        common::findings(self.case(&options), Detail::Steps)
    }

    fn records(&self, ignore_deviations: bool) -> Vec<Diagnostic> {
        let options = Options { ignore_deviations, ..Options::default() };
        self.case(&options).records()
    }

    fn case<'a>(&'a self, options: &'a Options) -> Case<'a> {
        Case { checked: &self.checked, facts: &self.facts, sources: &self.sources, date: DAY, options }
    }

    fn verdict(&self, ignore: bool) -> Verdict {
        let rule = self.checked.rule_id("AFW-01");
        self.findings(ignore).iter().find(|f| Some(f.rule) == rule).unwrap().verdict
    }
}

/// What is said of the records, and what came out with and without them.
fn shown(path: &Path) -> (String, Vec<Diagnostic>) {
    let text = std::fs::read_to_string(path).unwrap();
    let judged = Judged::read(&text);
    let said = judged.records(false);
    let mut out = format!("{}\n────\n", text.trim_end());
    out.push_str(&common::plain(&said, &judged.sources, Lang::Nl));
    for d in &said {
        writeln!(out, "{} / {}", d.message.en, d.help.as_ref().map_or("", |h| h.en.as_str())).unwrap();
    }
    out.push_str("────\n");
    let bare = judged.findings(true);
    for f in &judged.findings(false) {
        let without = bare.iter().find(|b| b.rule == f.rule && b.subject == f.subject).map_or("-", |b| b.verdict.id());
        let rule = &judged.checked.rule(f.rule).id;
        writeln!(out, "{rule} {} (zonder afwijkingen {without}): {}", f.verdict.id(), f.message.nl).unwrap();
        for reason in &f.reasons {
            writeln!(out, "    {}", reason.nl).unwrap();
        }
        for missing in &f.missing {
            writeln!(out, "    ontbreekt: {}", missing.path).unwrap();
        }
        if let Some(record) = &f.record {
            let fields: Vec<String> =
                record.fields.iter().map(|(name, value)| format!("{name} {}", value.nl)).collect();
            writeln!(out, "    {} {}: {}", record.status.id(), record.path, fields.join(" | ")).unwrap();
        }
    }
    (out, said)
}

#[test]
fn what_is_wrong_with_a_record_is_said() {
    insta::glob!("fixtures/deviation/bad/*.yaml", |path| {
        let (out, said) = shown(path);
        let stem = path.file_stem().unwrap().to_string_lossy();
        assert_eq!(said.len(), 1, "one fault, one diagnostic: {out}");
        assert!(codes::shows(&stem, said[0].code), "{stem} does not give the code it is named after: {out}");
        assert!(evaluate::is_about_a_record(&said[0]));
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(out.trim_end()) });
    });
}

#[test]
fn of_a_record_in_order_nothing_is_said() {
    insta::glob!("fixtures/deviation/good/*.yaml", |path| {
        let (out, said) = shown(path);
        assert!(said.is_empty(), "{out}");
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(out.trim_end()) });
    });
}

/// Who leaves the records out of account is told nothing of them either; and what is wrong with how a file is written is not
/// about a record.
#[test]
fn without_deviations_nothing_is_said_of_records() {
    let text = std::fs::read_to_string("tests/fixtures/deviation/bad/expired.yaml").unwrap();
    let judged = Judged::read(&text);
    assert_eq!((judged.records(false).len(), judged.records(true).len()), (1, 0));
    let mut sources = Sources::new();
    let id = sources.add("afspraak.yaml", "gemeenten: [{naam: A, aandel: 20%}]\n");
    let tree = agreement::read(sources.get(id).unwrap()).0.unwrap();
    let (_, said) = agreement::bind(&judged.checked, &tree, tree.root());
    let said = said.sorted();
    assert!(!said.is_empty() && !said.iter().any(evaluate::is_about_a_record), "{said:?}");
}

const RECORD: [(&str, &str); 7] = [
    ("norm", "AFW-01"),
    ("grond", "al_veel"),
    ("reden", "er is al veel"),
    ("wie", "raad"),
    ("op", "2026-01-15"),
    ("tot", "2027-12-31"),
    ("overlegd", "ja"),
];

/// An agreement with a record that lacks one field.
fn without(field: &str, complete: bool) -> Judged {
    let fields: Vec<String> =
        RECORD.iter().filter(|(name, _)| *name != field).map(|(name, value)| format!("{name}: {value}")).collect();
    let closed = if complete { ", volledig: ja" } else { "" };
    let fields = fields.join(", ");
    Judged::read(&format!("gemeenten: [{{naam: A, aandeel: 20%, afwijkingen: [{{{fields}{closed}}}]}}]\n"))
}

/// Every field of the record is needed: without one the norm is never passed off as deviated from.
#[test]
fn a_record_counts_only_when_it_is_complete() {
    assert_eq!(without("-", false).verdict(false), Verdict::Deviation);
    for (field, _) in RECORD.iter().skip(1) {
        assert_eq!(without(field, false).verdict(false), Verdict::NotCheckable, "{field}");
        // The evidence is a yes or no that the rule reads: what is left out of it stays unknown.
        let closed = if *field == "overlegd" { Verdict::NotCheckable } else { Verdict::NotMet };
        assert_eq!(without(field, true).verdict(false), closed, "{field} in a record that is declared complete");
    }
}

/// The bare verdict is that of the figures alone, and nothing is said of records that were not looked at.
#[test]
fn without_the_deviations_the_bare_verdict_is_left() {
    let judged = without("-", false);
    assert_eq!(judged.verdict(true), Verdict::NotMet);
    assert!(judged.records(true).is_empty());
    let finding = &judged.findings(true)[0];
    assert!(finding.record.is_none() && finding.reasons.is_empty(), "{finding:?}");
}

/// A norm that is deviated from is still shown with its figures.
#[test]
fn the_figures_of_a_norm_that_is_deviated_from_are_shown() {
    let judged = without("-", false);
    let findings = judged.findings(false);
    let finding = findings.iter().find(|f| f.verdict == Verdict::Deviation).unwrap();
    assert_eq!(finding.message.nl, "A: 20%; nodig is 30%");
    assert_eq!(finding.record.as_ref().map(|r| r.status), Some(RecordStatus::Accepted));
    assert!(finding.evidence.iter().any(|e| e.path == "gemeenten[A].aandeel"));
}

/// Two records on one norm: the one that counts is enough, and the other is still looked at.
#[test]
fn each_record_is_looked_at() {
    let good: Vec<String> = RECORD.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let (good, old) = (good.join(", "), good.join(", ").replace("2027-12-31", "2026-06-30"));
    let judged =
        Judged::read(&format!("gemeenten: [{{naam: A, aandeel: 20%, afwijkingen: [{{{old}}}, {{{good}}}]}}]\n"));
    assert_eq!(judged.verdict(false), Verdict::Deviation);
    let codes: Vec<&str> = judged.records(false).iter().map(|d| d.code).collect();
    assert_eq!(codes, ["deviation::expired"]);
}

/// Which grounds count is read from the rule, for `toets explain` and whoever else asks.
#[test]
fn grounds_are_accepted_or_barred_by_the_rule() {
    let judged = without("-", false);
    let rule = judged.checked.rule_named("AFW-01").unwrap();
    let grounds = rule.grounds(&judged.checked).unwrap();
    let names = &judged.checked.choice_list(grounds.list).choices;
    let barred: Vec<&str> =
        grounds.grounds.iter().filter(|(_, by)| by.is_some()).map(|(i, _)| names[*i].name.as_str()).collect();
    assert_eq!(barred, ["grondprijs", "overig"]);
    let needs: Vec<&str> =
        rule.deviation.as_ref().unwrap().needs(&judged.checked).iter().map(|f| f.name.as_str()).collect();
    assert_eq!(needs, ["grond", "reden", "wie", "op", "tot"]);
    assert!(judged.checked.rule_named("AFW-02").unwrap().grounds(&judged.checked).is_none());
}
