//! A document as one HTML page: no script, nothing from the network, fit for A4 and for a screen reader.
//!
//! Takes: blocks, a title first. Gives: text. Never lets a text of anyone be read as markup: all text passes `Html`, which is the
//! only way in. Never says what to type at a command line.

use std::fmt::Display;

use crate::document::{
    Block, Cell, Chart, Finding, Found, Item, List, Look, Outcome, Section, Table, Term, Tone, Words,
};
use crate::lang::Lang;
use crate::report::ink::Ink;
use crate::report::markup::{Html, is_address};
use crate::report::source::quotes;
use crate::report::{Form, chart, place};
use crate::run::receipt::ELEMENT;
use crate::source::Sources;

/// The style of the page, for screen and paper.
const STYLE: &str = include_str!("html/page.css");

/// Nothing may be loaded and nothing may run, whatever a text holds.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
     base-uri 'none'; form-action 'none'\">\n";

/// Characters of a word that is never broken at the head of a row, such as the id of a norm.
const SHORT: usize = 9;

/// A page that is being set.
pub(crate) struct Page<'a> {
    sources: &'a Sources,
    lang: Lang,
    /// The levels of the parts that are open.
    open: Vec<usize>,
    /// How many charts were drawn.
    charts: usize,
    /// Items or lines are open.
    listing: bool,
}

impl<'a> Page<'a> {
    pub(crate) fn new(sources: &'a Sources, lang: Lang) -> Self {
        Page { sources, lang, open: Vec::new(), charts: 0, listing: false }
    }
}

impl Form for Page<'_> {
    fn set(&mut self, block: Block, out: &mut Ink) {
        let listed = matches!(block, Block::Item(_) | Block::Line(_));
        if self.listing && !listed {
            Html(out).markup("</ul>\n");
        } else if listed && !self.listing {
            Html(out).markup("<ul class=\"lines\">\n");
        }
        self.listing = listed;
        let html = &mut Html(out);
        match block {
            Block::Title(title, kind) => self.begin(html, &title, &kind),
            Block::Contents(sections) => self.contents(html, &sections),
            Block::Section(section) => self.section(html, &section),
            Block::Finding(finding) => self.head(html, &finding),
            Block::Outcome(outcome) => {
                html.markup("<p class=\"outcome\">");
                came(html, &outcome);
                html.markup("</p>\n");
            }
            Block::Found(found) => self.found(html, &found),
            Block::Terms(terms) => definitions(html, &terms),
            Block::Paragraph(tone, text) => match tone {
                Tone::Plain => paragraph(html, "", &text),
                tone => paragraph(html, class(tone), &text),
            },
            Block::Note(text) => paragraph(html, "aside", &text),
            Block::Hint(_) => {}
            Block::List(list) => self.list(html, &list),
            Block::Item(item) => entry(html, &item),
            Block::Lines(title) => paragraph(html, "steps", &title),
            Block::Line(line) => {
                html.put("<li class=\"l{}\">", &[&line.level.min(8)]);
                html.sentence(&line.text);
                let at = place::listed(self.sources, &line.places, self.lang, false);
                if !at.is_empty() {
                    html.put(" <span class=\"at\">{}</span>", &[&at]);
                }
                html.markup("</li>\n");
            }
            Block::Table(table) => self::table(html, &table),
            Block::Chart(chart) => self.chart(html, &chart),
            Block::Code(title, text) => {
                paragraph(html, "steps", &title);
                html.markup("<pre>");
                html.lines(&text);
                html.markup("</pre>\n");
            }
            Block::Receipt(title, text) => {
                html.put("<details class=\"receipt\"><summary>{}</summary>\n", &[&title]);
                html.markup(ELEMENT);
                html.lines(&text);
                html.markup("</pre>\n</details>\n");
            }
            Block::End => html.markup("</article>\n"),
        }
    }

    fn end(&mut self, out: &mut Ink) {
        let html = &mut Html(out);
        if self.listing {
            html.markup("</ul>\n");
        }
        self.close(html, 0);
        html.put("</main>\n<footer><p>toets {}</p></footer>\n</body>\n</html>\n", &[&env!("CARGO_PKG_VERSION")]);
    }
}

