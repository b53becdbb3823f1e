//! Checked rulesets as bytes: what is built into the program is parsed and checked when it is made, not at every start.
//!
//! Only for bytes that the build of this very program wrote: nothing from outside is read with this, so that
//! [`check`](super::check()) stays the only way for a rule to become runnable.

use super::model::{Checked, Condition, Template};
use crate::source::{FileId, Span};

/// A checked ruleset as bytes; `None` when it cannot be written. Its first file has the number 1: a place in file 0 is one that
/// stands nowhere, and must stay so.
#[must_use]
pub fn write(checked: &Checked) -> Option<Vec<u8>> {
    postcard::to_stdvec(checked).ok()
}

/// A stored ruleset whose first file has the number `base`.
#[must_use]
pub fn read(bytes: &[u8], base: u32) -> Option<Checked> {
    let mut checked: Checked = postcard::from_bytes(bytes).ok()?;
    move_files(&mut checked, |id| id.checked_sub(1).map_or(0, |nth| nth.saturating_add(base)));
    Some(checked)
}

/// Gives every span another file number.
fn move_files(checked: &mut Checked, to: impl Fn(u32) -> u32) {
    let at = |span: &mut Span| span.file = FileId(to(span.file.0));
    let template = |t: &mut Template| at(&mut t.span);
    let condition = |c: &mut Condition| {
        at(&mut c.span);
        c.otherwise.iter_mut().for_each(template);
    };
    checked.sets.iter_mut().for_each(|s| at(&mut s.span));
    checked.sources.iter_mut().for_each(|s| at(&mut s.span));
    checked.objects.iter_mut().flat_map(|o| &mut o.fields).for_each(|f| at(&mut f.span));
    checked.exprs.iter_mut().for_each(|e| {
        at(&mut e.span);
        if let super::model::ExprKind::Quantified(_, b, _)
        | super::model::ExprKind::Over(_, b, _)
        | super::model::ExprKind::Pick(_, b, _)
        | super::model::ExprKind::Collect(b, _) = &mut e.kind
        {
            at(&mut b.span);
        }
    });
    for p in &mut checked.params {
        at(&mut p.span);
        p.layers.iter_mut().for_each(|l| at(&mut l.span));
        for v in p.values.iter_mut().chain(&mut p.formulas).chain(p.layers.iter_mut().flat_map(|l| &mut l.values)) {
            at(&mut v.span);
            v.cite.iter_mut().for_each(|c| at(&mut c.span));
        }
    }
    checked.coverage.iter_mut().for_each(template);
    checked.untranslated.iter_mut().for_each(|u| at(&mut u.span));
    checked.lapsed.iter_mut().for_each(|w| at(&mut w.span));
    for l in &mut checked.left_out {
        at(&mut l.span);
        l.cites.iter_mut().for_each(|c| at(&mut c.span));
    }
    for c in &mut checked.concepts {
        at(&mut c.span);
        at(&mut c.name_span);
        c.cites.iter_mut().for_each(|c| at(&mut c.span));
        c.otherwise.iter_mut().for_each(template);
    }
    for r in &mut checked.rules {
        at(&mut r.span);
        at(&mut r.id_span);
        r.cites.iter_mut().for_each(|c| at(&mut c.span));
        r.foreach.iter_mut().for_each(|b| at(&mut b.span));
        r.lets.iter_mut().for_each(|l| at(&mut l.span));
        r.applies.iter_mut().chain(&mut r.given).for_each(condition);
        r.message.iter_mut().for_each(template);
        r.messages.iter_mut().for_each(|m| template(&mut m.text));
        r.advice.iter_mut().for_each(|a| template(&mut a.text));
        r.figures.iter_mut().for_each(|f| at(&mut f.per.span));
        if let Some(d) = &mut r.deviation {
            at(&mut d.span);
            d.provisos.iter_mut().for_each(condition);
        }
    }
}
