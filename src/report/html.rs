//! The dossier as one HTML page: no script, nothing from the network, fit for A4 and for a screen reader.
//!
//! Takes: a [`Dossier`]. Gives: text. Never lets a text of a file be read as markup: all text passes
//! `Html`, which is the only way in. Never decides what is said.

use std::fmt::Display;

use crate::dossier::{Block, Cell, Chart, Dossier, Look, Outcome, Quote, Table};
use crate::lang::Lang;
use crate::receipt::ELEMENT;

use super::chart;
use super::ink::Ink;
use super::inline::{Numbered, is_address, leads_somewhere, numbered};
use super::markup::Html;
use super::page::POLICY;
use super::sink::Sink;

/// The style of the page, for screen and paper.
const STYLE: &str = include_str!("html/dossier.css");

/// Characters of a word that is never broken at the head of a row, such as the id of a norm.
const SHORT: usize = 9;

/// Writes the document.
pub fn write(dossier: &Dossier, out: &mut Sink<'_>) {
    let sections = numbered(dossier);
    let mut page = Page { out: &mut out.text, lang: dossier.lang, sections: &sections, charts: 0 };
    page.document(dossier);
}

struct Page<'a> {
    out: &'a mut Ink,
    lang: Lang,
    sections: &'a [Numbered<'a>],
    /// How many charts were drawn.
    charts: usize,
}

