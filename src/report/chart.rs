//! A chart as SVG in whole numbers, and as the table that says the same.
//!
//! Takes: a [`Chart`]. Gives: markup and text apart, so that the page can escape what is text; and a [`Table`]. Lines are told
//! apart by form (bars, a dashed line), not by colour alone.

use crate::dossier::{Cell, Chart, ChartLine, Table};
use crate::lang::Lang;

/// A piece of a drawing.
pub(super) enum Part {
    /// Markup of ours.
    Markup(String),
    /// Text of anyone.
    Text(String),
}

/// Size of the drawing and of the part with the bars, in units of the drawing.
const WIDTH: i64 = 680;
const LEFT: i64 = 8;
const TOP: i64 = 26;
const PLOT: i64 = 170;
const BELOW: i64 = 26;
/// A line of the legend.
const LEGEND: i64 = 22;

/// The values as a table: a row per year.
pub(super) fn values(chart: &Chart, lang: Lang) -> Table {
    let head = std::iter::once(lang.pick("jaar", "year").to_owned());
    let row = |(i, year): (usize, &String)| {
        let cells = chart.lines.iter().map(|l| Cell::number(l.points.get(i).map_or("", |p| p.text.as_str())));
        std::iter::once(Cell::words(year.clone())).chain(cells).collect()
    };
    Table {
        caption: chart.title.clone(),
        head: head.chain(chart.lines.iter().map(|l| l.title.clone())).collect(),
        rows: chart.columns.iter().enumerate().map(row).collect(),
    }
}

/// The drawing: bars per year for the lines, and a dashed line for what stands beside them.
pub(super) fn drawing(chart: &Chart, id: &str) -> Vec<Part> {
    let mut out = Drawing(vec![]);
    let floor = TOP.saturating_add(PLOT);
    let height = floor.saturating_add(BELOW).saturating_add(LEGEND.saturating_mul(count(&chart.lines)));
    out.markup(format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}t {id}d\">\n"));
    out.element(&format!("title id=\"{id}t\""), &chart.title);
    out.element(&format!("desc id=\"{id}d\""), &in_words(chart));
    let band = WIDTH.saturating_sub(LEFT.saturating_mul(2)).checked_div(count(&chart.columns)).unwrap_or(WIDTH);
    let middle = |i: usize| LEFT.saturating_add(band.saturating_mul(whole(i))).saturating_add(band.saturating_div(2));
    let end = WIDTH.saturating_sub(LEFT);
    out.markup(format!("<line class=\"floor\" x1=\"{LEFT}\" y1=\"{floor}\" x2=\"{end}\" y2=\"{floor}\"/>\n"));
    for (i, column) in chart.columns.iter().enumerate() {
        out.label("year", middle(i), floor.saturating_add(17), column);
    }
    let bars: Vec<&ChartLine> = chart.lines.iter().filter(|l| !l.beside).collect();
    let wide = band.saturating_mul(6).saturating_div(10).checked_div(count(&bars)).unwrap_or(band).min(72);
    for (n, line) in bars.iter().enumerate() {
        let shift = wide.saturating_mul(whole(n).saturating_mul(2).saturating_sub(count(&bars))).saturating_div(2);
        for (i, point) in line.points.iter().enumerate() {
            let Some(tall) = point.height.map(tall) else {
                out.label("unknown", middle(i), floor.saturating_sub(6), "?");
                continue;
            };
            let x = middle(i).saturating_add(shift);
            let y = floor.saturating_sub(tall);
            out.markup(format!("<rect class=\"bar b{n}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\"/>\n"));
        }
    }
    for line in chart.lines.iter().filter(|l| l.beside) {
        dashed(&mut out, line, floor, &middle);
    }
    // The values come last: nothing is drawn over them.
    for (n, line) in bars.iter().enumerate() {
        let shift = wide.saturating_mul(whole(n).saturating_mul(2).saturating_sub(count(&bars))).saturating_div(2);
        for (i, point) in line.points.iter().enumerate() {
            let Some(tall) = point.height.map(tall) else { continue };
            let x = middle(i).saturating_add(shift).saturating_add(wide.saturating_div(2));
            // In the foot of the bar, where no line runs; on top of a bar that is too low for it.
            let y = if tall > 24 { floor.saturating_sub(8) } else { floor.saturating_sub(tall).saturating_sub(6) };
            out.label("value", x, y, &point.text);
        }
    }
    legend(&mut out, chart, floor.saturating_add(BELOW));
    out.markup("</svg>\n".to_owned());
    out.0
}

