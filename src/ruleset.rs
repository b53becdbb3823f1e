//! From syntax trees to a checked ruleset.
//!
//! Takes: the [`ast::File`](crate::syntax::ast::File)s of one or more rulesets. Gives: [`Checked`], in which ids replace
//! names and every expression has a type, or the diagnostics that say why not. Never runs a rule.

mod asides;
mod check;
mod checker;
mod concepts;
mod cycles;
mod declare;
mod depth;
mod english;
mod error;
mod figures;
mod fold;
mod layers;
pub mod model;
pub mod mutate;
mod params;
mod portfolio;
mod references;
pub mod regime;
mod rivals;
mod rules;
pub mod stored;
mod topic;
mod typing;
mod units;
mod uses;
pub mod walk;
mod wording;

pub use check::check;
pub use model::Checked;
pub use uses::Uses;
