//! From a checked ruleset, facts and a reference date to verdicts, and from a verdict to a finding.
//!
//! Takes: a [`Case`]. Gives: what came out per rule and subject ([`finding::Judged`]), and of each, when somebody asks, a
//! [`finding::Finding`] with as much [`Detail`] as is asked for. Never does IO, reads the clock, uses floats, or lets an error in
//! one rule stop the others or pass as met.

mod against;
mod case;
mod computation;
mod decide;
mod describe;
pub mod finding;
pub mod gap;
mod judge;
mod machine;
mod observe;
mod outcome;
mod premise;
mod record;
mod rule;
mod setting;
mod show;
mod signed;
mod step;
mod suppose;
mod tags;
mod tell;
mod trace;
mod value;
mod what_if;
mod why;

pub use case::{Case, Options, TooMuch, Work};
pub use computation::{Line, Part};
pub use finding::Detail;
pub use gap::gap;
pub use judge::most_important_first;
pub(crate) use observe::{Observed, One, observe, operand, outcome, outcomes, traced};
pub(crate) use outcome::{Cause, Traced};
pub use record::is_about_a_record;
pub use setting::setting;
pub use show::number_in_words;
pub(crate) use show::stated;
pub(crate) use show::{date as shown_date, number as shown_number};
pub use signed::{SignedBefore, signed_before};
pub(crate) use step::{Step, children};
pub use tell::Teller;
pub use trace::{StepAt, unit};
pub(crate) use value::{Kind, Value};
