//! The naive evaluator as an implementation. It keeps no places and does not read files that are wrong.

use std::collections::HashMap;

use toets::evaluate::finding::Verdict;
use toets::source::Sources;
use toets::syntax::{self, ast};

use crate::eval::Naive;
use crate::read::Model;
use crate::runner::answer::{Answer, Given};
use crate::runner::protocol::{CaseLine, RulesetLine};
use crate::value::Reason;

#[derive(Default)]
pub struct Answerer {
    named: HashMap<String, RulesetLine>,
    parsed: HashMap<Vec<String>, Vec<ast::File>>,
}

impl Answerer {
    pub fn learn(&mut self, set: RulesetLine) {
        self.named.insert(set.ruleset.clone(), set);
    }

    fn texts(&self, line: &CaseLine) -> Vec<String> {
        let Some(id) = &line.ruleset else { return line.rules.clone() };
        let set = &self.named[id];
        let all = set.builds_on.iter().chain([id]).flat_map(|s| &self.named[s].files);
        all.map(|f| f.text.clone()).collect()
    }

    pub fn answer(&mut self, line: &CaseLine) -> Answer {
        let mut answer = Answer { case: line.case.clone(), ..Answer::default() };
        if line.level == "errors" {
            answer.skip = Some("reads no files that are wrong".to_owned());
            return answer;
        }
        let key = line.ruleset.clone().map_or_else(|| line.rules.clone(), |id| vec![id]);
        if !self.parsed.contains_key(&key) {
            let mut sources = Sources::new();
            let parse = |text: String| {
                let id = sources.add("rules", text);
                syntax::parse(sources.get(id).unwrap()).0
            };
            let files = self.texts(line).into_iter().map(parse).collect();
            self.parsed.insert(key.clone(), files);
        }
        answer.outcomes = Some(outcomes(&self.parsed[&key], line));
        answer
    }
}

fn outcomes(files: &[ast::File], line: &CaseLine) -> Vec<Given> {
    let model = Model::new(files);
    let root = match &line.portfolio {
        Some(text) => model.portfolio(text),
        None => model.agreement(line.agreement.as_ref().unwrap()),
    };
    let mut naive = Naive::new(files, &model, root, line.date.parse().unwrap());
    naive.set = line.set.clone();
    naive.include = line.include.clone();
    let mut out = vec![];
    for rule in naive.rules().filter(|r| line.about.contains(&r.id.value) && naive.is_about_this(r)) {
        for o in naive.run(rule).into_iter().filter(|o| o.shown) {
            let named = |r: Reason| match r {
                Reason::Missing(path) | Reason::Param(path) => Some(path),
                Reason::Fault | Reason::PerhapsFault | Reason::Bounds => None,
            };
            let open = o.verdict == Verdict::NotCheckable;
            out.push(Given {
                rule: rule.id.value.clone(),
                subject: o.subjects.last().map(|s| s.1.clone()).unwrap_or_default(),
                year: o.year,
                verdict: o.verdict.id().to_owned(),
                missing: o.why.into_iter().filter(|_| open).filter_map(named).collect(),
                places: None,
            });
        }
    }
    out
}
