//! The checked ruleset: ids instead of names, a type on every expression, a source on every value.
//!
//! INVARIANT: only `ruleset::check` builds a [`Checked`]; its fields are readable by every stage and writable by none outside
//! this crate's `ruleset` module. So unchecked rules cannot run. (`ruleset::mutate` exchanges parts of one for testing the tests;
//! it keeps every type.)

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::number::Number;
use crate::source::Span;
use crate::text;

pub use crate::syntax::ast::{BinaryOp, Grade, IndexRange, ParamKey, Per, Strength, Stricter, Style};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids!(
    /// Number of an object type.
    ObjectId,
    /// Number of a choice list.
    ChoiceListId,
    /// Number of a qualifier (`kenmerk`).
    QualifierId,
    /// Number of a parameter.
    ParamId,
    /// Number of a rule.
    RuleId,
    /// Number of a source.
    SourceId,
    /// Number of a chapter.
    ChapterId,
    /// Number of a ruleset.
    SetId,
    /// Number of an expression.
    ExprId,
    /// Number of a noun that is counted (`woningen`).
    NounId,
    /// Place of a variable in a rule's frame.
    Slot,
);

/// What a number counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A number in a rule without a unit: fits a count, a year or a plain number.
    Literal,
    /// `getal`
    Plain,
    /// A quotient of two equal units: fits a percentage and a plain number.
    Ratio,
    /// `percentage`, held as a fraction: 30 % is 3/10.
    Percentage,
    /// `procentpunt`, held as a fraction: 0,5 procentpunt is 1/200.
    Points,
    /// `aantal`, `aantal woningen`: whole and not negative.
    Count(Option<NounId>),
    /// `saldo woningen`: whole.
    Balance(Option<NounId>),
    /// `bedrag`, in euros.
    Euro(Per),
    /// `kWh/m²`
    Heat,
    /// `jaar`
    Year,
}

/// A type: of a field, a parameter or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Type {
    /// Something that is wrong and was reported; fits everything, so that one fault gives one diagnostic.
    Error,
    /// `ja/nee`
    Bool,
    /// `tekst`
    Text,
    /// `datum`
    Date,
    /// `periode`
    Period,
    /// `regel`: the id of a rule
    RuleRef,
    /// A number with a unit.
    Num(Unit),
    /// One of the values of a list.
    Choice(ChoiceListId),
    /// An object.
    Object(ObjectId),
    /// A list, or a path through a list.
    List(Box<Type>),
    /// A value per year, or a path through such a table.
    Table {
        /// Years outside the agreement's period are allowed.
        any_year: bool,
        /// Type of each year's value.
        item: Box<Type>,
    },
}

/// A ruleset that takes part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RulesetInfo {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its version.
    pub version: String,
    /// First day it is meant for.
    pub valid_from: Date,
    /// Last day it is meant for.
    pub valid_to: Date,
    /// The sets it builds on.
    pub builds_on: Vec<SetId>,
    /// The source whose text it puts into rules.
    pub follows: Option<SourceId>,
    /// Where it is declared.
    pub span: Span,
}

/// A chapter of a ruleset.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Chapter {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The ruleset it belongs to.
    pub set: SetId,
    /// The part it plays in reports.
    pub role: Option<ChapterRole>,
}

/// A part that a chapter plays in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChapterRole {
    /// `ontvankelijkheid`: its days and terms decide whether a dispute can be brought at all.
    Admissibility,
}

/// A document that norms and values come from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its date as written: a day, a month or a year.
    pub date: Option<String>,
    /// Its official mark.
    pub mark: Option<String>,
    /// Where it can be found.
    pub link: Option<String>,
    /// How well it is known.
    pub grade: Grade,
    /// Where it is declared.
    pub span: Span,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Which source.
    pub source: SourceId,
    /// Which place in it.
    pub place: String,
    /// Where the citation stands.
    pub span: Span,
}

/// A list of values that a field may have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChoiceList {
    /// Its name; for `keuze (…)` in a field, the field's name.
    pub name: String,
    /// What it is a list of.
    pub text: Text,
    /// Its values in order.
    pub choices: Vec<Choice>,
}

/// One value of a choice list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Choice {
    /// The value as files write it.
    pub name: String,
    /// Codes of other standards (VERA) that mean the same.
    pub codes: Vec<String>,
    /// It says that what it is about is done.
    pub done: bool,
    /// What it means; may be empty.
    pub text: Text,
}

