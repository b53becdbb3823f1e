//! The faults of a ruleset, one constructor each.
//!
//! Every code here has a page in `docs/codes/check/` and a bad fixture in `tests/fixtures/check/bad/`.

mod english;
mod layers;

pub(crate) use english::*;
pub(crate) use layers::*;

use crate::diagnostic::Diagnostic;
use crate::lang::Text;
use crate::limits::MAX_LABELS;
use crate::source::Span;
use crate::text;

/// Most names that a message lists.
pub(crate) const MOST_NAMES: usize = 30;

fn suggestion(found: Option<&str>) -> Option<Text> {
    found.map(|s| text!("bedoelde u `{s}`?", "did you mean `{s}`?"))
}

/// One side of a fault: where it stands, what it is, and where that was declared.
pub(crate) struct Side {
    pub(crate) span: Span,
    pub(crate) text: Text,
    pub(crate) declared: Option<Span>,
}

impl Side {
    fn show(self, d: Diagnostic) -> Diagnostic {
        Side::show_declared(self.declared, d.also(self.span, self.text))
    }

    fn show_declared(declared: Option<Span>, d: Diagnostic) -> Diagnostic {
        match declared {
            Some(at) if d.labels.iter().all(|l| l.span != at) => {
                d.also(at, text!("hier gedeclareerd", "declared here"))
            }
            _ => d,
        }
    }
}

/// A name that nothing declares.
pub(crate) fn unknown_name(span: Span, name: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error("check::unknown_name", span, text!("`{name}` is nergens gedefinieerd", "`{name}` is not defined"))
        .help(suggestion(suggest).unwrap_or_else(|| {
            text!(
                "definieer het met `waarbij`, of als `parameter`, of begin bij `afspraak.`",
                "define it with `waarbij`, as a `parameter`, or start from `afspraak.`"
            )
        }))
}

/// `jaar` outside a formula.
pub(crate) fn no_year_here(span: Span) -> Diagnostic {
    unknown_name(span, "jaar", None).help(text!(
        "`jaar` bestaat alleen in een formule van een parameter per jaar of datum; in een regel schrijft u `voor elk jaar in …`",
        "`jaar` exists only in a formula of a parameter per year or date; in a rule write `voor elk jaar in …`"
    ))
}

/// A field that counts, read where it is not known what for.
pub(crate) fn counted_of_many(span: Span, field: &str, counts: Span, in_concept: bool) -> Diagnostic {
    let d = Diagnostic::error(
        "check::counted_of_many",
        span,
        text!("`{field}` telt een lijst, en dat kan alleen voor één ding tegelijk", "`{field}` counts a list, and only for one thing at a time"),
    )
    .also(counts, text!("zo telt het", "this is how it counts"));
    d.help(if in_concept {
        text!("lees `{field}` in de regel, en geef het aan het begrip", "read `{field}` in the rule, and give it to the concept")
    } else {
        text!(
            "ga er met `voor elk` doorheen: na `elk jaar in tabel` is `jaar.{field}` het aantal van dat jaar",
            "go through them with `voor elk`: after `elk jaar in tabel`, `jaar.{field}` is the count of that year"
        )
    })
}

/// A field that the object does not have.
pub(crate) fn unknown_field(span: Span, field: &str, object: &str, suggest: Option<&str>, known: &str) -> Diagnostic {
    Diagnostic::error(
        "check::unknown_field",
        span,
        text!("`{object}` heeft geen veld `{field}`", "`{object}` has no field `{field}`"),
    )
    .help(suggestion(suggest).unwrap_or_else(|| text!("velden: {known}", "fields: {known}")))
}

/// A type name that nothing declares.
pub(crate) fn unknown_type(span: Span, name: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error("check::unknown_type", span, text!("onbekend type `{name}`", "unknown type `{name}`"))
        .maybe_help(suggestion(suggest))
}

/// A citation of a source that nothing declares.
pub(crate) fn unknown_source(span: Span, name: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error("check::unknown_source", span, text!("onbekende bron `{name}`", "unknown source `{name}`")).help(
        suggestion(suggest).unwrap_or_else(|| {
            text!(
                "voeg een blok `bron {name} \"titel\"` toe met datum en vindplaats",
                "add a block `bron {name} \"title\"` with its date and where to find it"
            )
        }),
    )
}

