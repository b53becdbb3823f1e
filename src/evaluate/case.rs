//! All that a verdict rests on: rules, facts, a date and options; and how much work it may take.

use jiff::civil::Date;

use crate::agreement::facts::{FactValue, Facts};
use crate::diagnostic::Diagnostic;
use crate::limits::{MAX_FINDINGS_PER_FILE, MAX_STEPS_PER_FILE};
use crate::ruleset::Checked;
use crate::ruleset::model::{Const, ParamId, RuleId};
use crate::source::{Sources, Span};
use crate::text;

/// What changes which verdicts come out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Values of law set from outside, instead of the ruleset's.
    pub set: Vec<(ParamId, Const)>,
    /// Rules that are off unless asked for, and are asked for.
    pub include: Vec<RuleId>,
    /// Leave recorded deviations out of account: the bare verdicts.
    pub ignore_deviations: bool,
}

/// Rules, an agreement, a day and options: all that a verdict rests on.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The ruleset and those it builds on.
    pub checked: &'a Checked,
    /// What an agreement says, or several together.
    pub facts: &'a Facts,
    /// The texts that the ruleset was read from: messages quote conditions from it.
    pub sources: &'a Sources,
    /// The reference date.
    pub date: Date,
    /// What changes which verdicts come out.
    pub options: &'a Options,
}

/// Why a file is too much to judge: bounded work, so that a file from a stranger cannot keep a program busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// More findings than [`MAX_FINDINGS_PER_FILE`].
    Findings,
    /// More steps than [`MAX_STEPS_PER_FILE`].
    Steps,
}

impl TooMuch {
    /// That, and what to do: `cli::too_much_work`.
    #[must_use]
    pub fn told(self) -> Diagnostic {
        let (findings, steps) = (MAX_FINDINGS_PER_FILE, MAX_STEPS_PER_FILE);
        let message = match self {
            TooMuch::Findings => text!(
                "dit bestand geeft meer dan {findings} bevindingen; toets stopt daar",
                "this file gives more than {findings} findings; toets stops there"
            ),
            TooMuch::Steps => text!(
                "dit bestand met deze regels vraagt meer dan {steps} stappen; toets stopt daar",
                "this file with these rules takes more than {steps} steps; toets stops there"
            ),
        };
        Diagnostic::error("cli::too_much_work", Span::default(), message).help(text!(
            "splits het bestand, bijvoorbeeld per gemeente, en toets ze samen met --portfolio",
            "split the file, for example per municipality, and check them together with --portfolio"
        ))
    }
}

/// How much judging takes, or may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Steps.
    pub steps: usize,
    /// Subjects that rules are held against.
    pub outcomes: usize,
}

impl Work {
    /// None.
    pub const NONE: Work = Work { steps: 0, outcomes: 0 };
    /// Without bound.
    pub(super) const ANY: Work = Work { steps: usize::MAX, outcomes: usize::MAX };

    /// The work of two together.
    #[must_use]
    pub fn and(self, other: Work) -> Work {
        Work { steps: self.steps.saturating_add(other.steps), outcomes: self.outcomes.saturating_add(other.outcomes) }
    }

    pub(super) fn less(self, other: Work) -> Work {
        Work { steps: self.steps.saturating_sub(other.steps), outcomes: self.outcomes.saturating_sub(other.outcomes) }
    }

    /// Holds it against the most that may be taken. Judging stops there: so much that is exactly the most may be less than it asked.
    ///
    /// # Errors
    ///
    /// Which limit it goes over.
    pub fn within(self, most: Work) -> Result<(), TooMuch> {
        if self.outcomes >= most.outcomes {
            Err(TooMuch::Findings)
        } else if self.steps >= most.steps {
            Err(TooMuch::Steps)
        } else {
            Ok(())
        }
    }
}

impl<'a> Case<'a> {
    /// How many agreements these are.
    pub(super) fn files(self) -> usize {
        match self.checked.bundle().and_then(|b| self.facts.field(self.facts.root(), b.field)) {
            Some(list) if self.facts.is_portfolio(self.checked) => match &self.facts.get(list).value {
                FactValue::List(files) => files.len().max(1),
                _ => 1,
            },
            _ => 1,
        }
    }

    /// Where judging stops: of several files together so much for each.
    #[must_use]
    pub fn most_work(self) -> Work {
        let files = self.files();
        Work {
            steps: MAX_STEPS_PER_FILE.saturating_mul(files),
            // One more than there may be.
            outcomes: MAX_FINDINGS_PER_FILE.saturating_mul(files).saturating_add(1),
        }
    }

    /// The rules about what the facts are: one file, or several together.
    #[must_use]
    pub fn rules(self) -> Vec<RuleId> {
        let portfolio = self.facts.is_portfolio(self.checked);
        let about_these = |id: &RuleId| self.checked.rule(*id).portfolio == portfolio;
        (0..self.checked.rules().len()).filter_map(|i| u32::try_from(i).ok()).map(RuleId).filter(about_these).collect()
    }
}
