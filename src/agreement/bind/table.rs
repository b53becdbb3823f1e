//! Tables: a value per year, a total, or both.

use crate::agreement::error;
use crate::agreement::facts::{FactId, FactValue, Step};
use crate::agreement::notation;
use crate::agreement::tree::{Data, Entry, NodeId};
use crate::diagnostic::did_you_mean;
use crate::limits::MAX_SPREAD_FACTS;
use crate::ruleset::model::{Checked, Per, Type, Unit};

use super::marks::COMPLETE;
use super::{Binder, Context, Spot};

/// The key of the value over all years.
pub(in crate::agreement) const TOTAL: &str = "totaal";
/// The key of a value that is the same in each year of the period.
pub(in crate::agreement) const YEARLY: &str = "jaarlijks";

impl Binder<'_> {
    pub(super) fn table(
        &mut self,
        any_year: bool,
        item: &Type,
        name: &str,
        node: NodeId,
        spot: Spot,
        context: Context,
    ) -> Option<FactId> {
        let tree = self.tree;
        let period = if any_year { None } else { context.period.map(|p| (p.first, p.last)) };
        match tree.get(node).data {
            Data::Map(entries) if self.is_per_year(item, entries) => {
                let context = self.with_marks(entries, |_| false, context);
                let context = self.with_completeness(entries, context);
                let value = FactValue::Table { years: Vec::new(), total: None, period };
                let table = self.fact(tree.span(node), spot, context, value);
                let mut years: Vec<(i32, FactId)> = Vec::new();
                let mut total = None;
                for entry in entries {
                    let Some(key) = tree.text(entry.key) else { continue };
                    let at = Some(tree.span(entry.key));
                    if self.is_extra(key) || key == COMPLETE {
                        continue;
                    }
                    if key == TOTAL {
                        let spot = Spot { parent: Some(table), step: Step::Total, key: at };
                        total = self.value(item, name, entry.value, spot, context);
                    } else if let Ok(year) = notation::year(key) {
                        self.year_is_in_period(year, entry.key, any_year, context);
                        let spot = Spot { parent: Some(table), step: Step::Year(year), key: at };
                        if let Some(fact) = self.value(item, name, entry.value, spot, context) {
                            years.push((year, fact));
                        }
                    } else if let Some(spread) = self.several_years(key, entry.key, context) {
                        for year in [spread.0, spread.1] {
                            self.year_is_in_period(year, entry.key, any_year, context);
                        }
                        if key != YEARLY && adds_up(self.checked, item) {
                            // A number of homes over some years is a number over those years, and no number of each.
                            if period == Some(spread) && total.is_none() {
                                let spot = Spot { parent: Some(table), step: Step::Total, key: at };
                                total = self.value(item, name, entry.value, spot, context);
                            } else {
                                self.report(error::part_of_the_period(tree.span(entry.key), key, period));
                            }
                            continue;
                        }
                        for year in spread.0..=spread.1 {
                            let spot = Spot { parent: Some(table), step: Step::Year(year), key: at };
                            let before = self.facts.len();
                            if let Some(fact) = self.value(item, name, entry.value, spot, context) {
                                years.push((year, fact));
                            }
                            if !self.may_spread(before, entry.key) {
                                break;
                            }
                        }
                    } else {
                        self.report(error::key_not_a_year(tree.span(entry.key), key));
                    }
                }
                years.sort_by_key(|(year, _)| *year);
                self.each_year_once(&years);
                self.set_value(table, FactValue::Table { years, total, period });
                Some(table)
            }
            // One value for all years together.
            _ => {
                let value = FactValue::Table { years: Vec::new(), total: None, period };
                let table = self.fact(tree.span(node), spot, context, value);
                let inner = Spot { parent: Some(table), step: Step::Total, key: spot.key };
                let total = self.value(item, name, node, inner, context);
                self.set_value(table, FactValue::Table { years: Vec::new(), total, period });
                Some(table)
            }
        }
    }

    /// The years that a key names: `jaarlijks` those of the period, `2026-2028` and `2026 t/m 2028` those.
    fn several_years(&mut self, key: &str, node: NodeId, context: Context) -> Option<(i32, i32)> {
        if key == YEARLY {
            if context.period.is_none() {
                self.report(error::yearly_without_period(self.tree.span(node)));
            }
            return Some(context.period.map_or((0, -1), |p| (p.first, p.last)));
        }
        let (first, last) = notation::period(key).ok()?;
        let (from, to) = super::years_of(first, last);
        let whole = notation::period_of_years(from, to).ok() == Some((first, last));
        whole.then_some((from, to))
    }

    /// Counts what is made of one value for several years; `false` when there is no room for more.
    fn may_spread(&mut self, before: usize, key: NodeId) -> bool {
        self.spread = self.spread.saturating_add(self.facts.len().saturating_sub(before));
        let room = self.spread <= MAX_SPREAD_FACTS;
        if !room {
            self.report(error::too_many_spread(self.tree.span(key)));
        }
        room
    }

    /// A year that stands by itself and under `jaarlijks` or in a range, or in two ranges. The years stand in order.
    fn each_year_once(&mut self, years: &[(i32, FactId)]) {
        for ((year, first), (next, again)) in years.iter().zip(years.iter().skip(1)) {
            if year == next {
                let place =
                    |fact: &FactId| self.facts.get(fact.index()).map(|f| f.key.unwrap_or(f.span)).unwrap_or_default();
                let fault = error::year_twice(place(again), place(first), *year);
                self.report(fault);
            }
        }
    }

    /// Whether a mapping holds years, rather than the fields or the bound of one value for all years.
    fn is_per_year(&self, item: &Type, entries: &[Entry]) -> bool {
        let keys = || entries.iter().filter_map(|e| self.tree.text(e.key));
        let own_field = |k: &str| matches!(item, Type::Object(id) if self.checked.object(*id).field(k).is_some());
        let has_year = keys().any(|k| k.starts_with(|c: char| c.is_ascii_digit()) || k == YEARLY && !own_field(k));
        // Also when it is mistyped, so that the message is about the table.
        let means_total = |k: &str| k == TOTAL || did_you_mean(k, [TOTAL]).is_some();
        let has_total = keys().any(|k| means_total(k) && !own_field(k));
        // Nothing but remarks and marks: a table without years, not a value without a figure.
        let only_extras = keys().all(|k| self.is_extra(k) || k == COMPLETE);
        has_year || has_total || (only_extras && !matches!(item, Type::Num(_)))
    }

    fn year_is_in_period(&mut self, year: i32, key: NodeId, any_year: bool, context: Context) {
        if let Some(period) = context.period
            && !any_year
            && !(period.first..=period.last).contains(&year)
        {
            let at = self.tree.span(key);
            self.report(error::year_outside_period(at, year, (period.first, period.last), period.span));
        }
    }
}

/// Whether what a table holds of several years adds up: homes and money do, shares, rents and answers hold in each year.
fn adds_up(checked: &Checked, item: &Type) -> bool {
    match item {
        Type::Object(id) => checked.object(*id).fields.iter().any(|field| is_sum(&field.ty)),
        ty => is_sum(ty),
    }
}

fn is_sum(ty: &Type) -> bool {
    matches!(ty, Type::Num(Unit::Count(_) | Unit::Balance(_) | Unit::Euro(Per::Once)))
}
