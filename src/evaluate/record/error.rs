//! What can be wrong with the record of a deviation. Warnings: the verdicts stand, and say what came of the record.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::finding::Verdict;
use crate::evaluate::show;
use crate::lang::{Lang, Text};
use crate::text;

/// What the codes begin with.
pub(super) const STAGE: &str = "deviation::";

fn warning(code: &'static str, message: Text, help: Text) -> Diagnostic {
    Diagnostic { code, severity: Severity::Warning, message, labels: vec![], help: Some(help) }
}

/// The ruleset has no such norm.
pub(super) fn unknown_norm(id: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => text!("bedoelt u `{near}`?", "did you mean `{near}`?"),
        None => text!("noem het nummer van de norm", "name the number of the norm"),
    };
    warning(
        "deviation::unknown_norm",
        text!(
            "er is geen norm `{id}`; deze afwijking telt nergens mee",
            "there is no norm `{id}`; this deviation counts nowhere"
        ),
        help,
    )
}

/// The norm knows no deviation.
pub(super) fn no_deviation(id: &str) -> Diagnostic {
    warning(
        "deviation::no_deviation",
        text!(
            "van `{id}` kan niet worden afgeweken; deze afwijking telt nergens mee",
            "`{id}` cannot be deviated from; this deviation counts nowhere"
        ),
        text!(
            "`toets explain {id}` zegt wat de norm vraagt en of een afwijking mag",
            "`toets explain {id}` says what the norm asks and whether a deviation is possible"
        ),
    )
}

/// Fields are missing without which no record counts.
pub(super) fn incomplete(id: &str, lacks: &[&str]) -> Diagnostic {
    let (first, last) = match lacks {
        [] => (String::new(), ""),
        [first @ .., last] => (first.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "), *last),
    };
    let Text { nl, en } = match first.as_str() {
        "" => text!("`{last}`", "`{last}`"),
        first => text!("{first} en `{last}`", "{first} and `{last}`"),
    };
    let (lack, are) = if first.is_empty() { ("ontbreekt", "is") } else { ("ontbreken", "are") };
    warning(
        "deviation::incomplete",
        text!(
            "de afwijking van {id} is niet volledig: {nl} {lack}",
            "the deviation from {id} is not complete: {en} {are} missing"
        ),
        text!("vul {nl} in; tot dan telt de afwijking niet", "fill in {en}; until then the deviation does not count"),
    )
}

/// It held until a day before the reference date.
pub(super) fn expired(id: &str, until: Date, today: Date) -> Diagnostic {
    let (nl, en) = (show::date(until, Lang::Nl), show::date(until, Lang::En));
    let (dag, day) = (show::date(today, Lang::Nl), show::date(today, Lang::En));
    warning(
        "deviation::expired",
        text!(
            "de afwijking van {id} gold tot en met {nl}; op {dag} telt zij niet meer",
            "the deviation from {id} held up to and including {en}; on {day} it no longer counts"
        ),
        text!(
            "besluit opnieuw over de afwijking en vermeld dat besluit, of haal haar weg",
            "decide on the deviation anew and record that decision, or remove it"
        ),
    )
}

/// The decision is of a day after the reference date.
pub(super) fn not_yet_decided(id: &str, decided: Date, today: Date) -> Diagnostic {
    let (nl, en) = (show::date(decided, Lang::Nl), show::date(decided, Lang::En));
    let (dag, day) = (show::date(today, Lang::Nl), show::date(today, Lang::En));
    warning(
        "deviation::not_yet_decided",
        text!(
            "het besluit tot de afwijking van {id} is van {nl}; op {dag} telt zij nog niet",
            "the decision to deviate from {id} is of {en}; on {day} it does not count yet"
        ),
        text!(
            "toets met --date op of na de dag van het besluit, of verbeter de datum",
            "check with --date on or after the day of the decision, or correct the date"
        ),
    )
}

/// The norm is met without it, or is not about this.
pub(super) fn unused(id: &str, verdict: Verdict) -> Diagnostic {
    let because = if verdict == Verdict::Met {
        text!("de norm wordt gehaald", "the norm is met")
    } else {
        text!("de norm is hier niet van toepassing", "the norm does not apply here")
    };
    let Text { nl, en } = because;
    warning(
        "deviation::unused",
        text!("de afwijking van {id} is niet nodig: {nl}", "the deviation from {id} is not needed: {en}"),
        text!(
            "haal de afwijking weg, of ga na of de cijfers kloppen",
            "remove the deviation, or see whether the figures are right"
        ),
    )
}

/// It stands in a list that the rule does not read.
pub(super) fn misplaced(id: &str) -> Diagnostic {
    warning(
        "deviation::misplaced",
        text!(
            "de afwijking van {id} staat op een plek waar de norm niet kijkt; zij telt niet mee",
            "the deviation from {id} stands where the norm does not look; it does not count"
        ),
        text!(
            "`toets explain {id}` noemt de lijst waarin de afwijking hoort",
            "`toets explain {id}` names the list that the deviation belongs in"
        ),
    )
}