/// A reference to a rule that does not exist.
pub(crate) fn unknown_rule(span: Span, id: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error("check::unknown_rule", span, text!("er is geen regel {id}", "there is no rule {id}"))
        .maybe_help(suggestion(suggest))
}

/// A function that does not exist.
pub(crate) fn unknown_function(span: Span, name: &str, suggest: Option<&str>, known: &str) -> Diagnostic {
    Diagnostic::error("check::unknown_function", span, text!("onbekende functie `{name}`", "unknown function `{name}`"))
        .help(suggestion(suggest).unwrap_or_else(|| text!("functies: {known}", "functions: {known}")))
}

/// A function with arguments that it does not take.
pub(crate) fn wrong_arguments(span: Span, name: &str, expected: &str, found: Vec<Side>) -> Diagnostic {
    let d = Diagnostic::error(
        "check::wrong_arguments",
        span,
        text!("`{name}` kan niet met deze argumenten", "`{name}` does not take these arguments"),
    );
    found
        .into_iter()
        .fold(d, |d, side| d.also(side.span, side.text))
        .help(text!("schrijf: {expected}", "write: {expected}"))
}

/// A concept asked of too many or too few things.
pub(crate) fn wrong_givens(span: Span, name: &str, form: &str, declared: Span, found: Vec<Side>) -> Diagnostic {
    let d = wrong_arguments(span, name, form, found);
    Side::show_declared(Some(declared), d)
}

/// What a concept is asked of, without a type and not called after one.
pub(crate) fn given_without_type(span: Span, name: &str) -> Diagnostic {
    unknown_type(span, name, None).help(text!(
        "zet de soort erbij, zoals `{name}: aantal woningen`; zonder soort heeft iets de soort die zo heet, zoals `corporatie` of `jaar`",
        "add its type, such as `{name}: aantal woningen`; without one something has the type that is called so, such as `corporatie` or `jaar`"
    ))
}

/// A concept that is called as a function of the language.
pub(crate) fn name_of_function(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "check::duplicate_name",
        span,
        text!("`{name}` is al een functie van de taal", "`{name}` is a function of the language already"),
    )
    .help(text!("geef het begrip een andere naam", "give the concept another name"))
}

/// A ruleset named in `bouwt op` that was not found.
pub(crate) fn unknown_ruleset(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        "check::unknown_ruleset",
        span,
        text!("regelset `{id}` is niet gevonden", "ruleset `{id}` was not found"),
    )
    .help(text!(
        "zet de map `{id}` naast deze map, of gebruik de naam van een ingebouwde regelset (`toets rulesets`)",
        "put the folder `{id}` beside this one, or use the name of an embedded ruleset (`toets rulesets`)"
    ))
}

/// Something declared twice.
pub(crate) fn duplicate(span: Span, what: &Text, name: &str, first: Span) -> Diagnostic {
    let (nl, en) = (&what.nl, &what.en);
    Diagnostic::error("check::duplicate_name", span, text!("{nl} `{name}` bestaat al", "{en} `{name}` exists already"))
        .here(text!("nog een keer", "again"))
        .also(first, text!("eerst hier", "first here"))
        .help(text!("geef een van beide een andere naam", "rename one of the two"))
}

/// A second header in one folder.
pub(crate) fn second_ruleset(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "check::duplicate_name",
        span,
        text!("deze map bevat al een regelset", "this folder holds a ruleset already"),
    )
    .here(text!("nog een", "another"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("geef elke regelset een eigen map", "give each ruleset a folder of its own"))
}

/// A second margin of `circa`.
pub(crate) fn second_circa(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "check::duplicate_name",
        span,
        text!("`circa` heeft al een marge", "`circa` has a margin already"),
    )
    .here(text!("nog een", "another"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("haal een van beide weg", "remove one of the two"))
}

/// A second field with a role that an object has once.
pub(crate) fn second_role(span: Span, role: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        "check::duplicate_name",
        span,
        text!("een ander veld heeft de rol `{role}` al", "another field has the role `{role}` already"),
    )
    .here(text!("nog een keer", "again"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("haal de rol bij een van beide weg", "remove the role from one of the two"))
}

