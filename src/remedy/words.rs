//! A change that was found, in words and as what to write in the file.
//!
//! Takes: what was found. Gives: a [`Proposal`]. The words for fields and units come from the data model. Nothing is given when the
//! file has no form for a value.

use crate::agreement::facts::{FactId, FactValue, Step};
use crate::agreement::{path, type_of};
use crate::evaluate::{shown_date, shown_number};
use crate::lang::{Lang, Text, list};
use crate::number::Number;
use crate::ruleset::model::{Per, Style, Type, Unit};
use crate::source::Span;
use crate::text;

use super::clash::Clash;
use super::figure::{Measure, number, outside_parts, whole_of};
use super::fixed::field_of;
use super::found::Found;
use super::lab::{Edit, Key, Lab};
use super::moves::{is_total, year_of};
use super::{Change, Kind, Proposal, append, insert, items, notation};

/// The proposal for what was found; `None` when a value cannot be written.
pub(super) fn written_down(lab: &Lab<'_>, key: &Key, clash: &Clash) -> Option<Proposal> {
    let found = &clash.found;
    let about = key.about.last().map_or_else(String::new, |id| path(lab.checked, &lab.facts, *id));
    let writer = Writer { lab, about };
    let mut text = writer.say(found)?;
    let mut edits = found.all_edits();
    for further in found.also.iter().chain(clash.further.iter().flat_map(|f| std::iter::once(f).chain(&f.also))) {
        let more = writer.say(further)?;
        add(&mut text, &format!(", en {}", more.nl), &format!(", and {}", more.en));
    }
    edits.extend(clash.further.iter().flat_map(Found::all_edits));
    if !clash.keeps.is_empty() {
        let (norms, several) = (writer.norms(&clash.keeps), clash.keeps.len() != 1);
        let verb = if several { "voldoen" } else { "voldoet" };
        add(&mut text, &format!("; zo {verb} ook {} nog", norms.nl), "");
        add(&mut text, "", &format!("; so {} {} still met too", norms.en, if several { "are" } else { "is" }));
    }
    if !clash.breaks.is_empty() {
        let (norms, are) = (writer.norms(&clash.breaks), clash.breaks.len() != 1);
        let verb = if are { "voldoen" } else { "voldoet" };
        let nl = format!("; dan {verb} {} niet meer, en een verandering die alle haalt is niet gevonden", norms.nl);
        let verb = if are { "are" } else { "is" };
        let en = format!("; then {} {verb} no longer met, and no change that meets all was found", norms.en);
        add(&mut text, &nl, &en);
    }
    let (size, unit) = writer.size(found);
    Some(Proposal {
        number: 0,
        text,
        kind: found.kind,
        size,
        unit,
        changes: edits.iter().map(|e| writer.change(e)).collect::<Option<_>>()?,
        breaks: writer.ids(&clash.breaks),
        keeps: writer.ids(&clash.keeps),
        edits,
        fewer: found.fewer.clone(),
    })
}

fn add(text: &mut Text, nl: &str, en: &str) {
    text.nl.push_str(nl);
    text.en.push_str(en);
}

struct Writer<'w, 'a> {
    lab: &'w Lab<'a>,
    /// Path of what the finding is about: a reader knows it already.
    about: String,
}

impl Writer<'_, '_> {
    fn say(&self, found: &Found) -> Option<Text> {
        if found.kind == Kind::New {
            return one_more(self.lab, found);
        }
        let Some(measure) = found.measure else { return self.answers(&found.edits) };
        let by = amount(self.lab, measure, &found.size);
        let (name, each) = (self.name(found)?, self.each(found)?);
        let raise = |nl: &str, en: &str| {
            Text::new(
                format!("{nl} {name} met {}, {}", by.nl, each.nl),
                format!("{en} {name} by {}, {}", by.en, each.en),
            )
        };
        Some(match found.kind {
            Kind::Change | Kind::Add => self.part(found, &each)?,
            Kind::Drop => self.whole(found, &each)?,
            Kind::Raise => raise("verhoog", "raise"),
            Kind::Lower => raise("verlaag", "lower"),
            Kind::Earlier => raise("vervroeg", "bring forward"),
            Kind::Later => raise("verlaat", "put off"),
            Kind::Shift => Text::new(
                format!("verschuif {} van {name}: {}", by.nl, each.nl),
                format!("shift {} of {name}: {}", by.en, each.en),
            ),
            Kind::Answer | Kind::New => return None,
        })
    }

