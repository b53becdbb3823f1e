//! How the JSON is laid out: what people look for on lines of its own, the rest of a line's worth together.
//!
//! Takes: what serde writes. Gives: indentation for the outer levels, one line for each thing below them. A report with all its
//! steps is a third of what it would be with every value on a line of its own. What a terminal or the log of a job would obey is
//! written as escapes.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::report::printable;

/// Levels that are indented: the report, its lists, their items, and the lists of those.
const INDENTED: usize = 4;

struct Layout {
    pretty: PrettyFormatter<'static>,
    depth: usize,
}

/// A value as text, with a line end.
///
/// # Errors
///
/// Never for values whose keys are strings; the error type is serde's.
#[cfg(feature = "cli")]
pub(crate) fn write(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    write_to(value, &mut out).map_err(serde_json::Error::io)?;
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

/// Writes a value, with a line end.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write_to(value: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    let layout = Layout { pretty: PrettyFormatter::new(), depth: 0 };
    value.serialize(&mut Serializer::with_formatter(&mut *out, layout))?;
    out.write_all(b"\n")
}

impl Layout {
    fn open(&mut self) -> bool {
        self.depth = self.depth.saturating_add(1);
        self.depth <= INDENTED
    }

    fn close(&mut self) -> bool {
        let indented = self.depth <= INDENTED;
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
        if self.depth <= INDENTED { self.pretty.begin_array_value(writer, first) } else { Self::next(writer, first) }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.depth <= INDENTED { self.pretty.end_array_value(writer) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.open() { self.pretty.begin_object(writer) } else { writer.write_all(b"{") }
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.close() { self.pretty.end_object(writer) } else { writer.write_all(b"}") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        if self.depth <= INDENTED { self.pretty.begin_object_key(writer, first) } else { Self::next(writer, first) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        if self.depth <= INDENTED { self.pretty.end_object_value(writer) } else { Ok(()) }
    }
}
