//! Evaluation on fixtures: small rulesets, and per ruleset a file of cases with the findings in their snapshot.
//!
//! `tests/fixtures/evaluate/x.yaml` holds cases on `x.regels`: `naam`, `afspraak`, and where needed `peildatum`, `zet` and
//! `alleen` (the rules to show).

#![cfg(test)]

mod common;

use std::fmt::Write;
use std::path::Path;

use jiff::civil::{Date, date};
use toets::agreement::{self, NodeId, Tree, notation, tree::Data};
use toets::evaluate::finding::{Evidence, Finding};
use toets::evaluate::{self, Detail, Options};
use toets::lang::Lang;
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

const DAY: Date = date(2026, 7, 1);

/// The ruleset of a fixture.
#[track_caller]
fn rules(path: &Path) -> (Checked, Sources) {
    let mut sources = Sources::new();
    let name = path.file_name().unwrap().to_string_lossy();
    let id = sources.add(name, std::fs::read_to_string(path).unwrap());
    let (file, mut all) = syntax::parse(sources.get(id).unwrap());
    let (checked, found) = ruleset::check(&[vec![file]], &sources);
    all.extend(found);
    let said = common::plain(&all.sorted(), &sources, Lang::Nl);
    assert!(said.is_empty(), "{said}");
    (checked.unwrap(), sources)
}

struct Case<'a> {
    tree: &'a Tree,
    node: NodeId,
}

impl<'a> Case<'a> {
    fn text(&self, key: &str) -> Option<&'a str> {
        self.tree.value(self.node, key).and_then(|e| self.tree.text(e.value))
    }

    fn run(&self, checked: &Checked, sources: &Sources) -> Vec<Finding> {
        let day = self.text("peildatum").map_or(DAY, |t| notation::date(t).unwrap());
        let mut options = Options::default();
        if let Some(set) = self.tree.value(self.node, "zet") {
            for e in self.tree.entries(set.value) {
                let (name, value) = (self.tree.text(e.key).unwrap(), self.tree.text(e.value).unwrap());
                options.set.push(evaluate::setting(checked, name, value).unwrap());
            }
        }
        let agreement = self.tree.value(self.node, "afspraak").unwrap().value;
        let (facts, said) = agreement::bind(checked, self.tree, agreement);
        let said = common::plain(&said.sorted(), sources, Lang::Nl);
        let facts = facts.unwrap_or_else(|| panic!("{:?}: {said}", self.text("naam")));
        let case = evaluate::Case { checked, facts: &facts, sources, date: day, options: &options };
        common::findings(case, Detail::Steps)
    }
}

/// Nested loops over large lists end, and what was not computed is no reason to call a norm met.
#[test]
fn a_rule_that_takes_too_many_steps_is_not_checkable() {
    let folder = Path::new("tests/fixtures/evaluate");
    let (checked, sources) = rules(&folder.join("stappen.regels"));
    let items = "  - {x: 1}\n".repeat(400);
    let mut other = Sources::new();
    let id = other.add("groot.yaml", format!("lijst:\n{items}"));
    let (tree, _) = agreement::read(other.get(id).unwrap());
    let tree = tree.unwrap();
    let (facts, said) = agreement::bind(&checked, &tree, tree.root());
    let facts = facts.unwrap_or_else(|| panic!("{}", common::plain(&said.sorted(), &other, Lang::Nl)));
    let options = Options::default();
    let case = evaluate::Case { checked: &checked, facts: &facts, sources: &sources, date: DAY, options: &options };
    let findings = common::findings(case, Detail::Words);
    let mut out = String::new();
    for f in &findings {
        show(&checked, f, &mut out);
    }
    let expected = format!(
        "STP-01 · niet_te_toetsen · fout: de regel vraagt meer dan {} stappen op dit bestand\nSTP-02 · voldoet: 400\n",
        toets::limits::MAX_STEPS_PER_RULE
    );
    assert_eq!(out, expected);
}

/// A finding as lines: its verdict, then what it says, rests on and lacks.
fn show(checked: &Checked, f: &Finding, out: &mut String) {
    let year = f.year.map(|y| format!(" {y}")).unwrap_or_default();
    let who = format!("{}{year}", f.subject).trim().to_owned();
    let who = if who.is_empty() { String::new() } else { format!(" · {who}") };
    let fault = if f.fault { " · fout" } else { "" };
    writeln!(out, "{}{who} · {}{fault}: {}", checked.rule(f.rule).id, f.verdict.id(), f.message.nl).unwrap();
    let mut line = |what: &str, items: Vec<String>| {
        if !items.is_empty() {
            writeln!(out, "    {what}: {}", items.join(" | ")).unwrap();
        }
    };
    line("reden", f.reasons.iter().map(|r| r.nl.clone()).filter(|r| *r != f.message.nl).collect());
    line("ontbreekt", f.missing.iter().map(|m| m.path.clone()).collect());
    let label = |e: &Evidence| if e.label.is_empty() { String::new() } else { format!(" ← {}", e.label.nl) };
    line("rust op", f.evidence.iter().map(|e| format!("{} {}{}", e.path, e.value.nl, label(e))).collect());
    line(
        "waarde",
        f.params.iter().map(|p| format!("{} {} = {}", p.name, p.at, p.value.nl).replace("  ", " ")).collect(),
    );
    line("onbevestigd", f.params.iter().filter_map(|p| p.unverified.as_ref()).map(|u| u.nl.clone()).collect());
    line("lezing", f.interpretations.iter().map(|i| i.nl.clone()).collect());
    line("let op", f.remarks.iter().map(|r| r.nl.clone()).collect());
    line("hulp", f.advice.iter().map(|a| a.nl.clone()).collect());
}

#[test]
fn findings() {
    insta::glob!("fixtures/evaluate/*.yaml", |path| {
        let (checked, mut sources) = rules(&path.with_extension("regels"));
        let text = std::fs::read_to_string(path).unwrap();
        let id = sources.add("gevallen.yaml", text);
        let (tree, said) = agreement::read(sources.get(id).unwrap());
        let tree = tree.unwrap_or_else(|| panic!("{}", common::plain(&said.sorted(), &sources, Lang::Nl)));
        let Data::Seq(cases) = tree.get(tree.root()).data else { panic!("a list of cases") };
        let mut out = String::new();
        for node in cases {
            let case = Case { tree: &tree, node: *node };
            writeln!(out, "# {}", case.text("naam").unwrap()).unwrap();
            let shown = sources.text(tree.span(tree.value(*node, "afspraak").unwrap().value));
            writeln!(out, "{shown}").unwrap();
            let mut findings = case.run(&checked, &sources);
            // In the order of the rules and the file: easier to compare with the rules than most important first.
            findings.sort_by_key(|f| f.rule);
            if let Some(only) = case.text("alleen") {
                findings.retain(|f| only.split(", ").any(|id| checked.rule(f.rule).id == id));
            }
            for f in &findings {
                show(&checked, f, &mut out);
            }
            out.push('\n');
        }
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(out.trim_end()) });
    });
}
