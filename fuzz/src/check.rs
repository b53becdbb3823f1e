//! The whole check, as `toets check` does it: from bytes to a report.

use std::sync::Arc;

use jiff::civil::{Date, date};
use toets::agreement::facts::{FactId, FactValue, Facts};
use toets::agreement::references::{Documents, Reader, Unread, gather};
use toets::agreement::{self, Tree};
use toets::diagnostic::Diagnostics;
use toets::evaluate::finding::{Finding, Judged as Outcome};
use toets::evaluate::{Case, Detail, Options};
use toets::lang::{Lang, Text};
use toets::remedy::{self, Remedies};
use toets::report::{self, Format};
use toets::ruleset;
use toets::ruleset::model::Role;
use toets::run::{FileRun, LoadedRuleset, Run};
use toets::source::{FileId, Sources};
use toets::syntax;

use super::rules;
use super::spans;

const TODAY: Date = date(2026, 11, 20);

/// Changes are looked for in agreements up to this size: each is tried by itself.
const LARGEST_TO_REPAIR: usize = 4_000;

/// Any bytes as an agreement, held against the national agreements: no panic, places in their files, findings told one by one as
/// together, a report in every format.
pub fn check(bytes: &[u8]) {
    let rules = rules::national();
    let (judged, sources) = judge(&rules.loaded, rules.sources.clone(), bytes);
    show(&rules.loaded, sources, judged);
}

/// Rules and an agreement, apart by a line `%%%`: whatever the rules, they are checked, and run when they may.
pub fn rules_and_check(text: &str) {
    let (rules, agreement) = text.split_once("\n%%%\n").unwrap_or((text, ""));
    let mut sources = Sources::new();
    let id = sources.add("proef.regels", rules);
    let (tree, mut found) = syntax::parse(sources.get(id).unwrap());
    let broken = found.has_errors();
    let (checked, more) = ruleset::check(&[vec![tree]], &sources);
    let refused = more.has_errors();
    found.extend(more);
    found.iter().for_each(|d| spans::said(&sources, d));
    assert_eq!(checked.is_none(), refused, "checked rules come without errors only");
    let Some(checked) = checked.filter(|_| !broken) else { return };
    let loaded = Arc::new(LoadedRuleset { checked, sha256: vec!["0".repeat(64)] });
    let (judged, sources) = judge(&loaded, sources, agreement.as_bytes());
    show(&loaded, sources, judged);
}

/// An agreement as `toets fix` sees it, held against the acts (every change is tried on every rule): what is proposed can be written, and the written text says what was tried.
pub fn remedies(bytes: &[u8]) {
    let rules = rules::law();
    if bytes.len() > LARGEST_TO_REPAIR {
        return;
    }
    let (mut judged, sources) = judge(&rules.loaded, rules.sources.clone(), bytes);
    let Some(facts) = &judged.facts else { return };
    let checked = &rules.loaded.checked;
    let options = Options::default();
    let case = Case { checked, facts, sources: &sources, date: judged.date, options: &options };
    judged.remedies = case.remedies(&judged.outcomes);
    for outcome in &judged.outcomes {
        for proposal in &judged.remedies.of(outcome).proposals {
            proposal.changes.iter().for_each(|c| spans::within(&sources, c.span, "a change"));
            let text = &sources.get(judged.file).unwrap().text;
            let changed = remedy::write(text, judged.file, proposal).unwrap_or_else(|e| panic!("{e:?}: {proposal:?}"));
            let (again, _) = judge(&rules.loaded, rules.sources.clone(), changed.as_bytes());
            let said = || format!("{:?} gives\n{changed}\n{:?}", proposal.changes, again.found);
            let after = again.facts.as_ref().unwrap_or_else(|| panic!("{}", said()));
            assert!(proposal.is_in(facts, after), "{}", said());
        }
    }
    show(&rules.loaded, sources, judged);
}

struct Judged {
    file: FileId,
    date: Date,
    facts: Option<Facts>,
    outcomes: Vec<Outcome>,
    remedies: Remedies,
    found: Diagnostics,
}

