//! Rules that were added, removed or changed between two rulesets.
//!
//! Takes: both rulesets and their texts. Gives: per rule what it asks otherwise, and whether that is stricter where the language
//! says so: its force, and values of law that say which way is stricter.

use jiff::civil::Date;

use crate::evaluate::finding::strength_words;
use crate::lang::{Lang, Text};
use crate::ruleset::model::{
    Concept, Const, ExprId, ExprKind, Param, ParamKey, ParamValue, Rule, RuleId, Strength, Stricter,
};
use crate::ruleset::walk::Reach;
use crate::ruleset::{Checked, Uses};
use crate::source::Sources;
use crate::text;

/// How a rule changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// Only the second ruleset has it.
    Added,
    /// Only the first ruleset has it.
    Removed,
    /// It asks more.
    Tightened,
    /// It asks less.
    Loosened,
    /// It asks something else; whether that is more, its text does not tell.
    Changed,
}

impl RuleKind {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            RuleKind::Added => "added",
            RuleKind::Removed => "removed",
            RuleKind::Tightened => "tightened",
            RuleKind::Loosened => "loosened",
            RuleKind::Changed => "changed",
        }
    }
}

/// One thing that a rule says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// What: its force, its requirement, a value of law.
    pub what: Text,
    /// How the first ruleset has it; empty where it has none.
    pub before: Text,
    /// How the second has it; empty where it has none.
    pub after: Text,
    /// Whether it is stricter (`Some(true)`) or looser; `None` where that cannot be told.
    pub stricter: Option<bool>,
}

/// A rule of which the two rulesets differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// Its id.
    pub rule: String,
    /// Its title, in the ruleset that has it last.
    pub title: Text,
    /// The ruleset that it is declared in.
    pub set: String,
    /// How it changed.
    pub kind: RuleKind,
    /// What it says otherwise; empty for a rule that was added or removed.
    pub aspects: Vec<Aspect>,
}

struct View<'a> {
    checked: &'a Checked,
    sources: &'a Sources,
}

pub(super) fn changed(before: &Checked, after: &Checked, sources: &Sources) -> Vec<RuleChange> {
    let (a, b) = (View { checked: before, sources }, View { checked: after, sources });
    let mut out = vec![];
    for rule in after.rules() {
        match before.rule_named(&rule.id) {
            None => out.push(b.change(rule, RuleKind::Added, vec![])),
            Some(was) => {
                let aspects = aspects(&a, was, &b, rule);
                if aspects.is_empty() {
                    continue;
                }
                let all = |stricter: bool| aspects.iter().all(|x| x.stricter == Some(stricter));
                let kind = if all(true) {
                    RuleKind::Tightened
                } else if all(false) {
                    RuleKind::Loosened
                } else {
                    RuleKind::Changed
                };
                out.push(b.change(rule, kind, aspects));
            }
        }
    }
    let gone = before.rules().iter().filter(|r| after.rule_named(&r.id).is_none());
    out.extend(gone.map(|r| a.change(r, RuleKind::Removed, vec![])));
    out.sort_by_key(|c| c.kind);
    out
}

impl View<'_> {
    fn change(&self, rule: &Rule, kind: RuleKind, aspects: Vec<Aspect>) -> RuleChange {
        let set = self.checked.set(rule.set).id.clone();
        RuleChange { rule: rule.id.clone(), title: rule.title.clone(), set, kind, aspects }
    }

    fn written(&self, e: ExprId) -> String {
        self.sources.text(self.checked.expr(e).span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn all(&self, exprs: impl Iterator<Item = ExprId>) -> Text {
        Text::same(exprs.map(|e| self.written(e)).collect::<Vec<_>>().join("; "))
    }
}

fn aspects(a: &View<'_>, was: &Rule, b: &View<'_>, is: &Rule) -> Vec<Aspect> {
    let mut out = vec![];
    if was.strength != is.strength {
        let say = |s: Strength| Text::new(strength_words(s, Lang::Nl), strength_words(s, Lang::En));
        out.push(Aspect {
            what: text!("kracht", "force"),
            before: say(was.strength),
            after: say(is.strength),
            stricter: Some(rank(is.strength) < rank(was.strength)),
        });
    }
    let mut text = |what: Text, before: Text, after: Text| {
        if before != after {
            out.push(Aspect { what, before, after, stricter: None });
        }
    };
    let lets = |v: &View<'_>, r: &Rule| v.all(r.lets.iter().map(|l| l.value));
    text(text!("eis", "requirement"), a.all(was.requires.iter().copied()), b.all(is.requires.iter().copied()));
    text(text!("berekening", "computation"), lets(a, was), lets(b, is));
    let about = |v: &View<'_>, r: &Rule| {
        let bindings = r.foreach.iter().flat_map(|x| std::iter::once(x.over).chain(x.filter));
        let conditions = r.applies.iter().chain(&r.given).map(|c| c.expr);
        v.all(bindings.chain(conditions))
    };
    text(text!("wanneer de norm geldt", "when the norm applies"), about(a, was), about(b, is));
    let deviation = |v: &View<'_>, r: &Rule| match &r.deviation {
        Some(d) => {
            let provisos = d.provisos.iter().skip(d.standing).map(|p| p.expr);
            v.all(std::iter::once(d.records).chain(provisos))
        }
        None => Text::default(),
    };
    text(text!("afwijking", "deviation"), deviation(a, was), deviation(b, is));
    concepts(a, was, b, is, &mut out);
    values(a, was, b, is, &mut out);
    out
}

