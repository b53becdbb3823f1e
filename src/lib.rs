//! Checks Dutch local housing agreements against the national ones and the acts around them.

#![deny(clippy::disallowed_methods)]

pub mod agreement;
pub mod baseline;

#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod dossier;
pub mod evaluate;
pub mod lang;
pub mod limits;
pub mod number;
pub mod receipt;
pub mod remedy;
pub mod report;
pub mod ruleset;
pub mod ruletest;
pub mod source;
pub mod syntax;
