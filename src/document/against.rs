//! What a run says beside its findings: which files changed, how it compares with the list of known findings, and
//! which norms count less.
//!
//! Takes: a [`Run`]. Gives: sentences. Never decides what is known.

use super::words;
use crate::evaluate::finding::Verdict;
use crate::lang::{Lang, one_line};
use crate::run::baseline::{Compared, Gone};
use crate::run::{FileRun, Run, eased};

/// Renamed files that are named; of more it is said how many.
const RENAMED: usize = 5;

/// What brings the names in a list up to date.
pub(crate) fn with_new_names(lang: Lang) -> &'static str {
    lang.pick("`toets baseline` schrijft dat in de lijst.", "`toets baseline` writes that into the list.")
}

/// `3 van 40 bestanden zijn veranderd sinds origin/main.`
pub(crate) fn changed(run: &Run, lang: Lang) -> Option<String> {
    let since = run.since.as_ref()?;
    let revision = &since.revision;
    let n = run.files.iter().filter(|f| f.portfolio.is_none()).count();
    let of = words::count(since.of, lang.pick("bestand", "file"), lang.pick("bestanden", "files"));
    Some(match n {
        0 => lang.pick(
            format!("Van {of} is er geen veranderd sinds {revision}; er is niets getoetst."),
            format!("Of {of} none changed since {revision}; nothing was checked."),
        ),
        n => lang.pick(
            format!(
                "{n} van {of} {} veranderd sinds {revision}, of verwijst naar wat veranderde; alleen dat is getoetst.",
                if n == 1 { "is" } else { "zijn" }
            ),
            format!("{n} of {of} changed since {revision}, or refer to what changed; only those were checked."),
        ),
    })
}

/// `Tegenover baseline.json: 2 nieuw, 24 bekend, 1 niet meer gevonden.`, and which files are called otherwise since; with what to
/// do about those at a command line.
pub(crate) fn counts(compared: &Compared, next: bool, lang: Lang) -> String {
    let Compared { name, new, known, gone, renamed } = compared;
    let mut text = lang.pick(
        format!("Tegenover {name}: {new} nieuw, {known} bekend"),
        format!("Against {name}: {new} new, {known} known"),
    );
    if !gone.is_empty() {
        text.push_str(
            &lang.pick(format!(", {} niet meer gevonden", gone.len()), format!(", {} no longer found", gone.len())),
        );
    }
    text.push('.');
    let more = renamed.len().saturating_sub(RENAMED);
    let mut said: Vec<String> = renamed
        .iter()
        .take(RENAMED)
        .map(|(was, now)| lang.pick(format!("{was} heet nu {now}"), format!("{was} is now called {now}")))
        .collect();
    if more > 0 {
        said.push(words::count(more, lang.pick("ander bestand", "other file"), lang.pick("andere", "others")));
    }
    if !said.is_empty() {
        let list = said.join("; ");
        let next = if next { format!("; {}", with_new_names(lang)) } else { ".".to_owned() };
        text.push_str(&lang.pick(format!(" Hernoemd: {list}{next}"), format!(" Renamed: {list}{next}")));
    }
    text
}

/// What brings a list up to date that has entries which are no longer found.
pub(crate) fn without_gone(lang: Lang) -> &'static str {
    lang.pick("`toets baseline` maakt de lijst zonder deze.", "`toets baseline` makes the list without these.")
}

/// `BES-02, gemeente Meerdijk (a.yaml): nu voldoet`.
pub(crate) fn gone(gone: &Gone, lang: Lang) -> String {
    let entry = &gone.entry;
    let mut text = entry.rule.clone();
    if !entry.subject.is_empty() {
        text.push_str(", ");
        text.push_str(&entry.subject);
    }
    if let Some(year) = entry.year {
        text.push_str(&format!(" {year}"));
    }
    let now = gone.now.map_or(lang.pick("niets meer", "nothing any more"), |v| v.words(lang));
    text.push_str(&lang.pick(format!(" ({}): nu {now}", entry.file), format!(" ({}): now {now}", entry.file)));
    text
}

/// What the norms are that count less in a file, and why: a sentence for each.
pub(crate) fn eased(file: &FileRun, lang: Lang) -> Vec<String> {
    let Some(loaded) = file.ruleset.as_deref() else { return Vec::new() };
    let told = file.eased.iter().filter_map(|eased| {
        let id = &loaded.checked.rule(eased.rule).id;
        let of_it = || file.judged.iter().filter(|j| j.eased.is_some() && j.rule == eased.rule);
        let not_met = of_it().filter(|j| j.verdict == Verdict::NotMet).count();
        let reason = one_line(&eased.reason);
        of_it().next()?;
        let times = words::count(not_met, lang.pick("keer", "time"), lang.pick("keer", "times"));
        Some(match eased.to {
            None => lang.pick(
                format!("{id} staat voor dit bestand uit in toets.toml ({times} niet gehaald): {reason}"),
                format!("{id} is off for this file in toets.toml (not met {times}): {reason}"),
            ),
            Some(to) => {
                let to = eased::word(to, lang);
                lang.pick(
                    format!(
                        "{id} telt voor dit bestand hooguit als {to}, door toets.toml ({times} niet gehaald): {reason}"
                    ),
                    format!("{id} counts at most as {to} for this file, by toets.toml (not met {times}): {reason}"),
                )
            }
        })
    });
    told.collect()
}
