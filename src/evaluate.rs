//! From a checked ruleset, facts and a reference date to findings.
//!
//! Takes: [`Checked`], [`Facts`] and a date. Gives: one
//! [`Finding`] per rule and subject. Never does IO, reads the clock, uses floats, or lets an error in one
//! rule stop the others or pass as met.

mod again;
mod against;
mod computation;
mod decide;
mod describe;
pub mod finding;
pub mod gap;
mod machine;
mod observe;
mod outcome;
mod record;
mod rule;
mod setting;
mod show;
mod signed;
mod suppose;
mod tags;
mod trace;
mod value;
mod what_if;
mod why;

pub use again::Again;
pub use computation::{Line, Part};
pub(crate) use describe::children;
pub use gap::gap;
pub(crate) use machine::Step;
pub(crate) use observe::{Observed, observe, operand};
pub(crate) use outcome::{Cause, Outcome};
pub use record::{counted, is_about_a_record, records, without_records};
pub use setting::setting;
#[cfg(feature = "cli")]
pub(crate) use show::number_in_words;
pub(crate) use show::stated;
pub(crate) use show::{date as shown_date, number as shown_number};
pub use signed::{SignedBefore, signed_before};
pub(crate) use trace::type_of;
pub use trace::{StepAt, unit};
pub(crate) use value::{Kind, Value};

use std::rc::Rc;

use jiff::civil::Date;

use crate::agreement::facts::Facts;
use crate::limits::{MAX_FINDINGS_PER_FILE, MAX_STEPS_PER_FILE, MAX_TRACED_STEPS};
use crate::ruleset::Checked;
use crate::ruleset::model::{Const, ParamId, RuleId};
use crate::source::Sources;
use crate::text;

use finding::{Finding, Judged, Verdict};
use machine::Machine;

/// How to evaluate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Keep the steps of the computation; without them a finding names no evidence.
    pub trace: bool,
    /// Answer what people ask of a finding: what would decide it, and why it does not hold. Costs some evaluations more.
    pub explain: bool,
    /// Values of law set from outside, instead of the ruleset's.
    pub set: Vec<(ParamId, Const)>,
    /// Rules that are off unless asked for, and are asked for.
    pub include: Vec<RuleId>,
    /// Leave recorded deviations out of account: the bare verdicts.
    pub ignore_deviations: bool,
    /// Keep only the figures that a report in brief shows, and count the others.
    pub brief: bool,
}

/// Evaluates every rule on what an agreement says.
///
/// `sources` holds the texts that the ruleset was read from; messages quote conditions from it. The findings come most
/// important first: by outcome, then weight, then in the order of the ruleset and the file.
#[must_use]
pub fn evaluate(checked: &Checked, facts: &Facts, sources: &Sources, date: Date, options: &Options) -> Vec<Finding> {
    let counted = counted(checked, facts, options);
    let facts = counted.as_ref();
    let mut machine = Machine::new(checked, facts, sources, date, options);
    // All outcomes first: a message may mention the outcome of any rule, and is itself not traced.
    let outcomes: Vec<_> = rule_ids(checked, facts).map(|rule| machine.run_rule(rule)).collect();
    let mut findings: Vec<Finding> = vec![];
    for of_rule in &outcomes {
        findings.extend(machine.describe_all(of_rule));
    }
    most_important_first(&mut findings);
    findings
}

/// Orders findings as [`evaluate`] does; those of one rule keep their order.
pub fn most_important_first(findings: &mut [Finding]) {
    findings.sort_by_key(|f| (importance(&f.judged()), f.rule));
}

/// Why a file is too much to check: bounded work, so that a file from a stranger cannot keep a program busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// More findings than [`MAX_FINDINGS_PER_FILE`].
    Findings,
    /// More steps than [`MAX_STEPS_PER_FILE`].
    Steps,
}

/// Facts of an agreement that is no trouble at all. Of a larger one it is looked into first how much work it is, and its rules are
/// evaluated one by one.
pub const ORDINARY: usize = 500;

/// What a first look tells of each rule, without its words and figures.
#[derive(Debug)]
pub struct Survey {
    rules: Vec<(RuleId, Look)>,
}