    /// Homes that become a part of the whole, or come with the whole.
    fn part(&self, found: &Found, each: &Text) -> Option<Text> {
        let facts = &self.lab.facts;
        // A total that moves along is what the norm is about, not the years below it.
        let totals: Vec<FactId> = self.moved_along(found).collect();
        let read = if totals.is_empty() { &found.read } else { &totals };
        let wholes: Option<Vec<FactId>> = read.iter().map(|c| whole_of(self.lab.checked, facts, *c)).collect();
        let (part, whole) = (self.sum(read)?, self.sum(&wholes?)?);
        let (label, noun) = (self.label(*found.column.first()?)?, self.noun(*found.column.first()?));
        let size = &found.size;
        let (k, after, rest) = (plain(size), plain(&part.add(size)), plain(&whole.sub(&part)));
        Some(if found.kind == Kind::Change {
            let of = plain(&whole);
            let words = label.replace('_', " ");
            Text::new(
                format!(
                    "maak {} van de {} andere{noun} {words} ({} van {}; {})",
                    k.nl, rest.nl, after.nl, of.nl, each.nl
                ),
                format!(
                    "turn {} of the {} other{noun} into `{label}` ({} of {}; {})",
                    k.en, rest.en, after.en, of.en, each.en
                ),
            )
        } else {
            let of = plain(&whole.add(size));
            let words = label.replace('_', " ");
            Text::new(
                format!("voeg {}{noun} {words} toe ({} van {}; {})", k.nl, after.nl, of.nl, each.nl),
                format!("add {}{noun} of `{label}` ({} of {}; {})", k.en, after.en, of.en, each.en),
            )
        })
    }

    /// The totals that move because a year of theirs does.
    fn moved_along<'f>(&'f self, found: &'f Found) -> impl Iterator<Item = FactId> + 'f {
        let facts = &self.lab.facts;
        let set = |edit: &Edit| match edit {
            Edit::Set(id, _) => Some(*id),
            _ => None,
        };
        let years = found.edits.iter().filter_map(set).any(|id| !is_total(facts, id));
        found.edits.iter().filter_map(set).filter(move |id| years && is_total(facts, *id))
    }

    /// Homes that go, of those in no part of the whole.
    fn whole(&self, found: &Found, each: &Text) -> Option<Text> {
        let (checked, facts) = (self.lab.checked, &self.lab.facts);
        let outside = found.read.iter().map(|c| outside_parts(checked, facts, *c)).collect::<Option<Vec<_>>>()?;
        let outside = plain(&outside.iter().fold(Number::zero(), |sum, n| sum.add(n)));
        let left = plain(&self.sum(&found.read)?.sub(&found.size));
        let noun = self.noun(*found.column.first()?);
        let k = plain(&found.size);
        Some(Text::new(
            format!("schrap {} van de {} andere{noun} ({} blijven; {})", k.nl, outside.nl, left.nl, each.nl),
            format!("drop {} of the {} other{noun} ({} remain; {})", k.en, outside.en, left.en, each.en),
        ))
    }

    /// `zet a op ja en vermeld b: nee`.
    fn answers(&self, edits: &[Edit]) -> Option<Text> {
        let mut nl = vec![];
        let mut en = vec![];
        for edit in edits {
            let change = self.change(edit)?;
            let (path, to) = (self.short(&change.path), change.to.trim_matches(['"', '\'']));
            let new = matches!(edit, Edit::State(..));
            nl.push(if new { format!("vermeld `{path}: {to}`") } else { format!("zet `{path}` op `{to}`") });
            en.push(if new { format!("state `{path}: {to}`") } else { format!("set `{path}` to `{to}`") });
        }
        Some(Text::new(list(&nl, Lang::Nl), list(&en, Lang::En)))
    }

