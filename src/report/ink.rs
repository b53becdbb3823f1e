//! Text that may be printed, and nothing else: what every report, answer and message is written into.
//!
//! Takes: text of anyone, and colours of ours. Gives: lines in which a terminal obeys nothing but those colours. There is no way to
//! put in a control character of somebody else, so no command and no format can forget to take it out.

use std::fmt;

use crate::printable::{printable, same_length};

/// How a word looks where there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As any text.
    Plain,
    /// What the eye looks for first.
    Bold,
    /// What may be passed over.
    Dim,
    /// Wrong.
    Red,
    /// To look at.
    Yellow,
    /// In order.
    Green,
    /// Where it stands.
    Blue,
}

impl Style {
    fn code(self) -> Option<&'static str> {
        Some(match self {
            Style::Plain => return None,
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Red => "1;31",
            Style::Yellow => "1;33",
            Style::Green => "1;32",
            Style::Blue => "1;36",
        })
    }
}

/// Text of anyone as it is shown on a line: of the same length.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut ink = Ink::default();
    ink.push(text);
    ink.text
}

/// Printable text.
#[derive(Debug, Default)]
pub struct Ink {
    text: String,
    colour: bool,
}

impl Ink {
    /// Empty, with or without colours.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        Ink { text: String::new(), colour }
    }

    /// Whether what follows may have colours.
    pub fn set_colour(&mut self, on: bool) {
        self.colour = on;
    }

    /// Text of anyone, on the line that was begun: a line end in it is a blank.
    pub fn push(&mut self, text: &str) {
        if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
            self.text.push_str(text);
            return;
        }
        for c in text.chars() {
            same_length(if matches!(c, '\n' | '\t') { ' ' } else { c }, &mut self.text);
        }
    }

    /// Text of anyone that has lines of its own.
    pub fn lines(&mut self, text: &str) {
        self.text.push_str(&printable(text));
    }

    /// The end of a line.
    pub fn end(&mut self) {
        self.text.push('\n');
    }

    /// A whole line.
    pub fn line(&mut self, text: &str) {
        self.push(text);
        self.end();
    }

    /// Text of anyone in a colour of ours, on the line that was begun.
    pub fn paint(&mut self, style: Style, text: &str) {
        match style.code().filter(|_| self.colour && !text.is_empty()) {
            Some(code) => {
                self.text.push_str("\u{1b}[");
                self.text.push_str(code);
                self.text.push('m');
                self.push(text);
                self.text.push_str("\u{1b}[0m");
            }
            None => self.push(text),
        }
    }

    /// A line drawn by a library, in colours if there are any; without blanks at its end.
    pub fn drawn(&mut self, line: &str) {
        let mut rest = line.trim_end();
        while let Some((before, code, after)) = colour_code(rest).filter(|_| self.colour) {
            self.push(before);
            self.text.push_str(code);
            rest = after;
        }
        self.push(rest);
        self.end();
    }

    /// Takes all whole lines out, or all there is.
    pub(super) fn take(&mut self, whole: bool) -> String {
        let end = if whole { self.text.rfind('\n').map_or(0, |at| at.saturating_add(1)) } else { self.text.len() };
        let rest = self.text.split_off(end);
        std::mem::replace(&mut self.text, rest)
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }
}

impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What stands before the first colour code of a line, the code, and what follows.
fn colour_code(line: &str) -> Option<(&str, &str, &str)> {
    let at = line.find("\u{1b}[")?;
    let (before, from) = line.split_at_checked(at)?;
    let end = from.find('m')?;
    let (code, after) = from.split_at_checked(end.saturating_add(1))?;
    let numbers = code.strip_prefix("\u{1b}[")?.strip_suffix('m')?;
    numbers.bytes().all(|b| b.is_ascii_digit() || b == b';').then_some((before, code, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_colours_nothing() {
        let mut ink = Ink::new(true);
        ink.push("a\n\u{1b}[31mb\r\tc\u{202E}€");
        ink.paint(Style::Bold, "d\u{1b}[0m\ne");
        assert_eq!(ink.to_string(), "a ?[31mb? c???€\u{1b}[1md?[0m e\u{1b}[0m");
    }

    #[test]
    fn without_colours_nothing_is_painted() {
        let mut ink = Ink::new(false);
        ink.paint(Style::Red, "a");
        ink.drawn("  \u{1b}[31m×\u{1b}[0m b  ");
        assert_eq!(ink.to_string(), "a  ?[31m×?[0m b\n");
    }

    #[test]
    fn of_a_drawing_only_colours_are_kept() {
        let mut ink = Ink::new(true);
        ink.drawn("\u{1b}[31;1m×\u{1b}[0m a\u{1b}[2J\u{1b}]0;x\u{7} b");
        assert_eq!(ink.to_string(), "\u{1b}[31;1m×\u{1b}[0m a?[2J?]0;x? b\n");
    }
}
