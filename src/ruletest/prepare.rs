//! Cases made ready to run many times: read and bound once.

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Case as Asked, Options};
use crate::ruleset::Checked;
use crate::ruleset::model::RuleId;
use crate::source::Sources;

use super::{Case, TestFile, compare, found};

/// A case whose facts are bound.
pub(crate) struct Ready<'a> {
    pub(crate) case: &'a Case,
    /// The rule that it tests.
    pub(crate) rule: RuleId,
    pub(crate) facts: Facts,
    pub(crate) options: Options,
}

/// The cases that can be run, in order; `toets test` itself says what is wrong with others.
pub(crate) fn ready<'a>(checked: &Checked, files: &'a [TestFile]) -> Vec<Ready<'a>> {
    let mut out = vec![];
    for file in files {
        let Some(rule) = checked.rule_id(&file.rule.value) else { continue };
        for case in &file.cases {
            let (facts, options, faults) = file.bound(case, checked);
            if let Some(facts) = facts.filter(|_| faults.is_empty()) {
                out.push(Ready { case, rule, facts, options });
            }
        }
    }
    out
}

impl Ready<'_> {
    /// The case with rules and a day.
    pub(crate) fn on<'a>(&'a self, checked: &'a Checked, sources: &'a Sources, date: Date) -> Asked<'a> {
        Asked { checked, facts: &self.facts, sources, date, options: &self.options }
    }

    /// Whether the case passes on a ruleset.
    pub(crate) fn passes(&self, checked: &Checked, sources: &Sources) -> bool {
        let findings = found(self.on(checked, sources, self.case.date), self.rule);
        let mut failures: Vec<Diagnostic> = vec![];
        compare(self.case, &findings, &mut failures);
        failures.is_empty()
    }
}