    /// The figures one by one: `2029 van 30 naar 42`; with their field where there are several.
    fn each(&self, found: &Found) -> Option<Text> {
        let several = found.kind == Kind::Add;
        let one = |edit: &Edit| {
            let Edit::Set(id, new) = edit else { return None };
            let (from, to) = (self.shown(*id, &self.lab.facts.get(*id).value), self.shown(*id, new));
            let mut lead = String::new();
            if several {
                lead.push_str(&format!("`{}` ", self.label(*id)?));
            }
            if self.moved_along(found).any(|total| total == *id) {
                return Some(Text::new(
                    format!("{lead}het totaal van {} naar {}", from.nl, to.nl),
                    format!("{lead}the total from {} to {}", from.en, to.en),
                ));
            }
            // Where the name of the figure does not hold its year already.
            let homes = matches!(found.kind, Kind::Change | Kind::Add | Kind::Drop | Kind::Shift);
            if (homes || found.column.len() > 1)
                && let Some(year) = year_of(&self.lab.facts, *id)
            {
                lead.push_str(&format!("{year} "));
            }
            Some(Text::new(
                format!("{lead}van {} naar {}", from.nl, to.nl),
                format!("{lead}from {} to {}", from.en, to.en),
            ))
        };
        let all = found.edits.iter().map(one).collect::<Option<Vec<Text>>>()?;
        let words = |lang: Lang| all.iter().map(|t| t.get(lang).to_owned()).collect::<Vec<_>>();
        Some(Text::new(list(&words(Lang::Nl), Lang::Nl), list(&words(Lang::En), Lang::En)))
    }

    /// The figure, or the field when several of its years change.
    fn name(&self, found: &Found) -> Option<String> {
        let Some(Edit::Set(first, _)) = found.edits.first() else { return None };
        let path = path(self.lab.checked, &self.lab.facts, *first);
        let short = self.short(&path).to_owned();
        let years = found.column.len() > 1 || found.kind == Kind::Shift;
        let year = year_of(&self.lab.facts, *first).filter(|_| years).map(|y| format!(".{y}"));
        Some(format!("`{}`", year.map_or(short.clone(), |y| short.replacen(&y, "", 1))))
    }

    fn short<'p>(&self, path: &'p str) -> &'p str {
        let rest = path.strip_prefix(self.about.as_str()).and_then(|r| r.strip_prefix('.'));
        rest.filter(|_| !self.about.is_empty()).unwrap_or(path)
    }

    /// The name of the field that a figure stands in.
    fn label(&self, id: FactId) -> Option<String> {
        let mut at = id;
        loop {
            let fact = self.lab.facts.get(at);
            let parent = self.lab.facts.parent(at)?;
            if let Step::Field(index) = fact.step {
                return field_of(self.lab.checked, &self.lab.facts, parent, index).map(|f| f.name.clone());
            }
            at = parent;
        }
    }

    /// What a figure counts, with a space before it; nothing when the data model does not say.
    fn noun(&self, id: FactId) -> String {
        match type_of(self.lab.checked, &self.lab.facts, id) {
            Type::Num(Unit::Count(Some(n)) | Unit::Balance(Some(n))) => {
                format!(" {}", self.lab.checked.noun(n).replace('_', " "))
            }
            _ => String::new(),
        }
    }

    fn sum(&self, ids: &[FactId]) -> Option<Number> {
        ids.iter().try_fold(Number::zero(), |sum, id| Some(sum.add(&number(&self.lab.facts, *id)?)))
    }

    /// A value in the notation of each language.
    fn shown(&self, id: FactId, value: &FactValue) -> Text {
        let ty = type_of(self.lab.checked, &self.lab.facts, id);
        match value {
            FactValue::Number(b) => {
                let n = b.lo.as_ref().or(b.hi.as_ref());
                let say = |lang| n.map_or_else(String::new, |n| shown_number(n, &ty, Style::Plain, lang));
                Text::new(say(Lang::Nl), say(Lang::En))
            }
            FactValue::Date(d) => Text::new(shown_date(*d, Lang::Nl), shown_date(*d, Lang::En)),
            _ => Text::default(),
        }
    }

    /// How large a change is, for machines, with what it counts.
    fn size(&self, found: &Found) -> (String, Text) {
        let size = &found.size;
        let Some(measure) = found.measure else {
            return (size.to_string(), text!("antwoorden", "answers"));
        };
        let share = matches!(measure, Measure::Number(Unit::Percentage | Unit::Points | Unit::Ratio));
        let n = if share { size.mul(&Number::from(100i64)) } else { size.clone() };
        (n.to_string(), if share { text!("procentpunt", "percentage points") } else { unit(self.lab, measure) })
    }

    fn change(&self, edit: &Edit) -> Option<Change> {
        let (checked, facts) = (self.lab.checked, &self.lab.facts);
        match edit {
            Edit::Set(id, value) => {
                let span = facts.get(*id).span;
                let from = self.lab.sources.text(span).to_owned();
                let ty = type_of(checked, facts, *id);
                let to = notation::instead_of(checked, &from, &ty, value)?;
                Some(Change {
                    path: path(checked, facts, *id),
                    span,
                    from,
                    written: to.clone(),
                    below: false,
                    to,
                    unit: self.unit_of(&ty),
                })
            }
            Edit::State(object, index, value) => {
                let field = field_of(checked, facts, *object, *index)?;
                let to = notation::plain(checked, &field.ty, value)?;
                let (span, written): (Span, String) =
                    insert::place(self.lab.sources, facts, *object, &field.name, &to)?;
                let above = path(checked, facts, *object);
                let path = if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
                Some(Change { path, span, from: String::new(), to, unit: Text::default(), written, below: false })
            }
            Edit::Append(list, item) => append::change(self.lab, *list, item),
        }
    }

    fn unit_of(&self, ty: &Type) -> Text {
        match ty {
            Type::Num(u) => unit(self.lab, Measure::Number(*u)),
            _ => Text::default(),
        }
    }

    fn ids(&self, keys: &[Key]) -> Vec<String> {
        let mut out: Vec<String> = keys.iter().map(|k| self.lab.checked.rule(k.rule).id.clone()).collect();
        out.dedup();
        out
    }

    fn norms(&self, keys: &[Key]) -> Text {
        let ids = self.ids(keys);
        Text::new(list(&ids, Lang::Nl), list(&ids, Lang::En))
    }
}

