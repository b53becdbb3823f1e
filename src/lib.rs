//! Checks Dutch local housing agreements against the national ones and the acts around them.
//!
//! The [door] is where a program begins: [`Rules`], a file and a [`World`]; out comes a run, which every format shows.

#![deny(clippy::disallowed_methods)]

pub use toets_core::{diagnostic, lang, limits, number, source, syntax, text};

/// From the text of rules to checked rules.
pub mod ruleset {
    // `stored` reads what the build wrote, and `mutate` puts faults in: neither is a way for others to rules that nobody checked.
    pub use toets_core::ruleset::{Checked, Uses, check, model, regime};
    pub(crate) use toets_core::ruleset::{mutate, stored, walk};
}

pub mod agreement;
pub mod compare;
pub mod document;
pub mod door;
pub mod evaluate;
pub mod printable;
pub mod remedy;
pub mod report;
pub mod ruletest;
pub mod run;
pub mod shipped;

pub use door::{InMemory, Rules, Unread, World};

/// The page about this door: its examples are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
pub mod embedding {}
