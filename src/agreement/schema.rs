//! The JSON Schema of an agreement file, made from the data model, so that editors complete and check while typing.
//!
//! Takes: a checked ruleset and a language for the descriptions. Gives: a JSON Schema (2020-12). It accepts every file that
//! `bind` accepts; what a schema cannot see (two readings, days that do not exist, years outside the period) it leaves to
//! `bind`.

mod notation;

use serde_json::{Map, Value, json};

use crate::agreement::bind::{COMPLETE, REMARK, RESERVATION, TOTAL, WORDING, YEARLY};
use crate::agreement::facts::Wording;
use crate::lang::Lang;
use crate::ruleset::model::{Checked, ChoiceListId, Field, ObjectId, ObjectType, Type, Unit};
use crate::text;

/// The schema of the files that a ruleset reads.
#[must_use]
pub fn schema(checked: &Checked, lang: Lang) -> Value {
    let writer = Writer { checked, lang };
    let mut definitions = Map::new();
    for object in checked.objects() {
        definitions.insert(object_name(object), writer.object(object));
    }
    for (index, list) in checked.choice_lists().iter().enumerate() {
        let names = list.choices.iter().map(|c| (c.name.as_str(), c.codes.as_slice(), c.text.get(lang)));
        let choice = notation::choice(list.text.get(lang), names.collect());
        definitions.insert(choice_name(checked, index), choice);
    }
    definitions.extend(writer.simple_types());
    for unit in notation::UNITS {
        definitions.insert(notation::unit_name(unit).to_owned(), writer.figure(unit));
    }
    definitions.insert("kenmerken".to_owned(), Value::Object(writer.extras()));
    let root = checked.object(checked.root());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": root.text.get(lang),
        "$comment": text!(
            "Gemaakt door `toets schema` uit het gegevensmodel; niet met de hand wijzigen",
            "Made by `toets schema` from the data model; do not edit by hand"
        ).get(lang),
        "$ref": reference(&object_name(root)),
        "$defs": definitions,
    })
}

fn reference(name: &str) -> String {
    // In a JSON pointer inside a URI fragment; names hold letters, digits, hyphens and underscores.
    format!("#/$defs/{name}")
}

fn object_name(object: &ObjectType) -> String {
    format!("object-{}", object.name)
}

fn choice_name(checked: &Checked, index: usize) -> String {
    let name = checked.choice_lists().get(index).map_or("", |l| l.name.as_str());
    // Lists inside a field go by the field's name, which others may share.
    format!("keuze-{index}-{name}")
}

/// The definition of a key that may stand in every mapping.
fn extra(name: &str) -> Value {
    json!({"$ref": reference(&format!("kenmerken/{name}"))})
}

struct Writer<'a> {
    checked: &'a Checked,
    lang: Lang,
}

