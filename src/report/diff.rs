//! A comparison in the formats that people and programs read.

use std::io::{self, Write};

use crate::document::diff::diff;
pub use crate::document::diff::{Compared, DiffRun};
pub use crate::report::json::diff as json;
use crate::report::markdown::Page;
use crate::report::sink::Sink;
use crate::report::text::Text;

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
        DiffFormat::Text => {
            let form = Text::new(run.sources, run.lang, run.width, run.colour, run.verbose);
            super::set(form, sink, |out| diff(run, out));
        }
        DiffFormat::Markdown => super::set(Page::new(run.sources, run.lang, false), sink, |out| diff(run, out)),
        DiffFormat::Json => json::write(run, sink)?,
    }
    sink.flush()
}
