//! What would change it: for each norm that is not met, the changes that were tried, with their numbers and places.
//!
//! Takes: a file's run. Gives: the list that `toets fix` prints, and what it says of what it wrote. Decides nothing.

use crate::document::outline::Outline;
use crate::document::words;
use crate::evaluate::Detail;
use crate::evaluate::finding::{Finding, Judged, Verdict};
use crate::lang::Lang;
use crate::remedy::{Change, Proposal};
use crate::report::ink::{Ink, Style};
use crate::report::text::layout::fill;
use crate::run::FileRun;
use crate::run::order;
use crate::source::Sources;

/// The list of proposals.
pub fn render(run: &FileRun, sources: &Sources, lang: Lang, width: usize) -> Ink {
    let mut out = Ink::default();
    out.line(&run.name);
    let told = run.told(sources, |_| Detail::Words);
    let Some(outline) = Outline::new(&told) else { return out };
    let mut failed: Vec<&Finding> = told.findings.iter().filter(|f| f.verdict == Verdict::NotMet && !f.fault).collect();
    failed.sort_by_key(|f| order::order(outline.checked, f));
    if failed.is_empty() {
        let none =
            lang.pick("Geen norm die te toetsen is, wordt niet gehaald.", "No norm that can be checked is missed.");
        out.line(&format!("  {none}"));
        return out;
    }
    let mut any = false;
    for finding in failed {
        let rule = outline.rule(finding);
        out.end();
        let head = format!("{} {} · ", rule.id, words::verdict(finding, lang));
        fill(&mut out, width, &head, Style::Plain, words::message(rule, finding, lang));
        let sought = run.remedies.of(finding);
        for p in &sought.proposals {
            fill(&mut out, width, &format!("  {:>3}  ", p.number), Style::Plain, p.text.get(lang));
            for change in &p.changes {
                fill(&mut out, width, "       - ", Style::Plain, &place(change, sources, lang));
            }
        }
        any |= !sought.proposals.is_empty();
        if sought.proposals.is_empty() {
            let words = lang.pick("geen verandering van eigen cijfers gevonden", "no change of own figures was found");
            fill(&mut out, width, "     – ", Style::Plain, words);
        }
        for left in &sought.not_searched {
            let label = lang.pick("       niet gezocht: ", "       not searched: ");
            fill(&mut out, width, label, Style::Plain, left.get(lang));
        }
    }
    out.end();
    let unsaid = lang.pick(
        "Niet geprobeerd is: een cijfer en een antwoord tegelijk veranderen; een regel toevoegen aan een lijst waarvan een regel \
         meer heeft dan een naam en één aantal; een cijfer of een lijst toevoegen die nog nergens staat; en iets veranderen \
         waardoor de norm niet meer van toepassing is.",
        "Not tried: changing a figure and an answer at once; adding an item to a list whose items have more than a name and one \
         count; adding a figure or a list that is stated nowhere yet; and changing something so that the norm no longer applies.",
    );
    fill(&mut out, width, "", Style::Plain, unsaid);
    if any {
        let how = lang.pick(
            format!("Schrijf er een in het bestand met: toets fix {} --apply NUMMER", run.name),
            format!("Write one into the file with: toets fix {} --apply NUMBER", run.name),
        );
        fill(&mut out, width, "", Style::Plain, &how);
    }
    out
}

/// A proposal that was written into a file, and what came of its norm.
#[derive(Debug)]
pub struct Written<'r> {
    /// What it is for.
    pub judged: &'r Judged,
    /// What was written.
    pub proposal: &'r Proposal,
    /// The verdict on the file as it was written.
    pub verdict: Verdict,
}

/// What was written where.
pub fn written(run: &FileRun, sources: &Sources, proposals: &[Written<'_>], lang: Lang, width: usize) -> Ink {
    let mut out = Ink::default();
    let Some(loaded) = run.ruleset.as_deref() else { return out };
    for Written { judged, proposal: p, verdict } in proposals {
        let id = &loaded.checked.rule(judged.rule).id;
        for change in &p.changes {
            fill(&mut out, width, "- ", Style::Plain, &place(change, sources, lang));
        }
        let met = match verdict {
            Verdict::NotApplicable => {
                lang.pick(format!("{id} is nu niet van toepassing."), format!("{id} does not apply now."))
            }
            _ => lang.pick(format!("{id} voldoet nu."), format!("{id} is met now.")),
        };
        fill(&mut out, width, "", Style::Plain, &met);
        for broken in &p.breaks {
            let text = lang.pick(format!("{broken} voldoet nu niet meer."), format!("{broken} is no longer met now."));
            fill(&mut out, width, "", Style::Plain, &text);
        }
    }
    out
}

/// `regel 37: gemeenten[Meerdijk].programma.2029.sociale_huur: 30 wordt 42`.
fn place(change: &Change, sources: &Sources, lang: Lang) -> String {
    let line = sources.place(change.span).1;
    let (path, from, to) = (&change.path, &change.from, &change.to);
    if from.is_empty() {
        return lang
            .pick(format!("na regel {line}: {path}: {to}, nieuw"), format!("after line {line}: {path}: {to}, new"));
    }
    lang.pick(format!("regel {line}: {path}: {from} wordt {to}"), format!("line {line}: {path}: {from} becomes {to}"))
}
