//! What a run says beside its findings: which files changed, and how it compares with the list of known findings.
//!
//! Takes: a [`Run`]. Gives: sentences that the text and plain formats both print. Never decides what is known.

use crate::baseline::{Compared, Gone};
use crate::lang::Lang;
use crate::report::{Run, words};

/// Renamed files that are named; of more it is said how many.
const RENAMED: usize = 5;

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

/// `Tegenover baseline.json: 2 nieuw, 24 bekend, 1 niet meer gevonden.`, and which files are called otherwise since.
pub(crate) fn counts(compared: &Compared, lang: Lang) -> String {
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
        text.push_str(&lang.pick(
            format!(" Hernoemd: {list}; `toets baseline` schrijft dat in de lijst."),
            format!(" Renamed: {list}; `toets baseline` writes that into the list."),
        ));
    }
    text
}

/// The heading over the entries that are no longer found, and what to do with them.
pub(crate) fn gone_title(lang: Lang) -> (&'static str, &'static str) {
    lang.pick(
        ("Niet meer gevonden", "`toets baseline` maakt de lijst zonder deze"),
        ("No longer found", "`toets baseline` makes the list without these"),
    )
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
