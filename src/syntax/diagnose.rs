//! Why a block does not parse: from pest's furthest position to the fault a reader would name.
//!
//! Takes: the text of a block and pest's error. Gives: one diagnostic. The known mistakes are tried first, the most certain one
//! foremost; what is left is told as "expected: …".

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::error;
use super::grammar::Rule;
use super::keywords;
use super::node::Cx;
use super::removed;
use super::scan::{self, Kind};
use super::words;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::lang::Text;
use crate::text;

/// A block that pest could not parse.
pub(super) fn block(cx: &Cx<'_>, e: &Error<Rule>) -> Box<Diagnostic> {
    let text = cx.text();
    let Some(head) = scan::token_at(text, 0) else { return error::unreadable(cx.span(0..text.len())) };
    let word = text.get(head.clone()).unwrap_or("");
    if !keywords::is_block(word) {
        return outside_blocks(cx, head, word);
    }
    let place = place_of(e).max(head.end);
    let attempt = Attempt { cx, text, place, positives: positives(e), block: name_of_block(text, &head) };
    attempt.fault(e)
}

/// A value in a message that pest could not parse.
pub(super) fn template(cx: &Cx<'_>, e: &Error<Rule>) -> Box<Diagnostic> {
    let block = text!("deze waarde", "this value");
    Attempt { cx, text: cx.text(), place: place_of(e), positives: positives(e), block }.fault(e)
}

fn place_of(e: &Error<Rule>) -> usize {
    match e.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

fn positives(e: &Error<Rule>) -> &[Rule] {
    match &e.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    }
}

/// Text that no block starts with.
fn outside_blocks(cx: &Cx<'_>, head: Range<usize>, word: &str) -> Box<Diagnostic> {
    let span = cx.span(head.clone());
    let after = cx.text().get(head.end..).unwrap_or("").trim_start();
    let is_field = after.starts_with(':') && !word.is_empty();
    if keywords::is_clause(word) || is_field || word.starts_with(|c: char| c.is_ascii_digit()) {
        return error::not_indented(span, word);
    }
    if let Some(meant) = scan::foreign(word).filter(|meant| keywords::is_block(meant)) {
        return error::foreign_notation(span, word, meant);
    }
    let all = words::list(keywords::blocks().map(|b| Text::same(format!("`{b}`"))).collect());
    error::unknown_block(span, word, did_you_mean(word, keywords::blocks()), &all)
}

/// `regel BES-02`: the block's keyword with its name.
fn name_of_block(text: &str, head: &Range<usize>) -> Text {
    let word = text.get(head.clone()).unwrap_or("");
    let name = scan::token_at(text, head.end)
        .and_then(|r| text.get(r))
        .filter(|name| name.starts_with(|c: char| c.is_alphabetic()));
    Text::same(name.map_or_else(|| format!("`{word}`"), |name| format!("`{word} {name}`")))
}

/// A parse that failed.
struct Attempt<'a> {
    cx: &'a Cx<'a>,
    text: &'a str,
    /// The furthest byte that pest came to.
    place: usize,
    /// What it would have accepted there.
    positives: &'a [Rule],
    /// The block it is in, for people.
    block: Text,
}

