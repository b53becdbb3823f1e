//! The report for machines. A contract: fields are only ever added (`docs/schema/report.schema.json`).
//!
//! Takes: a [`Run`]. Gives: one JSON document, the same for the same input. Keys are English, terms of law Dutch. Message
//! texts are for people, in the language of the run; programs read ids, verdicts, values and places.

pub mod diff;
pub mod layout;
mod shape;
mod trace;

use std::cell::RefCell;
use std::io;

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::diagnostic::Diagnostic;
use crate::evaluate::Detail;
use crate::evaluate::finding::{Decides, Evidence, Finding, Missing, ParamUse, Recorded, Verdict, strength_id};
use crate::lang::{Lang, Text};
use crate::remedy::Proposal;
use crate::report::sink::Sink;
use crate::ruleset::Checked;
use crate::ruleset::model::Citation;
use crate::run::baseline::Compared;
use crate::run::order::{Tally, tally};
use crate::run::receipt::Receipt;
use crate::run::{FileRun, Run};
use crate::source::Span;

pub(super) use shape::Place;
use shape::{
    Beside, Change, Changed, Deciding, Doubt, Each, Fault, Figure, Found, Gap, Gone, Input, Lighter, Mark, Param,
    Portfolio, Record, Referred, Remedy, Renamed, Report, Ruleset, SignedBefore, Source, Stated, WhatIf,
};

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("../../docs/schema/report.schema.json");

/// Writes the whole report, with a line end.
///
/// Finding by finding: with its computation and all its figures a finding is there only while it is written.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, out: &mut Sink<'_>) -> io::Result<()> {
    let tables = RefCell::default();
    layout::write(&Maker { run, lang: run.lang, tables: &tables }.report(), out)
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    run: &'a Run,
    lang: Lang,
    /// Filled while findings are written; read after that.
    tables: &'a RefCell<trace::Tables>,
}

/// All findings, made while they are written.
struct Findings<'a>(Maker<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let detail = if self.0.run.asked.explain { Detail::Answers } else { Detail::AllFigures };
        for (number, file) in self.0.run.files.iter().enumerate() {
            self.0.run.each(
                file,
                |_| Some(detail),
                |listed| list.serialize_element(&self.0.finding(number, file, listed.checked, listed.finding)),
            )?;
        }
        list.end()
    }
}

