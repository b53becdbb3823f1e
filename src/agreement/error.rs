//! What can be wrong with what an agreement says: one constructor per fault.

use crate::agreement::notation::DateFault;
use crate::diagnostic::{Diagnostic, Severity, few_names};
use crate::lang::{self, Text};
use crate::limits;
use crate::source::Span;
use crate::text;

/// The code of a field that the ruleset does not know.
pub const UNKNOWN_FIELD: &str = "agreement::unknown_field";

/// The code of more errors than are shown.
pub(super) const MORE_ERRORS: &str = "agreement::more_errors";

// --- fields ----------------------------------------------------------------------------------------------------------------

/// What the reader may have meant by an unknown name.
#[derive(Debug, Default)]
pub(super) struct Hints<'a> {
    /// The closest name that fits here.
    pub(super) meant: Option<&'a str>,
    /// Where this name exists below here: what is not indented far enough.
    pub(super) below: Vec<String>,
    /// Where this name does exist.
    pub(super) elsewhere: Vec<String>,
    /// The names that fit here.
    pub(super) known: Vec<&'a str>,
}

pub(super) fn unknown_field(key: Span, name: &str, owner: &Text, hints: &Hints<'_>) -> Diagnostic {
    let list = |places: &[String]| few_names(places.iter().map(String::as_str), MOST_NAMES);
    let help = match (hints.meant, hints.below.as_slice(), hints.elsewhere.as_slice()) {
        (Some(meant), _, _) => text!("bedoelt u `{meant}`?", "did you mean `{meant}`?"),
        (None, [], []) => known_names(&hints.known),
        (None, [], places) => {
            let here = known_names(&hints.known);
            let (nl, en) = (here.nl, here.en);
            // A field of the root has no path but its name.
            let (top, deeper): (Vec<String>, Vec<String>) =
                places.iter().cloned().partition(|p| p.trim_end_matches("[]") == name);
            let places = list(&deeper);
            match (top.is_empty(), deeper.is_empty()) {
                (true, _) => text!("`{name}` bestaat wel als {places}; {nl}", "`{name}` does exist as {places}; {en}"),
                (false, true) => text!(
                    "`{name}` bestaat wel bovenaan het bestand, zonder inspringen; {nl}",
                    "`{name}` does exist at the top of the file, not indented; {en}"
                ),
                (false, false) => text!(
                    "`{name}` bestaat wel bovenaan het bestand, zonder inspringen, en als {places}; {nl}",
                    "`{name}` does exist at the top of the file, not indented, and as {places}; {en}"
                ),
            }
        }
        (None, places, _) => {
            let places = list(places);
            text!(
                "`{name}` hoort hieronder, als {places}; spring het verder in dan het veld waar het bij hoort",
                "`{name}` belongs below this, as {places}; indent it further than the field that it is part of"
            )
        }
    };
    let help = name.chars().find_map(lang::unseen).map_or(help, |unseen| look_for(&unseen));
    let (nl, en) = (&owner.nl, &owner.en);
    Diagnostic::error(UNKNOWN_FIELD, key, text!("{nl} heeft geen veld `{name}`", "{en} has no field `{name}`"))
        .help(help)
}

const MOST_NAMES: usize = 14;

fn known_names(names: &[&str]) -> Text {
    let list = few_names(names.iter().copied(), MOST_NAMES);
    text!("hier kan: {list}", "possible here: {list}")
}

pub(super) fn missing_field(at: Span, name: &str, meaning: &Text, owner: &Text, empty: bool) -> Diagnostic {
    let (nl, en) = (&owner.nl, &owner.en);
    let message = if empty {
        text!("`{name}` is leeg, en is verplicht voor {nl}", "`{name}` is empty, and {en} requires it")
    } else {
        text!("bij {nl} ontbreekt `{name}`", "`{name}` is missing for {en}")
    };
    let (nl, en) = (&meaning.nl, &meaning.en);
    Diagnostic::error("agreement::missing_field", at, message)
        .help(text!("voeg toe: `{name}: …` ({nl})", "add: `{name}: …` ({en})"))
}

