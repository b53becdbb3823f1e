//! SARIF 2.1.0, for code scanning and editors.
//!
//! Takes: a [`Run`]. Gives: one SARIF run, whose results are what the text shows in full and the faults in the files; what is
//! met, does not apply or is not stated is counted in the run's properties, because the large readers of SARIF show every result
//! as a problem, whatever its kind. Columns count UTF-16 units, as SARIF has it by default and as editors count. Never a time or
//! a path of the machine that was not given.

mod rules;

use std::io;

use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::{Value, json};

use crate::agreement::path;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::words;
use crate::evaluate::finding::{Evidence, Verdict, Weight, strength_id};
use crate::lang::Text;
use crate::remedy::Proposal;
use crate::report::escape;
use crate::report::json::layout;
use crate::report::place::{self, Columns, Place};
use crate::report::sink::Sink;
use crate::run::baseline::Compared;
use crate::run::order::{self, Listed, Tally};
use crate::run::{FileRun, Run, fingerprint};
use crate::source::Span;
use crate::text;

use rules::Rules;

/// The schema that the report follows.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Other figures that a result points at.
const RELATED: usize = 20;

/// Results of one run that GitHub takes: a report with more is refused as a whole.
const MOST: usize = 25_000;

/// Results of one run that GitHub shows, the heaviest first.
const SHOWN: usize = 5_000;

/// Writes the whole report.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, out: &mut Sink<'_>) -> io::Result<()> {
    let maker = Maker { run, rules: named(run) };
    let unread =
        run.files.iter().any(|f| f.facts.is_none()) || run.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let mut tally = Tally::default();
    run.files.iter().for_each(|f| tally.merge(&order::tally(f)));
    let counts: serde_json::Map<String, Value> =
        Verdict::ALL.iter().map(|v| (v.id().to_owned(), json!(tally.of(*v)))).collect();
    let language = run.lang.pick("nl", "en");
    let tool = json!({
        "driver": {
            "name": "toets",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": language,
            "rules": maker.rules.list,
        },
        "extensions": rules::sets(run),
    });
    let notifications: Vec<Value> = run.diagnostics.iter().map(|d| maker.notification(d)).collect();
    let beyond = left_out(run).map(|said| {
        let id = "toets/results-left-out";
        json!([{ "descriptor": { "id": id }, "level": "warning", "message": { "text": said.get(run.lang) } }])
    });
    let invocations = json!([{
        "executionSuccessful": !unread,
        "toolExecutionNotifications": beyond,
        "toolConfigurationNotifications": notifications,
    }]);
    let report = Report {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Analysis {
            tool: pruned(tool),
            invocations: pruned(invocations),
            language,
            column_kind: "utf16CodeUnits",
            artifacts: artifacts(run).into_iter().map(pruned).collect(),
            results: Results(&maker),
            properties: pruned(json!({ "summary": counts, "baseline": run.baseline.as_ref().map(beside) })),
        }],
    };
    layout::write(&report, out)
}

#[derive(serde::Serialize)]
struct Report<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Analysis<'a>; 1],
}

/// What SARIF calls a run.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Analysis<'a> {
    tool: Value,
    invocations: Value,
    language: &'static str,
    column_kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    artifacts: Vec<Value>,
    results: Results<'a>,
    properties: Value,
}

/// How many results of each level there is room for, the heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Room {
    error: usize,
    warning: usize,
    note: usize,
}

impl Room {
    /// All that there is to tell.
    fn asked(run: &Run) -> Self {
        let mut all = Room::default();
        for file in &run.files {
            let faults = file.diagnostics.iter().map(|d| d.severity.id());
            let findings = file.judged.iter().filter(|j| order::in_full(j)).map(|j| level(j.weight));
            for level in faults.chain(findings) {
                let n = all.of(level);
                *n = n.saturating_add(1);
            }
        }
        all
    }

    fn within(self, most: usize) -> Self {
        let error = self.error.min(most);
        let warning = self.warning.min(most.saturating_sub(error));
        let note = self.note.min(most.saturating_sub(error).saturating_sub(warning));
        Room { error, warning, note }
    }

    fn of(&mut self, level: &str) -> &mut usize {
        match level {
            "error" => &mut self.error,
            "warning" => &mut self.warning,
            _ => &mut self.note,
        }
    }

    /// Whether one more fits.
    fn take(&mut self, level: &str) -> bool {
        let left = self.of(level);
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    }

