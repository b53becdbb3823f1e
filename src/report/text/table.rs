//! The tables at the end: outcomes per chapter, and per file when there are several.

use crate::evaluate::finding::Verdict;
use crate::lang::Lang;
use crate::report::ink::{Ink, Style, on_one_line};
use crate::report::outline::{Outline, Tally, tally};
use crate::report::text::Page;
use crate::report::text::layout::{pad, width};
use crate::report::{FileRun, words};

/// The columns, in the order people look for them.
const COLUMNS: [Verdict; 5] =
    [Verdict::Met, Verdict::NotMet, Verdict::Deviation, Verdict::NotCheckable, Verdict::NotApplicable];

fn column(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::NotApplicable => lang.pick("n.v.t.", "n/a"),
        v => v.words(lang),
    }
}

/// Outcomes per chapter, with a total when there is more than one.
pub(crate) fn chapters(out: &mut Ink, page: Page<'_>, file: &FileRun, outline: &Outline<'_>) {
    let mut rows: Vec<(String, Tally)> = outline
        .chapters(file)
        .into_iter()
        .map(|(id, tally)| (outline.checked.chapter(id).title.get(page.lang).to_string(), tally))
        .collect();
    total(&mut rows, page.lang);
    table(out, page, page.lang.pick("Hoofdstuk", "Chapter"), &rows);
}

/// Outcomes per file; a file that could not be checked says so.
pub(crate) fn files(out: &mut Ink, page: Page<'_>, files: &[FileRun]) {
    let lang = page.lang;
    let mut rows = Vec::new();
    let files: Vec<&FileRun> = files.iter().filter(|f| f.portfolio.is_none()).collect();
    for file in files.iter().filter(|f| f.facts.is_some()) {
        rows.push((file.name.clone(), tally(file)));
    }
    if !rows.is_empty() {
        total(&mut rows, lang);
        table(out, page, lang.pick("Bestand", "File"), &rows);
        out.end();
    }
    let failed = files.iter().filter(|f| f.facts.is_none()).count();
    let all = words::count(files.len(), lang.pick("bestand", "file"), lang.pick("bestanden", "files"));
    let text = match failed {
        0 => lang.pick(format!("{all} getoetst."), format!("{all} checked.")),
        n if n == files.len() => lang.pick(format!("{all}; geen ervan is getoetst."), format!("{all}; none checked.")),
        n => lang.pick(format!("{all}, waarvan {n} niet getoetst."), format!("{all}, {n} of them not checked.")),
    };
    out.line(&text);
}

fn total(rows: &mut Vec<(String, Tally)>, lang: Lang) {
    if rows.len() > 1 {
        let mut sum = Tally::default();
        rows.iter().for_each(|(_, t)| sum.merge(t));
        rows.push((lang.pick("Totaal", "Total").to_string(), sum));
    }
}

fn table(out: &mut Ink, page: Page<'_>, first: &str, rows: &[(String, Tally)]) {
    let heads: Vec<&str> = COLUMNS.iter().map(|v| column(*v, page.lang)).collect();
    let numbers = heads.iter().fold(0usize, |sum, h| sum.saturating_add(width(h)).saturating_add(2));
    let longest = rows.iter().map(|(name, _)| width(name)).chain([width(first)]).max().unwrap_or(0);
    let names = longest.min(page.width.saturating_sub(numbers).max(12));
    let mut line = format!("{first}{}", pad(width(first), names));
    for head in &heads {
        line.push_str("  ");
        line.push_str(head);
    }
    out.paint(Style::Bold, &line);
    out.end();
    for (name, tally) in rows {
        let name = shorten(name, names);
        out.push(&name);
        out.push(&pad(width(&name), names));
        for (verdict, head) in COLUMNS.iter().zip(&heads) {
            let n = tally.of(*verdict);
            // A dash reads faster than a column of zeros.
            let cell = if n == 0 { "–".to_string() } else { n.to_string() };
            let style = if *verdict == Verdict::NotMet && n > 0 { Style::Red } else { Style::Plain };
            out.push("  ");
            out.push(&pad(width(&cell), width(head)));
            out.paint(style, &cell);
        }
        out.end();
    }
}

/// The name, or as much of it as fits with an ellipsis: of a path the end, which tells files apart, of a title the start.
fn shorten(name: &str, to: usize) -> String {
    // Measured as it will stand there.
    let name = on_one_line(name);
    if width(&name) <= to {
        return name;
    }
    let mut kept = 1usize;
    let fits = |c: &char| {
        kept = kept.saturating_add(width(c.encode_utf8(&mut [0; 4])));
        kept <= to
    };
    if name.contains('/') {
        let end: Vec<char> = name.chars().rev().take_while(fits).collect();
        std::iter::once('…').chain(end.into_iter().rev()).collect()
    } else {
        name.chars().take_while(fits).chain(std::iter::once('…')).collect()
    }
}