/// Help for a text with a character in it that nobody sees.
pub(super) fn look_for(unseen: &Text) -> Text {
    let (nl, en) = (&unseen.nl, &unseen.en);
    text!(
        "er staat {nl} in; typ deze regel opnieuw, zonder te plakken",
        "it holds {en}; type this line again, without pasting"
    )
}

/// What people write where something is still to be filled in.
pub(super) fn placeholder(at: Span, written: &str) -> Diagnostic {
    let message = text!(
        "`{written}` is nog in te vullen; het telt als niet vermeld",
        "`{written}` is still to be filled in; it counts as not stated"
    );
    Diagnostic { severity: Severity::Note, ..Diagnostic::error("agreement::placeholder", at, message) }
}

// --- types and units -------------------------------------------------------------------------------------------------------

pub(super) fn wrong_type(at: Span, expected: &Text, example: &str, found: &Text) -> Diagnostic {
    let message = Text::new(
        format!("hier hoort {}, en er staat {}", expected.nl, found.nl),
        format!("this should be {}, but it is {}", expected.en, found.en),
    );
    Diagnostic::error("agreement::wrong_type", at, message).maybe_help(as_in(example))
}

fn as_in(example: &str) -> Option<Text> {
    (!example.is_empty()).then(|| text!("schrijf bijvoorbeeld {example}", "write for example {example}"))
}

pub(super) fn wrong_unit(at: Span, expected: &Text, example: &str, found: &Text) -> Diagnostic {
    Diagnostic { code: "agreement::wrong_unit", ..wrong_type(at, expected, example, found) }
}

/// `10 per jaar`: the years have places of their own; figures that add up may also be stated as a total.
pub(super) fn under_each_year(adds_up: bool) -> Text {
    if adds_up {
        text!(
            "schrijf `{{jaarlijks: …}}`, of het totaal over alle jaren",
            "write `{{jaarlijks: …}}`, or the total over all years"
        )
    } else {
        text!(
            "schrijf `{{jaarlijks: …}}`, of zet de waarde bij elk jaar: `{{2026: …, 2027: …}}`",
            "write `{{jaarlijks: …}}`, or put the value under each year: `{{2026: …, 2027: …}}`"
        )
    }
}

pub(super) fn not_a_list(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::not_a_list",
        at,
        text!("`{name}` is een lijst, en hier staat één onderdeel", "`{name}` is a list, but this is one item"),
    )
    .help(text!(
        "zet voor elk onderdeel `- `, ook als het er één is",
        "put `- ` before each item, also if there is only one"
    ))
}

pub(super) fn not_whole(at: Span, written: &str, what: &Text) -> Diagnostic {
    let (nl, en) = (&what.nl, &what.en);
    Diagnostic::error(
        "agreement::not_whole",
        at,
        text!("{nl} is een heel getal, en er staat `{written}`", "{en} is a whole number, but it is `{written}`"),
    )
    .help(text!("schrijf een heel getal, of een grens: `circa 120`", "write a whole number, or a bound: `circa 120`"))
}

pub(super) fn negative_count(at: Span, written: &str, what: &Text) -> Diagnostic {
    let (nl, en) = (&what.nl, &what.en);
    Diagnostic::error(
        "agreement::negative_count",
        at,
        text!("{nl} is niet kleiner dan nul, en er staat `{written}`", "{en} is not below zero, but it is `{written}`"),
    )
    .help(text!("schrijf het getal zonder minteken", "write the number without a minus sign"))
}

/// `at`: where it starts.
pub(super) fn value_too_long(at: Span) -> Diagnostic {
    let most = limits::MAX_VALUE_BYTES;
    Diagnostic::error(
        "agreement::value_too_long",
        at,
        text!("hier begint een waarde van meer dan {most} bytes", "a value of more than {most} bytes starts here"),
    )
    .help(text!(
        "kort de tekst in, of verwijs naar het stuk waar hij in staat; staat er ergens een aanhalingsteken te veel?",
        "shorten the text, or refer to the document that it stands in; is there a quote too many somewhere?"
    ))
}