    fn sum(self) -> usize {
        self.error.saturating_add(self.warning).saturating_add(self.note)
    }
}

/// What GitHub does not show of a run, where that is something: this report leaves out what makes it refuse the whole.
#[must_use]
pub fn left_out(run: &Run) -> Option<Text> {
    beyond(Room::asked(run))
}

fn beyond(asked: Room) -> Option<Text> {
    let (all, fits) = (asked.sum(), asked.within(MOST));
    if all <= SHOWN {
        return None;
    }
    if all <= MOST {
        return Some(text!(
            "dit zijn {all} resultaten; GitHub toont er hooguit {SHOWN}, de zwaarste eerst",
            "these are {all} results; GitHub shows at most {SHOWN}, the heaviest first"
        ));
    }
    let error = asked.error.saturating_sub(fits.error);
    let warning = asked.warning.saturating_sub(fits.warning);
    let note = asked.note.saturating_sub(fits.note);
    Some(text!(
        "dit zijn {all} resultaten; GitHub weigert er meer dan {MOST}, daarom zijn {error} fouten, {warning} waarschuwingen en \
         {note} opmerkingen weggelaten, de lichtste het eerst. Van de rest toont het er hooguit {SHOWN}",
        "these are {all} results; GitHub refuses more than {MOST}, so {error} errors, {warning} warnings and {note} notes were \
         left out, the lightest first. Of the rest it shows at most {SHOWN}"
    ))
}

fn level(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        // An accepted deviation weighs nothing, and is still a result that failed: it is suppressed.
        Weight::Note | Weight::None => "note",
    }
}

/// All results, made while they are written.
struct Results<'a>(&'a Maker<'a>);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (maker, mut list) = (self.0, serializer.serialize_seq(None)?);
        let mut room = Room::asked(maker.run).within(MOST);
        for file in &maker.run.files {
            for (result, d) in maker.faults(file).into_iter().zip(&file.diagnostics) {
                if room.take(d.severity.id()) {
                    list.serialize_element(&pruned(result))?;
                }
            }
            let prints = fingerprint::findings(maker.run, file);
            maker.run.each(file, order::figures_in_full, |l| {
                let print = prints.get(l.index).map_or("", String::as_str);
                if room.take(level(l.finding.weight)) {
                    list.serialize_element(&pruned(maker.finding(file, l, print)))?;
                }
                Ok(())
            })?;
        }
        list.end()
    }
}

/// The norms and codes that results name, in their order: readers expect them before the results.
fn named(run: &Run) -> Rules {
    let mut rules = Rules::default();
    for file in &run.files {
        file.diagnostics.iter().for_each(|d| rules.code(d.code, run.lang));
        let Some(loaded) = file.ruleset.as_deref() else { continue };
        let listed = order::listed(&loaded.checked, &file.judged);
        for (_, judged) in listed.into_iter().filter(|(_, j)| order::in_full(j)) {
            rules.norm(&loaded.checked, loaded.checked.rule(judged.rule), run.lang);
        }
    }
    rules
}

struct Maker<'a> {
    run: &'a Run,
    /// All that results name.
    rules: Rules,
}

