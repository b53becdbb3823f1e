//! Thresholds in words.

use crate::test::{Page, heading};
use toets::report::ink::{Ink, Style};
use toets::report::text::layout::{fill, fill_in};
use toets::ruletest::boundary::{Found, Side, Threshold};

/// One line per threshold, then those that are not shown, then what is not searched.
pub(super) fn write(out: &mut Ink, page: Page<'_>, thresholds: &[Threshold]) {
    let lang = page.terminal.lang;
    let width = page.terminal.width;
    let shown = thresholds.iter().filter(|t| t.found.is_shown()).count();
    let all = thresholds.len();
    let text = lang.pick(
        format!("{shown} van {all} grenzen slaan om waar de regel het zegt:"),
        format!("{shown} of {all} thresholds turn where the rule says so:"),
    );
    fill(out, width, "", Style::Plain, &text);
    let mut rule = "";
    for t in thresholds {
        if t.rule != rule {
            rule = &t.rule;
            heading(out, rule);
        }
        fill(out, width, "    ", Style::Plain, &super::place(page.sources, t.span));
        let sign = if t.found == Found::Shown { (Style::Green, "✓") } else { (Style::Yellow, "!") };
        let points: Vec<String> = t
            .points
            .iter()
            .map(|p| {
                let side = match p.side {
                    Side::Under => lang.pick("eronder", "under"),
                    Side::On => lang.pick("erop", "on"),
                    Side::Over => lang.pick("erover", "over"),
                };
                format!("{side} ({}): {}", p.value, p.verdict.words(lang))
            })
            .collect();
        let said = match t.found {
            Found::NotReached => {
                lang.pick("geen geval komt hier met exacte cijfers", "no case comes here with exact figures").to_owned()
            }
            Found::NotCrossed => lang
                .pick("geen cijfer van een geval brengt het over de grens", "no figure of a case takes it over")
                .to_owned(),
            Found::NoEffect => lang.pick(
                format!("de uitkomst slaat niet om met de vergelijking: {}", points.join(" · ")),
                format!("the verdict does not turn with the comparison: {}", points.join(" · ")),
            ),
            Found::NeverOn => lang.pick(
                format!("{}; geen cijfer ligt precies op de grens", points.join(" · ")),
                format!("{}; no figure lies exactly on the threshold", points.join(" · ")),
            ),
            Found::Shown => points.join(" · "),
        };
        let figure = t.figure.as_ref().map(|f| format!("{f}: ")).unwrap_or_default();
        let first = [(Style::Plain, "    "), sign, (Style::Plain, " ")];
        fill_in(out, width, &first, Style::Plain, &format!("{figure}{said}"));
    }
    let not_searched = lang.pick(
        "Niet gezocht: vergelijkingen die een geval alleen met een bereik of een onbekende bereikt, twee cijfers die samen \
         verschuiven, meer dan drie keer dezelfde vergelijking in een uitkomst, en grenzen tussen waarden van de wet.",
        "Not searched: comparisons that a case only reaches with a range or an unknown, two figures moved together, more than \
         three times the same comparison in an outcome, and thresholds between values of law.",
    );
    fill(out, width, "", Style::Plain, not_searched);
}