impl<'a> Maker<'a> {
    fn report(self) -> Report<'a> {
        let run = self.run;
        let mut total = Tally::default();
        run.files.iter().for_each(|f| total.merge(&tally(f)));
        let own = run.diagnostics.iter().map(|d| self.fault(None, d));
        let theirs = run.files.iter().flat_map(|f| f.diagnostics.iter().map(move |d| self.fault(Some(&f.name), d)));
        let mut dates = run.files.iter().map(|f| f.date);
        let first = dates.next();
        Report {
            toets: env!("CARGO_PKG_VERSION"),
            lang: run.lang,
            only: &run.only,
            date: first.filter(|d| dates.all(|other| other == *d)).map(|d| d.to_string()),
            rulesets: self.rulesets(),
            inputs: run.files.iter().filter(|f| f.portfolio.is_none()).map(|f| self.input(f)).collect(),
            portfolios: run.files.iter().filter_map(|f| self.portfolio(f)).collect(),
            ignore_deviations: run.ignore_deviations,
            findings: Findings(self),
            expressions: trace::Expressions(self.tables),
            facts: trace::FactPlaces { run, tables: self.tables },
            diagnostics: own.chain(theirs).collect(),
            summary: total.into(),
            baseline: run.baseline.as_ref().map(beside),
            changed_since: run.since.as_ref().map(|s| Changed { revision: &s.revision, of: s.of }),
            receipt: Receipt::beside_findings(run),
        }
    }

    /// Every set that took part, once, those built upon first.
    fn rulesets(self) -> Vec<Ruleset<'a>> {
        let mut out: Vec<Ruleset<'a>> = Vec::new();
        for loaded in self.run.files.iter().filter_map(|f| f.ruleset.as_deref()) {
            for (set, sha256) in loaded.checked.sets().iter().zip(&loaded.sha256) {
                if out.iter().any(|r| r.id == set.id && r.sha256 == sha256) {
                    continue;
                }
                out.push(Ruleset {
                    id: &set.id,
                    version: &set.version,
                    title: self.say(&set.title),
                    sha256,
                    valid_from: day(set.valid_from, set.valid_from < set.valid_to),
                    valid_to: day(set.valid_to, set.valid_from < set.valid_to),
                    builds_on: set.builds_on.iter().map(|id| loaded.checked.set(*id).id.as_str()).collect(),
                });
            }
        }
        out
    }

    fn input(self, file: &'a FileRun) -> Input<'a> {
        let set = file.ruleset.as_ref().and_then(|r| r.checked.sets().last());
        Input {
            file: &file.name,
            sha256: &file.sha256,
            checked: file.facts.is_some(),
            ruleset: set.map(|s| s.id.clone()),
            ruleset_reason: self.say(&file.ruleset_reason),
            date: file.date.to_string(),
            date_reason: self.say(&file.date_reason),
            signed_before: signed_before(file),
            refers_to: file.referred.iter().map(|r| Referred { file: &r.name, sha256: &r.sha256 }).collect(),
            summary: tally(file).into(),
        }
    }

    fn portfolio(self, file: &'a FileRun) -> Option<Portfolio<'a>> {
        let together = file.portfolio.as_ref()?;
        let set = file.ruleset.as_ref().and_then(|r| r.checked.sets().last());
        Some(Portfolio {
            name: &file.name,
            files: together.files,
            broken: &together.broken,
            coverage: together.coverage.as_ref().map(|c| self.say(c)),
            ruleset: set.map(|s| s.id.clone()),
            date: file.date.to_string(),
            summary: tally(file).into(),
        })
    }

    fn finding(self, number: usize, file: &'a FileRun, checked: &'a Checked, f: &'a Finding) -> Found<'a> {
        let rule = checked.rule(f.rule);
        let of = trace::Of { run: self.run, checked, file: number };
        let sought = file.remedies.of(f);
        let proposals = sought.proposals.iter().map(|p| self.proposal(p));
        let readings: Vec<&str> = f.interpretations.iter().map(|t| self.say(t)).collect();
        Found {
            file: &file.name,
            ruleset: &checked.set(rule.set).id,
            chapter: &checked.chapter(rule.chapter).id,
            rule: &rule.id,
            rule_place: self.place(rule.id_span),
            title: self.say(&rule.title),
            subject: &f.subject,
            year: f.year,
            verdict: f.verdict.id(),
            strength: strength_id(rule.strength),
            severity: f.weight.id(),
            message: self.say(&f.message),
            source: rule.cites.first().map(|c| self.source(checked, c)),
            sources: rule.cites.iter().map(|c| self.source(checked, c)).collect(),
            interpretation: (!readings.is_empty()).then(|| readings.join("\n")),
            interpretations: readings,
            reasons: f.reasons.iter().map(|t| self.say(t)).collect(),
            remarks: f.remarks.iter().map(|t| self.say(t)).collect(),
            deviation: f.record.as_ref().map(|r| self.record(r)),
            evidence: Each::new(&f.evidence, move |e| self.figure(e)),
            params: f.params.iter().map(|p| self.param(checked, p)).collect(),
            missing: Each::new(&f.missing, move |m| self.gap(m)),
            decides: f.decides.as_ref().map(|d| self.decides(d)),
            what_if: f.would.iter().map(|w| WhatIf { value: self.say(&w.value), verdict: w.verdict.id() }).collect(),
            why_not: self.tables.borrow_mut().why_not(of, f, self.lang),
            unverified: f.params.iter().filter_map(|p| self.doubt(p)).collect(),
            remedies: f.advice.iter().map(|a| self.advice(a)).chain(proposals).collect(),
            not_searched: sought.not_searched.iter().map(|t| self.say(t)).collect(),
            fault: f.fault,
            known: self.run.baseline.is_some().then_some(f.known),
            eased: file.eased(f).map(|e| Lighter { level: e.level(), reason: &e.reason }),
            trace: f.trace.as_ref().map(|trace| trace::Steps {
                of,
                trace,
                finding: f,
                tables: self.tables,
                lang: self.lang,
            }),
        }
    }

    fn advice(self, text: &'a Text) -> Remedy<'a> {
        Remedy {
            text: self.say(text),
            number: None,
            kind: None,
            size: None,
            unit: None,
            changes: Vec::new(),
            breaks: Vec::new(),
            keeps: Vec::new(),
        }
    }

    fn proposal(self, p: &'a Proposal) -> Remedy<'a> {
        let ids = |ids: &'a [String]| ids.iter().map(String::as_str).collect();
        let change = |c: &'a crate::remedy::Change| Change {
            path: &c.path,
            from: &c.from,
            to: &c.to,
            unit: self.say(&c.unit),
            place: self.place(c.span),
        };
        Remedy {
            text: self.say(&p.text),
            number: Some(p.number),
            kind: Some(p.kind.id()),
            size: Some(&p.size),
            unit: Some(self.say(&p.unit)),
            changes: p.changes.iter().map(change).collect(),
            breaks: ids(&p.breaks),
            keeps: ids(&p.keeps),
        }
    }

    fn say(self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }

    fn place(self, span: Span) -> Place<'a> {
        Place::of(&self.run.sources, span)
    }

    fn source(self, checked: &'a Checked, cite: &'a Citation) -> Source<'a> {
        let source = checked.source(cite.source);
        Source {
            document: &source.id,
            title: self.say(&source.title),
            place: &cite.place,
            date: source.date.as_deref(),
            grade: source.grade.letter(),
        }
    }

    fn figure(self, e: &'a Evidence) -> Figure<'a> {
        Figure { place: self.place(e.span), path: &e.path, value: self.say(&e.value), label: self.say(&e.label) }
    }

    fn record(self, r: &'a Recorded) -> Record<'a> {
        let states = r.fields.iter().map(|(field, value)| Stated { field, value: self.say(value) }).collect();
        Record { place: self.place(r.span), path: &r.path, status: r.status.id(), states }
    }

    fn param(self, checked: &'a Checked, p: &'a ParamUse) -> Param<'a> {
        Param {
            name: &p.name,
            at: &p.at,
            value: self.say(&p.value),
            grade: p.grade.letter(),
            unverified: p.unverified.as_ref().map(|t| self.say(t)),
            interpretation: p.interpretation.as_ref().map(|t| self.say(t)),
            source: p.cite.as_ref().map(|c| self.source(checked, c)),
            ruleset: &p.set,
            base: p.base.as_ref().map(|b| Box::new(self.param(checked, b))),
            at_rule: self.place(p.span),
        }
    }

    fn doubt(self, p: &'a ParamUse) -> Option<Doubt<'a>> {
        crate::document::words::uncertain(p, self.lang)?;
        Some(Doubt {
            name: &p.name,
            at: &p.at,
            grade: p.grade.letter(),
            reason: p.unverified.as_ref().map(|t| self.say(t)),
        })
    }

    fn gap(self, m: &'a Missing) -> Gap<'a> {
        let kind = if m.parameter { "parameter" } else { "fact" };
        Gap { kind, path: &m.path, what: self.say(&m.what), place: m.span.map(|s| self.place(s)) }
    }

    /// What it would take to decide a finding.
    fn decides(self, d: &'a Decides) -> Deciding<'a> {
        Deciding {
            facts: Each::new(&d.facts, move |m| self.gap(m)),
            or: d.or.iter().map(|set| set.iter().map(|m| self.gap(m)).collect()).collect(),
            proof: d.proof.id(),
            stays_open: d.stays_open,
        }
    }

    fn fault(self, file: Option<&'a str>, d: &'a Diagnostic) -> Fault<'a> {
        Fault {
            file,
            code: d.code,
            severity: d.severity.id(),
            message: self.say(&d.message),
            help: d.help.as_ref().map(|h| self.say(h)),
            labels: d.labels.iter().map(|l| Mark { place: self.place(l.span), text: self.say(&l.text) }).collect(),
        }
    }
}

fn beside(compared: &Compared) -> Beside<'_> {
    let gone = compared.gone.iter().map(|g| Gone { entry: &g.entry, now: g.now.map(Verdict::id) }).collect();
    let renamed = compared.renamed.iter().map(|(from, to)| Renamed { from, to }).collect();
    Beside { file: &compared.name, new: compared.new, known: compared.known, gone, renamed }
}

/// A day of a ruleset's validity, if it has one.
fn day(day: jiff::civil::Date, has: bool) -> Option<String> {
    has.then(|| day.to_string())
}

fn signed_before<'a>(file: &'a FileRun) -> Option<SignedBefore<'a>> {
    let old = crate::evaluate::signed_before(&file.ruleset.as_ref()?.checked, file.facts.as_ref()?)?;
    let (source, source_date) = (old.text.id.as_str(), old.text.date.as_deref());
    Some(SignedBefore { signed: old.signed.to_string(), source, source_date })
}
