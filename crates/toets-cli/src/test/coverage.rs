//! Coverage in words.

use std::collections::BTreeMap;

use crate::test::{Page, SetRun, heading};
use toets::report::ink::{Ink, Style};
use toets::report::text::layout::fill;
use toets::ruleset::model::Untranslated;
use toets::ruletest::coverage::{self, Coverage, Entry, Group, ValueCoverage};
use toets::source::Span;

/// Whether every rule has its outcomes, every branch of a deviation a case, and every text its English where the set has English.
pub(super) fn is_complete(run: &SetRun) -> bool {
    let coverage = &run.coverage;
    let (reached, all) = coverage.score(Group::Deviations);
    reached == all && coverage.rules_with_outcomes() == coverage.rules.len() && untranslated(run).next().is_none()
}

/// The texts without English of the set itself.
pub(super) fn untranslated(run: &SetRun) -> impl Iterator<Item = &Untranslated> {
    let checked = &run.loaded.checked;
    let last = checked.sets().len().saturating_sub(1);
    checked.untranslated().iter().filter(move |u| u.set.index() == last)
}

/// The texts without English, each with its place.
pub(super) fn english(out: &mut Ink, page: Page<'_>, run: &SetRun) {
    let n = untranslated(run).count();
    if n == 0 {
        return;
    }
    let lang = page.terminal.lang;
    let text = lang.pick(
        format!(
            "{} geen Engels; wie Engels leest, ziet daar het Nederlands:",
            toets::lang::count(n, "tekst heeft", "teksten hebben")
        ),
        format!("{} no English; English readers see the Dutch there:", toets::lang::count(n, "text has", "texts have")),
    );
    fill(out, page.terminal.width, "", Style::Plain, &text);
    for text in untranslated(run) {
        let (file, line, column) = page.sources.place(text.span);
        fill(out, page.terminal.width, "  ", Style::Plain, &format!("{} ({file}:{line}:{column})", text.text));
    }
}

/// Rules without a case for each of the three main outcomes: what `toets test` always says.
pub(super) fn outcomes(out: &mut Ink, page: Page<'_>, coverage: &Coverage) {
    let lang = page.terminal.lang;
    let lacking: Vec<_> = coverage.rules.iter().filter(|r| !r.has_outcomes()).collect();
    if lacking.is_empty() {
        return;
    }
    let n = lacking.len();
    let text = lang.pick(
        format!("{} een test voor een van de drie uitkomsten:", toets::lang::count(n, "regel mist", "regels missen")),
        format!("{} a test for one of the three outcomes:", toets::lang::count(n, "rule lacks", "rules lack")),
    );
    fill(out, page.terminal.width, "", Style::Plain, &text);
    for rule in lacking {
        let lacks = rule.open().filter(|g| g.aim.group() == Group::Outcomes);
        let lacks: Vec<String> = lacks.map(|g| g.aim.words(lang).to_string()).collect();
        fill(out, page.terminal.width, &format!("  {}: ", rule.rule), Style::Plain, &toets::lang::list(&lacks, lang));
    }
}

/// Shares in one line each, then what is not reached, by rule.
pub(super) fn write(out: &mut Ink, page: Page<'_>, coverage: &Coverage) {
    let lang = page.terminal.lang;
    let rules = (coverage.rules_with_outcomes(), coverage.rules.len());
    let lines = [
        (rules, lang.pick("regels met alle drie uitkomsten", "rules with all three outcomes")),
        (coverage.score(Group::Deviations), lang.pick("takken van afwijkingen", "branches of deviations")),
        (
            coverage.score(Group::Branches),
            lang.pick("andere takken (als, gegeven, en, of, hulp)", "other branches (als, gegeven, en, of, hulp)"),
        ),
    ];
    for (score, what) in lines {
        share(out, page, score, what);
    }
    for rule in coverage.rules.iter().filter(|r| r.open().next().is_some()) {
        heading(out, &rule.rule);
        for goal in rule.open() {
            let place = if goal.aim.group() == Group::Outcomes { String::new() } else { place(page, goal.span) };
            line(out, page, &format!("{}{place}", goal.aim.words(lang)));
        }
    }
}

/// The values of law of all sets, and those that no test uses.
pub(super) fn values(out: &mut Ink, page: Page<'_>, runs: &[SetRun]) {
    let lang = page.terminal.lang;
    let all = all_values(runs);
    let open: Vec<_> = all.iter().filter(|v| v.used == 0).collect();
    let what = lang.pick("waarden van de wet in een test gebruikt", "values of law used by a test");
    share(out, page, (all.len().saturating_sub(open.len()), all.len()), what);
    for value in open {
        line(out, page, &format!("{}{}", value.name, place(page, value.span)));
    }
}

/// The values of law of the sets, as the tests of all of them use them.
pub(super) fn all_values(runs: &[SetRun]) -> Vec<ValueCoverage> {
    let mut used: BTreeMap<Entry, usize> = BTreeMap::new();
    for (entry, n) in runs.iter().flat_map(|r| &r.coverage.used) {
        let sum = used.entry(entry.clone()).or_default();
        *sum = sum.saturating_add(*n);
    }
    runs.iter().flat_map(|r| coverage::values(&r.loaded.checked, &used)).collect()
}

fn share(out: &mut Ink, page: Page<'_>, (reached, all): (usize, usize), what: &str) {
    let lang = page.terminal.lang;
    let percent = percent(reached, all);
    let text = lang.pick(format!("{reached} van {all} {what}"), format!("{reached} of {all} {what}"));
    let number = format!("{percent:>3} %  ");
    let style = if reached == all { Style::Green } else { Style::Yellow };
    fill(out, page.terminal.width, &number, style, &text);
}

/// A share as a whole percentage, cut off: only all is 100 %.
pub(super) fn percent(part: usize, all: usize) -> usize {
    part.saturating_mul(100).checked_div(all).unwrap_or(100)
}

fn line(out: &mut Ink, page: Page<'_>, text: &str) {
    fill(out, page.terminal.width, "    ", Style::Plain, text);
}

/// `: \`a en b\` (file:12:5)`.
fn place(page: Page<'_>, span: Span) -> String {
    format!(": {}", super::place(page.sources, span))
}
