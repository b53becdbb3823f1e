//! Where a syntax error really is.
//!
//! The parser stops at the first place where nothing fits any more; what is wrong often stands before it: the quote that was
//! never closed, the line without a colon. From the parser's kind and place this finds the place to underline.

use granit_parser::ErrorKind;

use crate::diagnostic::Diagnostic;
use crate::lang;
use crate::source::{SourceFile, Span};
use crate::text;

use super::fault::{
    apostrophe, item_after_key, missing_colon, missing_comma, missing_space, second_colon, special_character,
    tab_indentation, tag, text_after_value, too_deep, unclosed_bracket, unclosed_quote, unknown_escape,
    unseen_character, wrong_bracket, wrong_indentation, yaml_syntax,
};

/// The diagnostic for a parser error at a byte, and the places whose blocks must be left out to read on.
pub(super) fn diagnostic(file: &SourceFile, text: &str, kind: &ErrorKind, at: usize) -> (Diagnostic, Vec<usize>) {
    let here = word_at(file, text, at);
    let place = Place { file, text, at, here };
    if let Some(fault) = place.unseen_space() {
        return (fault, vec![at]);
    }
    let fault = match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => tab_indentation(place.tab()),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let quote = place.opening_quote();
            let words = place.slice(quote);
            let fault = if is_apostrophe(words) { apostrophe(quote, words) } else { unclosed_quote(quote) };
            return (fault, vec![quote.start as usize]);
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            text_after_value(place.here)
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => unknown_escape(place.here),
        ErrorKind::UnclosedFlowCollection { open } => unclosed_bracket(place.one_character(), *open),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => wrong_bracket(place.one_character(), *open, *close),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockEntryInFlowCollection => return place.in_brackets(),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => missing_colon(place.here),
        ErrorKind::MappingValueNotAllowed => return place.second_colon(),
        ErrorKind::InvalidColonPlacement => return place.in_brackets(),
        ErrorKind::InvalidMappingValueWhitespace | ErrorKind::FlowMappingValueAdjacentCollection => {
            missing_space(place.here)
        }
        ErrorKind::InvalidBlockEntryWhitespace | ErrorKind::CommentNotSeparated => missing_space(place.here),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedDocumentStart => place.no_key(),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => wrong_indentation(place.here),
        ErrorKind::BlockSequenceEntryNotAllowed => item_after_key(place.here),
        ErrorKind::UnexpectedCharacter { character } => match lang::unseen(*character) {
            Some(name) => unseen_character(place.one_character(), &name),
            None => special_character(place.one_character(), *character),
        },
        ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::ZeroBlockScalarIndent => {
            let character = text.get(at..).and_then(|t| t.chars().next()).unwrap_or('*');
            special_character(place.here, character)
        }
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidTagEscape
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag => tag(place.here, place.slice(place.here)),
        // A line that begins with `%` is an instruction to the parser.
        ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingDocumentEndBeforeDirective => special_character(place.here, '%'),
        ErrorKind::RecursionLimitExceeded => too_deep(place.here),
        other => yaml_syntax(place.here, &other.to_string()),
    };
    (fault, vec![at])
}

/// A place in the text that is being read; spans are of the file, whose bytes stand in the same places.
struct Place<'p> {
    file: &'p SourceFile,
    text: &'p str,
    at: usize,
    here: Span,
}

/// The word at a byte: up to the next space, or one character.
fn word_at(file: &SourceFile, text: &str, at: usize) -> Span {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start = start.saturating_sub(1);
    }
    let rest = text.get(start..).unwrap_or("");
    let word = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
    if word > 0 {
        return Span::new(file.id, start, start.saturating_add(word));
    }
    match rest.chars().next() {
        // At a line end or the end of the file the last word before it shows where.
        None | Some('\n' | '\r') => {
            let before = text.get(..start).unwrap_or("").trim_end();
            let from = before.rfind(char::is_whitespace).map_or(0, |i| i.saturating_add(1));
            let from = if before.is_char_boundary(from) { from } else { before.len() };
            Span::new(file.id, from, before.len())
        }
        Some(c) => Span::new(file.id, start, start.saturating_add(c.len_utf8())),
    }
}

/// Whether words behind a quote are a Dutch name that begins with an apostrophe: `'s-Hertogenbosch`, `'t Harde`.
pub(super) fn is_apostrophe(words: &str) -> bool {
    let Some(name) = words.strip_prefix('\'') else { return false };
    ["s-", "s ", "t ", "n "].iter().any(|start| name.to_lowercase().starts_with(start))
}

