//! From a checked ruleset, facts and a reference date to findings.
//!
//! Takes: [`Checked`](crate::ruleset::Checked), [`Facts`](crate::agreement::facts::Facts) and a date. Gives: one
//! [`Finding`](finding::Finding) per rule and subject. Never does IO, reads the clock, uses floats, or lets an error in one
//! rule stop the others or pass as met.

pub mod finding;
