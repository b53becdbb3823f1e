//! Mutants: tried on all cores, and in words.

use crate::test::coverage::percent;
use crate::test::{Page, TestFile, heading};
use toets::diagnostic::Diagnostics;
use toets::report::ink::{Ink, Style};
use toets::report::text::layout::{fill, fill_in};
use toets::ruleset::Checked;
use toets::ruletest::mutate::{self, Fate, Mutant, Plan};
use toets::source::Sources;

/// Every mutant with its fate, in the order of the rules, and notes in the test files that do not fit.
pub(super) fn all(
    checked: &Checked,
    tests: &[TestFile],
    sources: &Sources,
    wanted: impl Fn(&str) -> bool,
) -> (Vec<Mutant>, Diagnostics) {
    let plan = Plan::new(checked, tests, sources, &wanted);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<(usize, Mutant)> = std::thread::scope(|scope| {
        let plan = &plan;
        let handles: Vec<_> = (0..threads)
            .map(|t| {
                scope.spawn(move || plan.try_some(&mut checked.clone(), sources, (t..plan.len()).step_by(threads)))
            })
            .collect();
        // A thread that died is done again here, so that its fault is reported where faults are handled.
        let again = |t| plan.try_some(&mut checked.clone(), sources, (t..plan.len()).step_by(threads));
        handles.into_iter().enumerate().flat_map(|(t, h)| h.join().unwrap_or_else(|_| again(t))).collect()
    });
    found.sort_by_key(|(n, _)| *n);
    let mut mutants: Vec<Mutant> = found.into_iter().map(|(_, m)| m).collect();
    let notes = mutate::equivalents(&mut mutants, tests, wanted);
    (mutants, notes)
}

/// Whether enough of them are killed; without a minimum the score is for information.
pub(super) fn reaches(mutants: &[Mutant], min: Option<u8>) -> bool {
    let (killed, all) = mutate::score(mutants);
    min.is_none_or(|min| killed.saturating_mul(100) >= all.saturating_mul(usize::from(min)))
}

/// The score, then the survivors by rule.
pub(super) fn write(out: &mut Ink, page: Page<'_>, mutants: &[Mutant], min: Option<u8>) {
    let lang = page.terminal.lang;
    let (killed, all) = mutate::score(mutants);
    let equivalent = mutants.iter().filter(|m| m.fate == Fate::Equivalent).count();
    let percent = percent(killed, all);
    let mut text = lang.pick(
        format!("{killed} van {all} mutanten opgemerkt ({percent} %)"),
        format!("{killed} of {all} mutants noticed ({percent} %)"),
    );
    if equivalent > 0 {
        text.push_str(&lang.pick(
            format!("; {equivalent} gelijkwaardig, met reden in het testbestand"),
            format!("; {equivalent} equivalent, with the reason in the test file"),
        ));
    }
    if let Some(min) = min {
        text.push_str(&lang.pick(format!("; nodig is {min} %"), format!("; {min} % is needed")));
    }
    let style = if reaches(mutants, min) { Style::Green } else { Style::Red };
    fill_in(out, page.terminal.width, &[], style, &text);
    let mut owner = "";
    for m in mutants.iter().filter(|m| m.fate == Fate::Survived) {
        if m.owner != owner {
            owner = &m.owner;
            heading(out, owner);
        }
        let place = super::place(page.sources, m.span);
        fill(
            out,
            page.terminal.width,
            &format!("    {}  ", m.id),
            Style::Dim,
            &format!("{}: {place}", m.change.get(lang)),
        );
    }
}
