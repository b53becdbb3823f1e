//! A commented agreement file to start from.
//!
//! Takes: a checked ruleset and a language for the comments. Gives: YAML with every field of the data model on a line of its
//! own: required ones in use, all others behind `# `, each with an example value and what it means. As printed it binds
//! without errors, and so it does with every `# ` at the start of a line taken away.

use crate::agreement::bind::describe;
use crate::agreement::facts::Wording;
use crate::lang::Lang;
use crate::limits::{MAX_TEMPLATE_BYTES, MAX_YAML_DEPTH};
use crate::ruleset::model::{Checked, Field, ObjectId, Per, Role, Type, Unit};
use crate::text;

/// The column at which comments begin, where the line leaves room.
const COMMENT_COLUMN: usize = 44;

/// Prints the template.
#[must_use]
pub fn template(checked: &Checked, lang: Lang) -> String {
    let mut printer = Printer { checked, lang, out: String::new(), open: Vec::new(), cut: false };
    printer.header();
    let root = checked.root();
    printer.object(root, 0, true, None);
    if printer.cut {
        let rest = text!(
            "Niet alles staat hier: de rest toont `toets schema`.",
            "Not all is here: `toets schema` shows the rest."
        );
        printer.out.push_str(&format!("## {}\n", rest.get(lang)));
    }
    printer.out
}

struct Printer<'a> {
    checked: &'a Checked,
    lang: Lang,
    out: String,
    /// The objects being printed, so that a model that refers to itself ends.
    open: Vec<ObjectId>,
    /// Whether something was left out for want of room.
    cut: bool,
}

/// How the template writes the period; every example year lies in it.
const PERIOD: &str = "2026 t/m 2029";
const YEAR: i32 = 2026;

