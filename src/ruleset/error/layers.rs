//! The faults of a set against the sets that it builds on.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::syntax::ast::Stricter;
use crate::text;

/// A tightening of a parameter that is not of a set below.
pub(crate) fn not_of_a_base(span: Span, name: &str, declared: Span, own: bool) -> Diagnostic {
    let d = Diagnostic::error(
        "check::not_of_a_base",
        span,
        if own {
            text!("`{name}` is een parameter van deze regelset zelf", "`{name}` is a parameter of this ruleset itself")
        } else {
            text!(
                "`{name}` is geen parameter van een regelset waarop deze bouwt",
                "`{name}` is no parameter of a ruleset that this one builds on"
            )
        },
    )
    .also(declared, text!("hier gedeclareerd", "declared here"));
    d.help(if own {
        text!("verander de waarde daar", "change the value there")
    } else {
        text!("voeg die regelset toe achter `bouwt op`", "add that ruleset after `bouwt op`")
    })
}

/// A tightening of a parameter that does not say which way is stricter.
pub(crate) fn no_direction(span: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(
        "check::no_direction",
        span,
        text!("wat bij `{name}` strenger is, is niet bekend", "which way `{name}` gets stricter is not known"),
    )
    .also(declared, text!("hier staat geen `strenger hoger` of `strenger lager`", "no `strenger hoger` or `strenger lager` here"))
    .help(text!(
        "zet `strenger hoger` of `strenger lager` achter het type van de parameter; kan dat niet, maak dan een eigen parameter en een eigen regel",
        "put `strenger hoger` or `strenger lager` after the parameter's type; where that cannot be, make a parameter and a rule of your own"
    ))
}

/// An own value that asks less than the one below it. `rules`: those that use the parameter, and those among them from which
/// one cannot deviate.
pub(crate) fn loosening(
    own: (Span, &str),
    base: (Span, &str),
    name: &str,
    way: Stricter,
    rules: Option<(&[&str], &[&str])>,
) -> Diagnostic {
    let (base_span, set) = base;
    let (nl, en) = match way {
        Stricter::Higher => ("hoger", "higher"),
        Stricter::Lower => ("lager", "lower"),
    };
    let allowed = rules.is_some_and(|(_, strict)| strict.is_empty());
    let d = Diagnostic::error(
        "check::loosening",
        own.0,
        text!(
            "deze waarde van `{name}` is soepeler dan die van {set}",
            "this value of `{name}` asks less than that of {set}"
        ),
    )
    .here(text!("strenger is hier {nl}", "stricter is {en} here"))
    .also(base_span, text!("dit vraagt {set}", "this is what {set} asks"));
    if allowed {
        let list = rules.map(|(all, _)| all.join(", ")).unwrap_or_default();
        let d = d.help(text!(
            "de waarde van {set} blijft gelden; wie haar niet haalt, legt een afwijking vast, die {list} toestaat",
            "the value of {set} stays in force; who does not meet it records a deviation, which {list} allows"
        ));
        return Diagnostic { severity: Severity::Warning, ..d };
    }
    let strict = rules.map(|(_, strict)| strict.join(", ")).unwrap_or_default();
    if strict.is_empty() {
        return d.help(text!(
            "kies een waarde die {nl} is, of laat haar weg",
            "choose a value that is {en}, or leave it out"
        ));
    }
    d.help(text!(
        "kies een waarde die {nl} is, of laat haar weg; soepeler kan alleen waar elke regel die haar gebruikt een afwijking toestaat, en {strict} doet dat niet",
        "choose a value that is {en}, or leave it out; less is possible only where every rule that uses it allows a deviation, and {strict} does not"
    ))
}

/// A tightening for a rule that does not use the parameter.
pub(crate) fn no_effect(span: Span, rule: &str, name: &str) -> Diagnostic {
    Diagnostic::warning(
        "check::no_effect",
        span,
        text!("{rule} gebruikt `{name}` niet", "{rule} does not use `{name}`"),
    )
    .help(text!(
        "laat {rule} weg; `toets explain {rule}` noemt de waarden die de regel wel gebruikt",
        "leave {rule} out; `toets explain {rule}` lists the values that the rule does use"
    ))
}

/// An own value that is the one below it.
pub(crate) fn same_value(span: Span, name: &str, base: Span, set: &str) -> Diagnostic {
    Diagnostic::warning(
        "check::same_value",
        span,
        text!("`{name}` heeft in {set} al deze waarde", "`{name}` has this value in {set} already"),
    )
    .also(base, text!("dezelfde waarde", "the same value"))
    .help(text!("laat haar hier weg", "leave it out here"))
}

/// A rule that asks what a rule below asks.
pub(crate) fn same_rule(own: (&str, Span), base: (&str, Span)) -> Diagnostic {
    let (id, below) = (own.0, base.0);
    Diagnostic::warning(
        "check::same_rule",
        own.1,
        text!("{id} vraagt hetzelfde als {below}", "{id} asks the same as {below}"),
    )
    .also(base.1, text!("dezelfde onderwerpen en dezelfde eis", "the same subjects and the same requirement"))
    .help(text!(
        "laat {id} weg: {below} geldt hier al; wilt u meer vragen, gebruik dan `aanscherping` of een strengere eis",
        "leave {id} out: {below} holds here already; to ask more, use `aanscherping` or a stricter requirement"
    ))
}

/// A rule that no agreement can meet together with one below.
pub(crate) fn contradicting_rule(own: (&str, Span), base: (&str, Span), deviates: bool) -> Diagnostic {
    let (id, below) = (own.0, base.0);
    let d = Diagnostic::error(
        "check::contradicting_rule",
        own.1,
        text!("{id} en {below} kunnen niet allebei gehaald worden", "{id} and {below} cannot both be met"),
    )
    .here(text!("deze eis", "this requirement"))
    .also(base.1, text!("sluit deze uit", "excludes this one"));
    if deviates {
        let d = d.help(text!(
            "wie {id} volgt, legt een afwijking van {below} vast",
            "who follows {id} records a deviation from {below}"
        ));
        return Diagnostic { severity: Severity::Warning, ..d };
    }
    d.help(text!("verander {id}: {below} geldt hier ook", "change {id}: {below} holds here too"))
}
