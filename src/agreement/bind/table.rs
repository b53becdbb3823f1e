//! Tables: a value per year, a total, or both.

use crate::agreement::error;
use crate::agreement::facts::{FactId, FactValue, Step};
use crate::agreement::notation;
use crate::agreement::tree::{Data, Entry, NodeId};
use crate::diagnostic::did_you_mean;
use crate::ruleset::model::Type;

use super::marks::COMPLETE;
use super::{Binder, Context, Spot};

/// The key of the value over all years.
pub(in crate::agreement) const TOTAL: &str = "totaal";

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
                    } else {
                        self.report(error::key_not_a_year(tree.span(entry.key), key));
                    }
                }
                years.sort_by_key(|(year, _)| *year);
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

    /// Whether a mapping holds years, rather than the fields or the bound of one value for all years.
    fn is_per_year(&self, item: &Type, entries: &[Entry]) -> bool {
        let keys = || entries.iter().filter_map(|e| self.tree.text(e.key));
        let own_field = |k: &str| matches!(item, Type::Object(id) if self.checked.object(*id).field(k).is_some());
        let has_year = keys().any(|k| k.starts_with(|c: char| c.is_ascii_digit()));
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