pub(super) fn number_too_long(at: Span) -> Diagnostic {
    let most = limits::MAX_DIGITS;
    Diagnostic::error(
        "agreement::number_too_long",
        at,
        text!("een getal van meer dan {most} cijfers", "a number of more than {most} digits"),
    )
    .help(text!("kijk of er twee getallen aan elkaar staan", "see whether two numbers have run together"))
}

pub(super) fn ambiguous_notation(at: Span, written: &str, a: &str, b: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::ambiguous_notation",
        at,
        text!(
            "`{written}` is op twee manieren te lezen: `{a}` of `{b}`",
            "`{written}` has two readings: `{a}` or `{b}`"
        ),
    )
    .help(text!("schrijf `{a}` of `{b}`", "write `{a}` or `{b}`"))
}

pub(super) fn unknown_choice(at: Span, written: &str, what: &Text, meant: Option<&str>, choices: &str) -> Diagnostic {
    let (nl, en) = (&what.nl, &what.en);
    let help = match meant {
        Some(meant) => {
            text!("bedoelt u `{meant}`? Kies uit {choices}", "did you mean `{meant}`? Choose from {choices}")
        }
        None => text!("kies uit {choices}", "choose from {choices}"),
    };
    Diagnostic::error(
        "agreement::unknown_choice",
        at,
        text!("`{written}` is geen bekende waarde voor {nl}", "`{written}` is no known value for {en}"),
    )
    .help(help)
}

// --- bounds ----------------------------------------------------------------------------------------------------------------

pub(super) fn wrong_bounds(keys: &[(Span, &str)], at: Span) -> Diagnostic {
    let names = few_names(keys.iter().map(|(_, name)| *name), MOST_NAMES);
    let mut places = keys.iter().map(|(span, _)| *span);
    let first = places.next().unwrap_or(at);
    let message = match keys {
        [(_, "van")] => text!("`van` zonder `tot` is geen grens", "`van` without `tot` is no bound"),
        [(_, "tot")] => text!("`tot` zonder `van` is geen grens", "`tot` without `van` is no bound"),
        _ => text!("{names} is samen geen grens", "{names} is no bound together"),
    };
    let fault = Diagnostic::error("agreement::wrong_bounds", first, message);
    places.fold(fault, |fault, place| fault.also(place, Text::default())).help(text!(
        "gebruik één van: `waarde`, `minimaal`, `maximaal`, `circa`, `minimaal` met `maximaal`, `van` met `tot`",
        "use one of: `waarde`, `minimaal`, `maximaal`, `circa`, `minimaal` with `maximaal`, `van` with `tot`"
    ))
}

/// `circa 40 tot 60`: a word for a bound before what is a range by itself.
pub(super) fn bound_before_range(at: Span, written: &str, range: &str) -> Diagnostic {
    let message = text!(
        "`{written}` is samen geen grens: `{range}` is zelf al een bereik",
        "`{written}` is no bound together: `{range}` is a range by itself"
    );
    Diagnostic::error("agreement::wrong_bounds", at, message)
        .help(text!("schrijf `{range}`, of één getal met dat woord", "write `{range}`, or one number with that word"))
}

/// `keys`: where the value can be put.
pub(super) fn no_value(at: Span, expected: &Text, keys: &str) -> Diagnostic {
    let (nl, en) = (&expected.nl, &expected.en);
    Diagnostic::error("agreement::no_value", at, text!("hier ontbreekt {nl}", "{en} is missing here"))
        .help(text!("zet de waarde onder {keys}", "put the value under {keys}"))
}

pub(super) fn reversed_range(at: Span, from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::reversed_range",
        at,
        text!("`{from}` is meer dan `{to}`", "`{from}` is more than `{to}`"),
    )
    .help(text!("schrijf het kleinste getal eerst", "write the smallest number first"))
}

