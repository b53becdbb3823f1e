//! A report on its way out, piece by piece: the only door to a screen, a pipe, and a file that holds a report.
//!
//! Takes: text as a format makes it. Gives: the same text, whole lines at a time, without what a terminal or the log of a job would
//! obey. Holds no more than a piece: a report on a country is larger than all its files.

use std::io::{self, Write};

use crate::printable::{printable, uncommanding};
use crate::report::escape;
use crate::report::ink::Ink;

/// Bytes of text that are kept together.
const PIECE: usize = 64 * 1024;

/// A line longer than this is passed on in parts.
const LONG: usize = 16 * PIECE;

/// Where a format puts its text.
pub struct Sink<'a> {
    /// What was not passed on yet.
    pub(crate) text: Ink,
    to: &'a mut dyn Write,
    /// A part of the line was passed on already.
    begun: bool,
    /// Bytes from which on it is worth looking for whole lines again.
    enough: usize,
    /// What went wrong first; after that nothing is passed on.
    failed: io::Result<()>,
}

impl<'a> Sink<'a> {
    /// For text that may hold anything.
    pub fn new(to: &'a mut dyn Write) -> Self {
        Sink { text: Ink::default(), to, begun: false, enough: PIECE, failed: Ok(()) }
    }

    /// Text of anyone that has lines of its own, made safe.
    pub fn lines(&mut self, text: &str) {
        self.text.lines(text);
    }

    /// What was written before.
    pub fn ink(&mut self, ink: Ink) {
        self.text = ink;
    }

    /// Passes on the lines that are whole.
    pub(crate) fn pass_on(&mut self) {
        let lines = self.text.take(true);
        self.send(lines);
        // A comma is part of nothing that is obeyed: what stands before it can be told without what follows.
        if self.text.len() > LONG {
            let rest = self.text.take(false);
            let (part, rest) =
                rest.split_at_checked(rest.rfind(',').map_or(0, |at| at.saturating_add(1))).unwrap_or_default();
            self.text.lines(rest);
            self.send(part.to_owned());
        }
        self.enough = self.text.len().saturating_add(PIECE);
    }

    /// Passes on the lines that are whole, when there are many.
    pub(crate) fn pass_on_many(&mut self) {
        if self.text.len() > self.enough {
            self.pass_on();
        }
    }

    fn send(&mut self, text: String) {
        if text.is_empty() || self.failed.is_err() {
            return;
        }
        let begun = std::mem::replace(&mut self.begun, !text.ends_with('\n'));
        self.failed = self.to.write_all(uncommanding(text, begun).as_bytes());
    }

    /// A line that GitHub obeys: `::name key=value,…::words`. Only the values and the words are of anyone.
    pub(crate) fn command(&mut self, name: &'static str, properties: &[(&'static str, String)], words: &str) {
        self.pass_on();
        let properties: Vec<String> =
            properties.iter().map(|(key, value)| format!("{key}={}", escape::property(&printable(value)))).collect();
        let line = format!("::{name} {}::{}\n", properties.join(","), escape::command(&printable(words)));
        // What begins the line is ours.
        let line = uncommanding(line, true);
        if self.failed.is_ok() {
            self.failed = self.to.write_all(line.as_bytes());
        }
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
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()
    }
}

/// What a library writes: whole characters, as all of them do.
impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(e) = &self.failed {
            return Err(e.kind().into());
        }
        self.text.lines(std::str::from_utf8(bytes).map_err(io::Error::other)?);
        self.pass_on_many();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on();
        let rest = self.text.take(false);
        self.send(rest);
        std::mem::replace(&mut self.failed, Ok(()))?;
        self.to.flush()
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
            sink.write_all(piece.as_bytes()).unwrap();
            sink.pass_on();
        }
        sink.finish().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\n?:error::b\n?[31m\n?#[c");
    }

    #[test]
    fn a_long_line_is_not_kept_and_is_made_safe_too() {
        let mut out = Vec::new();
        let mut sink = Sink::new(&mut out);
        let mut most = 0;
        for _ in 0..1000 {
            sink.write_all(format!("{}, ##", "x".repeat(10_000)).as_bytes()).unwrap();
            sink.write_all(b"vso[task]::").unwrap();
            most = most.max(sink.text.len());
        }
        sink.finish().unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, format!("{}, ?#vso[task]::", "x".repeat(10_000)).repeat(1000));
        assert!(most < 2 * LONG, "{most}");
    }

    #[test]
    fn a_command_is_ours_and_its_words_command_nothing() {
        let mut out = Vec::new();
        let mut sink = Sink::new(&mut out);
        let file = ("file", "a,b:\u{1b}##[c\n.yaml".to_owned());
        sink.command("error", &[file, ("title", "t".to_owned())], "50%\n::stop-commands::x ##vso[task.x]");
        sink.finish().unwrap();
        let line = "::error file=a%2Cb%3A??#[c%0A.yaml,title=t::50%25%0A::stop-commands::x ?#vso[task.x]\n";
        assert_eq!(String::from_utf8(out).unwrap(), line);
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
        sink.text.lines("a\nb");
        sink.pass_on();
        assert!(sink.is_over());
        assert_eq!(sink.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
