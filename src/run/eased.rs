//! Norms that count less for some files, because whoever keeps the repository said so, with the reason.
//!
//! Takes: what `toets.toml` says ([`Ease`]) and what came out of a file. Gives: the same with a lower weight, and the reason among
//! the reasons of a finding, so that every format tells it. Never changes a verdict, what is met, or a fault of a rule.

use crate::evaluate::finding::{Finding, Judged, Verdict, Weight};
use crate::lang::{Lang, Text};
use crate::ruleset::Checked;
use crate::ruleset::model::RuleId;
use crate::run::FileRun;
use crate::run::receipt::Ease;
use crate::text;

/// What the level of a norm that is off is called.
pub const OFF: &str = "off";

/// A norm that counts less for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eased {
    /// The norm.
    pub rule: RuleId,
    /// The most that it weighs; `None` where it is off.
    pub to: Option<Weight>,
    /// Why, as it was written.
    pub reason: String,
}

impl Eased {
    /// The weight of an outcome, where it is lower than it would be.
    fn weight(&self, verdict: Verdict, weight: Weight, fault: bool) -> Option<Weight> {
        if fault || matches!(verdict, Verdict::Met | Verdict::NotApplicable) {
            return None;
        }
        match self.to {
            None => Some(Weight::None),
            Some(most) => (weight > most).then_some(most),
        }
    }

    fn said(&self, from: Weight) -> Text {
        let reason = &self.reason;
        let Some(to) = self.to else { return text!("uit in toets.toml: {reason}", "off in toets.toml: {reason}") };
        let ((van, naar), (from, to)) =
            ((word(from, Lang::Nl), word(to, Lang::Nl)), (word(from, Lang::En), word(to, Lang::En)));
        text!("in toets.toml van {van} naar {naar}: {reason}", "in toets.toml from {from} to {to}: {reason}")
    }

    /// The word machines read for what is left of the norm.
    pub(crate) fn level(&self) -> &'static str {
        self.to.map_or(OFF, Weight::id)
    }
}

/// What people call a weight.
pub(crate) fn word(weight: Weight, lang: Lang) -> &'static str {
    match weight {
        Weight::Error => lang.pick("fout", "error"),
        Weight::Warning => lang.pick("waarschuwing", "warning"),
        Weight::Note => lang.pick("opmerking", "note"),
        Weight::None => lang.pick("niets", "nothing"),
    }
}

impl FileRun {
    /// Lets norms count less, as far as it was said of this file. Of two that are about the same norm the last one holds.
    pub fn ease(&mut self, asked: &[Ease]) {
        let Some(loaded) = self.ruleset.clone() else { return };
        for ease in asked.iter().filter(|e| e.files.is_empty() || e.files.contains(&self.name)) {
            let to = [Weight::Note, Weight::Warning].into_iter().find(|w| w.id() == ease.level);
            for rule in ease.norms.iter().filter_map(|id| norm(&loaded.checked, id)) {
                self.eased.retain(|e| e.rule != rule);
                self.eased.push(Eased { rule, to, reason: ease.reason.clone() });
            }
        }
        for judged in &mut self.judged {
            let of = self.eased.iter().find(|e| e.rule == judged.rule);
            if let Some(weight) = of.and_then(|e| e.weight(judged.verdict, judged.weight, judged.fault)) {
                judged.eased = Some(std::mem::replace(&mut judged.weight, weight));
            }
        }
    }

    /// Adds to what a finding says why it weighs less than its norm, if it does.
    pub(crate) fn tell_easing(&self, finding: &mut Finding) {
        if let (Some(from), Some(of)) = (finding.eased, self.eased(finding)) {
            finding.reasons.push(of.said(from));
        }
    }

    /// What was said of the norm of a finding, where it made a difference.
    pub(crate) fn eased(&self, judged: &Judged) -> Option<&Eased> {
        self.eased.iter().find(|e| judged.eased.is_some() && e.rule == judged.rule)
    }
}

/// A norm by its id, in whatever case it was written.
pub fn norm(checked: &Checked, id: &str) -> Option<RuleId> {
    checked.rule_id(id).or_else(|| checked.rule_id(&id.to_uppercase()))
}
