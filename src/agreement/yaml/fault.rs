//! What can be wrong with the YAML itself, in a reader's words.

use granit_parser::ErrorKind;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::source::{SourceFile, Span};
use crate::text;

/// The diagnostic for a parser error at a byte, and the places whose blocks must be left out to read on.
pub(super) fn diagnostic(file: &SourceFile, text: &str, kind: &ErrorKind, at: usize) -> (Diagnostic, Vec<usize>) {
    let here = word_at(file, text, at);
    let place = Place { file, text, at, here };
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
            return (unclosed_quote(quote), vec![quote.start as usize]);
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
        ErrorKind::InvalidBlockEntryWhitespace => missing_space(place.here),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedDocumentStart => place.no_key(),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => wrong_indentation(place.here),
        ErrorKind::BlockSequenceEntryNotAllowed => item_after_key(place.here),
        ErrorKind::UnexpectedCharacter { character } => special_character(place.one_character(), *character),
        ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::ZeroBlockScalarIndent => {
            let character = text.get(at..).and_then(|t| t.chars().next()).unwrap_or('*');
            special_character(place.here, character)
        }
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

impl Place<'_> {
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

// --- one constructor per fault ---------------------------------------------------------------------------------------------

fn tab_indentation(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::tab_indentation",
        span,
        text!("een tab kan in YAML niet inspringen", "a tab cannot indent in YAML"),
    )
    .help(text!("gebruik spaties, twee per niveau", "use spaces, two per level"))
}

fn unclosed_quote(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::unclosed_quote",
        span,
        text!("dit aanhalingsteken wordt niet gesloten", "this quote is not closed"),
    )
    .help(text!(
        "zet hetzelfde aanhalingsteken aan het eind van de tekst; een langere tekst kan na `|` op ingesprongen regels",
        "put the same quote at the end of the text; a longer text can follow `|` on indented lines"
    ))
}

fn text_after_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::text_after_value",
        span,
        text!("na de waarde staat nog iets", "something follows the value"),
    )
    .help(text!(
        "zet de hele waarde tussen aanhalingstekens, of zet een opmerking achter ` #`",
        "put the whole value between quotes, or put a comment after ` #`"
    ))
}

fn unknown_escape(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::unknown_escape",
        span,
        text!(
            "een backslash heeft tussen dubbele aanhalingstekens een eigen betekenis, en deze bestaat niet",
            "a backslash has a meaning of its own between double quotes, and this one does not exist"
        ),
    )
    .help(text!("gebruik enkele aanhalingstekens: '…'", "use single quotes: '…'"))
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

fn unclosed_bracket(span: Span, open: char) -> Diagnostic {
    let close = closing(open);
    Diagnostic::error(
        "agreement::unclosed_bracket",
        span,
        text!("`{open}` wordt niet gesloten", "`{open}` is not closed"),
    )
    .help(text!(
        "zet `{close}` aan het eind; begint een tekst met `{open}`, zet hem dan tussen aanhalingstekens",
        "put `{close}` at the end; if a text begins with `{open}`, put it between quotes"
    ))
}

fn wrong_bracket(span: Span, open: char, close: char) -> Diagnostic {
    let right = closing(open);
    Diagnostic::error(
        "agreement::unclosed_bracket",
        span,
        text!("`{open}` wordt gesloten met `{close}`", "`{open}` is closed with `{close}`"),
    )
    .help(text!("sluit met `{right}`", "close with `{right}`"))
}

fn missing_comma(span: Span, open: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::missing_comma",
        span,
        text!("tussen haakjes ontbreekt hier een komma of een dubbele punt", "a comma or a colon is missing here between brackets"),
    )
    .also(open, text!("het haakje", "the bracket"))
    .help(text!(
        "schrijf `{{naam: waarde, naam: waarde}}` of `[waarde, waarde]`; zet een waarde met een komma erin tussen aanhalingstekens",
        "write `{{name: value, name: value}}` or `[value, value]`; put a value with a comma in it between quotes"
    ))
}

fn missing_colon(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::missing_colon",
        span,
        text!("na deze naam ontbreekt `: `", "`: ` is missing after this name"),
    )
    .help(text!(
        "schrijf `naam: waarde`, met een spatie na de dubbele punt",
        "write `name: value`, with a space after the colon"
    ))
}

fn missing_space(span: Span) -> Diagnostic {
    Diagnostic::error("agreement::missing_space", span, text!("hier ontbreekt een spatie", "a space is missing here"))
        .help(text!("schrijf `naam: waarde` en `- waarde`", "write `name: value` and `- value`"))
}

fn second_colon(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::second_colon",
        span,
        text!("een tweede dubbele punt op dezelfde regel", "a second colon on the same line"),
    )
    .help(text!(
        "zet de waarde tussen aanhalingstekens, of zet het tweede veld ingesprongen op een eigen regel",
        "put the value between quotes, or put the second field indented on a line of its own"
    ))
}

fn wrong_indentation(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::wrong_indentation",
        span,
        text!(
            "deze regel springt anders in dan de regels waar hij bij hoort",
            "this line is indented differently from the lines it belongs to"
        ),
    )
    .help(text!(
        "begin velden van dezelfde groep even ver van de kant, en springt twee spaties in voor wat eronder hoort",
        "start the fields of one group at the same distance, and indent what belongs under them by two spaces"
    ))
}

fn item_after_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::wrong_indentation",
        span,
        text!("een lijst begint op een eigen regel", "a list starts on a line of its own"),
    )
    .help(text!(
        "zet `- …` op de volgende regel, twee spaties verder",
        "put `- …` on the next line, two spaces further"
    ))
}