pub(super) fn no_margin(at: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::no_margin",
        at,
        text!("deze regelset zegt niet hoe ruim `circa` is", "this ruleset does not say how wide `circa` is"),
    )
    .help(text!("schrijf een bereik: `{{van: 90, tot: 110}}`", "write a range: `{{van: 90, tot: 110}}`"))
}

pub(super) fn circa_year(at: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::no_margin",
        at,
        text!("`circa` heeft bij een jaar geen vaste marge", "`circa` has no fixed margin for a year"),
    )
    .help(text!("schrijf een bereik: `2028 t/m 2029`", "write a range: `2028 t/m 2029`"))
}

/// A part that is more than what it is a part of.
pub(super) fn part_exceeds_whole(part: (Span, &str), whole: (Span, &str)) -> Diagnostic {
    let ((at, part), (of, whole)) = (part, whole);
    Diagnostic::error(
        "agreement::part_exceeds_whole",
        at,
        text!(
            "`{part}` is meer dan `{whole}`, waar het een deel van is",
            "`{part}` is more than `{whole}`, which it is a part of"
        ),
    )
    .here(text!("het deel", "the part"))
    .also(of, text!("het geheel", "the whole"))
    .help(text!("verbeter een van beide cijfers", "correct one of the two figures"))
}

// --- dates and years -------------------------------------------------------------------------------------------------------

pub(super) fn date_fault(
    at: Span,
    written: &str,
    fault: &DateFault,
    expected: &Text,
    example: &str,
    found: &Text,
) -> Diagnostic {
    match fault {
        DateFault::Form => wrong_type(at, expected, example, found),
        DateFault::Impossible => Diagnostic::error(
            "agreement::impossible_date",
            at,
            text!("`{written}` is geen dag die bestaat", "`{written}` is no day that exists"),
        )
        .help(text!(
            "kijk naar de dag en de maand; de dag staat voor de maand: `1-7-2026`",
            "look at the day and the month; the day comes before the month: `1-7-2026`"
        )),
        DateFault::NoDay => Diagnostic::error(
            "agreement::no_day",
            at,
            text!(
                "`{written}` is een maand, en hier hoort een dag",
                "`{written}` is a month, but this should be a day"
            ),
        )
        .help(text!("schrijf ook de dag: `1-7-2026`", "write the day too: `1-7-2026`")),
        DateFault::FarYear(year) => Diagnostic::error(
            "agreement::not_a_year",
            at,
            text!("het jaar {year} ligt te ver van nu", "the year {year} is too far from now"),
        )
        .help(years_possible()),
        DateFault::Ambiguous(a, b) => ambiguous_notation(at, written, a, b),
        DateFault::Reversed => Diagnostic::error(
            "agreement::reversed_range",
            at,
            text!("`{written}` eindigt voor het begint", "`{written}` ends before it begins"),
        )
        .help(text!("schrijf het eerste jaar of de eerste dag eerst", "write the first year or day first")),
    }
}

pub(super) fn not_a_year(at: Span, written: &str) -> Diagnostic {
    Diagnostic::error("agreement::not_a_year", at, text!("`{written}` is geen jaar", "`{written}` is no year"))
        .help(years_possible())
}

fn years_possible() -> Text {
    let (first, last) = (limits::YEARS.start(), limits::YEARS.end());
    text!(
        "schrijf een jaar van {first} t/m {last} in vier cijfers",
        "write a year from {first} to {last} in four digits"
    )
}

pub(super) fn key_not_a_year(at: Span, written: &str) -> Diagnostic {
    Diagnostic::error("agreement::not_a_year", at, text!("`{written}` is geen jaar", "`{written}` is no year")).help(
        text!(
            "zet bij elk jaar een waarde (`2026: …`), of het geheel onder `totaal`",
            "put a value under each year (`2026: …`), or the whole under `totaal`"
        ),
    )
}

