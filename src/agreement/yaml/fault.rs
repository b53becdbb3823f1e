//! What can be wrong with the YAML itself, in a reader's words: one constructor per fault.

use crate::diagnostic::Diagnostic;
use crate::lang::Text;
use crate::limits;
use crate::source::Span;
use crate::text;

pub(super) fn tab_indentation(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::tab_indentation",
        span,
        text!("een tab kan in YAML niet inspringen", "a tab cannot indent in YAML"),
    )
    .help(text!("gebruik spaties, twee per niveau", "use spaces, two per level"))
}

pub(super) fn unclosed_quote(span: Span) -> Diagnostic {
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

/// `'s-Hertogenbosch`: the apostrophe of a name is read as a quote.
pub(super) fn apostrophe(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::unclosed_quote",
        span,
        text!(
            "de apostrof van deze naam is gelezen als aanhalingsteken",
            "the apostrophe of this name is read as a quote"
        ),
    )
    .help(text!(
        "zet de naam tussen dubbele aanhalingstekens: `\"{name}\"`",
        "put the name between double quotes: `\"{name}\"`"
    ))
}

/// `'s-Hertogenbosch'`: closed, and so read without its apostrophe.
pub(super) fn lost_apostrophe(span: Span, read: &str) -> Diagnostic {
    Diagnostic::warning(
        "agreement::lost_apostrophe",
        span,
        text!(
            "hier staat nu `{read}`: de apostrof is gelezen als aanhalingsteken",
            "this now says `{read}`: the apostrophe is read as a quote"
        ),
    )
    .help(text!(
        "zet de hele naam tussen dubbele aanhalingstekens: `\"'{read}\"`",
        "put the whole name between double quotes: `\"'{read}\"`"
    ))
}

/// `Wijk #1`: what stands behind the space is a comment.
pub(super) fn hash_cuts(span: Span, read: &str, rest: &str) -> Diagnostic {
    Diagnostic::warning(
        "agreement::hash_cuts",
        span,
        text!(
            "hier staat nu `{read}`: wat na ` #` komt, is een opmerking",
            "this now says `{read}`: what follows ` #` is a comment"
        ),
    )
    .help(text!(
        "hoort het erbij, schrijf dan `\"{read} {rest}\"`; is het een opmerking, zet dan een spatie na `#`",
        "if it is part of the value, write `\"{read} {rest}\"`; if it is a comment, put a space after `#`"
    ))
}

/// A character that nobody sees, where it may not stand.
pub(super) fn unseen_character(span: Span, name: &Text) -> Diagnostic {
    let (nl, en) = (&name.nl, &name.en);
    Diagnostic::error(
        "agreement::special_character",
        span,
        text!("hier staat {nl}; dat kan YAML hier niet lezen", "this is {en}, which YAML cannot read here"),
    )
    .help(text!(
        "haal het teken weg, of typ er een gewone spatie voor in de plaats; het komt meestal mee bij het plakken uit een ander programma",
        "remove the character, or type an ordinary space in its place; it mostly comes along when text is pasted from another program"
    ))
}

pub(super) fn text_after_value(span: Span) -> Diagnostic {
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

pub(super) fn unknown_escape(span: Span) -> Diagnostic {
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

pub(super) fn unclosed_bracket(span: Span, open: char) -> Diagnostic {
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

pub(super) fn wrong_bracket(span: Span, open: char, close: char) -> Diagnostic {
    let right = closing(open);
    Diagnostic::error(
        "agreement::unclosed_bracket",
        span,
        text!("`{open}` wordt gesloten met `{close}`", "`{open}` is closed with `{close}`"),
    )
    .help(text!("sluit met `{right}`", "close with `{right}`"))
}

pub(super) fn missing_comma(span: Span, open: Span) -> Diagnostic {
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

pub(super) fn missing_colon(span: Span) -> Diagnostic {
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

pub(super) fn missing_space(span: Span) -> Diagnostic {
    Diagnostic::error("agreement::missing_space", span, text!("hier ontbreekt een spatie", "a space is missing here"))
        .help(text!(
            "schrijf `naam: waarde`, `- waarde` en ` # opmerking`",
            "write `name: value`, `- value` and ` # remark`"
        ))
}

pub(super) fn second_colon(span: Span) -> Diagnostic {
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

pub(super) fn wrong_indentation(span: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::wrong_indentation",
        span,
        text!(
            "deze regel springt anders in dan de regels waar hij bij hoort",
            "this line is indented differently from the lines it belongs to"
        ),
    )
    .help(text!(
        "begin velden van dezelfde groep even ver van de kant, en spring twee spaties in voor wat eronder hoort",
        "start the fields of one group at the same distance, and indent what belongs under them by two spaces"
    ))
}

pub(super) fn item_after_key(span: Span) -> Diagnostic {
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

pub(super) fn special_character(span: Span, character: char) -> Diagnostic {
    Diagnostic::error(
        "agreement::special_character",
        span,
        text!(
            "een naam of waarde kan in YAML niet met `{character}` beginnen",
            "a name or value cannot begin with `{character}` in YAML"
        ),
    )
    .help(text!("zet de waarde tussen aanhalingstekens", "put the value between quotes"))
}

pub(super) fn yaml_syntax(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::yaml_syntax",
        span,
        text!("hier klopt de YAML niet", "the YAML is not right here ({words})"),
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

pub(super) fn too_many_aliases(span: Span) -> Diagnostic {
    let most = limits::MAX_ALIASES;
    Diagnostic::error(
        "agreement::too_many_values",
        span,
        text!("het bestand verwijst meer dan {most} keer (`*…`)", "the file refers more than {most} times (`*…`)"),
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