/// A clause given more than once.
pub(crate) fn duplicate_clause(span: Span, clause: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        "check::duplicate_clause",
        span,
        text!("`{clause}` staat twee keer in deze regel", "`{clause}` stands twice in this rule"),
    )
    .here(text!("nog een keer", "again"))
    .also(first, text!("eerst hier", "first here"))
    .help(text!("voeg ze samen, of haal er een weg", "merge them, or remove one"))
}

/// A required part of a block that is missing.
pub(crate) fn missing_part(span: Span, what: &str, example: &str) -> Diagnostic {
    Diagnostic::error("check::missing_part", span, text!("`{what}` ontbreekt", "`{what}` is missing"))
        .help(text!("schrijf bijvoorbeeld: {example}", "write for example: {example}"))
}

/// Messages for special cases only.
pub(crate) fn no_usual_message(span: Span) -> Diagnostic {
    Diagnostic::error(
        "check::missing_part",
        span,
        text!("`melding` zonder `als` ontbreekt", "a `melding` without `als` is missing"),
    )
    .here(text!("alleen onder een voorwaarde", "under a condition only"))
    .help(text!(
        "zet als laatste een melding zonder `als`; is dit `als` de voorwaarde van de regel, zet het dan vóór `melding`",
        "put a message without `als` last; where this `als` is the rule's condition, put it before `melding`"
    ))
}

/// No message, where none follows from what the rule asks.
pub(crate) fn no_message(span: Span) -> Diagnostic {
    Diagnostic::error("check::missing_part", span, text!("`melding` ontbreekt", "`melding` is missing")).help(text!(
        "zonder melding kan een regel alleen waar elke eis twee getallen of twee dagen vergelijkt; schrijf bijvoorbeeld: \
         melding \"{{gemeente.naam}} programmeert {{sociaal}} van {{totaal}} woningen\"",
        "a rule goes without a message only where each requirement compares two numbers or two days; write for example: \
         melding \"{{gemeente.naam}} programmeert {{sociaal}} van {{totaal}} woningen\""
    ))
}

/// A message for a special case after the usual one.
pub(crate) fn unreachable_message(span: Span, usual: Span) -> Diagnostic {
    Diagnostic::error(
        "check::unreachable_message",
        span,
        text!("deze melding wordt nooit gebruikt", "this message is never used"),
    )
    .also(usual, text!("deze geldt altijd", "this one always holds"))
    .help(text!(
        "zet meldingen met `als` vóór de melding zonder; de eerste die klopt, telt",
        "put messages with `als` before the one without; the first that holds counts"
    ))
}

/// A rule or parameter value without source.
pub(crate) fn without_source(span: Span, what: &Text) -> Diagnostic {
    let (nl, en) = (&what.nl, &what.en);
    Diagnostic::error("check::without_source", span, text!("{nl} heeft geen bron", "{en} has no source")).help(text!(
        "voeg toe: bron <id>, \"hoofdstuk › kop › punt\"; een norm zonder vindplaats is niet na te gaan",
        "add: bron <id>, \"chapter › heading › item\"; a norm that cannot be looked up cannot be verified"
    ))
}

/// A concept without a source and without a reading.
pub(crate) fn concept_without_source(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "check::without_source",
        span,
        text!("begrip `{name}` heeft geen bron en geen lezing", "concept `{name}` has no source and no reading"),
    )
    .help(text!(
        "voeg toe: bron <id>, \"hoofdstuk › kop › punt\", of interpretatie \"…\" als geen bron het zegt",
        "add: bron <id>, \"chapter › heading › item\", or interpretatie \"…\" where no source says it"
    ))
}

/// An operator or comparison between types that do not fit.
pub(crate) fn types_do_not_fit(operator: Span, op: &str, left: Side, right: Side, help: Option<Text>) -> Diagnostic {
    let d = Diagnostic::error(
        "check::types_do_not_fit",
        operator,
        text!("`{op}` kan niet tussen deze twee", "`{op}` cannot stand between these two"),
    );
    right.show(left.show(d)).maybe_help(help)
}

/// Values of which either may be used, of types that do not fit.
pub(crate) fn do_not_agree(left: Side, right: Side) -> Diagnostic {
    let d = Diagnostic::error(
        "check::types_do_not_fit",
        left.span,
        text!("deze waarden zijn niet van dezelfde soort", "these values are not of the same kind"),
    );
    right.show(Side::show_declared(left.declared, d.here(left.text)))
}