impl Page<'_> {
    fn begin(&mut self, html: &mut Html<'_>, title: &str, kind: &str) {
        html.put(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
            &[&self.lang.pick("nl", "en")],
        );
        html.markup(POLICY);
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"toets\">\n");
        let whole = if kind.is_empty() { title.to_owned() } else { format!("{title} – {kind}") };
        html.put("<title>{}</title>\n<style>\n", &[&whole]);
        html.markup(STYLE);
        html.markup("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#inhoud\">");
        html.put("{}</a>\n<header>\n", &[&self.lang.pick("Naar de inhoud", "To the content")]);
        if !kind.is_empty() {
            html.put("<p class=\"kind\">{}</p>\n", &[&kind]);
        }
        html.put("<h1>{}</h1>\n</header>\n<main id=\"inhoud\">\n", &[&title]);
    }

    fn contents(&self, html: &mut Html<'_>, sections: &[Section]) {
        let title = self.lang.pick("Inhoud", "Contents");
        html.put("<nav aria-labelledby=\"toc\">\n<h2 id=\"toc\">{}</h2>\n<ol>\n", &[&title]);
        for s in sections {
            let texts: [&dyn Display; 4] = [&s.level, &s.number, &s.number, &s.title];
            html.put("<li class=\"d{}\"><a href=\"#s{}\">{} {}</a></li>\n", &texts);
        }
        html.markup("</ol>\n</nav>\n");
    }

    /// Closes the parts from a level on.
    fn close(&mut self, html: &mut Html<'_>, level: usize) {
        while self.open.pop_if(|open| *open >= level).is_some() {
            html.markup("</section>\n");
        }
    }

    /// The level of a heading within the part that is open.
    fn below(&self) -> usize {
        self.open.last().copied().unwrap_or(0).saturating_add(2).min(6)
    }

    fn section(&mut self, html: &mut Html<'_>, section: &Section) {
        self.close(html, section.level);
        let level = self.below();
        self.open.push(section.level);
        let Section { number, title, note, anchor, .. } = section;
        if number.is_empty() {
            html.put("<section class=\"d{}\">\n<h{}>", &[&section.level, &level]);
        } else {
            html.put("<section class=\"d{}\" id=\"s{}\" aria-labelledby=\"h{}\">\n", &[&section.level, number, number]);
            if !anchor.is_empty() {
                html.put("<span id=\"{}\"></span>", &[anchor]);
            }
            html.put("<h{} id=\"h{}\"><span class=\"no\">{}</span> ", &[&level, number, number]);
        }
        html.sentence(title);
        if !note.is_empty() {
            html.put(" <span class=\"at\">{}</span>", &[note]);
        }
        html.put("</h{}>\n", &[&level]);
    }

    fn head(&self, html: &mut Html<'_>, finding: &Finding) {
        let level = self.below();
        html.put("<article class=\"{}\">\n<h{}>{} ", &[&class(finding.tone), &level, &finding.title]);
        finding.outcome.iter().for_each(|outcome| came(html, outcome));
        if !finding.about.is_empty() {
            html.put(" <span class=\"force\">{}</span>", &[&finding.about]);
        }
        html.put("</h{}>\n", &[&level]);
        if !finding.sources.said.is_empty() {
            html.markup("<p class=\"at\">");
            for (nth, source) in finding.sources.said.iter().enumerate() {
                html.markup(if nth == 0 { "" } else { "<br>" });
                linked(html, source);
            }
            html.markup("</p>\n");
        }
    }

    fn found(&self, html: &mut Html<'_>, found: &Found) {
        paragraph(html, "", &found.message);
        for quote in quotes(self.sources, &found.places) {
            html.put("<figure class=\"quote\"><figcaption>{}</figcaption>\n<ol>\n", &[&quote.file]);
            for line in quote.lines {
                html.put("<li value=\"{}\"><code>", &[&line.number]);
                for (piece, marked) in &line.pieces {
                    html.put(if *marked { "<mark>{}</mark>" } else { "{}" }, &[piece]);
                }
                html.markup("</code>");
                if !line.labels.is_empty() {
                    html.put(" <span class=\"at\">{}</span>", &[&line.labels.join(", ")]);
                }
                html.markup("</li>\n");
            }
            html.markup("</ol>\n</figure>\n");
        }
    }

    fn list(&mut self, html: &mut Html<'_>, list: &List) {
        let level = self.below();
        match list.folded {
            true => html.put("<details>\n<summary>{} ({})</summary>\n", &[&list.title, &list.items.len()]),
            false => {
                html.put("<h{}>{} <span class=\"at\">{}</span></h{}>\n", &[&level, &list.title, &list.note, &level])
            }
        }
        html.markup("<ul>\n");
        list.items.iter().for_each(|item| entry(html, item));
        html.markup(if list.folded { "</ul>\n</details>\n" } else { "</ul>\n" });
    }

    /// The drawing, and below it the same as a table: who does not see the drawing misses nothing.
    fn chart(&mut self, html: &mut Html<'_>, chart: &Chart) {
        self.charts = self.charts.saturating_add(1);
        html.markup("<figure class=\"chart\">\n<figcaption>");
        html.sentence(&chart.title);
        html.markup("</figcaption>\n");
        chart::draw(chart, &format!("chart{}", self.charts), html);
        table(html, &chart.table());
        html.markup("</figure>\n");
    }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Error => "error",
        Tone::Warning => "warning",
        Tone::Note => "note",
        Tone::Good => "good",
        Tone::Plain => "plain",
    }
}