/// Shared definitions that both rules use.
fn concepts(a: &View<'_>, was: &Rule, b: &View<'_>, is: &Rule, out: &mut Vec<Aspect>) {
    let old: Vec<&Concept> = Uses::of(a.checked, was).concepts.iter().map(|c| a.checked.concept(*c)).collect();
    for concept in Uses::of(b.checked, is).concepts.iter().map(|c| b.checked.concept(*c)) {
        // One that the other rule does not use shows in its text.
        let Some(before) = old.iter().find(|c| c.name == concept.name) else { continue };
        let (before, after) = (a.written(before.value), b.written(concept.value));
        if before != after {
            let name = &concept.name;
            let what = text!("begrip `{name}`", "concept `{name}`");
            out.push(Aspect { what, before: Text::same(before), after: Text::same(after), stricter: None });
        }
    }
}

/// Firmest first.
fn rank(s: Strength) -> u8 {
    match s {
        Strength::Must => 0,
        Strength::Principle => 1,
        Strength::Aim => 2,
        Strength::Effort => 3,
        Strength::Expect => 4,
        Strength::May => 5,
    }
}

/// Values of law that the rule uses.
fn values(a: &View<'_>, was: &Rule, b: &View<'_>, is: &Rule, out: &mut Vec<Aspect>) {
    let old = Reach::of_verdict(a.checked, was).params;
    for id in Reach::of_verdict(b.checked, is).params {
        let param = b.checked.param(id);
        // A value that the other rule does not use shows in its text.
        let Some(before) = old.iter().map(|p| a.checked.param(*p)).find(|p| p.name == param.name) else { continue };
        let (old, new) = (entries(a, before, a.checked.rule_id(&was.id)), entries(b, param, b.checked.rule_id(&is.id)));
        for (key, entry) in &new {
            match old.iter().find(|(k, _)| k == key) {
                Some((_, before)) if before.text == entry.text => {}
                Some((_, before)) => out.push(aspect(key, &before.text, &entry.text, stricter(param, before, entry))),
                // A set that builds on another can only make a value stricter.
                None => {
                    let base = |k: &Key| k.set.is_none() && (k.from, k.to) == (key.from, key.to);
                    let base = key.set.as_ref().and_then(|_| new.iter().find(|(k, _)| base(k)));
                    let before = base.map_or("", |(_, e)| e.text.as_str());
                    out.push(aspect(key, before, &entry.text, key.set.is_some().then_some(true)));
                }
            }
        }
        for (key, entry) in old.iter().filter(|(key, _)| !new.iter().any(|(k, _)| k == key)) {
            out.push(aspect(key, &entry.text, "", key.set.is_some().then_some(false)));
        }
    }
}

fn aspect(key: &Key, before: &str, after: &str, stricter: Option<bool>) -> Aspect {
    Aspect { what: key.words(), before: Text::same(before), after: Text::same(after), stricter }
}

/// Which value of a parameter.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    param: String,
    from: Date,
    to: Date,
    /// By year rather than by day.
    yearly: bool,
    /// The set above that makes it stricter.
    set: Option<String>,
}

impl Key {
    fn words(&self) -> Text {
        let (name, from, to) = (&self.param, self.from, self.to);
        let when = |open: &str, until: &str| {
            let day = |d: Date| if self.yearly { d.year().to_string() } else { d.to_string() };
            if from == Date::MIN && to == Date::MAX {
                String::new()
            } else if to == Date::MAX {
                format!(" {open} {}", day(from))
            } else if self.yearly && from.year() == to.year() {
                format!(" {}", from.year())
            } else {
                format!(" {} {until} {}", day(from), day(to))
            }
        };
        let (nl, en) = (when("vanaf", "t/m"), when("from", "to"));
        match &self.set {
            Some(set) => text!("`{name}`{nl}, strenger in {set}", "`{name}`{en}, stricter in {set}"),
            None => text!("`{name}`{nl}", "`{name}`{en}"),
        }
    }
}

struct Entry {
    text: String,
    value: Option<Const>,
}

/// The values of a parameter that count for a rule.
fn entries(view: &View<'_>, param: &Param, rule: Option<RuleId>) -> Vec<(Key, Entry)> {
    let one = |v: &ParamValue, set: Option<String>| {
        let text = v.value.map_or_else(|| "?".to_owned(), |e| view.written(e));
        let value = v.value.and_then(|e| match &view.checked.expr(e).kind {
            ExprKind::Const(c) => Some(c.clone()),
            _ => None,
        });
        let yearly = param.key == ParamKey::Year;
        (Key { param: param.name.clone(), from: v.from, to: v.to, yearly, set }, Entry { text, value })
    };
    let mut out: Vec<(Key, Entry)> = param.values.iter().chain(&param.formulas).map(|v| one(v, None)).collect();
    for layer in param.layers.iter().filter(|l| rule.is_some_and(|r| l.counts_for(r))) {
        let set = &view.checked.set(layer.set).id;
        out.extend(layer.values.iter().map(|v| one(v, Some(set.clone()))));
    }
    out
}

fn stricter(param: &Param, before: &Entry, after: &Entry) -> Option<bool> {
    let (Some(Const::Num(x)), Some(Const::Num(y))) = (&before.value, &after.value) else { return None };
    param.stricter.map(|way| match way {
        Stricter::Higher => y > x,
        Stricter::Lower => y < x,
    })
}