/// `deel van` between fields that cannot be held against each other.
pub(crate) fn no_part(at: Span, part: Text, whole: (Span, Text), ty: Span) -> Diagnostic {
    Diagnostic::error(
        "check::types_do_not_fit",
        at,
        text!("`deel van` kan niet tussen deze twee velden", "`deel van` cannot stand between these two fields"),
    )
    .also(ty, part)
    .also(whole.0, whole.1)
    .help(text!(
        "een deel is een getal in dezelfde eenheid als het geheel, of beide zijn per jaar",
        "a part is a number in the same unit as the whole, or both are per year"
    ))
}

/// `deel van` the field itself.
pub(crate) fn part_of_itself(at: Span) -> Diagnostic {
    Diagnostic::error(
        "check::types_do_not_fit",
        at,
        text!("een veld is geen deel van zichzelf", "a field is no part of itself"),
    )
    .help(text!("noem het veld met het geheel", "name the field that holds the whole"))
}

/// Something of another type than its place asks for.
pub(crate) fn wrong_type(span: Span, expected: &Text, found: Text) -> Diagnostic {
    let (nl, en) = (&expected.nl, &expected.en);
    Diagnostic::error("check::wrong_type", span, text!("hier hoort {nl}", "expected {en} here")).here(found)
}

/// An expression of another type than its place asks for.
pub(crate) fn wrong_type_of(side: Side, expected: &Text) -> Diagnostic {
    Side::show_declared(side.declared, wrong_type(side.span, expected, side.text))
}

/// A field asked of something that has no fields.
pub(crate) fn no_fields(side: Side) -> Diagnostic {
    let d = Diagnostic::error("check::no_fields", side.span, text!("dit heeft geen velden", "this has no fields"));
    Side::show_declared(side.declared, d.here(side.text))
}

/// A concept inside a parameter.
pub(crate) fn concept_in_parameter(span: Span) -> Diagnostic {
    fact_in_parameter(span).here(text!("een begrip kan feiten gebruiken", "a concept may use facts"))
}

/// A fact of the agreement inside a parameter.
pub(crate) fn fact_in_parameter(span: Span) -> Diagnostic {
    Diagnostic::error(
        "check::fact_in_parameter",
        span,
        text!("een parameter hangt niet af van de afspraak", "a parameter does not depend on the agreement"),
    )
    .here(text!("dit komt uit de afspraak", "this comes from the agreement"))
    .help(text!(
        "reken hiermee in een regel, bij `waarbij`; een parameter is een waarde uit een bron",
        "compute with it in a rule, under `waarbij`; a parameter is a value from a source"
    ))
}

/// A value that a choice list does not have.
pub(crate) fn unknown_choice(span: Span, value: &str, list: &str, suggest: Option<&str>, known: &str) -> Diagnostic {
    Diagnostic::error(
        "check::unknown_choice",
        span,
        text!("`{value}` is geen waarde van `{list}`", "`{value}` is not a value of `{list}`"),
    )
    .help(suggestion(suggest).unwrap_or_else(|| text!("waarden: {known}", "values: {known}")))
}

/// A figure of law inside a rule.
pub(crate) fn literal_in_rule(span: Span, literal: &str) -> Diagnostic {
    Diagnostic::error(
        "check::literal_in_rule",
        span,
        text!("`{literal}` staat los in een regel", "`{literal}` stands loose in a rule"),
    )
    .help(text!(
        "maak er een `parameter` van, met een bron; los mogen alleen 0, 1 en 100% in een regel staan",
        "make it a `parameter` with a source; only 0, 1 and 100% may stand loose in a rule"
    ))
}

/// A parameter that needs a year or date, or one that takes none.
pub(crate) fn parameter_key(span: Span, message: Text, help: Text, declared: Span) -> Diagnostic {
    Diagnostic::error("check::parameter_key", span, message)
        .also(declared, text!("hier gedeclareerd", "declared here"))
        .help(help)
}