impl Printer<'_> {
    fn header(&mut self) {
        let root = self.checked.object(self.checked.root()).text.get(self.lang).to_owned();
        let wordings: Vec<&str> = Wording::ALL.iter().map(|(_, word)| *word).collect();
        let wordings = wordings.join(", ");
        let mut lines = vec![root];
        let explanation = text!(
            "Haal `# ` weg voor wat is afgesproken en vul uw eigen waarden in; laat weg wat er niet staat.\n\
             Een getal mag een grens hebben: `minimaal 120`, `maximaal 120`, `circa 120`, `100 t/m 140`.\n\
             Bij elk cijfer en elke groep kan ook staan:\n\
             \x20 formulering: {wordings}\n\
             \x20 onder_voorbehoud: ja, of waarvan het afhangt\n\
             \x20 volledig: ja (wat hier niet staat, is niet afgesproken)\n\
             \x20 toelichting: vrije tekst",
            "Remove `# ` for what has been agreed and fill in your own values; leave out what is not stated.\n\
             A number may have a bound: `minimaal 120`, `maximaal 120`, `circa 120`, `100 t/m 140`.\n\
             Beside each figure and each group there may also be:\n\
             \x20 formulering: {wordings}\n\
             \x20 onder_voorbehoud: ja, or what it depends on\n\
             \x20 volledig: ja (what is not recorded here is not agreed)\n\
             \x20 toelichting: free text"
        );
        lines.extend(explanation.get(self.lang).lines().map(str::to_owned));
        for qualifier in self.checked.qualifiers() {
            let list = self.checked.choice_list(qualifier.choices);
            let choices: Vec<&str> = list.choices.iter().map(|c| c.name.as_str()).collect();
            let (name, meaning) = (&qualifier.name, qualifier.text.get(self.lang));
            lines.push(format!("  {name}: {} ({meaning})", choices.join(", ")));
        }
        for line in lines {
            self.out.push_str(format!("## {line}").trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    /// One line: `# ` when not in use, indentation, the text, and a comment.
    fn line(&mut self, depth: usize, used: bool, text: &str, comment: &str) {
        let mark = if used { "" } else { "# " };
        let mut line = format!("{mark}{}{text}", "  ".repeat(depth));
        if !comment.is_empty() {
            let width = line.chars().count();
            let gap = COMMENT_COLUMN.saturating_sub(width).max(2);
            line.push_str(&" ".repeat(gap));
            line.push_str("# ");
            line.push_str(comment);
        }
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// The fields of an object. `first` goes before the first field: the dash of a list item, one level up.
    fn object(&mut self, id: ObjectId, depth: usize, used: bool, first: Option<&str>) {
        self.open.push(id);
        let mut first = first;
        let checked = self.checked;
        // In a used item the required fields come first: a line behind `# ` cannot carry the dash.
        let fields = &checked.object(id).fields;
        let (required, optional): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|f| f.required);
        let ordered: Vec<&Field> =
            if depth == 0 { fields.iter().collect() } else { required.into_iter().chain(optional).collect() };
        for field in ordered {
            let in_use = used && field.required;
            self.field(field, depth, in_use, first.take());
        }
        self.open.pop();
    }

    fn field(&mut self, field: &Field, depth: usize, used: bool, dash: Option<&str>) {
        let comment = self.comment(field);
        let name = &field.name;
        // The dash stands in the last two columns of the indentation.
        let (depth_here, lead) = match dash {
            Some(dash) => (depth.saturating_sub(1), dash),
            None => (depth, ""),
        };
        if let Some(value) = self.scalar(&field.ty, field, used) {
            self.line(depth_here, used, &format!("{lead}{name}: {value}"), &comment);
            return;
        }
        self.line(depth_here, used, &format!("{lead}{name}:"), &comment);
        self.inside(&field.ty, field, depth.saturating_add(1), used);
    }

    /// Whether an object can be printed here: one that holds two that hold two would double without end.
    fn has_room_for(&mut self, id: ObjectId, depth: usize) -> bool {
        let fits = self.out.len() < MAX_TEMPLATE_BYTES && depth < MAX_YAML_DEPTH;
        self.cut |= !fits;
        fits && !self.open.contains(&id)
    }

    /// What stands below a key whose value is no scalar.
    fn inside(&mut self, ty: &Type, field: &Field, depth: usize, used: bool) {
        match ty {
            Type::Object(id) if self.has_room_for(*id, depth) => self.object(*id, depth, used, None),
            Type::List(item) => match item.as_ref() {
                Type::Object(id) if self.has_room_for(*id, depth) => {
                    self.object(*id, depth.saturating_add(1), used, Some("- "));
                }
                item => {
                    if let Some(value) = self.scalar(item, field, used) {
                        self.line(depth, used, &format!("- {value}"), "");
                    }
                }
            },
            Type::Table { item, .. } => {
                if let Some(value) = self.scalar(item, field, used) {
                    self.line(depth, used, &format!("{YEAR}: {value}"), "");
                } else {
                    self.line(depth, used, &format!("{YEAR}:"), "");
                    self.inside(item, field, depth.saturating_add(1), used);
                }
            }
            _ => {}
        }
    }

    fn comment(&self, field: &Field) -> String {
        let lang = self.lang;
        let path = field.role.is_some_and(Role::is_reference);
        let kind = match &field.ty {
            Type::List(_) if path => lang.pick("lijst van paden", "list of paths").to_owned(),
            _ if path => lang.pick("pad van een bestand", "path of a file").to_owned(),
            ty => self.kind(ty),
        };
        let mut notes = vec![kind];
        if field.required {
            notes.push(lang.pick("verplicht", "required").to_owned());
        }
        format!("{} ({})", field.text.get(lang), notes.join("; "))
    }

    /// A type in a few words.
    fn kind(&self, ty: &Type) -> String {
        let lang = self.lang;
        match ty {
            Type::Choice(list) => {
                const MOST: usize = 8;
                let choices = &self.checked.choice_list(*list).choices;
                let names: Vec<&str> = choices.iter().take(MOST).map(|c| c.name.as_str()).collect();
                let more = if choices.len() > MOST { " | …" } else { "" };
                format!("{}{more}", names.join(" | "))
            }
            Type::Object(_) => lang.pick("groep velden", "group of fields").to_owned(),
            Type::List(item) => match item.as_ref() {
                Type::Object(_) => lang.pick("lijst", "list").to_owned(),
                item => format!("{}: {}", lang.pick("lijst", "list"), self.kind(item)),
            },
            Type::Table { any_year, item } => {
                let per = match any_year {
                    true => lang.pick("per jaar, ook van buiten de periode", "per year, also outside the period"),
                    false => lang.pick("per jaar, of het totaal", "per year, or the total"),
                };
                match item.as_ref() {
                    Type::Object(_) => per.to_owned(),
                    item => format!("{}, {per}", self.kind(item)),
                }
            }
            ty => {
                let (words, _) = describe::expected(self.checked, ty);
                let words = words.get(lang).replace('`', "");
                let article = |w: &str| words.strip_prefix(w).map(str::to_owned);
                article("een ").or_else(|| article("an ")).or_else(|| article("a ")).unwrap_or(words)
            }
        }
    }

    /// An example value, for a type that is written in one scalar.
    fn scalar(&self, ty: &Type, field: &Field, used: bool) -> Option<String> {
        let value = match ty {
            Type::Bool => "ja".to_owned(),
            // A required text is in use, so it says what it is.
            Type::Text if used => quoted(field.text.get(self.lang)),
            Type::Text => "\"…\"".to_owned(),
            Type::Date => "1-7-2026".to_owned(),
            Type::Period => PERIOD.to_owned(),
            Type::RuleRef => self.checked.rules().first().map_or_else(|| "ABC-01".to_owned(), |r| r.id.clone()),
            Type::Choice(list) => {
                let first = self.checked.choice_list(*list).choices.first();
                first.map_or_else(|| "~".to_owned(), |c| plain_or_quoted(&c.name))
            }
            Type::Num(unit) => number(*unit).to_owned(),
            Type::Error | Type::Object(_) | Type::List(_) | Type::Table { .. } => return None,
        };
        // The ruleset is chosen by the period unless a file names one: the name must exist.
        let asked = field.role == Some(Role::Ruleset);
        Some(if asked { self.checked.sets().last().map_or(value, |s| plain_or_quoted(&s.id)) } else { value })
    }
}

fn number(unit: Unit) -> &'static str {
    match unit {
        Unit::Plain | Unit::Literal | Unit::Ratio => "1,5",
        Unit::Percentage => "30%",
        Unit::Points => "0,5 procentpunt",
        Unit::Count(_) => "120",
        Unit::Balance(_) => "40",
        Unit::Euro(Per::Once) => "€ 35 miljoen",
        Unit::Euro(Per::Month) => "€ 612,50",
        Unit::Euro(Per::Year) => "€ 1,5 miljoen",
        Unit::Heat => "80 kWh/m²",
        Unit::Year => "2028",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn plain_or_quoted(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | ' '));
    if plain { text.to_owned() } else { quoted(text) }
}
