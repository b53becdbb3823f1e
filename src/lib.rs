//! Checks Dutch local housing agreements against the national ones and the acts around them.

pub mod agreement;
pub mod diagnostic;
pub mod evaluate;
pub mod lang;
pub mod limits;
pub mod number;
pub mod report;
pub mod ruleset;
pub mod ruletest;
pub mod source;
pub mod syntax;