/// Years for which a parameter has no entry, between others.
pub(crate) fn parameter_gap(span: Span, name: &str, before: Span, from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(
        "check::parameter_gap",
        span,
        if from == to {
            text!("parameter `{name}` heeft geen waarde voor {from}", "parameter `{name}` has no value for {from}")
        } else {
            text!(
                "parameter `{name}` heeft geen waarde van {from} tot en met {to}",
                "parameter `{name}` has no value from {from} up to and including {to}"
            )
        },
    )
    .here(text!("gat vóór deze waarde", "gap before this value"))
    .also(before, text!("de vorige waarde", "the value before it"))
    .help(text!(
        "vul de waarde in, of schrijf voor die tijd: onbekend \"waarom\"",
        "give the value, or write for that time: onbekend \"why\""
    ))
}

/// Years for which a parameter has two entries.
pub(crate) fn parameter_overlap(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        "check::parameter_overlap",
        span,
        text!("twee waarden van `{name}` gelden tegelijk", "two values of `{name}` hold at the same time"),
    )
    .here(text!("overlapt", "overlaps"))
    .also(first, text!("met deze", "with this one"))
    .help(text!(
        "laat de ene waarde ophouden waar de andere begint, of haal er een weg",
        "let the one end where the other begins, or remove one"
    ))
}

/// An entry that does not fit how the parameter is keyed.
pub(crate) fn parameter_when(span: Span, name: &str, help: Text) -> Diagnostic {
    Diagnostic::error(
        "check::parameter_when",
        span,
        text!("dit tijdstip past niet bij `{name}`", "this time does not fit `{name}`"),
    )
    .help(help)
}

/// A deviation on a rule whose strength knows none.
pub(crate) fn deviation_not_allowed(span: Span, strength: Span) -> Diagnostic {
    Diagnostic::error(
        "check::deviation_not_allowed",
        span,
        text!("van deze norm kan niet worden afgeweken", "one cannot deviate from this norm"),
    )
    .also(strength, text!("deze sterkte kent geen afwijking", "this strength knows no deviation"))
    .help(text!(
        "een afwijking kan bij `in beginsel`, `streven` en `inspanning`",
        "a deviation is possible with `in beginsel`, `streven` and `inspanning`"
    ))
}

/// Records of a deviation without a field that names the norm.
pub(crate) fn deviation_records(span: Span, found: Text) -> Diagnostic {
    Diagnostic::error(
        "check::deviation_records",
        span,
        text!("dit is geen lijst van afwijkingen", "this is not a list of deviations"),
    )
    .here(found)
    .help(text!(
        "verwijs naar een `lijst van` een object met een veld `norm: regel rol norm`",
        "refer to a `lijst van` an object that has a field `norm: regel rol norm`"
    ))
}

/// Names that lead to each other; of many the first, and the last.
pub(crate) fn path(names: &[&str]) -> String {
    match names {
        [first @ .., last] if first.len() > MAX_LABELS => {
            let first = first.get(..MAX_LABELS).unwrap_or_default().join(" → ");
            format!("{first} → … → {last}")
        }
        all => all.join(" → "),
    }
}

/// Rules or parameters that need each other: name and place of each, each needing the next and the last the first.
pub(crate) fn cycle(members: &[(String, Span)]) -> Diagnostic {
    let span = members.first().map(|(_, s)| *s).unwrap_or_default();
    let first = members.first().map_or("", |(name, _)| name.as_str());
    if members.len() == 1 {
        return Diagnostic::error("check::cycle", span, text!("{first} heeft zichzelf nodig", "{first} needs itself"))
            .help(text!("haal de verwijzing naar {first} weg", "remove the reference to {first}"));
    }
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).chain([first]).collect();
    let path = path(&names);
    let mut d = Diagnostic::error(
        "check::cycle",
        span,
        text!("deze definities wachten op elkaar: {path}", "these definitions wait for each other: {path}"),
    );
    let next = members.iter().skip(1).chain(members.first());
    for ((_, at), (needed, _)) in members.iter().zip(next) {
        let needs = text!("heeft {needed} nodig", "needs {needed}");
        d = if *at == span { d.here(needs) } else { d.also(*at, needs) };
    }
    d.help(text!("haal een van de verwijzingen weg", "remove one of the references"))
}

/// More qualifiers than a figure can have.
pub(crate) fn too_many_qualifiers(span: Span) -> Diagnostic {
    let most = crate::limits::MAX_QUALIFIERS;
    Diagnostic::error(
        "limit::too_many_qualifiers",
        span,
        text!("een regelset heeft hoogstens {most} kenmerken", "a ruleset has at most {most} qualifiers (`kenmerk`)"),
    )
    .help(text!(
        "maak er een veld van, of een keuze meer in een kenmerk dat er al is",
        "make it a field, or one more choice of a qualifier that is there already"
    ))
}

