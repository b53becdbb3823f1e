//! The faults of the syntax stage, in a reader's words: one constructor per fault.
//!
//! Takes: what is wrong and where. Gives: a diagnostic with a code, a place and a next step. Never looks at the grammar;
//! `diagnose` finds out which fault it is.

use crate::diagnostic::Diagnostic;
use crate::lang::Text;
use crate::source::Span;
use crate::text;

/// Boxed, because every function of the parser carries it.
type Fault = Box<Diagnostic>;

fn error(code: &'static str, span: Span, message: Text) -> Diagnostic {
    Diagnostic::error(code, span, message)
}

/// Something that does not fit where it stands.
pub(super) fn unexpected(span: Span, found: &str, block: &Text, expected: &Text, help: Option<Text>) -> Fault {
    let message = Text::new(
        format!("`{found}` past hier niet in {}", block.nl),
        format!("`{found}` does not fit here in {}", block.en),
    );
    Box::new(error("syntax::unexpected", span, message).here(expecting(expected)).maybe_help(help))
}

/// A block that ends too early. `span` is its last word.
pub(super) fn unfinished(span: Span, block: &Text, expected: &Text) -> Fault {
    let message = Text::new(format!("{} is niet af", block.nl), format!("{} is not finished", block.en));
    let here = Text::new(format!("hierna verwacht: {}", expected.nl), format!("expected after this: {}", expected.en));
    Box::new(error("syntax::unfinished", span, message).here(here))
}

fn expecting(expected: &Text) -> Text {
    Text::new(format!("verwacht: {}", expected.nl), format!("expected: {}", expected.en))
}

/// A tree of another shape than the grammar's: a fault of the parser itself.
pub(super) fn unreadable(span: Span) -> Fault {
    Box::new(error("syntax::unexpected", span, text!("dit blok is niet te lezen", "this block cannot be read")))
}

/// A line that starts with a word that no block starts with.
pub(super) fn unknown_block(span: Span, word: &str, meant: Option<&str>, all: &Text) -> Fault {
    let message = text!("`{word}` begint geen blok", "`{word}` does not start a block");
    let help = match meant {
        Some(meant) => text!("bedoel je `{meant}`?", "did you mean `{meant}`?"),
        None => Text::new(format!("een blok begint met {}", all.nl), format!("a block starts with {}", all.en)),
    };
    Box::new(error("syntax::unknown_block", span, message).help(help))
}

/// A clause at the beginning of a line, where only blocks start.
pub(super) fn not_indented(span: Span, word: &str) -> Fault {
    let message = text!(
        "`{word}` hoort bij het blok erboven en moet inspringen",
        "`{word}` belongs to the block above it and must be indented"
    );
    let help = text!("zet twee spaties voor deze regel", "put two spaces before this line");
    Box::new(error("syntax::not_indented", span, message).help(help))
}

/// A block that is indented, and so became part of the one above it.
pub(super) fn block_indented(span: Span, word: &str, block: &Text) -> Fault {
    let message =
        text!("`{word}` begint een nieuw blok, maar springt in", "`{word}` starts a new block, but is indented");
    let here = Text::new(format!("dit hoort nu bij {}", block.nl), format!("this is now part of {}", block.en));
    let help = text!("haal de spaties voor `{word}` weg", "remove the spaces before `{word}`");
    Box::new(error("syntax::block_indented", span, message).here(here).help(help))
}

/// A word where a clause should start.
pub(super) fn unknown_clause(span: Span, word: &str, block: &Text, meant: Option<&str>, expected: &Text) -> Fault {
    let message = Text::new(format!("{} kent geen `{word}`", block.nl), format!("{} has no `{word}`", block.en));
    let help = meant.map(|meant| text!("bedoel je `{meant}`?", "did you mean `{meant}`?"));
    Box::new(error("syntax::unknown_clause", span, message).here(expecting(expected)).maybe_help(help))
}