/// Something that can be said of any figure or group of figures in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Qualifier {
    /// The key in the agreement.
    pub name: String,
    /// Its choice list.
    pub choices: ChoiceListId,
    /// Figures with different values are never added up.
    pub never_mixed: bool,
    /// What it says.
    pub text: Text,
}

/// A part that a field plays in the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// `aanduiding`: names the object in messages.
    Label,
    /// `looptijd`: the period; tables below it hold these years.
    Period,
    /// `peildatum`: the reference date.
    ReferenceDate,
    /// `regelset`: the ruleset that the file asks for.
    Ruleset,
    /// `norm`: the rule that a deviation record is about.
    Norm,
    /// `grond`: why a deviation was chosen, from a list.
    Ground,
    /// `motivering`: the reasons for a deviation in own words.
    Reasons,
    /// `beslisser`: who decided on a deviation.
    Decider,
    /// `besluitdatum`: the day of that decision; a deviation does not count before it.
    DecidedOn,
    /// `einddatum`: the last day on which a deviation counts.
    Until,
    /// `gebied`: the municipalities that an agreement is about; two agreements are compared when they share one.
    Area,
    /// `oplevering`: the year in which a project is delivered.
    Delivery,
    /// `eerdere_oplevering`: the year of delivery that the agreement before this one promised.
    EarlierDelivery,
    /// `toegezegd`: how many homes a project promises.
    Promised,
    /// `toegezegd_deel`: how many of those homes are of the kind that counts most, such as social rent.
    PromisedPart,
    /// `gerealiseerd`: how many homes of a project are delivered.
    Realised,
    /// `voortgang`: how far a project is; a choice with `rol gereed` says that it is delivered.
    Progress,
    /// `getekend`: the date of signing.
    Signed,
    /// `eigen`: says something of the document itself, and nothing of another one that belongs to it.
    Own,
    /// `kader`: the agreement whose framework this one works out.
    Framework,
    /// `deel`: agreements that are parts of this one.
    Part,
    /// `vorige`: the agreement before this one.
    Previous,
    /// `bod`: the offer that this agreement answers.
    Offer,
    /// `reactie`: what another party says to this text, written as an agreement.
    Reaction,
    /// `geschilpunten`: the points on which the parties differ.
    Disputes,
    /// `standpunten`: what each party says on such a point.
    Positions,
    /// `toezeggingen`: what the parties commit to.
    Commitments,
    /// `partij`: which kind of party something is said or promised by.
    Party,
}

impl Role {
    /// Whether a field with this role holds another agreement: in the file, or by the path of its file.
    #[must_use]
    pub fn is_reference(self) -> bool {
        matches!(self, Role::Framework | Role::Part | Role::Previous | Role::Offer | Role::Reaction)
    }

    /// Whether a deviation record without this field is not complete.
    #[must_use]
    pub fn completes_a_record(self) -> bool {
        matches!(self, Role::Ground | Role::Reasons | Role::Decider | Role::DecidedOn | Role::Until)
    }

    /// Whether what the other agreement says counts as said here too.
    #[must_use]
    pub fn is_joined(self) -> bool {
        matches!(self, Role::Framework | Role::Part)
    }
}

/// An object type.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectType {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: Text,
    /// Its fields in order, those of extensions after its own.
    pub fields: Vec<Field>,
}

impl ObjectType {
    /// The index of the field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// The index of the first field with this role.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<usize> {
        self.fields.iter().position(|f| f.role == Some(role))
    }
}

/// A field of an object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Field {
    /// The key in the agreement.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// The field of the same object that this one is a part of: it is never more than that.
    pub part_of: Option<usize>,
    /// A file without it is wrong.
    pub required: bool,
    /// What is stated here is as it is: no change of it, or of anything below it, is ever proposed.
    pub fixed: bool,
    /// A part it plays in the tool.
    pub role: Option<Role>,
    /// What it means.
    pub text: Text,
    /// Where it is declared.
    pub span: Span,
}

/// A parameter: a value of law with its dates and sources.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: Text,
    /// How its values are keyed.
    pub key: ParamKey,
    /// Type of each value.
    pub ty: Type,
    /// The published values, ordered, without overlap.
    pub values: Vec<ParamValue>,
    /// Values by formula: used where no published value holds.
    pub formulas: Vec<ParamValue>,
    /// Which way is stricter, where that is said.
    pub stricter: Option<Stricter>,
    /// Stricter values of the sets that build on this one, in the order of the sets.
    pub layers: Vec<Layer>,
    /// Where it is declared.
    pub span: Span,
    /// The ruleset it belongs to.
    pub set: SetId,
}