/// More rules and values than are held against those of the sets below.
pub(crate) fn too_much_to_compare(span: Span) -> Diagnostic {
    let most = crate::limits::MAX_COMPARISONS;
    Diagnostic::error(
        "limit::too_much_to_compare",
        span,
        text!(
            "deze regelset met die waarop hij bouwt vergelijken vraagt meer dan {most} stappen",
            "comparing this ruleset with those that it builds on takes more than {most} steps"
        ),
    )
    .here(text!("tot hier is vergeleken", "compared up to here"))
    .help(text!(
        "verdeel de regels over meer regelsets, en toets met elk apart",
        "spread the rules over several rulesets, and check with each of them"
    ))
}

/// A definition that rests on one that rests on one, and so on, further than an evaluation goes.
pub(crate) fn reaches_too_deep(span: Span, name: &str) -> Diagnostic {
    let most = crate::limits::MAX_DEFINITION_DEPTH;
    Diagnostic::error(
        "limit::definition_too_deep",
        span,
        text!(
            "{name} rust op een keten van waarden en uitkomsten van meer dan {most} diep",
            "{name} rests on a chain of values and outcomes more than {most} deep"
        ),
    )
    .help(text!(
        "maak de keten korter: schrijf een waarde die op één plaats wordt gebruikt daar uit",
        "make the chain shorter: write a value that is used in one place out in that place"
    ))
}

/// A named value that nothing uses.
pub(crate) fn unused_let(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "check::unused_let",
        span,
        text!("`{name}` wordt nergens gebruikt", "`{name}` is not used anywhere"),
    )
    .help(text!("haal het weg, of gebruik het in `eis` of `melding`", "remove it, or use it in `eis` or `melding`"))
}

/// Something that a concept is asked of and does not use.
pub(crate) fn unused_given(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "check::unused_let",
        span,
        text!("het begrip gebruikt `{name}` niet", "the concept does not use `{name}`"),
    )
    .help(text!("haal het weg, ook waar het begrip wordt gebruikt", "remove it, also where the concept is used"))
}

/// A part in the tool that does not exist.
pub(crate) fn unknown_role(span: Span, role: &str, suggest: Option<&str>) -> Diagnostic {
    Diagnostic::error("check::unknown_role", span, text!("onbekende rol `{role}`", "unknown role `{role}`")).help(
        suggestion(suggest).unwrap_or_else(|| {
            text!(
                "rollen: aanduiding, looptijd, peildatum, regelset, norm, getekend, partij",
                "roles: aanduiding, looptijd, peildatum, regelset, norm, getekend, partij"
            )
        }),
    )
}

/// Something that cannot be gone through item by item.
pub(crate) fn not_a_collection(side: Side) -> Diagnostic {
    let d = Diagnostic::error(
        "check::not_a_collection",
        side.span,
        text!("hier hoort een lijst, tabel of periode", "expected a list, table or period here"),
    );
    Side::show_declared(side.declared, d.here(side.text))
}

/// A ruleset that does not say which object a file holds.
pub(crate) fn reads_what(span: Span) -> Diagnostic {
    Diagnostic::error(
        "check::no_root",
        span,
        text!(
            "deze regelset zegt niet welk object een bestand bevat",
            "this ruleset does not say which object a file holds"
        ),
    )
    .help(text!(
        "schrijf in de regelset: leest afspraak, of bouw op een regelset die dat doet",
        "write in the regelset: leest afspraak, or build on a ruleset that does"
    ))
}

/// `bundelt` names an object without a list of what a file holds.
pub(crate) fn bundles_nothing(span: Span, object: &str, root: &str) -> Diagnostic {
    Diagnostic::error(
        "check::bundles_nothing",
        span,
        text!(
            "`{object}` heeft geen veld dat de afspraken van de bestanden bevat",
            "`{object}` has no field that holds the agreements of the files"
        ),
    )
    .help(text!(
        "geef `{object}` een veld van het type `lijst van {root}`",
        "give `{object}` a field of type `lijst van {root}`"
    ))
}

