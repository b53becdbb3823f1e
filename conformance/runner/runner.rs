//! The runner of the conformance suite; shared by `tests/conformance.rs` and `examples/conformance*.rs`.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::arithmetic_side_effects, reason = "no part of the library")]

#[path = "answer.rs"]
pub mod answer;
#[path = "case.rs"]
pub mod case;
#[path = "engine.rs"]
pub mod engine;
#[path = "protocol.rs"]
pub mod protocol;
#[path = "table.rs"]
pub mod table;