/// What a set above asks beyond the value of a parameter; the strictest value that holds counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Layer {
    /// The ruleset that asks it.
    pub set: SetId,
    /// The rules that it counts for; none means all.
    pub rules: Vec<RuleId>,
    /// Why.
    pub text: Option<Text>,
    /// Its values, ordered, without overlap.
    pub values: Vec<ParamValue>,
    /// Where it is declared.
    pub span: Span,
}

impl Layer {
    /// Whether it counts for a rule.
    #[must_use]
    pub fn counts_for(&self, rule: RuleId) -> bool {
        self.rules.is_empty() || self.rules.contains(&rule)
    }
}

/// One dated value of a parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ParamValue {
    /// First day it holds; [`Date::MIN`] for always.
    pub from: Date,
    /// Last day it holds; [`Date::MAX`] when open.
    pub to: Date,
    /// The value; `None` when it is known to be unknown.
    pub value: Option<ExprId>,
    /// Source and place; absent only for an unknown value.
    pub cite: Option<Citation>,
    /// How well it is known.
    pub grade: Grade,
    /// Why it is unverified, or why it is unknown.
    pub unverified: Option<Text>,
    /// A reading of ours.
    pub interpretation: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// A norm that is no rule, and why: it binds no agreement, or a rule of another id covers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its id; no rule has the same.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The ruleset it belongs to.
    pub set: SetId,
    /// The chapter it stands in.
    pub chapter: ChapterId,
    /// Sources and places; at least one.
    pub cites: Vec<Citation>,
    /// Why it is no rule.
    pub reason: Text,
    /// The whole block.
    pub span: Span,
}

/// A word that once meant one thing, and since a day could mean two.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LapsedWord {
    /// The word.
    pub word: String,
    /// The first day on which it is refused.
    pub since: Date,
    /// What to write instead.
    pub text: Text,
    /// Where it is declared.
    pub span: Span,
}

impl LapsedWord {
    /// What to tell someone who uses it.
    #[must_use]
    pub fn help(&self) -> Text {
        let (word, since, Text { nl, en }) = (&self.word, self.since, &self.text);
        let since = if since.day_of_year() == 1 { since.year().to_string() } else { since.to_string() };
        text!(
            "het woord `{word}` kan vanaf {since} twee dingen betekenen: {nl}",
            "the word `{word}` can mean two things from {since}: {en}"
        )
    }
}

/// A rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The ruleset it belongs to.
    pub set: SetId,
    /// The chapter it stands in.
    pub chapter: ChapterId,
    /// Sources and places; at least one.
    pub cites: Vec<Citation>,
    /// Its force.
    pub strength: Strength,
    /// Why it is off unless asked for by its id.
    pub default_off: Option<Text>,
    /// What it is about, outermost first.
    pub foreach: Vec<Binding>,
    /// Named values, in order; each may use those before it.
    pub lets: Vec<Let>,
    /// Conditions for it to apply.
    pub applies: Vec<Condition>,
    /// Conditions without which nothing can be said.
    pub given: Vec<Condition>,
    /// It is about several files together, not about one.
    pub portfolio: bool,
    /// What it requires; all of them.
    pub requires: Vec<ExprId>,
    /// How one may deviate.
    pub deviation: Option<Deviation>,
    /// What to say in special cases: the first whose condition holds.
    pub messages: Vec<Advice>,
    /// What to say otherwise.
    pub message: Option<Template>,
    /// What to do.
    pub advice: Vec<Advice>,
    /// Readings of ours.
    pub interpretations: Vec<Text>,
    /// More about the norm.
    pub explanation: Option<Text>,
    /// What reports draw of it.
    pub figures: Vec<Figure>,
    /// Number of slots its frame needs.
    pub slots: usize,
    /// Name of each slot.
    pub slot_names: Vec<String>,
    /// Type of each slot.
    pub slot_types: Vec<Type>,
    /// The whole rule.
    pub span: Span,
    /// Its id as written.
    pub id_span: Span,
}

/// A figure of a report: values per year.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// What it shows.
    pub title: Text,
    /// The years.
    pub per: Binding,
    /// What is drawn for each year.
    pub lines: Vec<FigureLine>,
}

/// A line of a figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FigureLine {
    /// What it is.
    pub title: Text,
    /// `naast`: something to hold the other lines against, such as what the norm asks.
    pub beside: bool,
    /// Its value in a year.
    pub value: ExprId,
}