impl Survey {
    /// The rules whose computation takes more than [`MAX_TRACED_STEPS`].
    pub fn too_long(&self) -> impl Iterator<Item = RuleId> {
        self.rules.iter().filter(|(_, look)| *look == Look::Heavy).map(|(rule, _)| *rule)
    }
}

/// What there is to a rule on these facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// It is met, or does not apply: a report in brief shows no figures of it.
    Quiet,
    /// It has something to show.
    Shown,
    /// Its computation takes more than [`MAX_TRACED_STEPS`].
    Heavy,
}

/// Looks whether checking these facts stays within the limits. Costs an evaluation without its words, and stops at the limits.
///
/// # Errors
///
/// Which limit it goes over.
pub fn survey(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
) -> Result<Survey, TooMuch> {
    let options = Options { trace: false, explain: false, ..options.clone() };
    let counted = counted(checked, facts, &options);
    let facts = counted.as_ref();
    let mut machine = Machine::new(checked, facts, sources, date, &options);
    machine.steps_left = MAX_STEPS_PER_FILE;
    machine.outcomes_left = MAX_FINDINGS_PER_FILE.saturating_add(1);
    let quiet = |o: &Outcome| matches!(o.verdict, Verdict::Met | Verdict::NotApplicable);
    let mut rules = vec![];
    for rule in rule_ids(checked, facts) {
        let outcomes = machine.run_rule(rule);
        let look = match machine.taken.get(&rule) {
            Some(taken) if *taken > MAX_TRACED_STEPS => Look::Heavy,
            _ if outcomes.iter().all(quiet) => Look::Quiet,
            _ => Look::Shown,
        };
        rules.push((rule, look));
        drop(outcomes);
        machine.let_go(rule);
        if machine.outcomes_left == 0 {
            return Err(TooMuch::Findings);
        }
        if machine.steps_left == 0 {
            return Err(TooMuch::Steps);
        }
    }
    Ok(Survey { rules })
}

/// As [`evaluate`], without keeping the computations of all rules at once: for a file with many findings they fill more memory
/// than everything else. With `trace` those of the findings themselves are kept; without it a finding keeps its first figures and
/// says how many more there are.
#[must_use]
pub fn evaluate_apart(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    (date, options): (Date, &Options),
    survey: &Survey,
    trace: bool,
) -> Vec<Finding> {
    let traced = Options { brief: options.brief || !trace, ..options.clone() };
    let plain = Options { trace: false, explain: false, ..traced.clone() };
    // Once, and not for every rule: where records are left out of account this copies the facts.
    let counted = counted(checked, facts, options);
    let facts = counted.as_ref();
    let mut findings: Vec<Finding> = vec![];
    for (rule, look) in &survey.rules {
        let options = match look {
            Look::Heavy => &plain,
            Look::Quiet if !trace => &plain,
            Look::Quiet | Look::Shown => &traced,
        };
        let mut of_rule = described(checked, facts, sources, date, options, *rule);
        for finding in &mut of_rule {
            if *look == Look::Heavy {
                finding.remarks.push(text!(
                    "de cijfers waar dit op rust zijn hier niet getoond: de berekening heeft er meer dan {MAX_TRACED_STEPS} stappen voor",
                    "the figures that this rests on are not shown here: the computation takes more than {MAX_TRACED_STEPS} steps"
                ));
            }
            if !trace {
                finding.trace = None;
            }
        }
        findings.extend(of_rule);
    }
    most_important_first(&mut findings);
    findings
}

/// The rules about what these facts are: one file, or several together.
#[must_use]
pub fn rules_about(checked: &Checked, facts: &Facts) -> Vec<RuleId> {
    rule_ids(checked, facts).collect()
}

/// Evaluates one rule, with those it asks for; the findings in the order of the file.
#[must_use]
pub fn evaluate_rule(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
    rule: RuleId,
) -> Vec<Finding> {
    let counted = counted(checked, facts, options);
    described(checked, counted.as_ref(), sources, date, options, rule)
}