impl Maker<'_> {
    fn finding(&self, file: &FileRun, listed: Listed<'_>, print: &str) -> Value {
        let (lang, Listed { checked, rule, finding, .. }) = (self.run.lang, listed);
        let at = place::of_finding(finding);
        let message = words::message(rule, finding, lang);
        let said: Vec<String> = std::iter::once(message.to_owned())
            .chain(finding.reasons.iter().map(|r| r.get(lang).to_owned()))
            .chain(words::advice(file, finding, lang))
            .collect();
        let about = file.facts.as_ref().and_then(|facts| finding.about.last().map(|id| path(checked, facts, *id)));
        let others = order::figures(finding).into_iter().filter(|e| Some(e.span) != at).take(RELATED);
        json!({
            "ruleId": rule.id,
            "ruleIndex": self.rules.of_norm(checked, rule),
            "kind": "fail",
            "level": level(finding.weight),
            "message": { "text": escape::sarif(&said.join("\n")) },
            "locations": [self.location(&file.name, at, about.as_deref(), &finding.subject)],
            "relatedLocations": others.map(|e| self.figure(e)).collect::<Vec<_>>(),
            "partialFingerprints": { fingerprint::METHOD: print },
            // A list of known findings stands for the run before this one.
            "baselineState": self.run.baseline.as_ref().map(|_| if finding.known { "unchanged" } else { "new" }),
            "suppressions": self.suppressions(listed),
            "fixes": file.remedies.of(finding).proposals.iter().filter_map(|p| self.fix(p)).collect::<Vec<_>>(),
            "properties": {
                "verdict": finding.verdict.id(),
                "strength": strength_id(rule.strength),
                "severity": finding.weight.id(),
                "subject": finding.subject,
                "year": finding.year,
                "eased": words::easing(finding, lang),
            },
        })
    }

    /// A change that was tried and meets the norm, to the character.
    fn fix(&self, proposal: &Proposal) -> Option<Value> {
        let replacements = proposal.replacements();
        let file = self.run.sources.get(replacements.first()?.0.file)?;
        let replacement = |(span, written): &(Span, String)| {
            let region =
                region(place::exact(&self.run.sources, *span, Columns::Utf16).filter(|_| span.file == file.id)?);
            Some(json!({ "deletedRegion": region, "insertedContent": { "text": written } }))
        };
        Some(json!({
            "description": { "text": escape::sarif(proposal.text.get(self.run.lang)) },
            "artifactChanges": [{
                "artifactLocation": self.artifact(&file.name),
                "replacements": replacements.iter().map(replacement).collect::<Option<Vec<_>>>()?,
            }],
        }))
    }

    /// An accepted deviation: the record of it stands in the agreement; one that was not accepted suppresses nothing. And a norm
    /// that is off for the file: that stands elsewhere.
    fn suppressions(&self, listed: Listed<'_>) -> Vec<Value> {
        let (lang, Listed { finding, .. }) = (self.run.lang, listed);
        if let Some(why) = words::easing(finding, lang).filter(|_| finding.is_off()) {
            return vec![json!({ "kind": "external", "status": "accepted", "justification": why })];
        }
        if finding.verdict != Verdict::Deviation {
            return Vec::new();
        }
        let record = finding.record.as_ref();
        let stated =
            record.into_iter().flat_map(|r| &r.fields).map(|(name, value)| format!("{name}: {}", value.get(lang)));
        let why: Vec<String> = finding.reasons.iter().map(|r| r.get(lang).to_owned()).chain(stated).collect();
        let words = if why.is_empty() { words::verdict(finding, lang).to_owned() } else { why.join("; ") };
        let place = record.map(|r| self.location("", Some(r.span), Some(&r.path), ""));
        vec![json!({ "kind": "inSource", "status": "accepted", "justification": words, "location": place })]
    }

    fn faults(&self, file: &FileRun) -> Vec<Value> {
        let prints = fingerprint::diagnostics(self.run, &file.name, &file.diagnostics);
        file.diagnostics.iter().zip(prints).map(|(d, print)| self.fault(&file.name, d, &print)).collect()
    }

    fn fault(&self, file: &str, d: &Diagnostic, print: &str) -> Value {
        let lang = self.run.lang;
        let others = d.labels.iter().skip(1).map(|l| self.related(l.span, l.text.get(lang))).collect::<Vec<_>>();
        json!({
            "ruleId": d.code,
            "ruleIndex": self.rules.of_code(d.code),
            "kind": "fail",
            "level": d.severity.id(),
            "message": { "text": escape::sarif(&fault_words(d, lang)) },
            "locations": [self.location(file, d.labels.first().map(|l| l.span), None, "")],
            "relatedLocations": others,
            "partialFingerprints": { fingerprint::METHOD: print },
        })
    }

    /// A fault in a ruleset: of the tool's configuration, not of the agreement.
    fn notification(&self, d: &Diagnostic) -> Value {
        let lang = self.run.lang;
        let at = d.labels.first().map(|l| self.location("", Some(l.span), None, ""));
        json!({
            "descriptor": { "id": d.code },
            "level": d.severity.id(),
            "message": { "text": escape::sarif(&fault_words(d, lang)) },
            "locations": at.into_iter().collect::<Vec<_>>(),
        })
    }

    /// A place in a file; without a span the file as a whole, which starts at its first line: some readers refuse a result
    /// without one.
    fn location(&self, file: &str, span: Option<Span>, path: Option<&str>, subject: &str) -> Value {
        let logical = path
            .filter(|p| !p.is_empty())
            .map(|p| vec![json!({ "fullyQualifiedName": p, "name": Some(subject).filter(|s| !s.is_empty()) })]);
        let at = span.and_then(|s| Some((place::place(&self.run.sources, s, Columns::Utf16)?, s)));
        let physical = match at {
            Some((p, span)) => {
                let mut region = region(p);
                if let Some(map) = region.as_object_mut() {
                    map.insert("snippet".to_owned(), json!({ "text": self.run.sources.text(span).trim_end() }));
                }
                json!({ "artifactLocation": self.artifact(p.file), "region": region })
            }
            None => {
                json!({ "artifactLocation": self.artifact(place::file_of(self.run, file)), "region": { "startLine": 1 } })
            }
        };
        json!({ "physicalLocation": physical, "logicalLocations": logical })
    }

    fn artifact(&self, name: &str) -> Value {
        artifact(self.run, name)
    }

    fn figure(&self, e: &Evidence) -> Value {
        let label = e.label.get(self.run.lang);
        let words = format!("{} = {}", e.path, e.value.get(self.run.lang));
        self.related(e.span, &if label.is_empty() { words } else { format!("{words}: {label}") })
    }

    fn related(&self, span: Span, words: &str) -> Value {
        let mut location = self.location("", Some(span), None, "");
        if let Some(map) = location.as_object_mut() {
            map.insert("message".to_owned(), json!({ "text": escape::sarif(words) }));
        }
        location
    }
}

