//! What is tried on an input that nobody wrote, one function per fuzz target.
//!
//! Takes: any text or bytes. Gives: nothing; a panic is a find. The fuzz targets run these functions, and so does
//! `tests/fuzz.rs` with the stable toolchain, which includes this file as a module. Never looks at the clock, at random numbers
//! or at a file, except that the rulesets of the program are read once.

mod check;
mod notations;
mod regels;
mod rules;
mod spans;
mod yaml;

pub use check::{check, remedies, rules_and_check};
pub use notations::notations;
pub use regels::{formatter, grammar};
pub use yaml::yaml;

/// Tries an input.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 7] = [
    ("grammar", |bytes| grammar(text(bytes))),
    ("formatter", |bytes| formatter(text(bytes))),
    ("yaml", |bytes| yaml(text(bytes))),
    ("notations", |bytes| notations(text(bytes))),
    ("check", check),
    ("rules_and_check", |bytes| rules_and_check(text(bytes))),
    ("remedies", remedies),
];

/// The bytes as text, up to the first fault: most targets are about text.
fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) => std::str::from_utf8(&bytes[..fault.valid_up_to()]).unwrap(),
    }
}