/// `12 woningen`, `0,3 procentpunt`, `5 dagen`.
fn amount(lab: &Lab<'_>, measure: Measure, size: &Number) -> Text {
    let one = *size == Number::one();
    match measure {
        Measure::Day => {
            let n = plain(size);
            let (dag, day) = if one { ("dag", "day") } else { ("dagen", "days") };
            Text::new(format!("{} {dag}", n.nl), format!("{} {day}", n.en))
        }
        Measure::Number(u) => {
            let shown = match u {
                Unit::Percentage | Unit::Ratio => Unit::Points,
                other => other,
            };
            let ty = Type::Num(shown);
            let noun = if matches!(u, Unit::Count(_) | Unit::Balance(_)) && !one {
                format!(" {}", unit(lab, measure).nl)
            } else {
                String::new()
            };
            let say = |lang| format!("{}{noun}", shown_number(size, &ty, Style::Plain, lang)).trim_end().to_owned();
            Text::new(say(Lang::Nl), say(Lang::En))
        }
    }
}

/// What a measure counts or measures.
fn unit(lab: &Lab<'_>, measure: Measure) -> Text {
    match measure {
        Measure::Day => text!("dagen", "days"),
        Measure::Number(Unit::Count(Some(n)) | Unit::Balance(Some(n))) => {
            Text::same(lab.checked.noun(n).replace('_', " "))
        }
        Measure::Number(Unit::Percentage | Unit::Ratio) => Text::same("%"),
        Measure::Number(Unit::Points) => text!("procentpunt", "percentage points"),
        Measure::Number(Unit::Euro(Per::Once)) => Text::same("€"),
        Measure::Number(Unit::Euro(Per::Month)) => text!("€ per maand", "€ per month"),
        Measure::Number(Unit::Euro(Per::Year)) => text!("€ per jaar", "€ per year"),
        Measure::Number(Unit::Heat) => Text::same("kWh/m²"),
        Measure::Number(_) => Text::default(),
    }
}

pub(super) fn plain(n: &Number) -> Text {
    let say = |lang| shown_number(n, &Type::Num(Unit::Plain), Style::Plain, lang);
    Text::new(say(Lang::Nl), say(Lang::En))
}

/// `zet er een project bij met 6 vervangende woningen`.
fn one_more(lab: &Lab<'_>, found: &Found) -> Option<Text> {
    let [Edit::Append(_, item)] = found.edits.as_slice() else { return None };
    let object = lab.checked.object(item.object);
    let is_figure = |v: &Option<FactValue>| matches!(v, Some(FactValue::Number(_)));
    let field = object.fields.get(item.fields.iter().position(is_figure)?)?;
    let (name, k) = (items::words(&object.name), found.size.to_string());
    let figure = items::words(&field.name);
    let noun = match field.ty {
        Type::Num(Unit::Count(Some(noun))) => Some(items::words(lab.checked.noun(noun))),
        _ => None,
    };
    // `vervangende_woningen` says itself what it counts.
    let nl = if noun.is_some_and(|n| figure.ends_with(&n)) && found.size != Number::one() {
        format!("{} {figure}", plain(&found.size).nl)
    } else {
        format!("`{}: {k}`", field.name)
    };
    Some(Text::new(format!("zet er een {name} bij met {nl}"), format!("add a {name} with `{}: {k}`", field.name)))
}
