//! `figuur` in a rule: the years it goes over, and numbers of one unit for its lines.

use crate::syntax::ast;
use crate::text;

use super::checker::Checker;
use super::error;
use super::model::{Figure, FigureLine, Type, Unit};
use super::typing::Scope;

impl Checker<'_> {
    pub(crate) fn figure(&mut self, f: &ast::Figure, scope: &mut Scope) -> Figure {
        let per = self.binding(&f.per, scope);
        let year = scope.slots.get_mut(per.slot.index()).map(|info| {
            // The years are drawn, whether a line asks for them or not.
            info.used = true;
            info.ty.clone()
        });
        if let Some(ty) = year.filter(|ty| !matches!(ty, Type::Num(Unit::Year) | Type::Error)) {
            let found = self.describe(&ty);
            let expected = text!("jaren, zoals `jaren(…)`", "years, such as `jaren(…)`");
            self.report(error::wrong_type(f.per.over.span, &expected, found));
        }
        let mut first: Option<Type> = None;
        let mut lines = vec![];
        for line in &f.lines {
            let value = self.expr(&line.value, scope, first.as_ref());
            let ty = self.ty(value);
            match (&first, &ty) {
                (_, Type::Error) => {}
                (Some(first), _) => self.must_fit(value, first),
                (None, Type::Num(_)) => first = Some(ty),
                (None, _) => {
                    let expected = text!("een getal", "a number");
                    let found = self.describe(&ty);
                    self.report(error::wrong_type(line.value.span, &expected, found));
                }
            }
            lines.push(FigureLine { title: self.text(&line.title), beside: line.beside, value });
        }
        scope.unbind();
        Figure { title: self.text(&f.title), per, lines }
    }
}
