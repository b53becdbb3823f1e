//! From syntax trees to a checked ruleset.
//!
//! Takes: the [`ast::File`](crate::syntax::ast::File)s of one or more rulesets. Gives: [`Checked`], in which ids replace
//! names and every expression has a type, or the diagnostics that say why not. Never runs a rule.

mod asides;
mod check;
mod cycles;
mod declare;
mod error;
pub mod model;
pub(crate) mod mutate;
mod params;
mod portfolio;
mod references;
mod rules;
#[cfg(feature = "cli")]
pub(crate) mod stored;
mod typing;
mod units;
pub(crate) mod walk;

pub use check::check;
#[cfg(feature = "cli")]
pub(crate) use cycles::{parts, roots};
pub use model::Checked;
