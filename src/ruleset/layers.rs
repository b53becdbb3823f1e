//! Stricter values for the parameters of a set below: typed here, and held against the values they come on top of.
//!
//! At run time the strictest value that holds counts, so that no set can take away what one below it asks; a value that is
//! looser is reported here, where its author can see it.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::diagnostic::Collector;
use crate::limits::MAX_COMPARISONS;
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::check::{Checker, Symbol};
use super::cycles::ParamsRead;
use super::error;
use super::fold::{Fixed, Folder};
use super::model::{Layer, ParamId, ParamKey, RuleId, SetId, Stricter};

/// A value of a layer below, to compare with.
struct Below {
    span: Span,
    set: SetId,
    from: Date,
    to: Date,
    value: Fixed,
}

impl Checker<'_> {
    /// Types the values of every `aanscherping`.
    pub(super) fn tightenings(&mut self, sets: &[Vec<ast::File>]) {
        for file in sets.iter().flatten() {
            let set = self.set_of.get(&file.file.0).copied().unwrap_or(SetId(0));
            for item in &file.items {
                if let ast::Item::Tightening(t) = item {
                    self.tightening(t, set);
                }
            }
        }
    }

    fn tightening(&mut self, t: &ast::Tightening, set: SetId) {
        let name = &t.name.value;
        let Some((Symbol::Param(param), _)) = self.symbols.get(name.as_str()).copied() else {
            let near = self.near(name, self.out.params.iter().map(|p| p.name.as_str()));
            let d = error::unknown_name(t.name.span, name, near);
            let help = text!(
                "een aanscherping geldt voor een parameter van een regelset waarop deze bouwt",
                "a tightening is of a parameter of a ruleset that this one builds on"
            );
            let d = if near.is_none() { d.help(help) } else { d };
            self.report(d);
            return;
        };
        let p = self.out.param(param);
        let (ty, key, declared, own, stricter) = (p.ty.clone(), p.key, p.span, p.set, p.stricter);
        if own == set || !self.builds_on(set, own) {
            self.report(error::not_of_a_base(t.name.span, name, declared, own == set));
            return;
        }
        if stricter.is_none() {
            self.report(error::no_direction(t.name.span, name, declared));
            return;
        }
        if let Some(first) = p.layers.iter().find(|l| l.set == set).map(|l| l.span) {
            let d = error::duplicate(t.name.span, &text!("de aanscherping van", "the tightening of"), name, first);
            self.report(d.help(text!("zet alle waarden onder een van beide", "put all values under one of the two")));
            return;
        }
        if t.values.is_empty() {
            self.report(error::missing_part(t.name.span, "altijd = …", "altijd = 35% bron eigen, \"hoofdstuk 2\""));
        }
        let mut values = vec![];
        for v in &t.values {
            match own_times(key, &v.when.value) {
                Some(times) => values.push(self.param_value(v, t.span, times, key, &ty)),
                None => {
                    let help = text!(
                        "`{name}` geldt per jaar: schrijf altijd, een jaar, of vanaf een jaar",
                        "`{name}` holds per year: write altijd, a year, or vanaf a year"
                    );
                    self.report(error::parameter_when(v.when.span, name, help));
                }
            }
        }
        // The days of an own value count for a parameter that always holds too.
        self.close_open_ends(&mut values, ParamKey::Date);
        self.values_do_not_overlap(&values, name);
        let text = t.text.as_ref().map(|t| self.text(t));
        if let Some(p) = self.out.params.get_mut(param.index()) {
            let layer = p.layers.len();
            p.layers.push(Layer { set, rules: vec![], text, values, span: t.name.span });
            if !t.rules.is_empty() {
                self.layer_rules.push((param, layer, t.rules.clone()));
            }
        }
    }

    /// Finds the rules that a tightening counts for, now that all are known.
    pub(super) fn tightenings_name_rules(&mut self) {
        for (param, layer, names) in std::mem::take(&mut self.layer_rules) {
            let mut rules = vec![];
            for name in names {
                match self.rule_ids.get(&name.value).copied() {
                    Some(rule) => {
                        rules.push(rule);
                        self.layer_uses.push((param, rule, name.span));
                    }
                    None => self.unknown_rule(&name),
                }
            }
            if let Some(l) = self.out.params.get_mut(param.index()).and_then(|p| p.layers.get_mut(layer)) {
                l.rules = rules;
            }
        }
    }

    /// Whether a set builds on another one, directly or through others.
    pub(super) fn builds_on(&self, set: SetId, base: SetId) -> bool {
        self.bases.get(set.index()).is_some_and(|bases| bases.contains(&base))
    }

    /// Reports own values that ask less than a value below them, or the same.
    pub(super) fn tightenings_are_tighter(&mut self) {
        let mut found = Collector::default();
        let mut read = ParamsRead::default();
        for (param, rule, at) in std::mem::take(&mut self.layer_uses) {
            if !read.reads(self, rule, param) {
                found.push(error::no_effect(at, &self.out.rule(rule).id, &self.out.param(param).name));
            }
        }
        let mut folder = Folder::new(&self.out);
        for (i, p) in self.out.params.iter().enumerate() {
            let Some(way) = p.stricter else { continue };
            for layer in &p.layers {
                let below = self.values_below(&mut folder, ParamId(super::check::id(i)), layer);
                for own in &layer.values {
                    folder.steps = folder.steps.saturating_add(below.len());
                    if folder.steps > MAX_COMPARISONS {
                        found.push(error::too_much_to_compare(layer.span));
                        self.diagnostics.add(found);
                        return;
                    }
                    let Some(value) = own.value.and_then(|e| folder.fixed(e, own.from)) else { continue };
                    let overlapping = || below.iter().filter(|b| b.from <= own.to && own.from <= b.to);
                    let looser = overlapping().find(|b| b.value.is_stricter(&value, way));
                    let same = overlapping().find(|b| b.value == value);
                    if let Some(base) = looser {
                        if found.has_room(own.span) {
                            let param = ParamId(super::check::id(i));
                            found.push(self.loosening(&mut read, param, own.span, base, way, layer));
                        }
                    } else if let Some(base) = same {
                        found.push(error::same_value(own.span, &p.name, base.span, &self.out.set(base.set).id));
                    }
                }
            }
        }
        self.diagnostics.add(found);
    }

    /// The known values of a parameter in the sets below one.
    fn values_below(&self, folder: &mut Folder<'_>, param: ParamId, above: &Layer) -> Vec<Below> {
        let p = self.out.param(param);
        let own: HashSet<RuleId> = above.rules.iter().copied().collect();
        let shared = |l: &Layer| l.rules.is_empty() || own.is_empty() || l.rules.iter().any(|r| own.contains(r));
        let layers = p.layers.iter().filter(|l| self.builds_on(above.set, l.set) && shared(l));
        let layers = layers.map(|l| (l.set, &l.values));
        std::iter::once((p.set, &p.values))
            .chain(layers)
            .flat_map(|(set, values)| values.iter().map(move |v| (set, v)))
            .filter_map(|(set, v)| {
                let value = folder.fixed(v.value?, v.from)?;
                Some(Below { span: v.span, set, from: v.from, to: v.to, value })
            })
            .collect()
    }

    /// An error, unless every rule below that uses the parameter allows deviation.
    fn loosening(
        &self,
        read: &mut ParamsRead,
        param: ParamId,
        own: Span,
        base: &Below,
        way: Stricter,
        layer: &Layer,
    ) -> crate::diagnostic::Diagnostic {
        let p = self.out.param(param);
        let users: Vec<(&str, bool)> = self
            .out
            .rules
            .iter()
            .enumerate()
            .map(|(i, r)| (RuleId(super::check::id(i)), r))
            .filter(|(id, r)| r.set != layer.set && layer.counts_for(*id) && read.reads(self, *id, param))
            .map(|(_, r)| (r.id.as_str(), r.deviation.is_some()))
            .collect();
        let strict: Vec<&str> = users.iter().filter(|(_, deviates)| !deviates).map(|(id, _)| *id).collect();
        let all: Vec<&str> = users.iter().map(|(id, _)| *id).collect();
        let from = self.out.set(base.set).id.as_str();
        error::loosening(
            (own, self.sources.text(own)),
            (base.span, from),
            &p.name,
            way,
            if all.is_empty() { None } else { Some((&all, &strict)) },
        )
    }
}

/// First and last day of an own value; `None` where its form says more than the parameter can know.
fn own_times(key: ParamKey, when: &ast::When) -> Option<(Date, Date)> {
    let day = |y: i32, m: i8, d: i8| i16::try_from(y).ok().and_then(|y| Date::new(y, m, d).ok());
    match (key, when) {
        (_, ast::When::Always) => Some((Date::MIN, Date::MAX)),
        (_, ast::When::SinceYear(a)) => day(*a, 1, 1).map(|a| (a, Date::MAX)),
        (_, ast::When::Years(a, b)) if a <= b => day(*a, 1, 1).zip(day(*b, 12, 31)),
        (ParamKey::Always | ParamKey::Date, ast::When::SinceDate(a)) => Some((*a, Date::MAX)),
        _ => None,
    }
}
