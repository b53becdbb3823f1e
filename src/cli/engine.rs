//! Stand-ins until the stages land.
use crate::agreement::facts::{FactValue, Facts};
use crate::agreement::{NodeId, Tree};
use crate::diagnostic::Diagnostics;
use crate::evaluate::finding::Finding;
use crate::ruleset::Checked;
use crate::ruleset::model::Role;
use crate::source::Spanned;

pub(crate) fn bind(_: &Checked, _: &Tree, _: NodeId) -> (Option<Facts>, Diagnostics) {
    (None, Diagnostics::new())
}
pub(crate) fn peek(_: &Checked, _: &Tree, _: Role) -> Option<Spanned<FactValue>> {
    None
}
pub(crate) fn evaluate(_: &Checked, _: &Facts, _: jiff::civil::Date) -> Vec<Finding> {
    Vec::new()
}
pub(crate) fn template(_: &Checked, _: crate::lang::Lang) -> String {
    String::new()
}
pub(crate) fn schema(_: &Checked, _: crate::lang::Lang) -> serde_json::Value {
    serde_json::Value::Null
}
pub(crate) fn format(_: &crate::syntax::ast::File, text: &str) -> String {
    text.to_string()
}