/// Text of anyone.
fn paragraph(html: &mut Html<'_>, class: &'static str, text: &str) {
    if class.is_empty() {
        html.markup("<p>");
    } else {
        html.put("<p class=\"{}\">", &[&class]);
    }
    html.sentence(text);
    html.markup("</p>\n");
}

/// A sentence, and the address that it leads to.
fn linked(html: &mut Html<'_>, words: &Words) {
    // Only an address of the web: a ruleset may be anyone's.
    match words.link.as_deref().filter(|link| is_address(link) || link.starts_with('#')) {
        Some(link) => {
            html.put("<a href=\"{}\" rel=\"noreferrer\">", &[&link]);
            html.sentence(&words.text);
            html.markup("</a>");
        }
        None => html.sentence(&words.text),
    }
}

fn came(html: &mut Html<'_>, outcome: &Outcome) {
    badge(html, outcome.look, &outcome.words);
    html.put(" <span class=\"force\">{}</span>", &[&outcome.force]);
}

/// An outcome: the words say it, the sign and the colour help to find it.
fn badge(html: &mut Html<'_>, look: Look, words: &str) {
    let (class, sign) = match look {
        Look::Met => ("met", "✓"),
        Look::Outside => ("outside", "✕"),
        Look::Deviation => ("deviation", "≈"),
        Look::Open => ("open", "?"),
        Look::Aside => ("aside", "–"),
    };
    let texts: [&dyn Display; 3] = [&class, &sign, &words];
    html.put("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", &texts);
}

fn definitions(html: &mut Html<'_>, terms: &[Term]) {
    html.markup("<dl>\n");
    for term in terms {
        html.put("<div><dt>{}</dt><dd>", &[&term.label]);
        match term.said.as_slice() {
            [one] => linked(html, one),
            many => {
                html.markup("<ul>\n");
                for said in many {
                    html.markup("<li>");
                    linked(html, said);
                    html.markup("</li>\n");
                }
                html.markup("</ul>");
            }
        }
        html.markup("</dd></div>\n");
    }
    html.markup("</dl>\n");
}

fn entry(html: &mut Html<'_>, item: &Item) {
    html.markup("<li>");
    if !item.name.is_empty() {
        match item.tone {
            Tone::Plain => html.markup("<b>"),
            tone => html.put("<b class=\"{}\">", &[&class(tone)]),
        }
        html.sentence(&item.name);
        html.markup("</b> ");
    }
    html.sentence(&item.text);
    for below in &item.below {
        html.markup("<br>");
        html.sentence(below);
    }
    html.markup("</li>\n");
}

fn table(html: &mut Html<'_>, table: &Table) {
    html.markup("<div class=\"table\">\n<table>\n");
    if !table.caption.is_empty() {
        html.put("<caption>{}</caption>\n", &[&table.caption]);
    }
    html.markup("<thead><tr>");
    for (i, head) in table.head.iter().enumerate() {
        html.markup(if table.is_numbers(i) { "<th scope=\"col\" class=\"num\">" } else { "<th scope=\"col\">" });
        html.put("{}</th>", &[head]);
    }
    html.markup("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.markup("<tr>");
        row.iter().enumerate().for_each(|(i, cell)| self::cell(html, cell, i == 0));
        html.markup("</tr>\n");
    }
    html.markup("</tbody>\n</table>\n</div>\n");
}

fn cell(html: &mut Html<'_>, cell: &Cell, heads: bool) {
    let short = heads && cell.words.text.chars().count() <= SHORT && !cell.words.text.contains(' ');
    html.markup(if heads { "<th scope=\"row\"" } else { "<td" });
    html.markup(match (cell.number, short) {
        (true, _) if cell.look.is_some() => " class=\"num error\">",
        (true, _) => " class=\"num\">",
        (false, true) => " class=\"id\">",
        (false, false) => ">",
    });
    match cell.look.filter(|_| !cell.number) {
        Some(look) => badge(html, look, &cell.words.text),
        None => linked(html, &cell.words),
    }
    html.markup(if heads { "</th>" } else { "</td>" });
}
