//! A report on its way out, piece by piece.
//!
//! Takes: text as a format makes it. Gives: the same text to a file or a screen, whole lines at a time, without what a terminal or
//! the log of a job would obey. Holds no more than a piece: a report on a country is larger than all its files.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::report::printable::{printable, uncommanding};

/// Bytes of text that are kept together.
const PIECE: usize = 64 * 1024;

/// Where a format puts its text.
pub(crate) struct Sink<'a> {
    /// What was not passed on yet.
    pub(crate) text: String,
    to: &'a mut dyn Write,
    /// The text has colours, and is free of all else that a terminal obeys.
    coloured: bool,
    /// What went wrong first; after that nothing is passed on.
    failed: io::Result<()>,
}

impl<'a> Sink<'a> {
    /// For text that may hold anything.
    pub(crate) fn new(to: &'a mut dyn Write) -> Self {
        Sink { text: String::new(), to, coloured: false, failed: Ok(()) }
    }

    /// For text that is drawn in colour, and has nothing else in it that a terminal obeys.
    #[cfg(feature = "cli")]
    pub(crate) fn coloured(to: &'a mut dyn Write) -> Self {
        Sink { coloured: true, ..Sink::new(to) }
    }

    /// Passes on the lines that are whole.
    pub(crate) fn pass_on(&mut self) {
        let whole = self.text.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let rest = self.text.split_off(whole);
        let lines = std::mem::replace(&mut self.text, rest);
        if self.failed.is_ok() {
            self.failed = self.to.write_all(self.safe(lines).as_bytes());
        }
    }

    /// Passes on the lines that are whole, when there are many.
    pub(crate) fn pass_on_many(&mut self) {
        if self.text.len() > PIECE {
            self.pass_on();
        }
    }

    fn safe(&self, text: String) -> String {
        if self.coloured {
            return uncommanding(text);
        }
        // Most text is safe already: then there is no second one.
        let replaced = match printable(&text) {
            Cow::Owned(replaced) => Some(replaced),
            Cow::Borrowed(_) => None,
        };
        uncommanding(replaced.unwrap_or(text))
    }

    /// Whether the rest can be left: what takes the text takes no more.
    pub(crate) fn is_over(&self) -> bool {
        self.failed.is_err()
    }

    /// Passes on what is left.
    ///
    /// # Errors
    ///
    /// What went wrong first.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.pass_on();
        let rest = std::mem::take(&mut self.text);
        let rest = self.safe(rest);
        self.failed?;
        self.to.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_made_safe_whole_whatever_the_pieces() {
        let mut out = Vec::new();
        let mut sink = Sink::new(&mut out);
        for piece in ["a\n:", ":error::b\n\u{1b}", "[31m\n##", "[c"] {
            sink.text.push_str(piece);
            sink.pass_on();
        }
        sink.finish().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\n?:error::b\n?[31m\n?#[c");
    }

    #[test]
    fn what_goes_wrong_first_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut full = Full;
        let mut sink = Sink::new(&mut full);
        sink.text.push_str("a\nb");
        sink.pass_on();
        assert!(sink.is_over());
        assert_eq!(sink.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
