//! HTML and Markdown in which only the program makes markup.
//!
//! Takes: markup that stands in the program (`&'static str`), and texts of anyone. Gives: a document in which those texts are read as
//! text. A text that came from elsewhere cannot be handed over as markup: it does not live long enough.

use std::fmt::Display;

use crate::lang::one_line;
use crate::report::escape;
use crate::report::ink::Ink;

/// A piece of a sentence.
struct Piece {
    text: String,
    /// Between backticks: a name of a field or a condition.
    code: bool,
}

/// The pieces of a sentence, on one line.
fn pieces(text: &str) -> Vec<Piece> {
    let text = clean(&one_line(text));
    let ticks = text.matches('`').count();
    // A lone backtick is a character like any other.
    if ticks % 2 == 1 {
        return vec![Piece { text, code: false }];
    }
    let cut = text.split('`').enumerate().map(|(i, text)| Piece { text: text.to_owned(), code: i % 2 == 1 });
    cut.filter(|p| !p.text.is_empty()).collect()
}

/// The text with everything replaced that a reader does not see and a program may obey.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// An address outside the document that may be linked to.
pub(super) fn is_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// The pieces of a template and the texts between them.
fn filled<'t>(
    template: &'static str,
    texts: &'t [&'t dyn Display],
) -> impl Iterator<Item = (&'static str, Option<String>)> {
    debug_assert_eq!(template.matches("{}").count(), texts.len(), "{template}");
    template.split("{}").zip(texts.iter().map(|t| Some(t.to_string())).chain(std::iter::repeat_with(|| None)))
}

/// Where HTML is written.
pub(crate) struct Html<'a>(pub(crate) &'a mut Ink);

impl Html<'_> {
    /// Markup of ours.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.0.lines(markup);
    }

    /// Text of anyone, also between quotes.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.lines(&escape::html(&clean(text)));
    }

    /// Lines of anyone, each ending where it ends.
    pub(crate) fn lines(&mut self, text: &str) {
        for (nth, line) in text.split('\n').enumerate() {
            self.markup(if nth > 0 { "\n" } else { "" });
            self.text(line);
        }
    }

    /// Markup of ours with a text of anyone in the place of each `{}`.
    pub(crate) fn put(&mut self, template: &'static str, texts: &[&dyn Display]) {
        for (markup, text) in filled(template, texts) {
            self.markup(markup);
            self.text(&text.unwrap_or_default());
        }
    }

    /// A sentence with code set apart. A long name may go on on the next line after a point or a low line.
    pub(crate) fn sentence(&mut self, text: &str) {
        for piece in pieces(text) {
            if piece.code {
                self.markup("<code>");
                self.name(&piece.text);
                self.markup("</code>");
            } else {
                self.text(&piece.text);
            }
        }
    }

    /// A name that may be broken after a point or a low line.
    pub(crate) fn name(&mut self, text: &str) {
        for part in text.split_inclusive(['.', '_']) {
            self.text(part);
            self.markup("<wbr>");
        }
    }
}

/// Where Markdown is written, for GitHub, GitLab and what makes documents of it.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    out: String,
    /// Nothing is set apart: what anyone wrote between backticks is not.
    literal: bool,
}

impl Markdown {
    /// For texts of which nothing is set apart.
    pub(crate) fn literal(literal: bool) -> Self {
        Markdown { literal, ..Markdown::default() }
    }

    /// Markup of ours.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text of anyone on one line, in which nothing is markup, a link, a mention or a picture.
    pub(crate) fn text(&mut self, text: &str) {
        let text = clean(&one_line(text));
        if self.begins_block() {
            // A number or a sign would begin a list, a heading or a rule here.
            let digits = text.len().saturating_sub(text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
            let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
            let sign = if number.is_empty() { ['-', '+', '=', ':'].as_slice() } else { &['.', ')'] };
            self.out.push_str(number);
            if rest.starts_with(sign) {
                self.out.push('\\');
            }
            escape::markdown(rest, &mut self.out);
        } else {
            escape::markdown(&text, &mut self.out);
        }
    }

    /// Whether what comes now is the first thing of a paragraph, an item or a quotation.
    fn begins_block(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        line.chars().all(|c| matches!(c, ' ' | '-' | '>'))
    }

    /// Markup of ours with a text of anyone in the place of each `{}`.
    pub(crate) fn put(&mut self, template: &'static str, texts: &[&dyn Display]) {
        for (markup, text) in filled(template, texts) {
            self.markup(markup);
            self.text(&text.unwrap_or_default());
        }
    }

    /// A sentence with code set apart.
    pub(crate) fn sentence(&mut self, text: &str) {
        if self.literal {
            return self.text(text);
        }
        for piece in pieces(text) {
            if piece.code { self.code(&piece.text) } else { self.text_within(&piece.text) }
        }
    }

    /// A part of a sentence, with the blanks at its ends.
    fn text_within(&mut self, text: &str) {
        let blank = |yes: bool| if yes { " " } else { "" };
        self.out.push_str(blank(text.starts_with(' ')));
        self.text(text);
        self.out.push_str(blank(text.ends_with(' ') && text.trim() != ""));
    }

    /// A word of code: it holds no backtick.
    fn code(&mut self, text: &str) {
        // Two words of code side by side would be one with other ends.
        if self.out.ends_with('`') {
            self.out.push_str(escape::NOTHING);
        }
        self.out.push('`');
        // A bar ends a cell of a table, even in code.
        self.out.push_str(&clean(text).replace('`', "'").replace('|', "\\|"));
        self.out.push('`');
    }

    /// A sentence that leads to an address, if it is one of the web.
    pub(crate) fn link(&mut self, sentence: &str, address: &str) {
        self.out.push('[');
        self.sentence(sentence);
        self.out.push_str("](<");
        let ends = |c: &char| matches!(c, '<' | '>' | '|' | '\\' | '`') || c.is_whitespace();
        self.out.extend(clean(address).chars().filter(|c| !ends(c)));
        self.out.push_str(">)");
    }

    /// Lines as they are, between fences longer than any line of them begins with.
    pub(crate) fn fenced(&mut self, kind: &'static str, text: &str) {
        let ticks = |line: &str| line.trim_start().chars().take_while(|c| *c == '`').count();
        let longest = text.lines().map(ticks).max().unwrap_or(0);
        let fence = "`".repeat(longest.saturating_add(1).max(3));
        self.out.push_str(&format!("{fence}{kind}\n{text}\n{fence}"));
    }

    /// The end of a block: an empty line.
    pub(crate) fn end_block(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n\n");
    }

    /// Markdown that was made before.
    pub(crate) fn append(&mut self, other: &Markdown) {
        self.out.push_str(&other.out);
    }

    /// How many bytes it has so far.
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        self.out.len()
    }

    /// The document.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.out
    }
}