impl Place<'_> {
    /// A character that looks like a space and is none, where YAML needs one: behind a colon or a hyphen, or before a name. Of the
    /// line with the place, or of the one before it, which the parser then took for a text.
    fn unseen_space(&self) -> Option<Diagnostic> {
        let before = self.line_before().map_or(self.line_start(), |line| line.start as usize);
        let from = self.text.get(..before)?.rfind('\n').map_or(0, |i| i.saturating_add(1));
        let rest = self.text.get(from..)?;
        let lines = rest.get(..self.at.checked_sub(from)?)?.len();
        let end = rest.get(lines..)?.find('\n').map_or(rest.len(), |n| lines.saturating_add(n));
        let mut last = '\n';
        for (at, c) in rest.get(..end)?.char_indices() {
            let needed = matches!(last, ':' | '-' | '\n' | ' ');
            if let Some(name) = lang::unseen(c).filter(|_| needed) {
                let start = from.saturating_add(at);
                return Some(unseen_character(self.span(start, start.saturating_add(c.len_utf8())), &name));
            }
            last = c;
        }
        None
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file.id, start, end)
    }

    fn one_character(&self) -> Span {
        let len = self.text.get(self.at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        self.span(self.at, self.at.saturating_add(len))
    }

    /// First byte of the line with the place.
    fn line_start(&self) -> usize {
        self.text.get(..self.at).and_then(|t| t.rfind('\n')).map_or(0, |i| i.saturating_add(1))
    }

    /// The last line before this one that holds more than spaces or a comment, without the spaces around it.
    fn line_before(&self) -> Option<Span> {
        let mut end = self.line_start();
        while end > 0 {
            let upto = self.text.get(..end.saturating_sub(1))?;
            let start = upto.rfind('\n').map_or(0, |i| i.saturating_add(1));
            let line = upto.get(start..)?;
            let words = line.trim();
            if !words.is_empty() && !words.starts_with('#') {
                let indent = line.len().saturating_sub(line.trim_start().len());
                let from = start.saturating_add(indent);
                return Some(self.span(from, from.saturating_add(words.len())));
            }
            end = start;
        }
        None
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The tab in the indentation of this line.
    fn tab(&self) -> Span {
        let start = self.line_start();
        let line = self.text.get(start..).unwrap_or("");
        match line.find('\t') {
            Some(i) => self.span(start.saturating_add(i), start.saturating_add(i).saturating_add(1)),
            None => self.here,
        }
    }

    /// The last quote before the place that starts a value.
    fn opening_quote(&self) -> Span {
        let before = self.text.get(..self.at).unwrap_or("");
        let opens = |i: usize| {
            before.get(..i).and_then(|t| t.chars().next_back()).is_none_or(|c| c.is_whitespace() || "[{,:".contains(c))
        };
        let found = before.rmatch_indices(['"', '\'']).find(|(i, _)| opens(*i));
        found.map_or(self.here, |(i, quote)| {
            let line_end =
                self.text.get(i..).and_then(|t| t.find('\n')).map_or(self.text.len(), |n| i.saturating_add(n));
            let words = self.text.get(i..line_end).unwrap_or(quote).trim_end();
            self.span(i, i.saturating_add(words.len().max(1)))
        })
    }

    /// Something unexpected between brackets, most often because the bracket is not closed on its own line.
    fn in_brackets(&self) -> (Diagnostic, Vec<usize>) {
        let before = self.text.get(..self.at).unwrap_or("");
        let mut closed = 0usize;
        for (i, c) in before.char_indices().rev() {
            match c {
                ']' | '}' => closed = closed.saturating_add(1),
                '[' | '{' if closed > 0 => closed = closed.saturating_sub(1),
                '[' | '{' => {
                    let open = self.span(i, i.saturating_add(1));
                    let same_line = !before.get(i..).unwrap_or("").contains('\n');
                    let fault = if same_line {
                        missing_comma(self.here, open)
                    } else {
                        unclosed_bracket(open, c).also(self.here, text!("hier gaat het mis", "here it goes wrong"))
                    };
                    return (fault, vec![i, self.at]);
                }
                _ => {}
            }
        }
        (text_after_value(self.here), vec![self.at])
    }

    /// A colon that cannot stand where it is: a second one in a line, or a line that belongs to the value before it.
    fn second_colon(&self) -> (Diagnostic, Vec<usize>) {
        let line_start = self.line_start();
        let before = self.text.get(line_start..self.at).unwrap_or("");
        if before.contains(": ") || before.contains(":\t") {
            return (second_colon(self.one_character()), vec![self.at]);
        }
        let own = self.text.get(line_start..).unwrap_or("");
        let indent = own.len().saturating_sub(own.trim_start_matches(' ').len());
        let key = self.span(line_start.saturating_add(indent), self.at);
        match self.line_before() {
            Some(line) => {
                let words = self.slice(line);
                let fault = if words.contains(": ") || words.ends_with(':') {
                    wrong_indentation(key)
                        .also(line, text!("deze regel heeft al een waarde", "this line has a value already"))
                } else {
                    missing_colon(line)
                };
                (fault, vec![self.at, line.start as usize])
            }
            None => (wrong_indentation(key), vec![self.at]),
        }
    }

    /// A line that does not fit where it stands.
    fn no_key(&self) -> Diagnostic {
        let before = self.text.get(self.line_start()..self.at).unwrap_or("");
        if before.trim_end().ends_with([']', '}', '"', '\'']) {
            text_after_value(self.here)
        } else {
            wrong_indentation(self.here)
        }
    }
}