fn region(p: Place<'_>) -> Value {
    json!({ "startLine": p.line, "startColumn": p.column, "endLine": p.end_line, "endColumn": p.end_column })
}

fn fault_words(d: &Diagnostic, lang: crate::lang::Lang) -> String {
    let help =
        d.help.as_ref().map_or_else(String::new, |h| format!("\n{}: {}", lang.pick("hulp", "help"), h.get(lang)));
    format!("{}{help}", d.message.get(lang))
}

/// How the run compares with the list of known findings. What is no longer found is only counted: the large readers of SARIF
/// show every result as a problem, also one that is gone.
fn beside(compared: &Compared) -> Value {
    json!({ "file": compared.name, "new": compared.new, "known": compared.known, "gone": compared.gone.len() })
}

/// The files that were read, with their hashes.
fn artifacts(run: &Run) -> Vec<Value> {
    let own = run.files.iter().filter(|f| f.portfolio.is_none()).map(|f| (f.name.as_str(), f.sha256.as_str()));
    let theirs = run.files.iter().flat_map(|f| f.referred.iter().map(|r| (r.name.as_str(), r.sha256.as_str())));
    let mut seen = std::collections::BTreeSet::new();
    own.chain(theirs)
        .filter(|(name, _)| seen.insert(*name))
        .map(|(name, sha256)| {
            let hashes = (!sha256.is_empty()).then(|| json!({ "sha-256": sha256 }));
            json!({ "location": artifact(run, name), "roles": ["analysisTarget"], "hashes": hashes })
        })
        .collect()
}

fn artifact(run: &Run, name: &str) -> Value {
    json!({ "uri": run.addresses.of(name).uri })
}

/// Without what is not there: SARIF has no `null`, and an empty list says as much as none.
fn pruned(value: Value) -> Value {
    let gone = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().filter(|(key, v)| key == "results" || !gone(v)).map(|(key, v)| (key, pruned(v))).collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(pruned).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out_from_below_and_said() {
        let asked = Room { error: 3, warning: 4, note: 5 };
        assert_eq!(asked.within(12), asked);
        assert_eq!(asked.within(5), Room { error: 3, warning: 2, note: 0 });
        assert_eq!(asked.within(2), Room { error: 2, warning: 0, note: 0 });
        let mut room = asked.within(5);
        let taken = ["note", "warning", "error", "warning", "warning"].map(|level| room.take(level));
        assert_eq!(taken, [false, true, true, true, false]);
        let said = |error, warning, note| beyond(Room { error, warning, note }).map(|t| t.nl).unwrap_or_default();
        assert_eq!(said(5_000, 0, 0), "");
        assert_eq!(said(5_000, 1, 0), "dit zijn 5001 resultaten; GitHub toont er hooguit 5000, de zwaarste eerst");
        assert!(said(20_000, 5_000, 0).starts_with("dit zijn 25000 resultaten; GitHub toont"));
        assert!(said(20_000, 6_000, 70).contains(" 0 fouten, 1000 waarschuwingen en 70 opmerkingen weggelaten"));
    }
}
