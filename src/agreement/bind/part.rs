//! `deel van`: a figure that is more than the figure it is a part of cannot be right.
//!
//! Takes: the fields of one object, bound. Gives: a fault for each part of which even the lowest value is more than the highest
//! value of its whole. What is not certain, and several parts that are too much only together, are left alone.

use crate::agreement::error;
use crate::agreement::facts::{FactId, FactValue, Fields};
use crate::number::Number;
use crate::ruleset::model::ObjectType;

use super::Binder;

impl Binder<'_> {
    /// Holds each part that the file states against its whole.
    pub(super) fn parts_fit(&mut self, object: &ObjectType, fields: &Fields) {
        for (index, part_fact) in fields.iter() {
            let Some(field) = object.fields.get(index) else { continue };
            let Some(whole) = field.part_of.and_then(|i| object.fields.get(i)) else { continue };
            let Some(whole_fact) = field.part_of.and_then(|i| fields.get(i)) else { continue };
            for (part, of) in self.pairs(part_fact, whole_fact) {
                self.part_fits((part, &field.name), (of, &whole.name));
            }
        }
    }

    /// The figures to compare: of the same year, the totals, and a year against the total where its own year is not stated.
    fn pairs(&self, part: FactId, whole: FactId) -> Vec<(FactId, FactId)> {
        match (self.stated(part), self.stated(whole)) {
            (
                Some(FactValue::Table { years, total, .. }),
                Some(FactValue::Table { years: whole_years, total: whole_total, .. }),
            ) => {
                let of_year = |year: i32| whole_years.iter().find(|(y, _)| *y == year).map(|(_, id)| *id);
                let by_year = years.iter().filter_map(|(y, id)| Some((*id, of_year(*y).or(*whole_total)?)));
                by_year.chain(total.zip(*whole_total)).collect()
            }
            _ => vec![(part, whole)],
        }
    }

    fn part_fits(&mut self, part: (FactId, &str), whole: (FactId, &str)) {
        let number = |binder: &Self, id: FactId| match binder.stated(id) {
            Some(FactValue::Number(bounds)) => Some(bounds.clone()),
            _ => None,
        };
        let least: Option<Number> = number(self, part.0).and_then(|b| b.lo);
        let most: Option<Number> = number(self, whole.0).and_then(|b| b.hi);
        if let (Some(least), Some(most)) = (least, most)
            && least > most
            && let (Some(at), Some(of)) = (self.span_of(part.0), self.span_of(whole.0))
        {
            self.report(error::part_exceeds_whole((at, part.1), (of, whole.1)));
        }
    }

    fn stated(&self, id: FactId) -> Option<&FactValue> {
        self.facts.get(id.index()).map(|f| &f.value)
    }

    fn span_of(&self, id: FactId) -> Option<crate::source::Span> {
        self.facts.get(id.index()).map(|f| f.span)
    }
}
