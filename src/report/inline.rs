//! Text of a document cut into plain words and code, and made safe to show.
//!
//! Takes: any text, also from a stranger's file. Gives: pieces without control characters and without marks that turn the
//! direction of what follows. Never escapes: that is for the form that knows its own signs.

use crate::dossier::{Dossier, Section};
use crate::report::escape::one_line;

/// A piece of a sentence.
pub(super) struct Piece {
    pub(super) text: String,
    /// Between backticks: a name of a field or a condition.
    pub(super) code: bool,
}

/// The pieces of a sentence, on one line.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
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

/// A section with its number (`3.1`) and how deep it lies, 1 for the outermost.
pub(super) struct Numbered<'a> {
    pub(super) number: String,
    pub(super) depth: usize,
    pub(super) section: &'a Section,
    /// The first section about its norm: the one that links lead to.
    pub(super) first: bool,
}

/// All sections in order, numbered.
pub(super) fn numbered(dossier: &Dossier) -> Vec<Numbered<'_>> {
    fn walk<'a>(sections: &'a [Section], prefix: &str, depth: usize, out: &mut Vec<Numbered<'a>>) {
        for (i, section) in sections.iter().enumerate() {
            let own = i.saturating_add(1);
            let number = if prefix.is_empty() { own.to_string() } else { format!("{prefix}.{own}") };
            let first = !section.anchor.is_empty() && !out.iter().any(|n| n.section.anchor == section.anchor);
            out.push(Numbered { number: number.clone(), depth, section, first });
            walk(&section.sections, &number, depth.saturating_add(1), out);
        }
    }
    let mut out = vec![];
    walk(&dossier.sections, "", 1, &mut out);
    out
}

/// Whether a link leads to a section of the document.
pub(super) fn leads_somewhere(link: &str, sections: &[Numbered<'_>]) -> bool {
    link.strip_prefix('#').is_some_and(|anchor| sections.iter().any(|n| n.first && n.section.anchor == anchor))
}

/// An address outside the document that may be linked to.
pub(super) fn is_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}