impl Page<'_> {
    fn html(&mut self) -> Html<'_> {
        Html(self.out)
    }

    /// Markup of ours.
    fn raw(&mut self, markup: &'static str) {
        self.html().markup(markup);
    }

    /// Markup of ours, with texts of anyone.
    fn put(&mut self, markup: &'static str, texts: &[&dyn Display]) {
        self.html().put(markup, texts);
    }

    /// Text of anyone.
    fn text(&mut self, text: &str) {
        self.html().text(text);
    }

    /// A sentence with code set apart.
    fn sentence(&mut self, text: &str) {
        self.html().sentence(text);
    }

    fn wrapped(&mut self, element: &'static str, text: &str) {
        self.put("<{}>{}</{}>", &[&element, &text, &element]);
    }

    fn document(&mut self, dossier: &Dossier) {
        let lang = self.lang;
        self.put("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", &[&lang.pick("nl", "en")]);
        self.raw(POLICY);
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"toets\">\n");
        self.wrapped("title", &format!("{} – {}", dossier.title, dossier.subtitle));
        self.raw("\n<style>\n");
        self.raw(STYLE);
        self.raw("</style>\n</head>\n<body>\n");
        self.raw("<a class=\"skip\" href=\"#inhoud\">");
        self.text(lang.pick("Naar de inhoud", "To the content"));
        self.raw("</a>\n<header>\n<p class=\"kind\">");
        self.text(&dossier.subtitle);
        self.raw("</p>\n");
        self.wrapped("h1", &dossier.title);
        self.raw("\n<dl class=\"about\">\n");
        for (label, text) in &dossier.about {
            self.raw("<div>");
            self.wrapped("dt", label);
            self.raw("<dd>");
            self.sentence(text);
            self.raw("</dd></div>\n");
        }
        self.raw("</dl>\n<div class=\"intro\">\n");
        for sentence in &dossier.intro {
            self.raw("<p>");
            self.sentence(sentence);
            self.raw("</p>\n");
        }
        self.raw("</div>\n</header>\n");
        self.contents();
        self.raw("<main id=\"inhoud\">\n");
        let sections = self.sections;
        let mut open: Vec<usize> = vec![];
        for n in sections {
            while open.last().is_some_and(|depth| *depth >= n.depth) {
                open.pop();
                self.raw("</section>\n");
            }
            open.push(n.depth);
            self.section(n);
        }
        open.iter().for_each(|_| self.raw("</section>\n"));
        self.raw("</main>\n</body>\n</html>\n");
    }

    /// The first two levels, as a list of links.
    fn contents(&mut self) {
        let title = self.lang.pick("Inhoud", "Contents");
        self.raw("<nav aria-labelledby=\"toc\">\n<h2 id=\"toc\">");
        self.text(title);
        self.raw("</h2>\n<ol>\n");
        for n in self.sections.iter().filter(|n| n.depth <= 2) {
            let texts: [&dyn Display; 4] = [&n.depth, &n.number, &n.number, &n.section.title];
            self.put("<li class=\"d{}\"><a href=\"#s{}\">{} {}</a></li>\n", &texts);
        }
        self.raw("</ol>\n</nav>\n");
    }

    fn section(&mut self, n: &Numbered<'_>) {
        let level = n.depth.saturating_add(1).min(6);
        let (number, anchor) = (&n.number, &n.section.anchor);
        self.put("<section class=\"d{}\" id=\"s{}\" aria-labelledby=\"h{}\">\n", &[&n.depth, number, number]);
        if n.first {
            self.put("<span id=\"{}\"></span>", &[anchor]);
        }
        self.put("<h{} id=\"h{}\"><span class=\"no\">{}</span> ", &[&level, number, number]);
        self.sentence(&n.section.title);
        self.put("</h{}>\n", &[&level]);
        for block in &n.section.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => {
                self.raw("<p>");
                self.sentence(text);
                self.raw("</p>\n");
            }
            Block::Note(text) => {
                self.raw("<p class=\"note\">");
                self.sentence(text);
                self.raw("</p>\n");
            }
            Block::Outcome(outcome) => self.outcome(outcome),
            Block::Terms(terms) => self.terms(terms),
            Block::List(items) => {
                self.raw("<ul>\n");
                items.iter().for_each(|i| self.item(i));
                self.raw("</ul>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Quote(quote) => self.quote(quote),
            Block::Chart(chart) => self.chart(chart),
            Block::Receipt(text) => {
                self.raw("<details class=\"receipt\"><summary>");
                self.text(
                    self.lang
                        .pick("Verantwoording voor `toets verify`", "Receipt for `toets verify`")
                        .replace('`', "")
                        .as_str(),
                );
                self.raw("</summary>\n");
                self.raw(ELEMENT);
                // Line by line: a line end is not a text of anyone.
                for (i, line) in text.split('\n').enumerate() {
                    if i > 0 {
                        self.raw("\n");
                    }
                    self.text(line);
                }
                self.raw("</pre>\n</details>\n");
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.raw("<p class=\"outcome\">");
        self.badge(outcome.look, &outcome.words);
        self.raw(" <span class=\"force\">");
        self.text(&outcome.force);
        self.raw("</span></p>\n");
    }

    /// An outcome: the words say it, the sign and the colour help to find it.
    fn badge(&mut self, look: Look, words: &str) {
        let (class, sign) = match look {
            Look::Met => ("met", "✓"),
            Look::Outside => ("outside", "✕"),
            Look::Deviation => ("deviation", "≈"),
            Look::Open => ("open", "?"),
            Look::Aside => ("aside", "–"),
        };
        let texts: [&dyn Display; 3] = [&class, &sign, &words];
        self.put("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", &texts);
    }

    fn terms(&mut self, terms: &[(String, Vec<String>)]) {
        self.raw("<dl class=\"terms\">\n");
        for (label, values) in terms {
            self.raw("<div>");
            self.wrapped("dt", label);
            self.raw("<dd>");
            match values.as_slice() {
                [one] => self.sentence(one),
                many => {
                    self.raw("<ul>\n");
                    many.iter().for_each(|v| self.item(v));
                    self.raw("</ul>");
                }
            }
            self.raw("</dd></div>\n");
        }
        self.raw("</dl>\n");
    }

    fn item(&mut self, text: &str) {
        self.raw("<li>");
        self.sentence(text);
        self.raw("</li>\n");
    }

    fn table(&mut self, table: &Table) {
        self.raw("<div class=\"table\">\n<table>\n");
        self.wrapped("caption", &table.caption);
        self.raw("\n<thead><tr>");
        let number = |i: usize| table.rows.iter().all(|r| r.get(i).is_some_and(|c| c.number));
        for (i, head) in table.head.iter().enumerate() {
            self.raw(if number(i) { "<th scope=\"col\" class=\"num\">" } else { "<th scope=\"col\">" });
            self.text(head);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for (i, cell) in row.iter().enumerate() {
                self.cell(cell, i == 0);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&mut self, cell: &Cell, heads: bool) {
        let short = heads && cell.text.chars().count() <= SHORT && !cell.text.contains(' ');
        let class = match (cell.number, short) {
            (true, _) => " class=\"num\"",
            (false, true) => " class=\"id\"",
            (false, false) => "",
        };
        self.raw(if heads { "<th scope=\"row\"" } else { "<td" });
        self.raw(class);
        self.raw(">");
        let sections = self.sections;
        let link = cell.link.as_deref().filter(|l| is_address(l) || leads_somewhere(l, sections));
        if let Some(link) = link {
            self.raw("<a href=\"");
            self.text(link);
            self.raw("\">");
        }
        match cell.look {
            Some(look) => self.badge(look, &cell.text),
            None => self.sentence(&cell.text),
        }
        if link.is_some() {
            self.raw("</a>");
        }
        self.raw(if heads { "</th>" } else { "</td>" });
    }

    /// The drawing, and below it the same as a table: who does not see the drawing misses nothing.
    fn chart(&mut self, chart: &Chart) {
        self.charts = self.charts.saturating_add(1);
        let id = format!("chart{}", self.charts);
        self.raw("<figure class=\"chart\">\n<figcaption>");
        self.sentence(&chart.title);
        self.raw("</figcaption>\n");
        chart::draw(chart, &id, &mut self.html());
        self.table(&chart::values(chart, self.lang));
        self.raw("</figure>\n");
    }

    fn quote(&mut self, quote: &Quote) {
        self.raw("<figure class=\"quote\"><figcaption>");
        self.text(&quote.file);
        self.raw("</figcaption>\n<ol>\n");
        for line in &quote.lines {
            self.put("<li value=\"{}\"><code>", &[&line.number]);
            for (piece, marked) in &line.pieces {
                if *marked {
                    self.wrapped("mark", piece);
                } else {
                    self.text(piece);
                }
            }
            self.raw("</code></li>\n");
        }
        self.raw("</ol>\n");
        if quote.more > 0 {
            let more = quote.more;
            self.raw("<p>");
            self.text(&self.lang.pick(format!("en nog {more} regels"), format!("and {more} more lines")));
            self.raw("</p>\n");
        }
        self.raw("</figure>\n");
    }
}