pub(super) fn year_outside_period(at: Span, year: i32, period: (i32, i32), stated: Span) -> Diagnostic {
    let (first, last) = period;
    let (nl, en) = if first == last {
        (first.to_string(), first.to_string())
    } else {
        (format!("{first} t/m {last}"), format!("{first} to {last}"))
    };
    let message = text!("{year} valt buiten de periode {nl}", "{year} is outside the period {en}");
    Diagnostic::error("agreement::year_outside_period", at, message)
        .also(stated, text!("de periode", "the period"))
        .help(text!("verbeter het jaar, of de periode", "correct the year, or the period"))
}

/// `2026-2028: 90` for what adds up, where the table covers other years.
pub(super) fn part_of_the_period(at: Span, written: &str, period: Option<(i32, i32)>) -> Diagnostic {
    let help = match period {
        Some((first, last)) => text!(
            "zet bij elk jaar een aantal, of het geheel over {first} t/m {last} onder `totaal`",
            "put a number under each year, or the whole over {first} to {last} under `totaal`"
        ),
        None => text!("zet bij elk jaar een aantal", "put a number under each year"),
    };
    let message = text!(
        "een aantal over `{written}` is niet over de jaren te verdelen",
        "a number over `{written}` cannot be divided over the years"
    );
    Diagnostic::error("agreement::part_of_the_period", at, message).help(help)
}

/// `jaarlijks` where no period says which years those are.
pub(super) fn yearly_without_period(at: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::no_value",
        at,
        text!(
            "`jaarlijks` zonder periode zegt niet welke jaren",
            "`jaarlijks` without a period does not say which years"
        ),
    )
    .help(text!("vul `periode` in, of noem de jaren: `2026: …`", "fill in `periode`, or name the years: `2026: …`"))
}

/// A year with two values in one table.
pub(super) fn year_twice(at: Span, first: Span, year: i32) -> Diagnostic {
    Diagnostic::error(
        "agreement::duplicate_key",
        at,
        text!("{year} heeft hier twee waarden", "{year} has two values here"),
    )
    .here(text!("nog een keer", "again"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("noem elk jaar één keer", "name each year once"))
}

pub(super) fn too_many_spread(at: Span) -> Diagnostic {
    let most = limits::MAX_SPREAD_FACTS;
    Diagnostic::error(
        "agreement::too_many_values",
        at,
        text!(
            "waarden voor meer jaren tegelijk geven samen meer dan {most} gegevens",
            "values for several years at once give more than {most} facts together"
        ),
    )
    .help(text!("splits het bestand, of kort de periode in", "split the file, or shorten the period"))
}

// --- other files -----------------------------------------------------------------------------------------------------------

/// Why a file that is referred to gives no tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It does not exist; with the path that was likely meant.
    Missing(Option<String>),
    /// It may be anyone's: it is no part of the repository of the file that names it. With why, in words that follow its name.
    OutOfReach(Text),
    /// It is no agreement. With why, in words that follow its name.
    NoAgreement(Text),
    /// It cannot be read, and why.
    Unreadable(Text),
    /// It was read, and is no text that an agreement can be made of. Its lines are not shown: who knows what it is.
    Broken,
}