/// The findings of one rule on facts of which only what counts is left.
fn described(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
    rule: RuleId,
) -> Vec<Finding> {
    let mut machine = Machine::new(checked, facts, sources, date, options);
    let outcomes = machine.run_rule(rule);
    machine.describe_all(&outcomes)
}

/// Evaluates every rule and says only what came out, without words, figures or computation.
///
/// For many files at once, of which a report shows the outcomes only; [`evaluate`] gives the same verdicts and weights, in the same
/// order.
#[must_use]
pub fn verdicts(checked: &Checked, facts: &Facts, sources: &Sources, date: Date, options: &Options) -> Vec<Judged> {
    let options = Options { trace: false, explain: false, ..options.clone() };
    let counted = counted(checked, facts, &options);
    let facts = counted.as_ref();
    let mut machine = Machine::new(checked, facts, sources, date, &options);
    let outcomes: Vec<_> = rule_ids(checked, facts).map(|rule| machine.run_rule(rule)).collect();
    // As many as there are, not twice that: there is one such list for every file of a country.
    let mut judged = Vec::with_capacity(outcomes.iter().flat_map(|o| o.iter()).filter(|o| o.shown).count());
    judged.extend(outcomes.iter().flat_map(|o| o.iter()).filter(|o| o.shown).map(|o| machine.judged(o)));
    judged.sort_by_key(|j| (importance(j), j.rule));
    judged
}

/// The outcomes of one rule, without words, and the steps they took: for trying what a changed figure does.
pub(crate) fn outcomes(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
    rule: RuleId,
) -> (Rc<Vec<Outcome>>, usize) {
    let mut machine = Machine::new(checked, facts, sources, date, options);
    (machine.run_rule(rule), machine.spent)
}

/// The outcomes of every rule, without words, and the steps they took.
pub(crate) fn all_outcomes(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
) -> (Vec<Rc<Vec<Outcome>>>, usize) {
    let mut machine = Machine::new(checked, facts, sources, date, options);
    let all = rule_ids(checked, facts).map(|rule| machine.run_rule(rule)).collect();
    (all, machine.spent)
}

/// Evaluates every rule and only counts the outcomes: what `evaluate` does before it puts findings into words.
///
/// For measuring the engine apart from the writing of messages.
#[must_use]
pub fn count(checked: &Checked, facts: &Facts, sources: &Sources, date: Date, options: &Options) -> [usize; 5] {
    let counted = counted(checked, facts, options);
    let facts = counted.as_ref();
    let mut machine = Machine::new(checked, facts, sources, date, options);
    let mut counts = [0usize; 5];
    for rule in rule_ids(checked, facts) {
        for outcome in machine.run_rule(rule).iter().filter(|o| o.shown) {
            if let Some(n) = Verdict::ALL.iter().position(|v| *v == outcome.verdict).and_then(|i| counts.get_mut(i)) {
                *n = n.saturating_add(1);
            }
        }
    }
    counts
}

/// The rules about what these facts are: one file, or several together.
fn rule_ids<'a>(checked: &'a Checked, facts: &Facts) -> impl Iterator<Item = RuleId> + use<'a> {
    let portfolio = facts.is_portfolio(checked);
    let about_these = move |id: &RuleId| checked.rule(*id).portfolio == portfolio;
    (0..checked.rules().len()).filter_map(|i| u32::try_from(i).ok()).map(RuleId).filter(about_these)
}

/// What the ruleset says of how much of the whole several files speak for; `None` for one file.
#[must_use]
pub fn coverage(
    checked: &Checked,
    facts: &Facts,
    sources: &Sources,
    date: Date,
    options: &Options,
) -> Option<crate::lang::Text> {
    let template = checked.coverage.as_ref().filter(|_| facts.is_portfolio(checked))?;
    let options = Options { trace: false, ..options.clone() };
    Some(Machine::new(checked, facts, sources, date, &options).fill(template))
}

/// Lower is more important.
fn importance(f: &Judged) -> (u8, Verdict) {
    let by_weight = match f.weight {
        finding::Weight::Error => 0,
        finding::Weight::Warning => 1,
        finding::Weight::Note => 2,
        finding::Weight::None => 3,
    };
    (by_weight, f.verdict)
}