/// A variable that ranges over a collection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Binding {
    /// Its slot.
    pub slot: Slot,
    /// What it ranges over.
    pub over: ExprId,
    /// Which of those.
    pub filter: Option<ExprId>,
    /// Where it stands.
    pub span: Span,
}

/// A named value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Let {
    /// Its slot.
    pub slot: Slot,
    /// Its value.
    pub value: ExprId,
    /// Where it stands.
    pub span: Span,
}

/// A condition with what to say when it fails.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Condition {
    /// The condition.
    pub expr: ExprId,
    /// What to say when it fails.
    pub otherwise: Option<Template>,
    /// Where it stands.
    pub span: Span,
}

/// How one may deviate from a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deviation {
    /// The list of records.
    pub records: ExprId,
    /// The field of a record that names the norm.
    pub norm_field: usize,
    /// The slot of the record, named `afwijking`.
    pub slot: Slot,
    /// What the record must satisfy: first what the data model asks of every record, then what the rule asks.
    pub provisos: Vec<Condition>,
    /// How many of the provisos the data model asks: that the record is complete, decided on and not expired.
    pub standing: usize,
    /// Where it stands.
    pub span: Span,
}

/// A text with its condition: advice for the reader when the rule is not met, or a message for a special case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Advice {
    /// What to say.
    pub text: Template,
    /// Only when this holds.
    pub when: Option<ExprId>,
}

/// A text with values in it, in both languages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Template {
    /// Dutch.
    pub nl: Vec<TemplatePart>,
    /// English.
    pub en: Vec<TemplatePart>,
    /// Where it stands.
    pub span: Span,
}

/// A part of a template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TemplatePart {
    /// Literal words.
    Words(String),
    /// The value of an expression.
    Value(ExprId, Style),
}

/// A typed expression.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub kind: ExprKind,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Const {
    /// A number in the unit of the expression's type.
    Num(Number),
    /// `ja`, `nee`
    Bool(bool),
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// The index of a value in the choice list of the expression's type.
    Choice(usize),
    /// The id of a rule.
    RuleRef(String),
}

/// Functions over collections and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Function {
    /// `som`
    Sum,
    /// `gemiddelde`
    Mean,
    /// `minimum`
    Min,
    /// `maximum`
    Max,
    /// `aantal`: how many
    Count,
}

/// The kinds of typed expressions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ExprKind {
    /// Something wrong that was reported; a `Checked` holds none.
    Error,
    /// A constant.
    Const(Const),
    /// The root object of the agreement.
    Root,
    /// A variable.
    Var(Slot),
    /// A parameter, with its year or date.
    Param(ParamId, Option<ExprId>),
    /// `peildatum`
    Today,
    /// `jaar` inside a formula
    FormulaYear,
    /// A field of an object, or of each object in a list or table.
    Field(ExprId, ObjectId, usize),
    /// A year of a table, or the years up to or from it.
    Index(ExprId, IndexRange, ExprId),
    /// An operator.
    Binary(BinaryOp, ExprId, ExprId),
    /// `niet a`
    Not(ExprId),
    /// `-a`
    Neg(ExprId),
    /// `a in (b, c)`; true for `niet in`
    In(ExprId, Vec<ExprId>, bool),
    /// Whether another rule is met (`voldoet`) for the subject in a slot.
    Outcome(RuleId, Option<Slot>),
    /// `a bij ontbreken b`
    Fallback(ExprId, ExprId),
    /// `als a dan b anders c`
    If(ExprId, ExprId, ExprId),
    /// `elke x in a geldt c` (true) or `enige x …` (false)
    Quantified(bool, Box<Binding>, ExprId),
    /// A function over the items of a collection, or over several values.
    Aggregate(Function, Vec<ExprId>),
    /// A function over an expression for each item: `som(e voor x in c)`; for `aantal(x in c waar …)` the expression is absent.
    Over(Function, Box<Binding>, Option<ExprId>),
    /// The item with the lowest (true: highest) value.
    Pick(bool, Box<Binding>, ExprId),
    /// `vastgelegd(a)`: present and not `nee` and not empty
    Recorded(ExprId),
    /// `bekend(a)`: has a value
    Known(ExprId),
    /// `naar_boven(a)` (true) or `naar_beneden(a)`: to a whole number
    Round(bool, ExprId),
    /// `verschillende(a)`: each value of a list once
    Distinct(ExprId),
    /// The values of an expression for each item: inside `verschillende(e voor x in c)`
    Collect(Box<Binding>, ExprId),
    /// `jaren(a)`: the years of a table or period
    Years(ExprId),
    /// `jaar_van(a)`: the year of a date
    YearOf(ExprId),
    /// `laatste_jaar(periode)` (true) or `eerste_jaar(periode)`
    PeriodYear(bool, ExprId),
    /// `datum(jaar, maand, dag)` from numbers
    MakeDate(ExprId, ExprId, ExprId),
    /// `na(datum, maanden, weken)`
    DateAfter(ExprId, ExprId, ExprId),
}