pub(super) fn unread_reference(place: Span, path: &str, why: Unread) -> Diagnostic {
    match why {
        Unread::Missing(near) => {
            let message = text!("het bestand `{path}` bestaat niet", "the file `{path}` does not exist");
            let help = near.map_or_else(
                || {
                    text!(
                        "het pad telt vanaf de map van dit bestand; kijk naam en map na",
                        "the path counts from the folder of this file; check name and folder"
                    )
                },
                |near| text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
            );
            Diagnostic::error("agreement::missing_reference", place, message).help(help)
        }
        Unread::OutOfReach(Text { nl, en }) => Diagnostic::error(
            "agreement::reference_outside",
            place,
            text!("het bestand `{path}` {nl}", "the file `{path}` {en}"),
        )
        .help(text!(
            "verwijs naar een bestand dat bij dezelfde repository hoort",
            "refer to a file that is part of the same repository"
        )),
        Unread::NoAgreement(Text { nl, en }) => Diagnostic::error(
            "agreement::not_an_agreement",
            place,
            text!("het bestand `{path}` {nl}", "the file `{path}` {en}"),
        )
        .help(text!("verwijs naar het bestand van een afspraak", "refer to the file of an agreement")),
        Unread::Unreadable(why) => {
            let (nl, en) = (why.nl, why.en);
            Diagnostic::error(
                "agreement::unreadable_reference",
                place,
                text!("het bestand `{path}` is niet te lezen: {nl}", "the file `{path}` cannot be read: {en}"),
            )
            .help(text!("kijk na of u het bestand mag lezen", "check that you may read the file"))
        }
        Unread::Broken => Diagnostic::error(
            "agreement::broken_reference",
            place,
            text!(
                "het bestand `{path}` is niet als afspraak te lezen",
                "the file `{path}` cannot be read as an agreement"
            ),
        )
        .help(text!(
            "toets dat bestand zelf: dan staan zijn fouten erbij",
            "check that file by itself: then its errors are shown"
        )),
    }
}

pub(super) fn reference_cycle(place: Span, path: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        "agreement::reference_cycle",
        place,
        text!("`{path}` verwijst terug naar zichzelf", "`{path}` leads back to itself"),
    )
    .here(text!("komt terug bij een bestand dat al meedoet", "comes back to a file that takes part already"))
    .also(first, text!("van hier ging het verder", "it went on from here"))
    .help(text!(
        "laat een van beide verwijzingen weg: een kader verwijst niet naar zijn jaarschijf",
        "leave out one of the two references: a framework does not refer to its annual part"
    ))
}

pub(super) fn too_many_references(place: Span) -> Diagnostic {
    let (most, deep) = (limits::MAX_REFERRED_FILES, limits::MAX_REFERENCE_DEPTH);
    Diagnostic::error(
        "agreement::too_many_references",
        place,
        text!(
            "een afspraak verwijst naar ten hoogste {most} bestanden, ten hoogste {deep} achter elkaar",
            "an agreement refers to at most {most} files, at most {deep} in a row"
        ),
    )
    .help(text!("verwijs rechtstreeks naar het bestand dat nodig is", "refer directly to the file that is needed"))
}

pub(super) fn reference_not_read(place: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::reference_not_read",
        place,
        text!("`{path}` is hier niet te lezen", "`{path}` cannot be read here"),
    )
    .help(text!(
        "schrijf die afspraak hier zelf uit, of toets met `toets check`, dat de bestanden erbij haalt",
        "write that agreement out here, or check with `toets check`, which gets the files"
    ))
}

/// Two files that belong together state different values; the nearer one counts.
pub(super) fn conflicting_documents(near: Span, far: Span, path: &str) -> Diagnostic {
    Diagnostic::warning(
        "agreement::conflicting_documents",
        near,
        text!(
            "twee bestanden die bij elkaar horen zeggen iets anders over `{path}`",
            "two files that belong together say different things about `{path}`"
        ),
    )
    .here(text!("dit telt", "this counts"))
    .also(far, text!("dit telt niet", "this does not count"))
    .help(text!(
        "maak beide gelijk, of haal het weg uit het bestand waarnaar wordt verwezen",
        "make both the same, or take it out of the file that is referred to"
    ))
}

/// Two lists without names to match their items by; the nearer one counts.
pub(super) fn unmatched_lists(near: Span, far: Span, path: &str) -> Diagnostic {
    Diagnostic::warning(
        "agreement::unmatched_lists",
        near,
        text!(
            "twee lijsten onder `{path}` zijn niet samen te voegen: hun onderdelen hebben geen naam",
            "two lists under `{path}` cannot be joined: their items have no names"
        ),
    )
    .here(text!("deze lijst telt", "this list counts"))
    .also(far, text!("deze niet", "this one does not"))
    .help(text!("zet alles in een van beide bestanden", "put all of it in one of the two files"))
}
