//! From the text of a `.regels` file to a syntax tree, and back to canonical text.
//!
//! Takes: a [`SourceFile`](crate::source::SourceFile). Gives: [`ast::File`] with every block that could be read, and a
//! diagnostic for every block that could not. Never resolves a name, and pest's types never leave this module.

pub mod ast;
mod diagnose;
mod error;
mod format;
mod grammar;
mod keywords;
mod node;
mod parse;
mod removed;
mod scan;
pub mod texts;
mod words;

pub use format::format;
pub use parse::MORE_FAULTS;
pub use parse::{parse, parse_template, words};