/// A string without its closing quote.
pub(super) fn unclosed_string(span: Span, quote: char) -> Fault {
    let message = text!("deze tekst heeft geen sluitend aanhalingsteken", "this text has no closing quote");
    let help = if quote == '"' {
        text!(
            "zet `\"` achter de tekst; een aanhalingsteken in een tekst schrijf je als `\\\"`",
            "put `\"` after the text; a quote within a text is written `\\\"`"
        )
    } else {
        text!("zet `{quote}` achter de waarde", "put `{quote}` after the value")
    };
    Box::new(error("syntax::unclosed_string", span, message).here(text!("begint hier", "starts here")).help(help))
}

/// A backslash in a string before a character that needs none.
pub(super) fn bad_escape(span: Span, escape: &str) -> Fault {
    let message = text!("`{escape}` heeft in een tekst geen betekenis", "`{escape}` has no meaning in a text");
    let help = text!(
        "schrijf `\\\"` voor een aanhalingsteken, `\\n` voor een nieuwe regel en `\\\\` voor `\\`",
        "write `\\\"` for a quote, `\\n` for a new line and `\\\\` for `\\`"
    );
    Box::new(error("syntax::bad_escape", span, message).help(help))
}

/// A number in another notation than the Dutch one.
pub(super) fn decimal_point(span: Span, written: &str, meant: &str) -> Fault {
    let message = text!(
        "`{written}` is geen Nederlands getal: decimalen krijgen een komma, duizendtallen een punt",
        "`{written}` is no Dutch number: decimals take a comma, thousands a point"
    );
    let help = text!("schrijf {meant}", "write {meant}");
    Box::new(error("syntax::decimal_point", span, message).help(help))
}

/// A word of the language where a name should be.
pub(super) fn keyword_as_name(span: Span, word: &str) -> Fault {
    let message = text!(
        "`{word}` is een woord van de taal en kan geen naam zijn",
        "`{word}` is a word of the language and cannot be a name"
    );
    let help = text!("kies een andere naam, zoals `{word}_1`", "choose another name, such as `{word}_1`");
    Box::new(error("syntax::keyword_as_name", span, message).help(help))
}

/// A notation of another language.
pub(super) fn foreign_notation(span: Span, written: &str, meant: &str) -> Fault {
    let message = text!("`{written}` kent deze taal niet", "this language has no `{written}`");
    let help = text!("schrijf `{meant}`", "write `{meant}`");
    Box::new(error("syntax::foreign_notation", span, message).help(help))
}

/// A construct that the language no longer has.
pub(super) fn removed(span: Span, written: &str, instead: Text) -> Fault {
    let message = text!("`{written}` kent de taal niet meer", "the language no longer has `{written}`");
    Box::new(error("syntax::removed", span, message).help(instead))
}

/// `engels "…"` behind a Dutch text.
pub(super) fn english_here(span: Span, block: &Text) -> Fault {
    let message = text!(
        "Engels staat niet tussen het Nederlands, maar in een blok van zichzelf",
        "English does not stand between the Dutch, but in a block of its own"
    );
    let name = block.nl.trim_matches('`');
    let help = text!(
        "zet het in een bestand ernaast, dat eindigt op .engels.regels: `engels {name}`, met daaronder elke tekst achter dezelfde woorden als hier",
        "put it in a file beside this one that ends in .engels.regels: `engels {name}`, and below that each text behind the same words as here"
    );
    Box::new(error("syntax::english_here", span, message).help(help))
}

/// `a < b < c`
pub(super) fn chained_comparison(span: Span, op: &str) -> Fault {
    let message =
        text!("een vergelijking heeft twee kanten; dit is een derde", "a comparison has two sides; this is a third");
    let help = if op.starts_with("in") {
        text!("schrijf er `en` tussen: `a < b en b in (…)`", "put `en` between them: `a < b en b in (…)`")
    } else {
        text!("schrijf twee vergelijkingen: `a {op} b en b {op} c`", "write two comparisons: `a {op} b en b {op} c`")
    };
    Box::new(error("syntax::chained_comparison", span, message).help(help))
}

/// A part that may be given once, given again.
pub(super) fn given_twice(span: Span, written: &str) -> Fault {
    let word = written.split_whitespace().next().unwrap_or("");
    let message = text!("`{word}` staat er al", "`{word}` is there already");
    let help = text!("laat een van de twee weg", "leave one of the two out");
    Box::new(error("syntax::given_twice", span, message).help(help))
}

