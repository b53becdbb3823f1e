//! `toets` as an implementation: answers a line of the protocol with the library.

use std::collections::HashMap;

use toets::agreement;
use toets::diagnostic::{Diagnostic, Diagnostics, Severity};
use toets::evaluate::{self, Case, Detail, Options};
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

use super::answer::{Answer, Given};
use super::case::Fault;
use super::protocol::{CaseLine, RulesetLine};

/// Rules as they were read once.
struct Rules {
    checked: Option<Checked>,
    sources: Sources,
    errors: Vec<Fault>,
}

/// The rulesets that were seen.
#[derive(Default)]
pub struct Engine {
    named: HashMap<String, RulesetLine>,
    read: HashMap<Vec<String>, Rules>,
}

impl Engine {
    pub fn learn(&mut self, set: RulesetLine) {
        self.named.insert(set.ruleset.clone(), set);
    }

    pub fn answer(&mut self, line: &CaseLine) -> Answer {
        let mut answer = Answer { case: line.case.clone(), ..Answer::default() };
        let key = line.ruleset.clone().map_or_else(|| line.rules.clone(), |id| vec![id]);
        if !self.read.contains_key(&key) {
            match self.read_rules(line) {
                Ok(rules) => self.read.insert(key.clone(), rules),
                Err(why) => return Answer { skip: Some(why), ..answer },
            };
        }
        let Some(rules) = self.read.get(&key) else { return answer };
        let Some(checked) = &rules.checked else { return Answer { errors: rules.errors.clone(), ..answer } };
        match judge(checked, &rules.sources, line) {
            Ok(outcomes) => answer.outcomes = Some(outcomes),
            Err(errors) => answer.errors = errors,
        }
        answer
    }

    fn read_rules(&self, line: &CaseLine) -> Result<Rules, String> {
        let sets: Vec<Vec<(String, &str)>> = match &line.ruleset {
            None => {
                line.rules.iter().enumerate().map(|(i, t)| vec![(format!("{}.regels", i + 1), t.as_str())]).collect()
            }
            Some(id) => {
                let set = self.named.get(id).ok_or_else(|| format!("no ruleset {id}"))?;
                let mut all = vec![];
                for id in set.builds_on.iter().chain([id]) {
                    let set = self.named.get(id).ok_or_else(|| format!("no ruleset {id}"))?;
                    all.push(set.files.iter().map(|f| (f.name.clone(), f.text.as_str())).collect());
                }
                all
            }
        };
        let mut sources = Sources::new();
        let mut found = Diagnostics::new();
        let mut parsed = vec![];
        for set in sets {
            let mut files = vec![];
            for (name, text) in set {
                let id = sources.add(name, text);
                let Some(source) = sources.get(id) else { continue };
                let (file, diagnostics) = syntax::parse(source);
                found.extend(diagnostics);
                files.push(file);
            }
            parsed.push(files);
        }
        let (checked, more) = ruleset::check(&parsed, &sources);
        found.extend(more);
        let errors = faults("rules", found.sorted(), &sources);
        Ok(Rules { checked: checked.filter(|_| errors.is_empty()), sources, errors })
    }
}

fn judge(checked: &Checked, sources: &Sources, line: &CaseLine) -> Result<Vec<Given>, Vec<Fault>> {
    let mut sources = sources.clone();
    let text = line.agreement.as_ref().or(line.portfolio.as_ref()).cloned().unwrap_or_default();
    let id = sources.add("agreement.yaml", text);
    let Some(file) = sources.get(id) else { return Err(vec![]) };
    let (tree, diagnostics) = agreement::read(file);
    let Some(tree) = tree else { return Err(faults("agreement", diagnostics.sorted(), &sources)) };
    let (facts, diagnostics) = match checked.bundle().filter(|_| line.portfolio.is_some()) {
        Some(bundle) => agreement::bind_portfolio(checked, bundle, &tree, tree.root()),
        None => agreement::bind(checked, &tree, tree.root()),
    };
    let Some(facts) = facts else { return Err(faults("agreement", diagnostics.sorted(), &sources)) };
    let mut options = Options::default();
    options.include.extend(line.include.iter().filter_map(|r| checked.rule_id(r)));
    for (name, value) in &line.set {
        options.set.extend(evaluate::setting(checked, name, value).ok());
    }
    let date = line.date.parse().map_err(|_| vec![])?;
    let mut out = vec![];
    let case = Case { checked, facts: &facts, sources: &sources, date, options: &options };
    for rule in &line.about {
        let Some(rule) = checked.rule_id(rule).filter(|r| case.rules().contains(r)) else {
            continue;
        };
        let mut teller = case.teller();
        for f in case.judge_rule(rule).0.iter().filter_map(|judged| teller.finding(judged, Detail::Steps)) {
            let places = f.evidence.iter().map(|e| sources.place(e.span)).map(|(_, line, column)| (line, column));
            out.push(Given {
                rule: checked.rule(f.rule).id.clone(),
                verdict: f.verdict.id().to_owned(),
                missing: f.missing.iter().map(|m| m.path.clone()).collect(),
                places: Some(places.collect()),
                year: f.year,
                subject: f.subject,
            });
        }
    }
    Ok(out)
}

fn faults(within: &str, found: Vec<Diagnostic>, sources: &Sources) -> Vec<Fault> {
    let errors = found.into_iter().filter(|d| d.severity == Severity::Error);
    errors
        .map(|d| {
            let (_, line, column) = sources.place(d.span());
            Fault { within: within.to_owned(), code: d.code.to_owned(), line, column }
        })
        .collect()
}
