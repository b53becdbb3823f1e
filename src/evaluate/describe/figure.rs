//! What a rule draws: a value per year for each line, in the frame of one outcome.

use crate::evaluate::finding::{Figure, Line, Point, Verdict};
use crate::evaluate::machine::Machine;
use crate::evaluate::outcome::{Cause, Outcome};
use crate::evaluate::show;
use crate::evaluate::value::Kind;
use crate::ruleset::model::{Rule, Style};

impl Machine<'_> {
    /// The figures of an outcome; none where the norm is not about this, or where no year is known.
    pub(super) fn drawn(&mut self, rule: &Rule, outcome: &Outcome) -> Vec<Figure> {
        // Where the norm says that nothing can be said, a figure says nothing either.
        let unsaid = outcome.verdict == Verdict::NotApplicable || matches!(outcome.cause, Cause::NotGiven(_));
        if unsaid || !outcome.complete {
            return vec![];
        }
        rule.figures.iter().filter_map(|f| self.figure(f)).collect()
    }

    fn figure(&mut self, figure: &crate::ruleset::model::Figure) -> Option<Figure> {
        let items = self.items(&figure.per).certain;
        let mut out = Figure {
            title: figure.title.clone(),
            years: vec![],
            lines: figure
                .lines
                .iter()
                .map(|l| Line { title: l.title.clone(), beside: l.beside, points: vec![] })
                .collect(),
        };
        for item in items {
            let Some(year) = item.as_year() else { continue };
            self.set(figure.per.slot, Some(item));
            out.years.push(year);
            for (line, of) in out.lines.iter_mut().zip(&figure.lines) {
                let value = self.eval(of.value);
                let text = show::text(self.checked, &value, &self.checked.expr(of.value).ty, Style::Plain);
                let value = if let Kind::Exact(n) = &value.kind { Some(n.clone()) } else { None };
                line.points.push(Point { value, text });
            }
        }
        self.set(figure.per.slot, None);
        // With one year there is no course to show, and without a value of its own nothing to hold against the norm.
        let known = out.lines.iter().filter(|l| !l.beside).any(|l| l.points.iter().any(|p| p.value.is_some()));
        (out.years.len() > 1 && known).then_some(out)
    }
}