fn special_character(span: Span, character: char) -> Diagnostic {
    Diagnostic::error(
        "agreement::special_character",
        span,
        text!(
            "een waarde kan in YAML niet met `{character}` beginnen",
            "a value cannot begin with `{character}` in YAML"
        ),
    )
    .help(text!("zet de waarde tussen aanhalingstekens", "put the value between quotes"))
}

fn yaml_syntax(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::yaml_syntax",
        span,
        text!("hier klopt de YAML niet ({words})", "the YAML is not right here ({words})"),
    )
    .help(text!(
        "kijk naar aanhalingstekens, haakjes, dubbele punten en inspringen op deze regel en die ervoor",
        "look at quotes, brackets, colons and indentation on this line and the one before"
    ))
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    let most = limits::MAX_YAML_DEPTH;
    Diagnostic::error(
        "agreement::too_deep",
        span,
        text!("het bestand is meer dan {most} niveaus diep", "the file is more than {most} levels deep"),
    )
    .help(text!(
        "een afspraak heeft er hooguit tien: is dit het goede bestand?",
        "an agreement has ten at most: is this the right file?"
    ))
}

pub(super) fn too_many_nodes(span: Span) -> Diagnostic {
    let most = limits::MAX_YAML_NODES;
    Diagnostic::error(
        "agreement::too_many_values",
        span,
        text!("het bestand heeft meer dan {most} waarden", "the file has more than {most} values"),
    )
    .help(text!("splits het bestand", "split the file"))
}

pub(super) fn alias_bomb(span: Span) -> Diagnostic {
    let most = limits::MAX_YAML_NODES;
    Diagnostic::error(
        "agreement::too_many_values",
        span,
        text!(
            "met alle verwijzingen (`*…`) uitgeschreven heeft het bestand meer dan {most} waarden",
            "with all references (`*…`) written out, the file has more than {most} values"
        ),
    )
    .help(text!(
        "schrijf de waarden uit in plaats van ernaar te verwijzen",
        "write the values out instead of referring to them"
    ))
}

pub(super) fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::several_documents",
        span,
        text!("hier begint een tweede document in hetzelfde bestand", "a second document starts here in the same file"),
    )
    .help(text!(
        "haal `---` weg, of zet elke afspraak in een eigen bestand",
        "remove `---`, or put each agreement in a file of its own"
    ))
}

pub(super) fn empty_file(span: Span) -> Diagnostic {
    Diagnostic::error("agreement::empty_file", span, text!("het bestand is leeg", "the file is empty"))
        .help(text!("`toets new` geeft een sjabloon om in te vullen", "`toets new` prints a template to fill in"))
}

pub(super) fn duplicate_key(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::duplicate_key",
        second,
        text!("`{name}` staat er twee keer", "`{name}` is there twice"),
    )
    .here(text!("nog een keer", "again"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("laat een van de twee weg, of zet ze samen", "leave out one of the two, or join them"))
}

pub(super) fn comma_in_brackets(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::comma_in_brackets",
        span,
        text!(
            "tussen haakjes scheidt een komma twee waarden, ook in `{written}`",
            "between brackets a comma separates two values, also in `{written}`"
        ),
    )
    .help(text!(
        "is het één getal, zet het dan tussen aanhalingstekens; zijn het er twee, zet dan een spatie na de komma",
        "if it is one number, put it between quotes; if it is two, put a space after the comma"
    ))
}

pub(super) fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::merge_key",
        span,
        text!("`<<` (samenvoegen) leest toets niet", "toets does not read `<<` (merge)"),
    )
    .help(text!(
        "schrijf de velden uit, zodat bij elk cijfer te zien is waar het staat",
        "write the fields out, so that each figure shows where it stands"
    ))
}

pub(super) fn tag(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::error("agreement::tag", span, text!("`{tag}` leest toets niet", "toets does not read `{tag}`")).help(
        text!(
            "laat het weg; begint een tekst met `!`, zet hem dan tussen aanhalingstekens",
            "leave it out; if a text begins with `!`, put it between quotes"
        ),
    )
}

pub(super) fn key_not_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::key_not_text",
        span,
        text!("de naam van een veld is een woord of een jaar", "the name of a field is a word or a year"),
    )
    .help(text!("schrijf `naam: waarde`", "write `name: value`"))
}

pub(super) fn empty_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::empty_key",
        span,
        text!("voor de dubbele punt staat geen naam", "no name stands before the colon"),
    )
    .help(text!("schrijf `naam: waarde`", "write `name: value`"))
}

pub(super) fn unknown_alias(span: Span, alias: &str) -> Diagnostic {
    let name = alias.trim_start_matches('*');
    Diagnostic::error(
        "agreement::unknown_alias",
        span,
        text!(
            "`{alias}` verwijst naar niets: `&{name}` staat er niet voor",
            "`{alias}` refers to nothing: no `&{name}` stands before it"
        ),
    )
    .help(text!(
        "begint een tekst met `*`, zet hem dan tussen aanhalingstekens",
        "if a text begins with `*`, put it between quotes"
    ))
}

pub(super) fn recursive_alias(span: Span, alias: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::recursive_alias",
        span,
        text!(
            "`{alias}` verwijst naar iets waar het zelf in staat",
            "`{alias}` refers to something it stands in itself"
        ),
    )
    .help(text!("schrijf de waarde uit", "write the value out"))
}
