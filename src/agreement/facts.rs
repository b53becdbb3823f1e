//! Typed facts: what an agreement says, with the place of every value.
//!
//! A tree of [`Fact`]s that follows the data model. A field that the file leaves out is absent here: never false, never zero.

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::number::Number;
use crate::ruleset::model::{Checked, ObjectId, QualifierId, Type};
use crate::source::Span;

/// Number of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(NonZeroU32);

impl FactId {
    /// The agreement as a whole.
    pub const ROOT: FactId = FactId(NonZeroU32::MIN);

    /// The fact with this place in the list of facts.
    #[must_use]
    pub fn new(index: usize) -> Self {
        // One more than the place: so "none" needs no room of its own, and most fields of most objects are not stated. A list
        // of four milliard facts cannot come of a file.
        FactId(u32::try_from(index).map_or(NonZeroU32::MAX, |i| NonZeroU32::MIN.saturating_add(i)))
    }

    /// Its place in the list of facts.
    #[must_use]
    pub fn index(self) -> usize {
        (self.0.get() as usize).saturating_sub(1)
    }
}

/// Number of a set of marks; 0 is the empty set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MarksId(pub u32);

/// A number as far as the agreement states it: a closed interval, open ended where a bound is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// At least this.
    pub lo: Option<Number>,
    /// At most this.
    pub hi: Option<Number>,
    /// Written as `circa`: the interval rests on the ruleset's margin.
    pub approximate: bool,
}

impl Bounds {
    /// Exactly this number.
    #[must_use]
    pub fn exact(n: Number) -> Self {
        Bounds { lo: Some(n.clone()), hi: Some(n), approximate: false }
    }
}

/// How firmly a figure is promised, weakest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// `resultaat`: they will do it.
    Result,
    /// `inspanning`: they will do their best.
    Effort,
    /// `streven`: they aim for it.
    Aim,
    /// `verwachting`: they expect it.
    Expectation,
    /// `onderzoek`: they look into it; no commitment.
    Study,
}

impl Wording {
    /// All wordings, firmest first, with the word a file uses.
    pub const ALL: [(Wording, &'static str); 5] = [
        (Wording::Result, "resultaat"),
        (Wording::Effort, "inspanning"),
        (Wording::Aim, "streven"),
        (Wording::Expectation, "verwachting"),
        (Wording::Study, "onderzoek"),
    ];

    /// The word a file uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        Wording::ALL.iter().find(|(w, _)| *w == self).map_or("", |(_, word)| word)
    }
}

/// What is said about a figure besides its value; inherited by everything below the mapping that says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// `formulering`
    pub wording: Option<(Wording, Span)>,
    /// `onder_voorbehoud`: of what; an empty text when the file only says `ja`.
    pub reservation: Option<(Arc<str>, Span)>,
    /// Qualifiers of the ruleset, with the index of the choice.
    pub qualifiers: Vec<(QualifierId, usize, Span)>,
}

/// How a fact is reached from the one it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The root.
    Root,
    /// A field, by its index in the object type.
    Field(usize),
    /// An item of a list, from 0.
    Item(usize),
    /// A year of a table.
    Year(i32),
    /// The total of a table.
    Total,
}

/// A value that the agreement states.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The value's place; the key's where the value has no characters.
    pub span: Span,
    /// The key's place.
    pub key: Option<Span>,
    /// The fact it belongs to; `None` for the root. Asked of [`Facts::parent`]: what is the root of one file may be a part of several.
    pub(crate) above: Option<FactId>,
    /// How it is reached from there.
    pub step: Step,
    /// What it says.
    pub value: FactValue,
    /// What is said about it.
    pub marks: MarksId,
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// A number in the unit of its field; percentages and points as fractions, years as numbers.
    Number(Bounds),
    /// `ja`, `nee`
    Bool(bool),
    /// A text.
    Text(Arc<str>),
    /// A day.
    Date(Date),
    /// First and last day of a period.
    Period(Date, Date),
    /// Index of a value in the field's choice list.
    Choice(usize),
    /// The id of a rule.
    RuleRef(Arc<str>),
    /// An object with the fields that the file states.
    Object {
        /// Its type.
        object: ObjectId,
        /// Its fields.
        fields: Fields,
        /// Declared complete (`volledig: ja`): what is not recorded here is not agreed.
        complete: bool,
    },
    /// A list.
    List(Vec<FactId>),
    /// A value per year.
    Table {
        /// The years stated, ascending.
        years: Vec<(i32, FactId)>,
        /// The total over all years, where the file states one.
        total: Option<FactId>,
        /// First and last year of the period it should cover; `None` for tables of any year without a period.
        period: Option<(i32, i32)>,
    },
}

/// The fields that an object states, each with its index in the type, in the order of the type.
///
/// Most fields of most objects are not stated, and there may be as many objects as a file has room for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Box<[(u32, FactId)]>);