/// `dekking` where several files form nothing together.
pub(crate) fn coverage_without_bundle(span: Span) -> Diagnostic {
    Diagnostic::error(
        "check::no_bundle",
        span,
        text!(
            "`dekking` gaat over meer bestanden samen, maar de regelset bundelt niets",
            "`dekking` is about several files together, but the ruleset bundles nothing"
        ),
    )
    .help(text!(
        "schrijf ook `bundelt portefeuille`, of bouw op een regelset die dat doet",
        "also write `bundelt portefeuille`, or build on a ruleset that does"
    ))
}

/// `dekking` that reads what one file holds.
pub(crate) fn coverage_of_one_file(span: Span) -> Diagnostic {
    Diagnostic::error(
        "check::other_root",
        span,
        text!(
            "`dekking` gaat over meer bestanden samen; één bestand is hier niet te lezen",
            "`dekking` is about several files together; a single file cannot be read here"
        ),
    )
    .help(text!(
        "begin bij het object dat de regelset bundelt, zoals `portefeuille.afspraken`",
        "start from the object that the ruleset bundles, such as `portefeuille.afspraken`"
    ))
}

/// A rule that reads what one file says and what several files say together.
pub(crate) fn two_roots(several: Span, one: Span) -> Diagnostic {
    Diagnostic::error(
        "check::two_roots",
        several,
        text!(
            "een regel gaat over één bestand of over meer bestanden samen, niet over allebei",
            "a rule is about one file or about several files together, not about both"
        ),
    )
    .here(text!("meer bestanden samen", "several files together"))
    .also(one, text!("één bestand", "one file"))
    .help(text!(
        "lees ook de gegevens van één bestand via de bundel, zoals `portefeuille.afspraken`",
        "read what one file says through the bundle too, such as `portefeuille.afspraken`"
    ))
}

/// `RULE voldoet`, of a rule about one file in a rule about several, or the other way round.
pub(crate) fn outcome_of_other_root(span: Span, rule: &str, rule_span: Span, several: bool) -> Diagnostic {
    let message = if several {
        text!(
            "{rule} gaat over meer bestanden samen; een regel over één bestand kent die uitkomst niet",
            "{rule} is about several files together; a rule about one file does not know its outcome"
        )
    } else {
        text!(
            "{rule} gaat over één bestand; een regel over meer bestanden samen kent die uitkomst niet",
            "{rule} is about one file; a rule about several files together does not know its outcome"
        )
    };
    Diagnostic::error("check::other_root", span, message).also(rule_span, text!("deze regel", "this rule")).help(text!(
        "schrijf de voorwaarde hier uit, met de gegevens die deze regel leest",
        "write the condition out here, with the data that this rule reads"
    ))
}

/// A field that refers to another agreement, of the wrong type or in the wrong object.
pub(crate) fn reference_field(
    span: Span,
    role: (Span, &str),
    root: &str,
    types: (Text, Text),
    in_root: bool,
) -> Diagnostic {
    let (role_span, role) = role;
    let (expected, found) = types;
    if !in_root {
        return Diagnostic::error(
            "check::reference_field",
            role_span,
            text!(
                "een veld met de rol {role} verwijst naar een ander bestand en hoort in `{root}`",
                "a field with the role {role} refers to another file and belongs in `{root}`"
            ),
        )
        .help(text!("zet het veld in het object `{root}`", "put the field in the object `{root}`"));
    }
    let (nl, en) = (&expected.nl, &expected.en);
    Diagnostic::error(
        "check::reference_field",
        span,
        text!("een veld met de rol {role} bevat {nl}", "a field with the role {role} holds {en}"),
    )
    .here(found)
    .also(role_span, text!("de rol", "the role"))
    .help(text!("schrijf `{root} rol {role}`", "write `{root} rol {role}`"))
}

/// An object that holds itself.
pub(crate) fn recursive_object(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "check::recursive_object",
        span,
        text!(
            "een object bevat geen object van zijn eigen soort: {path}",
            "an object does not hold another of its own kind: {path}"
        ),
    )
    .help(text!(
        "geef het veld een ander type; naar een ander bestand verwijst een veld met de rol kader, deel, vorige of bod",
        "give the field another type; a field with the role kader, deel, vorige or bod refers to another file"
    ))
}
