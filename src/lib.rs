//! Checks Dutch local housing agreements against the national ones and the acts around them.

#![deny(clippy::disallowed_methods)]
#![cfg_attr(not(shipped), expect(dead_code, reason = "the build makes checked rules only: `crates/core`"))]

pub mod diagnostic;
pub mod lang;
pub mod limits;
pub mod number;
pub mod ruleset;
pub mod source;
pub mod syntax;

// All that follows needs no part in making the rulesets that are built in; `build.rs` compiles what stands above, makes them, and
// sets `shipped`.
#[cfg(shipped)]
pub mod agreement;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(shipped)]
pub mod compare;
#[cfg(shipped)]
pub mod document;
#[cfg(shipped)]
pub mod door;
#[cfg(shipped)]
pub mod evaluate;
#[cfg(shipped)]
mod printable;
#[cfg(shipped)]
pub mod remedy;
#[cfg(shipped)]
pub mod report;
#[cfg(shipped)]
pub mod ruletest;
#[cfg(shipped)]
pub mod run;
#[cfg(shipped)]
pub mod shipped;

#[cfg(shipped)]
pub use door::{InMemory, Rules, Unread, World};

/// The page about this door: its examples are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
pub mod embedding {}