impl Attempt<'_> {
    fn fault(&self, e: &Error<Rule>) -> Box<Diagnostic> {
        if let ErrorVariant::CustomError { .. } = e.variant {
            return error::too_deep(self.cx.span(self.line_at(self.place)));
        }
        if let Some(fault) = self.string_fault() {
            return fault;
        }
        let Some(token) = scan::token_at(self.text, self.place) else {
            let last = scan::last_token(self.text);
            return error::unfinished(self.cx.span(last), &self.block, &self.expected());
        };
        let found = self.text.get(token.clone()).unwrap_or("");
        if let Some(fault) = self.english_fault(&token, found) {
            return fault;
        }
        if let Some((removed, written)) = removed::at(self.text, &token) {
            let word = self.text.get(written.clone()).unwrap_or("");
            return error::removed(self.cx.span(written), word, removed.instead());
        }
        self.number_fault(&token)
            .or_else(|| self.foreign_fault(&token, found))
            .or_else(|| self.block_fault(&token, found))
            .or_else(|| self.name_fault(&token, found))
            .or_else(|| self.clause_fault(&token, found))
            .unwrap_or_else(|| {
                let help = self.help(&token, found);
                error::unexpected(self.cx.span(token), scan::first_line(found), &self.block, &self.expected(), help)
            })
    }

    fn line_at(&self, at: usize) -> Range<usize> {
        let before = self.text.get(..at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |i| i.saturating_add(1));
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let indent = line.len().saturating_sub(line.trim_start().len());
        start.saturating_add(indent)..start.saturating_add(line.trim_end().len())
    }

    /// A string without an end, or with an escape that does not exist.
    fn string_fault(&self) -> Option<Box<Diagnostic>> {
        let tokens: Vec<scan::Token> = scan::strings_and_comments(self.text).collect();
        let open = tokens.iter().any(|t| t.kind == Kind::OpenString);
        let open_quoted = tokens.iter().find(|t| t.kind == Kind::OpenQuoted).map(|t| self.line_at(t.range.start));
        for token in &tokens {
            let written = self.text.get(token.range.clone()).unwrap_or("");
            let first_line = scan::first_line(written).len();
            let start = token.range.start;
            // A string that swallowed a clause lacks its end; the fault then shows right after it, or as a string left open.
            let swallowed = matches!(token.kind, Kind::String | Kind::OpenString)
                && written.lines().skip(1).any(|line| keywords::is_clause(scan::first_word(line)));
            let shows = open || (token.range.end <= self.place && self.blank(token.range.end..self.place));
            let unclosed = match token.kind {
                Kind::String => swallowed && shows,
                Kind::OpenString => true,
                // 'A+, 'B': the first one on the line that spans a comma lacks its end.
                Kind::Quoted | Kind::OpenQuoted => {
                    let on_line = open_quoted.as_ref().is_some_and(|line| line.contains(&start));
                    on_line && (token.kind == Kind::OpenQuoted || written.contains([',', '(', ')']))
                }
                Kind::Comment => false,
            };
            if unclosed {
                let quote = if matches!(token.kind, Kind::Quoted | Kind::OpenQuoted) { '\'' } else { '"' };
                let span = self.cx.span(start..start.saturating_add(first_line));
                return Some(error::unclosed_string(span, quote));
            }
            if token.kind == Kind::String
                && start >= self.place
                && let Some((at, escape)) = scan::bad_escape(written)
            {
                let at = start.saturating_add(at);
                return Some(error::bad_escape(self.cx.span(at..at.saturating_add(escape.len())), escape));
            }
        }
        None
    }

    fn blank(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|t| t.trim().is_empty())
    }

    /// `engels "…"` behind a Dutch text; in an object it reads as a field without a colon.
    fn english_fault(&self, token: &Range<usize>, found: &str) -> Option<Box<Diagnostic>> {
        let is_text = |at: usize| self.text.get(at..).is_some_and(|rest| rest.trim_start().starts_with('"'));
        let word = if found == "engels" && is_text(token.end) {
            token.clone()
        } else {
            let before = self.text.get(..token.start)?.trim_end();
            let start = before.strip_suffix("engels")?.len();
            is_text(token.start).then_some(start..before.len())?
        };
        (!self.text.starts_with("engels")).then(|| error::english_here(self.cx.span(word), &self.block))
    }

    /// `5.3%`: the point is where pest stopped, or the number as a whole was refused.
    fn number_fault(&self, token: &Range<usize>) -> Option<Box<Diagnostic>> {
        let number = scan::number_around(self.text, token.start)?;
        let written = self.text.get(number.clone())?;
        let meant = scan::dutch_number(written)?;
        Some(error::decimal_point(self.cx.span(number), written, &meant))
    }

    /// `==`, `and`, `if`: notations of other languages.
    fn foreign_fault(&self, token: &Range<usize>, found: &str) -> Option<Box<Diagnostic>> {
        let symbols = scan::symbols_around(self.text, token.start);
        let written = self.text.get(symbols.clone()).unwrap_or("");
        if let Some(meant) = scan::foreign(written) {
            return Some(error::foreign_notation(self.cx.span(symbols), written, meant));
        }
        if let Some(meant) = scan::foreign(found) {
            return Some(error::foreign_notation(self.cx.span(token.clone()), found, meant));
        }
        // `if` and `not` read as names, so that the word after them is the one that does not fit.
        let before = scan::token_before(self.text, token.start)?;
        let word = self.text.get(before.clone())?;
        let meant = scan::foreign(word).filter(|_| scan::PREFIXES.contains(&word))?;
        Some(error::foreign_notation(self.cx.span(before), word, meant))
    }

    /// A block's first word at the start of an indented line.
    fn block_fault(&self, token: &Range<usize>, found: &str) -> Option<Box<Diagnostic>> {
        let line = self.line_at(token.start);
        (keywords::is_block(found) && !keywords::is_clause(found) && line.start == token.start)
            .then(|| error::block_indented(self.cx.span(token.clone()), found, &self.block))
    }

    /// A keyword where only a name fits.
    fn name_fault(&self, token: &Range<usize>, found: &str) -> Option<Box<Diagnostic>> {
        let wants_name = self.positives.iter().any(|r| words::wants_name(*r));
        let wants_more = words::first_words(self.positives).iter().any(|word| keywords::is_clause(word));
        (wants_name && !wants_more && keywords::is_reserved(found))
            .then(|| error::keyword_as_name(self.cx.span(token.clone()), found))
    }

    /// A word at the start of a line, where a clause could start.
    fn clause_fault(&self, token: &Range<usize>, found: &str) -> Option<Box<Diagnostic>> {
        let clauses: Vec<&str> = words::first_words(self.positives)
            .into_iter()
            .filter_map(|word| word.split(' ').next())
            .filter(|word| keywords::is_clause(word))
            .collect();
        let is_word = found.starts_with(|c: char| c.is_alphabetic());
        let starts_line = self.line_at(token.start).start == token.start;
        if clauses.is_empty() || !is_word || keywords::is_clause(found) {
            return None;
        }
        let meant = did_you_mean(found, clauses.iter().copied().chain(["en", "of"]));
        (starts_line || meant.is_some())
            .then(|| error::unknown_clause(self.cx.span(token.clone()), found, &self.block, meant, &self.expected()))
    }

    /// What to do about a few mistakes that are only clear from both sides.
    fn help(&self, token: &Range<usize>, found: &str) -> Option<Text> {
        let after = self.text.get(token.end..).unwrap_or("").trim_start();
        if words::first_words(self.positives).contains(&"bron") && after.starts_with(',') {
            return Some(text!(
                "een vindplaats begint met `bron`: `bron {found}, \"…\"`",
                "a citation starts with `bron`: `bron {found}, \"…\"`"
            ));
        }
        match found {
            "mits" => Some(text!("`mits` hoort na `afwijking in …`", "`mits` belongs after `afwijking in …`")),
            "anders" => Some(text!(
                "`anders` hoort na `als`, `gegeven` of `mits`",
                "`anders` belongs after `als`, `gegeven` or `mits`"
            )),
            "bij" => Some(text!("schrijf `bij ontbreken`", "write `bij ontbreken`")),
            "waar" => Some(text!("`waar` hoort na `naam in lijst`", "`waar` belongs after `name in list`")),
            _ => None,
        }
    }

    fn expected(&self) -> Text {
        words::expected(self.positives)
    }
}
