//! From syntax trees to a checked ruleset.
//!
//! Takes: the [`ast::File`](crate::syntax::ast::File)s of one or more rulesets. Gives: [`Checked`], in which ids replace
//! names and every expression has a type, or the diagnostics that say why not. Never runs a rule.

pub mod model;

pub use model::Checked;
