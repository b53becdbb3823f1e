//! How the JSON is laid out: what people look for on lines of its own, the rest of a line's worth together.
//!
//! Takes: what serde writes. Gives: indentation for the outer levels, one line for each thing below them. A report with all its
//! steps is a third of what it would be with every value on a line of its own. What a terminal or the log of a job would obey is
//! written as escapes.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::printable;
use crate::report::sink::Sink;

/// Levels that are indented: the report, its lists, their items, and the lists of those.
const INDENTED: usize = 4;

struct Layout {
    pretty: PrettyFormatter<'static>,
    depth: usize,
    /// Levels that are indented.
    most: usize,
}

/// Writes a value, with a line end.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(value: &impl Serialize, out: &mut Sink<'_>) -> Result<()> {
    laid_out(value, INDENTED, out)
}

/// The same for a value that people read and change: every level is indented.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_indented(value: &impl Serialize, out: &mut Sink<'_>) -> Result<()> {
    laid_out(value, usize::MAX, out)
}

fn laid_out(value: &impl Serialize, most: usize, out: &mut Sink<'_>) -> Result<()> {
    let layout = Layout { pretty: PrettyFormatter::new(), depth: 0, most };
    value.serialize(&mut Serializer::with_formatter(&mut *out, layout))?;
    out.write_all(b"\n")
}

impl Layout {
    fn open(&mut self) -> bool {
        self.depth = self.depth.saturating_add(1);
        self.depth <= self.most
    }

    fn close(&mut self) -> bool {
        let indented = self.depth <= self.most;
        self.depth = self.depth.saturating_sub(1);
        indented
    }

    fn next<W: ?Sized + Write>(writer: &mut W, first: bool) -> Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }
}

impl Formatter for Layout {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, text: &str) -> Result<()> {
        printable::fragment(writer, text)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.open() { self.pretty.begin_array(writer) } else { writer.write_all(b"[") }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.close() { self.pretty.end_array(writer) } else { writer.write_all(b"]") }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        if self.depth <= self.most { self.pretty.begin_array_value(writer, first) } else { Self::next(writer, first) }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.depth <= self.most { self.pretty.end_array_value(writer) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.open() { self.pretty.begin_object(writer) } else { writer.write_all(b"{") }
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.close() { self.pretty.end_object(writer) } else { writer.write_all(b"}") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        if self.depth <= self.most { self.pretty.begin_object_key(writer, first) } else { Self::next(writer, first) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.depth <= self.most { self.pretty.end_object_value(writer) } else { Ok(()) }
    }
}
