//! A chart as SVG in whole numbers.
//!
//! Takes: a [`Chart`]. Gives: SVG, written into a page of HTML. Lines are told apart by form (bars, a dashed line), not by colour alone.

use std::fmt::Display;

use crate::document::{Chart, ChartLine};
use crate::report::markup::Html;

/// Size of the drawing and of the part with the bars, in units of the drawing.
const WIDTH: i64 = 680;
const LEFT: i64 = 8;
const TOP: i64 = 26;
const PLOT: i64 = 170;
const BELOW: i64 = 26;
/// A line of the legend.
const LEGEND: i64 = 22;

/// The drawing: bars per year for the lines, and a dashed line for what stands beside them.
pub(super) fn draw(chart: &Chart, id: &str, out: &mut Html<'_>) {
    let floor = TOP.saturating_add(PLOT);
    let height = floor.saturating_add(BELOW).saturating_add(LEGEND.saturating_mul(count(&chart.lines)));
    out.put("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}t {}d\">\n", &[&WIDTH, &height, &id, &id]);
    out.put("<title id=\"{}t\">{}</title>\n", &[&id, &chart.title]);
    out.put("<desc id=\"{}d\">{}</desc>\n", &[&id, &in_words(chart)]);
    let band = WIDTH.saturating_sub(LEFT.saturating_mul(2)).checked_div(count(&chart.columns)).unwrap_or(WIDTH);
    let middle = |i: usize| LEFT.saturating_add(band.saturating_mul(whole(i))).saturating_add(band.saturating_div(2));
    let end = WIDTH.saturating_sub(LEFT);
    line_between(out, "floor", (LEFT, floor), (end, floor));
    for (i, column) in chart.columns.iter().enumerate() {
        label(out, "year", middle(i), floor.saturating_add(17), column);
    }
    let bars: Vec<&ChartLine> = chart.lines.iter().filter(|l| !l.beside).collect();
    let wide = band.saturating_mul(6).saturating_div(10).checked_div(count(&bars)).unwrap_or(band).min(72);
    for (n, line) in bars.iter().enumerate() {
        let shift = wide.saturating_mul(whole(n).saturating_mul(2).saturating_sub(count(&bars))).saturating_div(2);
        for (i, point) in line.points.iter().enumerate() {
            let Some(tall) = point.height.map(tall) else {
                label(out, "unknown", middle(i), floor.saturating_sub(6), "?");
                continue;
            };
            let x = middle(i).saturating_add(shift);
            let y = floor.saturating_sub(tall);
            bar(out, n, (x, y), (wide, tall));
        }
    }
    for line in chart.lines.iter().filter(|l| l.beside) {
        dashed(out, line, floor, &middle);
    }
    // The values come last: nothing is drawn over them.
    for (n, line) in bars.iter().enumerate() {
        let shift = wide.saturating_mul(whole(n).saturating_mul(2).saturating_sub(count(&bars))).saturating_div(2);
        for (i, point) in line.points.iter().enumerate() {
            let Some(tall) = point.height.map(tall) else { continue };
            let x = middle(i).saturating_add(shift).saturating_add(wide.saturating_div(2));
            // In the foot of the bar, where no line runs; on top of a bar that is too low for it.
            let y = if tall > 24 { floor.saturating_sub(8) } else { floor.saturating_sub(tall).saturating_sub(6) };
            label(out, "value", x, y, &point.text);
        }
    }
    legend(out, chart, floor.saturating_add(BELOW));
    out.markup("</svg>\n");
}

fn label(out: &mut Html<'_>, class: &'static str, x: i64, y: i64, text: &str) {
    out.put("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", &[&class, &x, &y, &text]);
}

fn line_between(out: &mut Html<'_>, class: &'static str, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) {
    let at: [&dyn Display; 5] = [&class, &x1, &y1, &x2, &y2];
    out.put("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", &at);
}

fn bar(out: &mut Html<'_>, n: usize, (x, y): (i64, i64), (wide, tall): (i64, i64)) {
    let at: [&dyn Display; 5] = [&n, &x, &y, &wide, &tall];
    out.put("<rect class=\"bar b{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", &at);
}

/// Dashes from point to point, with a diamond at each; a gap where a value is not known.
fn dashed(out: &mut Html<'_>, line: &ChartLine, floor: i64, middle: &dyn Fn(usize) -> i64) {
    let mut last: Option<(i64, i64)> = None;
    for (i, point) in line.points.iter().enumerate() {
        let Some(tall) = point.height.map(tall) else {
            last = None;
            continue;
        };
        let (x, y) = (middle(i), floor.saturating_sub(tall));
        if let Some(from) = last {
            line_between(out, "beside", from, (x, y));
        }
        diamond(out, x, y);
        last = Some((x, y));
    }
}

fn diamond(out: &mut Html<'_>, x: i64, y: i64) {
    let (left, right) = (x.saturating_sub(5), x.saturating_add(5));
    let (up, down) = (y.saturating_sub(5), y.saturating_add(5));
    let points: [&dyn Display; 8] = [&left, &y, &x, &up, &right, &y, &x, &down];
    out.put("<path class=\"mark\" d=\"M{} {}L{} {}L{} {}L{} {}Z\"/>\n", &points);
}

fn legend(out: &mut Html<'_>, chart: &Chart, top: i64) {
    let mut bars = 0usize;
    for (i, line) in chart.lines.iter().enumerate() {
        let y = top.saturating_add(LEGEND.saturating_mul(whole(i))).saturating_add(14);
        if line.beside {
            let at = y.saturating_sub(4);
            let (from, to) = (LEFT, LEFT.saturating_add(26));
            line_between(out, "beside", (from, at), (to, at));
            diamond(out, LEFT.saturating_add(13), at);
        } else {
            let at = y.saturating_sub(11);
            bar(out, bars, (LEFT, at), (26, 13));
            bars = bars.saturating_add(1);
        }
        let same = line.points.first().filter(|first| line.points.iter().all(|p| p.text == first.text));
        let text = match same {
            Some(point) if line.beside => format!("{} ({})", line.title, point.text),
            _ => line.title.clone(),
        };
        label(out, "key", LEFT.saturating_add(36), y, &text);
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
