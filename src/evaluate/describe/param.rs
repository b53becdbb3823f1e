//! The values of law that a verdict rests on: what each is, where it comes from, and what it comes on top of.

use crate::lang::Text;
use crate::ruleset::model::{Grade, Layer, Param, ParamId, ParamValue, Style};
use crate::text;

use super::super::finding::ParamUse;
use super::super::machine::Machine;
use super::super::outcome::{At, ParamNote};
use super::super::show;
use super::super::value::Value;

impl Machine<'_> {
    /// A value of law that was used. Values of sets above that ask less are told as remarks.
    pub(super) fn param_use(&mut self, note: &ParamNote, remarks: &mut Vec<Text>) -> ParamUse {
        let p = self.checked.param(note.param);
        let list = if note.formula { &p.formulas } else { &p.values };
        let entry = note.entry.and_then(|i| list.get(i));
        let value = if note.outside { self.override_of(note.param) } else { self.stated(entry, note.at) };
        if let Some((stated, computed)) = self.formula_difference(note) {
            let (name, at) = (&p.name, note.at);
            let s = show::text(self.checked, &stated, &p.ty, Style::Plain);
            let c = show::text(self.checked, &computed, &p.ty, Style::Plain);
            remarks.push(Text::new(
                format!("`{name}` {at}: de gepubliceerde waarde {} telt; de formule geeft {}", s.nl, c.nl),
                format!("`{name}` {at}: the published value {} counts; the formula gives {}", s.en, c.en),
            ));
        }
        let mut used = self.one_use(p, note, entry, value);
        if note.outside {
            used.unverified = Some(text!("zelf ingesteld met --set", "set with --set"));
        }
        for own in &note.own {
            let Some(layer) = p.layers.get(own.layer) else { continue };
            let Some(entry) = layer.values.get(own.entry) else { continue };
            let value = self.stated(Some(entry), note.at);
            let mut above = self.one_use(p, note, Some(entry), value);
            above.set = self.checked.set(layer.set).id.clone();
            if own.counts {
                above.base = Some(Box::new(used));
                used = above;
            } else if above.value != used.value {
                remarks.push(self.asks_less(note.param, layer, &above, &used));
            }
        }
        used
    }

    fn asks_less(&self, param: ParamId, layer: &Layer, own: &ParamUse, used: &ParamUse) -> Text {
        let (name, set) = (&self.checked.param(param).name, &self.checked.set(layer.set).id);
        let (o, u) = (&own.value, &used.value);
        Text::new(
            format!("`{name}` is in {set} {}, soepeler dan {}; {} blijft gelden", o.nl, u.nl, u.nl),
            format!("`{name}` is {} in {set}, less than {}; {} stays in force", o.en, u.en, u.en),
        )
    }

    /// The value of an entry, outside any computation.
    fn stated(&mut self, entry: Option<&ParamValue>, at: At) -> Option<Value> {
        let e = entry?.value?;
        self.now.formula_year = at.year();
        let v = self.eval(e);
        self.now.formula_year = None;
        Some(v)
    }

    fn one_use(&self, p: &Param, note: &ParamNote, entry: Option<&ParamValue>, value: Option<Value>) -> ParamUse {
        ParamUse {
            name: p.name.clone(),
            at: note.at.to_string(),
            value: match &value {
                Some(v) => show::text(self.checked, v, &p.ty, Style::Plain),
                None => text!("onbekend", "unknown"),
            },
            set_outside: note.outside,
            cite: entry.and_then(|v| v.cite.clone()),
            grade: entry.map_or(Grade::C, |v| v.grade),
            unverified: entry.and_then(|v| v.unverified.clone()),
            interpretation: entry.and_then(|v| v.interpretation.clone()),
            span: entry.map_or(p.span, |v| v.span),
            set: self.checked.set(p.set).id.clone(),
            base: None,
        }
    }
}