/// The object that several files form together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Its type.
    pub object: ObjectId,
    /// Its field that lists the agreements.
    pub field: usize,
}

/// A checked ruleset with the sets it builds on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checked {
    /// The sets, those built upon first; the last is the one asked for.
    pub(crate) sets: Vec<RulesetInfo>,
    pub(crate) chapters: Vec<Chapter>,
    pub(crate) sources: Vec<Source>,
    pub(crate) choice_lists: Vec<ChoiceList>,
    pub(crate) objects: Vec<ObjectType>,
    pub(crate) qualifiers: Vec<Qualifier>,
    pub(crate) params: Vec<Param>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) lapsed: Vec<LapsedWord>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) nouns: Vec<String>,
    /// Margin of `circa` as a fraction, with the reading behind it.
    pub(crate) circa: Option<(Number, Text)>,
    /// The object that an agreement file holds.
    pub(crate) root: ObjectId,
    /// The object that several files form together.
    pub(crate) bundle: Option<Bundle>,
    /// What to say about how much of the whole several files speak for.
    pub(crate) coverage: Option<Template>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $one:ident, $all:ident: $id:ty => $item:ty),* $(,)?) => {
        #[expect(clippy::indexing_slicing, reason = "ids are made by `check` for this very ruleset")]
        impl Checked {$(
            $(#[$doc])*
            #[must_use]
            pub fn $one(&self, id: $id) -> &$item {
                &self.$all[id.index()]
            }
            /// All of them, in order.
            #[must_use]
            pub fn $all(&self) -> &[$item] {
                &self.$all
            }
        )*}
    };
}

tables!(
    /// A ruleset.
    set, sets: SetId => RulesetInfo,
    /// A chapter.
    chapter, chapters: ChapterId => Chapter,
    /// A source.
    source, sources: SourceId => Source,
    /// A choice list.
    choice_list, choice_lists: ChoiceListId => ChoiceList,
    /// An object type.
    object, objects: ObjectId => ObjectType,
    /// A qualifier.
    qualifier, qualifiers: QualifierId => Qualifier,
    /// A parameter.
    param, params: ParamId => Param,
    /// A rule.
    rule, rules: RuleId => Rule,
    /// An expression.
    expr, exprs: ExprId => Expr,
    /// A noun.
    noun, nouns: NounId => String,
);

impl Checked {
    /// The object that an agreement file holds.
    #[must_use]
    pub fn root(&self) -> ObjectId {
        self.root
    }

    /// The object that several files form together, where the ruleset knows one.
    #[must_use]
    pub fn bundle(&self) -> Option<Bundle> {
        self.bundle
    }

    /// Margin of `circa` as a fraction, with the reading behind it.
    #[must_use]
    pub fn circa(&self) -> Option<&(Number, Text)> {
        self.circa.as_ref()
    }

    /// The norms that are no rules, with the reason.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The norm with this id that is no rule.
    #[must_use]
    pub fn left_out_named(&self, id: &str) -> Option<&LeftOut> {
        self.left_out.iter().find(|l| l.id == id)
    }

    /// The word that lapsed and that a name is or holds.
    #[must_use]
    pub fn lapsed_word(&self, name: &str) -> Option<&LapsedWord> {
        let name = name.to_lowercase();
        self.lapsed.iter().find(|w| name.contains(&w.word.to_lowercase()))
    }

    /// The rule with this id.
    #[must_use]
    pub fn rule_named(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }

    /// The number of the rule with this id.
    #[must_use]
    pub fn rule_id(&self, id: &str) -> Option<RuleId> {
        self.rules.iter().position(|r| r.id == id).and_then(|i| u32::try_from(i).ok()).map(RuleId)
    }

    /// The parameter with this name.
    #[must_use]
    pub fn param_named(&self, name: &str) -> Option<ParamId> {
        self.params.iter().position(|p| p.name == name).and_then(|i| u32::try_from(i).ok()).map(ParamId)
    }
}