impl Fields {
    /// The field with this index in the type.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<FactId> {
        let at = self.0.binary_search_by_key(&index, |(i, _)| *i as usize).ok()?;
        self.0.get(at).map(|(_, fact)| *fact)
    }

    /// Each field with its index in the type.
    pub fn iter(&self) -> impl Iterator<Item = (usize, FactId)> + '_ {
        self.0.iter().map(|(i, fact)| (*i as usize, *fact))
    }

    /// The facts of the fields.
    pub fn facts(&self) -> impl Iterator<Item = FactId> + '_ {
        self.0.iter().map(|(_, fact)| *fact)
    }

    /// How many are stated.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is stated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// States a field, or leaves it out.
    pub(crate) fn set(&mut self, index: usize, fact: Option<FactId>) {
        let others = self.iter().filter(|(i, _)| *i != index);
        *self = others.chain(fact.map(|fact| (index, fact))).collect();
    }
}

impl FromIterator<(usize, FactId)> for Fields {
    fn from_iter<I: IntoIterator<Item = (usize, FactId)>>(fields: I) -> Self {
        let narrow = |(i, fact)| (u32::try_from(i).unwrap_or(u32::MAX), fact);
        let mut fields: Box<[(u32, FactId)]> = fields.into_iter().map(narrow).collect();
        fields.sort_by_key(|(i, _)| *i);
        Fields(fields)
    }
}

/// What one agreement file says, or several together.
///
/// The facts of several files stand together once: those of each file are the same ones, seen from their own root.
#[derive(Debug, Clone)]
pub struct Facts {
    all: Arc<Vec<Fact>>,
    marks: Arc<Vec<Marks>>,
    root: FactId,
    /// Which of all facts these are; `None` for all.
    own: Option<Range<usize>>,
    /// Places of the file that stand for more than one, whether or not all of them are facts.
    pub(crate) shared: Arc<[Span]>,
}

impl Facts {
    pub(crate) fn new(facts: Vec<Fact>, marks: Vec<Marks>, root: FactId, shared: Vec<Span>) -> Self {
        Facts { all: Arc::new(facts), marks: Arc::new(marks), root, own: None, shared: shared.into() }
    }

    /// Some of these facts that stand next to each other, seen from one of them.
    pub(crate) fn part(&self, own: Range<usize>, root: FactId) -> Self {
        Facts { root, own: Some(own), ..self.clone() }
    }

    /// The root object.
    #[must_use]
    pub fn root(&self) -> FactId {
        self.root
    }

    /// The fact that a fact belongs to; `None` for the root.
    #[must_use]
    pub fn parent(&self, id: FactId) -> Option<FactId> {
        self.get(id).above.filter(|_| id != self.root)
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        let own = self.own.clone().unwrap_or(0..self.all.len());
        let facts = self.all.get(own.clone()).unwrap_or_default();
        own.map(FactId::new).zip(facts)
    }

    /// All sets of marks.
    pub(crate) fn all_marks(&self) -> &[Marks] {
        &self.marks
    }

    /// The number that the next new fact gets.
    pub(crate) fn next(&self) -> FactId {
        FactId::new(self.all.len())
    }

    /// Adds a fact.
    pub(crate) fn push(&mut self, fact: Fact) -> FactId {
        let id = self.next();
        Arc::make_mut(&mut self.all).push(fact);
        id
    }

    /// Takes away the facts from a number on, which no other refers to.
    pub(crate) fn forget_from(&mut self, id: FactId) {
        Arc::make_mut(&mut self.all).truncate(id.index());
    }

    /// What a fact says, to be changed.
    pub(crate) fn value_mut(&mut self, id: FactId) -> Option<&mut FactValue> {
        Arc::make_mut(&mut self.all).get_mut(id.index()).map(|fact| &mut fact.value)
    }

    /// Whether these are the facts of several files together.
    #[must_use]
    pub fn is_portfolio(&self, checked: &Checked) -> bool {
        let bundle = checked.bundle().map(|b| b.object);
        matches!(&self.get(self.root).value, FactValue::Object { object, .. } if Some(*object) == bundle)
    }

    /// A fact.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids are made by `bind` for these very facts")]
    pub fn get(&self, id: FactId) -> &Fact {
        &self.all[id.index()]
    }

    /// A set of marks.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids are made by `bind` for these very facts")]
    pub fn marks(&self, id: MarksId) -> &Marks {
        &self.marks[id.0 as usize]
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.own.as_ref().map_or(self.all.len(), Range::len)
    }

    /// Whether there are none; a bound file has at least its root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The field of an object, if the file states it.
    #[must_use]
    pub fn field(&self, object: FactId, index: usize) -> Option<FactId> {
        match &self.get(object).value {
            FactValue::Object { fields, .. } => fields.get(index),
            _ => None,
        }
    }
}

/// The declared type of a fact.
pub(crate) fn type_of(checked: &Checked, facts: &Facts, id: FactId) -> Type {
    let fact = facts.get(id);
    let root = || match &fact.value {
        FactValue::Object { object, .. } => Type::Object(*object),
        _ => Type::Object(checked.root()),
    };
    let Some(parent) = facts.parent(id) else { return root() };
    match fact.step {
        Step::Root => root(),
        Step::Field(index) => match &facts.get(parent).value {
            FactValue::Object { object, .. } => {
                checked.object(*object).fields.get(index).map_or(Type::Error, |f| f.ty.clone())
            }
            _ => Type::Error,
        },
        Step::Item(_) | Step::Year(_) | Step::Total => match type_of(checked, facts, parent) {
            Type::List(item) | Type::Table { item, .. } => *item,
            other => other,
        },
    }
}
