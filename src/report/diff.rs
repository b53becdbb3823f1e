//! A comparison in the formats that people and programs read.
//!
//! Takes: a [`DiffRun`]. Gives: text, Markdown or JSON. Never decides anything: `outline` puts the comparison in an order and in
//! words once, and text and Markdown draw those.

pub mod json;
mod markdown;
mod outline;
mod text;

use std::io::{self, Write};

use crate::compare::Comparison;
use crate::lang::Lang;
use crate::report::FileRun;
use crate::report::sink::Sink;
use crate::source::Sources;

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Two agreements.
    Agreements,
    /// One agreement held against two rulesets.
    Rulesets,
}

/// Everything that the report of a comparison is made from.
#[derive(Debug, Clone, Copy)]
pub struct DiffRun<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// What was compared.
    pub compared: Compared,
    /// The first side as it was checked.
    pub before: &'a FileRun,
    /// The second side.
    pub after: &'a FileRun,
    /// What differs.
    pub comparison: &'a Comparison,
    /// The language to write in.
    pub lang: Lang,
    /// Show everything, also what stayed the same.
    pub verbose: bool,
    /// Colours for a terminal.
    pub colour: bool,
    /// Width to wrap at.
    pub width: usize,
}

/// The formats of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffFormat {
    /// For a terminal.
    Text,
    /// For a document or a message.
    Markdown,
    /// For machines.
    Json,
}

/// Writes the report of a comparison in a format.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: DiffRun<'_>, format: DiffFormat, sink: &mut Sink<'_>) -> io::Result<()> {
    match format {
        DiffFormat::Text => text::write(run, &mut sink.text),
        DiffFormat::Markdown => sink.text.lines(markdown::render(run).as_str()),
        DiffFormat::Json => json::write(run, sink)?,
    }
    sink.flush()
}