/// Nesting beyond the limit.
pub(super) fn too_deep(span: Span) -> Fault {
    let most = crate::limits::MAX_EXPR_DEPTH;
    let message = text!("deze uitdrukking is dieper dan {most} lagen", "this expression is deeper than {most} levels");
    let help = text!("geef delen een naam onder `waarbij`", "give parts a name under `waarbij`");
    Box::new(error("syntax::too_deep", span, message).help(help))
}

/// A block with more in it than is parsed. `span` is its first word.
pub(super) fn block_too_long(span: Span) -> Fault {
    let most = crate::limits::MAX_BLOCK_WORDS;
    let message = text!(
        "dit blok heeft meer dan {most} woorden en tekens; zoveel leest toets niet in één blok",
        "this block has more than {most} words and signs; toets does not read that many in one block"
    );
    let help = text!(
        "verdeel het over meer blokken: een regel over meer regels, een object met `uitbreiding`",
        "spread it over more blocks: a rule over several rules, an object with `uitbreiding`"
    );
    Box::new(error("limit::block_too_long", span, message).help(help))
}

/// A file with more in it than a ruleset may have.
pub(super) fn file_too_long(span: Span) -> Diagnostic {
    let most = crate::limits::MAX_RULESET_WORDS;
    let message = text!(
        "dit bestand heeft meer dan {most} woorden en tekens; zoveel regels leest toets niet",
        "this file has more than {most} words and signs; toets does not read that many rules"
    );
    let help = text!(
        "verdeel de regels over meer regelsets, en toets met elk apart",
        "spread the rules over several rulesets, and check with each of them"
    );
    error("limit::file_too_long", span, message).help(help)
}

/// A type nested beyond the limit.
pub(super) fn type_too_deep(span: Span) -> Fault {
    let most = crate::limits::MAX_TYPE_DEPTH;
    let message = text!("dit type is dieper dan {most} lagen", "this type is deeper than {most} levels");
    let help = text!("geef wat erin zit een eigen `object`", "give what it holds an `object` of its own");
    Box::new(error("syntax::too_deep", span, message).help(help))
}

/// A number with more digits than any amount has.
pub(super) fn too_many_digits(span: Span) -> Fault {
    let most = crate::limits::MAX_DIGITS;
    let message = text!("dit getal heeft meer dan {most} cijfers", "this number has more than {most} digits");
    let help = text!(
        "controleer het getal; geen bedrag of aantal is zo groot",
        "check the number; no amount or count is that large"
    );
    Box::new(error("syntax::too_many_digits", span, message).help(help))
}

/// A date that the calendar does not have.
pub(super) fn no_such_date(span: Span, written: &str) -> Fault {
    let message = text!("de datum {written} bestaat niet", "the date {written} does not exist");
    let help = text!("een datum is jaar-maand-dag: 2026-07-01", "a date is year-month-day: 2026-07-01");
    Box::new(error("syntax::no_such_date", span, message).help(help))
}

/// `{` without `}` or the other way round.
pub(super) fn lonely_brace(span: Span, brace: char) -> Fault {
    let (message, help) = if brace == '{' {
        (
            text!("deze `{{` wordt niet gesloten", "this `{{` is not closed"),
            text!(
                "zet `}}` achter de waarde; een accolade in de tekst schrijf je dubbel: `{{{{`",
                "put `}}` after the value; a brace in the text is doubled: `{{{{`"
            ),
        )
    } else {
        (
            text!("deze `}}` sluit niets af", "this `}}` closes nothing"),
            text!("een accolade in de tekst schrijf je dubbel: `}}}}`", "a brace in the text is doubled: `}}}}`"),
        )
    };
    Box::new(error("syntax::lonely_brace", span, message).help(help))
}

/// `{}`
pub(super) fn empty_braces(span: Span) -> Fault {
    let message = text!("hier staat geen waarde tussen de accolades", "there is no value between these braces");
    let help = text!(
        "zet er een waarde tussen, zoals `{{gemeente.naam}}`, of laat ze weg",
        "put a value between them, such as `{{gemeente.naam}}`, or leave them out"
    );
    Box::new(error("syntax::empty_braces", span, message).help(help))
}