impl Writer<'_> {
    fn object(&self, object: &ObjectType) -> Value {
        let mut properties = Map::new();
        for field in &object.fields {
            properties.insert(field.name.clone(), self.field(field));
        }
        for name in self.extra_names().chain([COMPLETE]) {
            properties.entry(name.to_owned()).or_insert_with(|| extra(name));
        }
        let required: Vec<&str> = object.fields.iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
        let mut schema = json!({
            "type": "object",
            "description": object.text.get(self.lang),
            "properties": properties,
            "additionalProperties": false,
        });
        if let (false, Some(map)) = (required.is_empty(), schema.as_object_mut()) {
            map.insert("required".to_owned(), json!(required));
        }
        schema
    }

    fn field(&self, field: &Field) -> Value {
        let mut schema = match field.role {
            Some(role) if role.is_reference() => self.other_file(&field.ty),
            _ => self.ty(&field.ty),
        };
        if let Some(map) = schema.as_object_mut() {
            map.insert("title".to_owned(), json!(field.name));
            map.insert("description".to_owned(), json!(field.text.get(self.lang)));
            if field.required {
                // An empty value says nothing, so it does not do for a required field.
                map.insert("not".to_owned(), notation::nothing());
            }
        }
        schema
    }

    /// Another agreement: the path of its file, or written out.
    fn other_file(&self, ty: &Type) -> Value {
        match ty {
            Type::List(item) => {
                json!({"anyOf": [{"type": "array", "items": self.other_file(item)}, notation::nothing()]})
            }
            _ => json!({"anyOf": [{"type": "string", "examples": ["kader.yaml"]}, self.ty(ty)]}),
        }
    }

    /// A value of a type, or nothing.
    fn ty(&self, ty: &Type) -> Value {
        let nothing = notation::nothing();
        match ty {
            Type::Error => json!({}),
            Type::Object(id) => json!({"anyOf": [self.object_reference(*id), nothing]}),
            Type::List(item) => json!({"anyOf": [{"type": "array", "items": self.ty(item)}, nothing]}),
            Type::Table { item, .. } => {
                let one = self.ty(item);
                json!({"anyOf": [self.per_year(item), one]})
            }
            Type::Choice(list) => self.with_value_mapping(self.choice(*list)),
            Type::Bool => json!({"$ref": reference("ja-nee")}),
            Type::Text => json!({"$ref": reference("tekst")}),
            Type::RuleRef => json!({"$ref": reference("regel")}),
            Type::Date => json!({"$ref": reference("datum")}),
            Type::Period => json!({"$ref": reference("periode")}),
            Type::Num(unit) => json!({"$ref": reference(notation::unit_name(*unit))}),
        }
    }

    /// The types that hold one value, by the names that `ty` refers to.
    fn simple_types(&self) -> Vec<(String, Value)> {
        let between = self.mapping(&[("van", notation::day_or_year()), ("tot_en_met", notation::day_or_year())]);
        let under_value = self.mapping(&[("waarde", notation::period())]);
        let period = json!({"anyOf": [notation::period(), under_value, between, notation::nothing()]});
        let text = json!({"type": ["string", "number", "boolean"]});
        let examples: Vec<&str> = self.checked.rules().first().map(|rule| rule.id.as_str()).into_iter().collect();
        let rule = json!({"type": "string", "examples": examples});
        [
            ("ja-nee", self.with_value_mapping(notation::yes_no())),
            ("tekst", self.with_value_mapping(text)),
            ("regel", self.with_value_mapping(rule)),
            ("datum", self.with_value_mapping(notation::date())),
            ("periode", period),
        ]
        .map(|(name, schema)| (name.to_owned(), schema))
        .into()
    }

    /// A figure in a unit: as it stands, with a bound, or nothing.
    fn figure(&self, unit: Unit) -> Value {
        let figure = notation::figure(unit);
        let empty_or = json!({"anyOf": [figure, notation::nothing()]});
        let parts = ["waarde", "minimaal", "maximaal", "circa", "van", "tot"];
        let mut bounds = self.mapping(&parts.map(|p| (p, empty_or.clone())));
        if let Some(map) = bounds.as_object_mut() {
            let one_of = parts.iter().map(|p| json!({"required": [p]})).collect::<Vec<_>>();
            map.insert("anyOf".to_owned(), Value::Array(one_of));
        }
        json!({"anyOf": [figure, bounds, notation::nothing()]})
    }

    fn object_reference(&self, id: ObjectId) -> Value {
        json!({"$ref": reference(&object_name(self.checked.object(id)))})
    }

    fn choice(&self, list: ChoiceListId) -> Value {
        json!({"$ref": reference(&choice_name(self.checked, list.index()))})
    }

    /// A value as it stands, or under `waarde` with marks beside it, or nothing.
    fn with_value_mapping(&self, value: Value) -> Value {
        let mut mapping = self.mapping(&[("waarde", json!({"anyOf": [value.clone(), notation::nothing()]}))]);
        if let Some(map) = mapping.as_object_mut() {
            map.insert("required".to_owned(), json!(["waarde"]));
        }
        json!({"anyOf": [value, mapping, notation::nothing()]})
    }

    fn per_year(&self, item: &Type) -> Value {
        let value = self.ty(item);
        let mut table = self.mapping(&[(TOTAL, value.clone()), (YEARLY, value.clone()), (COMPLETE, extra(COMPLETE))]);
        if let Some(map) = table.as_object_mut() {
            map.insert("patternProperties".to_owned(), json!({ notation::YEAR_KEY: value }));
        }
        table
    }

    /// A mapping with these keys and the marks.
    fn mapping(&self, keys: &[(&str, Value)]) -> Value {
        let mut properties: Map<String, Value> = keys.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        for name in self.extra_names() {
            properties.entry(name.to_owned()).or_insert_with(|| extra(name));
        }
        json!({"type": "object", "properties": properties, "additionalProperties": false})
    }

    /// The keys that may stand in every mapping.
    fn extra_names(&self) -> impl Iterator<Item = &str> {
        let fixed = [WORDING, RESERVATION, REMARK];
        fixed.into_iter().chain(self.checked.qualifiers().iter().map(|q| q.name.as_str()))
    }

    /// What may be said in every mapping, and `volledig`.
    fn extras(&self) -> Map<String, Value> {
        let lang = self.lang;
        let mut extras = Map::new();
        let wordings = Wording::ALL.iter().map(|(_, word)| (*word, [].as_slice(), "")).collect();
        let firm = text!("Hoe hard het is afgesproken", "How firmly it is agreed");
        extras.insert(WORDING.to_owned(), notation::choice(firm.get(lang), wordings));
        let reservation = text!("`ja`, of waarvan het afhangt", "`ja`, or what it depends on");
        extras.insert(
            RESERVATION.to_owned(),
            json!({"description": reservation.get(lang), "type": ["string", "boolean", "number", "null"]}),
        );
        let remark = text!("Vrije tekst; wordt niet getoetst", "Free text; is not checked");
        extras.insert(REMARK.to_owned(), json!({"description": remark.get(lang)}));
        for qualifier in self.checked.qualifiers() {
            let mut schema = json!({"anyOf": [self.choice(qualifier.choices), notation::nothing()]});
            if let Some(map) = schema.as_object_mut() {
                map.insert("description".to_owned(), json!(qualifier.text.get(lang)));
            }
            extras.insert(qualifier.name.clone(), schema);
        }
        extras.insert(COMPLETE.to_owned(), self.complete());
        extras
    }

    fn complete(&self) -> Value {
        let meaning =
            text!("`ja`: wat hier niet staat, is niet afgesproken", "`ja`: what is not recorded here is not agreed");
        let mut schema = json!({"anyOf": [notation::yes_no(), notation::nothing()]});
        if let Some(map) = schema.as_object_mut() {
            map.insert("description".to_owned(), json!(meaning.get(self.lang)));
        }
        schema
    }
}
