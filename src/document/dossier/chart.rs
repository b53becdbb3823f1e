//! The figures of a finding, as heights that can be drawn without a fraction.

use crate::evaluate::finding::{Figure, Finding};
use crate::number::Number;

use super::reader::Reader;
use super::{Block, Chart, ChartLine, ChartPoint};

/// The highest value in a chart.
const FULL: i64 = 1000;

/// A block per figure.
pub(super) fn blocks(reader: &Reader<'_>, finding: &Finding) -> Vec<Block> {
    finding.figures.iter().map(|f| Block::Chart(chart(reader, f))).collect()
}

fn chart(reader: &Reader<'_>, figure: &Figure) -> Chart {
    let values = figure.lines.iter().flat_map(|l| &l.points).filter_map(|p| p.value.as_ref());
    let highest = values.max().cloned().unwrap_or_else(Number::zero);
    let line = |l: &crate::evaluate::finding::Line| ChartLine {
        title: l.title.get(reader.lang).to_owned(),
        beside: l.beside,
        points: l
            .points
            .iter()
            .map(|p| ChartPoint {
                height: p.value.as_ref().and_then(|v| height(v, &highest)),
                text: p.text.get(reader.lang).to_owned(),
            })
            .collect(),
    };
    Chart {
        column: reader.say("jaar", "year"),
        title: figure.title.get(reader.lang).to_owned(),
        columns: figure.years.iter().map(ToString::to_string).collect(),
        lines: figure.lines.iter().map(line).collect(),
    }
}

/// A value in thousandths of the highest, rounded down.
fn height(value: &Number, highest: &Number) -> Option<u32> {
    if highest.is_zero() || highest.is_negative() {
        return (value.is_zero()).then_some(0);
    }
    let part = value.mul(&Number::from(FULL)).div(highest)?.floor().to_i64()?;
    u32::try_from(part).ok()
}
