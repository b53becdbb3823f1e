//! The lower half of the library: what every stage stands on, the language of rules, and rules that were checked.
//!
//! A crate of its own (`crates/toets-core`), because the build of the library checks the rulesets that are built into it. The
//! library gives all of it on: `toets::syntax`, `toets::ruleset` and so on.

#![deny(clippy::disallowed_methods)]

pub mod diagnostic;
pub mod lang;
pub mod limits;
pub mod number;
pub mod ruleset;
pub mod source;
pub mod syntax;