fn judge(rules: &LoadedRuleset, mut sources: Sources, bytes: &[u8]) -> (Judged, Sources) {
    let checked = &rules.checked;
    let (file, mut found) = agreement::decode(&mut sources, "afspraak.yaml", bytes);
    let mut judged = Judged {
        file,
        date: TODAY,
        facts: None,
        outcomes: Vec::new(),
        remedies: Remedies::default(),
        found: Diagnostics::new(),
    };
    if !found.has_errors() {
        let (tree, more) = agreement::read(sources.get(file).unwrap());
        found.extend(more);
        if let Some(tree) = tree {
            if let Some(FactValue::Date(day)) = agreement::peek(checked, &tree, Role::ReferenceDate).map(|d| d.value) {
                judged.date = day;
            }
            let (documents, more) = gather(checked, &tree, tree.root(), &mut Alone);
            found.extend(more);
            judged.facts = bound(rules, &tree, &documents, &mut found);
        }
    }
    if let Some(facts) = &judged.facts {
        (0..facts.len()).for_each(|i| {
            let id = FactId::new(i);
            spans::within(&sources, facts.get(id).span, "a fact");
            let _ = (agreement::path(checked, facts, id), agreement::label(checked, facts, id));
        });
        let options = Options::default();
        let case = Case { checked, facts, sources: &sources, date: judged.date, options: &options };
        // More than may be judged is refused.
        match case.judge() {
            Ok(outcomes) => {
                case.records().into_iter().for_each(|d| found.push(d));
                judged.outcomes = outcomes;
            }
            Err(_) => judged.facts = None,
        }
    }
    found.iter().for_each(|d| spans::said(&sources, d));
    judged.found = found;
    (judged, sources)
}

fn bound(rules: &LoadedRuleset, tree: &Tree, documents: &Documents, found: &mut Diagnostics) -> Option<Facts> {
    let (facts, more) = agreement::bind_with(&rules.checked, tree, tree.root(), documents);
    assert_eq!(facts.is_none(), more.has_errors(), "facts come without errors only");
    found.extend(more);
    facts.filter(|_| !found.has_errors())
}

/// The report, in every format and language.
fn show(rules: &Arc<LoadedRuleset>, sources: Sources, judged: Judged) {
    let file = FileRun {
        name: "afspraak.yaml".to_owned(),
        file: Some(judged.file),
        sha256: "1".repeat(64),
        ruleset: Some(Arc::clone(rules)),
        ruleset_reason: Text::same("proef"),
        date: judged.date,
        date_reason: Text::same("proef"),
        referred: Vec::new(),
        portfolio: None,
        facts: judged.facts,
        options: Options::default(),
        judged: judged.outcomes,
        eased: Vec::new(),
        remedies: judged.remedies,
        diagnostics: judged.found.sorted(),
    };
    let together = file.told(&sources, |_| Detail::Answers);
    assert_eq!(together.findings.len(), file.judged.len(), "of each a finding is told");
    for (finding, outcome) in together.findings.iter().zip(&file.judged) {
        assert!(!finding.message.nl.is_empty() && !finding.message.en.is_empty(), "{finding:?}");
        let places = format!("{:?}{:?}{:?}{:?}", finding.evidence, finding.missing, finding.failed, finding.record);
        spans::all_within(&sources, &places, "a finding");
        assert_eq!(&finding.judged, outcome, "told, another verdict comes out");
        let alone = file.case(&sources).and_then(|case| case.finding(outcome, Detail::Answers));
        let alone = alone.map(|alone| told(rules, &sources, &alone));
        assert_eq!(alone, Some(told(rules, &sources, finding)), "told by itself it is another one");
    }
    let mut run = Run { sources, files: vec![file], width: 100, ..Run::default() };
    for lang in [Lang::Nl, Lang::En] {
        run.lang = lang;
        run.verbose = lang == Lang::Nl;
        for format in [Format::Text, Format::Plain, Format::Json] {
            let shown = report::render(&run, format).unwrap();
            let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            assert!(!shown.contains(controls), "control characters reach the reader: {shown:?}");
            if format == Format::Json {
                serde_json::from_str::<serde_json::Value>(&shown).unwrap();
            }
        }
    }
}

/// All that a finding says, with its computation.
fn told(rules: &LoadedRuleset, sources: &Sources, finding: &Finding) -> String {
    let steps = finding.trace.as_ref().map(|t| t.steps(&rules.checked, sources, finding));
    format!("{:#?}{steps:#?}", Finding { trace: None, ..finding.clone() })
}

/// There are no other files.
struct Alone;

impl Reader for Alone {
    fn read(&mut self, _: FileId, _: &str) -> Result<Arc<Tree>, Unread> {
        Err(Unread::Unreadable(Text::same("proef")))
    }
}