struct Drawing(Vec<Part>);

impl Drawing {
    fn markup(&mut self, markup: String) {
        self.0.push(Part::Markup(markup));
    }

    fn element(&mut self, open: &str, text: &str) {
        let name = open.split(' ').next().unwrap_or(open);
        self.markup(format!("<{open}>"));
        self.0.push(Part::Text(text.to_owned()));
        self.markup(format!("</{name}>\n"));
    }

    fn label(&mut self, class: &str, x: i64, y: i64, text: &str) {
        self.element(&format!("text class=\"{class}\" x=\"{x}\" y=\"{y}\""), text);
    }
}

/// Dashes from point to point, with a diamond at each; a gap where a value is not known.
fn dashed(out: &mut Drawing, line: &ChartLine, floor: i64, middle: &dyn Fn(usize) -> i64) {
    let mut last: Option<(i64, i64)> = None;
    for (i, point) in line.points.iter().enumerate() {
        let Some(tall) = point.height.map(tall) else {
            last = None;
            continue;
        };
        let (x, y) = (middle(i), floor.saturating_sub(tall));
        if let Some((x1, y1)) = last {
            out.markup(format!("<line class=\"beside\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x}\" y2=\"{y}\"/>\n"));
        }
        out.markup(diamond(x, y));
        last = Some((x, y));
    }
}

fn diamond(x: i64, y: i64) -> String {
    let (left, right) = (x.saturating_sub(5), x.saturating_add(5));
    let (up, down) = (y.saturating_sub(5), y.saturating_add(5));
    format!("<path class=\"mark\" d=\"M{left} {y}L{x} {up}L{right} {y}L{x} {down}Z\"/>\n")
}

fn legend(out: &mut Drawing, chart: &Chart, top: i64) {
    let mut bars = 0usize;
    for (i, line) in chart.lines.iter().enumerate() {
        let y = top.saturating_add(LEGEND.saturating_mul(whole(i))).saturating_add(14);
        if line.beside {
            let at = y.saturating_sub(4);
            let (from, to) = (LEFT, LEFT.saturating_add(26));
            out.markup(format!("<line class=\"beside\" x1=\"{from}\" y1=\"{at}\" x2=\"{to}\" y2=\"{at}\"/>\n"));
            out.markup(diamond(LEFT.saturating_add(13), at));
        } else {
            let at = y.saturating_sub(11);
            out.markup(format!("<rect class=\"bar b{bars}\" x=\"{LEFT}\" y=\"{at}\" width=\"26\" height=\"13\"/>\n"));
            bars = bars.saturating_add(1);
        }
        let same = line.points.first().filter(|first| line.points.iter().all(|p| p.text == first.text));
        let text = match same {
            Some(point) if line.beside => format!("{} ({})", line.title, point.text),
            _ => line.title.clone(),
        };
        out.label("key", LEFT.saturating_add(36), y, &text);
    }
}

/// `2026: programma 20%, norm 30%; 2027: …`
fn in_words(chart: &Chart) -> String {
    let year = |(i, column): (usize, &String)| {
        let values: Vec<String> =
            chart.lines.iter().filter_map(|l| Some(format!("{} {}", l.title, l.points.get(i)?.text))).collect();
        format!("{column}: {}", values.join(", "))
    };
    chart.columns.iter().enumerate().map(year).collect::<Vec<_>>().join("; ")
}

/// Thousandths of the highest value in units of the drawing.
fn tall(height: u32) -> i64 {
    i64::from(height).saturating_mul(PLOT).saturating_div(1000)
}

fn count<T>(items: &[T]) -> i64 {
    whole(items.len())
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
