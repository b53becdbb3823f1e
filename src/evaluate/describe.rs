//! From an outcome to a finding: the words, the figures it rests on, what is missing, what is unverified.

mod evidence;
mod figure;
mod param;
mod subject;

use std::collections::BTreeSet;

use crate::agreement::facts::{FactId, FactValue, Step as FactStep};
use crate::lang::{self, Lang, Text};
use crate::limits::MAX_STEPS_PER_RULE;
use crate::ruleset::model::{Condition, ExprId, ExprKind, Rule, Style, Template, TemplatePart};
use crate::text;

use super::finding::Detail;
use super::finding::{Finding, Missing, ParamUse, Verdict};
use super::machine::{Evaluation, Machine};
use super::outcome::{Cause, Outcome};
use super::show;
use super::step::Step;
use super::value::Kind;
use super::why::Reason;
use crate::agreement::bind as place;

impl Machine<'_> {
    /// Puts an outcome into words, with the figures that its steps read. The words may take so many steps; those they took go off.
    pub(super) fn describe(
        &mut self,
        outcome: &Outcome,
        nth: u32,
        (steps, detail): (&[Step], Detail),
        most: &mut usize,
    ) -> Finding {
        let rule = self.checked.rule(outcome.rule);
        let budget = MAX_STEPS_PER_RULE.min(*most);
        let own = Evaluation { budget, ..Evaluation::of(rule, outcome.frame.clone()) };
        let (finding, own) = self.within(own, |m| m.in_words(rule, outcome, nth, steps, detail));
        *most = most.saturating_sub(budget.saturating_sub(own.budget));
        finding
    }

    fn in_words(&mut self, rule: &Rule, outcome: &Outcome, nth: u32, steps: &[Step], detail: Detail) -> Finding {
        let missing = self.missing(outcome);
        let faults = self.faults(outcome);
        let mut remarks = self.remarks(outcome);
        if let Some(reason) = &rule.default_off {
            let Text { nl, en } = reason;
            remarks.push(text!(
                "deze norm staat standaard uit en is voor deze toets aangezet: {nl}",
                "this norm is off by default and was switched on for this check: {en}"
            ));
        }
        let answers = detail >= Detail::Answers;
        let (decides, would) = if answers { self.decides(outcome) } else { (None, vec![]) };
        let failed = if answers { self.against(outcome) } else { vec![] };
        let params: Vec<ParamUse> = outcome.notes.params.iter().map(|n| self.param_use(n, &mut remarks)).collect();
        let mut interpretations = rule.interpretations.clone();
        let concepts = outcome.notes.concepts.iter().map(|c| self.checked.concept(*c));
        interpretations.extend(concepts.flat_map(|c| c.interpretations.iter().cloned()));
        interpretations.extend(params.iter().filter_map(|p| p.interpretation.clone()));
        interpretations.extend(self.circa_reading(outcome));
        let reasons = self.reasons(rule, outcome, &faults);
        let message = self.message(rule, outcome, &missing, &reasons);
        let advice = if self.wants_advice(outcome) { self.advice(rule) } else { vec![] };
        let subject = outcome.subjects.last().map_or_else(String::new, |s| place::label(self.checked, self.facts, *s));
        let (evidence, evidence_left_out) = self.evidence(outcome, steps, detail >= Detail::AllFigures);
        Finding {
            judged: self.judged(outcome, nth),
            subject,
            message,
            reasons,
            advice,
            record: self.record(rule, outcome),
            evidence,
            evidence_left_out,
            missing,
            decides,
            would,
            failed,
            params,
            interpretations,
            remarks,
            figures: self.drawn(rule, outcome),
            trace: None,
        }
    }

    pub(super) fn wants_advice(&self, outcome: &Outcome) -> bool {
        outcome.verdict == Verdict::NotMet || matches!(outcome.cause, Cause::Undecided(_))
    }

    /// A message with the values of the current frame.
    pub(crate) fn fill(&mut self, template: &Template) -> Text {
        Text::new(self.fill_in(&template.nl, Lang::Nl), self.fill_in(&template.en, Lang::En))
    }

    fn fill_in(&mut self, parts: &[TemplatePart], lang: Lang) -> String {
        let mut out = String::new();
        for part in parts {
            match part {
                TemplatePart::Words(w) => out.push_str(w),
                TemplatePart::Value(e, style) => {
                    let v = self.eval(*e);
                    out.push_str(&show::in_words(self.checked, &v, &self.checked.expr(*e).ty, *style, lang));
                }
                TemplatePart::Topic(of, parts) => out.push_str(&self.arranged(*of, parts, lang)),
            }
        }
        out
    }

    /// What is not arranged first, then what is not stated and what is arranged; the name of the one it is about behind the
    /// first.
    fn arranged(&mut self, of: Option<ExprId>, parts: &[(ExprId, String)], lang: Lang) -> String {
        let groups = [
            (Some(false), lang.pick("niet geregeld", "not in place")),
            (None, lang.pick("niet vermeld", "not stated")),
            (Some(true), lang.pick("geregeld", "in place")),
        ];
        let mut of = of.map(|e| {
            let name = self.eval(e);
            let name = show::in_words(self.checked, &name, &self.checked.expr(e).ty, Style::Plain, lang);
            format!(" {} {name}", lang.pick("voor", "for"))
        });
        let found: Vec<(Option<bool>, &str)> =
            parts.iter().map(|(e, words)| (self.eval(*e).truth(), words.as_str())).collect();
        let mut said = Vec::new();
        for (truth, state) in groups {
            let named: Vec<String> =
                found.iter().filter(|(t, _)| *t == truth).map(|(_, words)| (*words).to_owned()).collect();
            if !named.is_empty() {
                said.push(format!("{state}{}: {}", of.take().unwrap_or_default(), lang::list(&named, lang)));
            }
        }
        lang::capital(&said.join("; "))
    }

    fn message(&mut self, rule: &Rule, outcome: &Outcome, missing: &[Missing], reasons: &[Text]) -> Text {
        if outcome.verdict == Verdict::NotCheckable
            && !missing.is_empty()
            && !matches!(outcome.cause, Cause::Undecided(_))
        {
            let names: Vec<&str> = missing.iter().map(|m| m.path.as_str()).collect();
            let shown = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            let more = names.len().saturating_sub(3);
            return match (more, names.len()) {
                (0, 1) => text!("niet te toetsen: {shown} is niet bekend", "not checkable: {shown} is not known"),
                (0, _) => text!("niet te toetsen: {shown} zijn niet bekend", "not checkable: {shown} are not known"),
                _ => text!(
                    "niet te toetsen: {shown} en nog {more} zijn niet bekend",
                    "not checkable: {shown} and {more} more are not known"
                ),
            };
        }
        // A message full of "unknown" says less than why it is not known.
        let unusable = outcome.verdict == Verdict::NotCheckable && self.whys.sorts(outcome.why).has_fault();
        let usable = outcome.complete && outcome.verdict != Verdict::NotApplicable && !unusable;
        match self.chosen_message(rule).filter(|_| usable) {
            Some(template) => self.fill(template),
            None => reasons.first().cloned().unwrap_or_else(|| rule.title.clone()),
        }
    }

    /// The first message whose condition holds, else the usual one.
    fn chosen_message<'r>(&mut self, rule: &'r Rule) -> Option<&'r Template> {
        let special = rule.messages.iter().find(|m| m.when.is_none_or(|e| self.eval(e).truth() == Some(true)));
        special.map(|m| &m.text).or(rule.message.as_ref())
    }

    fn reasons(&mut self, rule: &Rule, outcome: &Outcome, faults: &[Text]) -> Vec<Text> {
        let mut out = match &outcome.cause {
            Cause::Required | Cause::Unknown => vec![],
            Cause::NoSubject => {
                let what = rule.foreach.iter().find(|b| self.now.frame.get(b.slot.index()).is_none_or(Option::is_none));
                what.map(|b| self.no_subject(rule, b)).into_iter().collect()
            }
            Cause::DoesNotApply(i) => rule.applies.get(*i).map(|c| self.otherwise(c, true)).into_iter().collect(),
            Cause::NotGiven(i) => rule.given.get(*i).map(|c| self.otherwise(c, false)).into_iter().collect(),
            Cause::TooWeak(facts) => facts.iter().map(|f| self.too_weak_reason(*f)).collect(),
            Cause::Accepted(_) => {
                vec![text!(
                    "de afwijking is vastgelegd en voldoet aan de voorwaarden die de norm stelt",
                    "the deviation is recorded and satisfies the conditions that the norm sets"
                )]
            }
            Cause::Refused(record, failed) => {
                self.with_record(rule, *record);
                let provisos: Vec<Condition> = rule.deviation.iter().flat_map(|d| d.provisos.clone()).collect();
                let mut out = vec![text!(
                    "er is een afwijking vastgelegd, maar die voldoet niet aan de voorwaarden:",
                    "a deviation is recorded, but it does not satisfy the conditions:"
                )];
                out.extend(failed.iter().filter_map(|i| provisos.get(*i)).map(|c| self.otherwise(c, false)));
                out
            }
            Cause::Undecided(_) => vec![text!(
                "de norm zelf wordt niet gehaald; of de vastgelegde afwijking aan de voorwaarden voldoet, is niet te beoordelen",
                "the norm itself is not met; whether the recorded deviation satisfies the conditions cannot be judged"
            )],
        };
        if outcome.verdict == Verdict::NotCheckable {
            out.extend(faults.iter().cloned());
        }
        out
    }

    fn with_record(&mut self, rule: &Rule, record: FactId) {
        if let Some(d) = &rule.deviation {
            let v = self.read(record);
            self.set(d.slot, Some(v));
        }
    }

    /// What to say of a condition that does not hold.
    fn otherwise(&mut self, condition: &Condition, applies: bool) -> Text {
        if let Some(template) = &condition.otherwise {
            return self.fill(template);
        }
        if let Some(said) = self.otherwise_of_concept(condition.expr) {
            return said;
        }
        let source = self.written(condition.expr);
        if applies {
            text!("de voorwaarde `{source}` is niet vervuld", "the condition `{source}` does not hold")
        } else {
            text!("niet vervuld: {source}", "does not hold: {source}")
        }
    }

    /// What a shared definition says itself where it is the condition.
    fn otherwise_of_concept(&mut self, condition: ExprId) -> Option<Text> {
        let checked = self.checked;
        let ExprKind::Apply(concept, args) = &checked.expr(condition).kind else { return None };
        let template = checked.concept(*concept).otherwise.as_ref()?;
        Some(self.aside(|m| m.in_concept(*concept, args, |m| m.fill(template))))
    }

    fn too_weak_reason(&self, id: FactId) -> Text {
        let path = place::path(self.checked, self.facts, id);
        let word = self.facts.marks(self.facts.get(id).marks).wording.map_or("", |(w, _)| w.word());
        text!(
            "`{path}` is alleen als {word} geformuleerd; dat bewijst niet dat de norm wordt gehaald",
            "`{path}` is worded as {word} only; that does not prove that the norm is met"
        )
    }

    fn advice(&mut self, rule: &Rule) -> Vec<Text> {
        let mut out = vec![];
        for advice in &rule.advice {
            let shown = match advice.when {
                None => true,
                Some(e) => self.eval(e).truth() == Some(true),
            };
            if shown && self.is_certain(&advice.text) {
                out.push(self.fill(&advice.text));
            }
        }
        out
    }

    /// Whether every figure in a text is known exactly. Figures of a range each have their own ends: put together in one
    /// piece of advice they need not hold.
    fn is_certain(&mut self, template: &Template) -> bool {
        let mut values = template.nl.iter().flat_map(TemplatePart::values);
        values.all(|e| !matches!(self.eval(e).kind, Kind::Range(_) | Kind::Unknown))
    }

    fn missing(&self, outcome: &Outcome) -> Vec<Missing> {
        if outcome.verdict != Verdict::NotCheckable {
            return vec![];
        }
        let found: BTreeSet<Missing> =
            self.whys.reasons(outcome.why).into_iter().filter_map(|r| self.one_missing(r)).collect();
        found.into_iter().collect()
    }

    pub(super) fn one_missing(&self, reason: &Reason) -> Option<Missing> {
        let under = |parent: FactId, name: &str| {
            let base = place::path(self.checked, self.facts, parent);
            let path = if base.is_empty() { name.to_owned() } else { format!("{base}.{name}") };
            let fact = self.facts.get(parent);
            (path, fact.key.or(Some(fact.span)).filter(|_| self.facts.parent(parent).is_some()))
        };
        match reason {
            Reason::Field(parent, index) => {
                let FactValue::Object { object, .. } = &self.facts.get(*parent).value else { return None };
                let field = self.checked.object(*object).fields.get(*index)?;
                let (path, span) = under(*parent, &field.name);
                Some(Missing { path, what: field.text.clone(), parameter: false, span })
            }
            Reason::Year(table, year) => {
                let (path, span) = under(*table, &year.to_string());
                let what = match &self.facts.get(*table).value {
                    FactValue::Table { years, total: Some(_), .. } if years.is_empty() => text!(
                        "het jaar {year} apart; er staat alleen een waarde zonder jaren",
                        "the year {year} by itself; only a value without years is stated"
                    ),
                    _ => text!("het jaar {year}", "the year {year}"),
                };
                Some(Missing { path, what: what.into(), parameter: false, span })
            }
            Reason::Param(param, at) => {
                let p = self.checked.param(*param);
                let path = if at.is_empty() { p.name.clone() } else { format!("{}[{at}]", p.name) };
                Some(Missing { path, what: p.text.clone(), parameter: true, span: None })
            }
            Reason::Empty(table) => {
                let fact = self.facts.get(*table);
                let ty = match (fact.step, self.facts.parent(*table).map(|p| &self.facts.get(p).value)) {
                    (FactStep::Field(index), Some(FactValue::Object { object, .. })) => {
                        self.checked.object(*object).fields.get(index).map(|f| f.text.clone())
                    }
                    _ => None,
                };
                let path = place::path(self.checked, self.facts, *table);
                Some(Missing {
                    path,
                    what: ty.unwrap_or_default(),
                    parameter: false,
                    span: fact.key.or(Some(fact.span)),
                })
            }
            Reason::Straddles(_) | Reason::Conflict(_) | Reason::Fault(_) | Reason::MaybeFault | Reason::Given => None,
        }
    }

    /// Whether something could not be computed; bounds that allow both outcomes are the agreement's own words, not a fault.
    pub(super) fn has_fault(&self, outcome: &Outcome) -> bool {
        self.whys.reasons(outcome.why).into_iter().any(|r| matches!(r, Reason::Fault(_)))
    }

    /// Why it cannot be decided, other than by a fact or a value of law that is missing.
    pub(super) fn faults(&self, outcome: &Outcome) -> Vec<Text> {
        self.whys
            .reasons(outcome.why)
            .into_iter()
            .filter_map(|r| match r {
                Reason::Fault(t) | Reason::Conflict(t) | Reason::Straddles(t) => Some(Text::clone(t)),
                _ => None,
            })
            .collect()
    }

    /// Reservations and soft wording of the figures used.
    fn remarks(&self, outcome: &Outcome) -> Vec<Text> {
        let weak = match &outcome.cause {
            Cause::TooWeak(facts) => facts.as_slice(),
            _ => &[],
        };
        let mut out: Vec<Text> = vec![];
        for id in &outcome.notes.facts {
            let marks = self.facts.marks(self.facts.get(*id).marks);
            // Only now and then is there something to tell: a rule about the country reads thousands of figures.
            let path = || place::path(self.checked, self.facts, *id);
            if let Some((word, _)) = marks.wording
                && word != crate::agreement::facts::Wording::Result
                && !weak.contains(id)
            {
                let (word, path) = (word.word(), path());
                out.push(text!("`{path}` is als {word} geformuleerd", "`{path}` is worded as {word}"));
            }
            if let Some((of, _)) = &marks.reservation {
                let path = path();
                out.push(if of.is_empty() {
                    text!("`{path}` geldt onder voorbehoud", "`{path}` is subject to a reservation")
                } else {
                    text!("`{path}` geldt onder voorbehoud: {of}", "`{path}` is subject to a reservation: {of}")
                });
            }
        }
        out
    }

    fn circa_reading(&self, outcome: &Outcome) -> Option<Text> {
        let used = outcome
            .notes
            .facts
            .iter()
            .any(|f| matches!(&self.facts.get(*f).value, FactValue::Number(b) if b.approximate));
        self.checked.circa().filter(|_| used).map(|circa| circa.reading.clone())
    }
}
