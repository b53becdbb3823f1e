//! The checked ruleset: ids instead of names, a type on every expression, a source on every value.
//!
//! INVARIANT: only `ruleset::check` builds a [`Checked`]; its fields are readable by every stage and writable by none outside
//! this crate's `ruleset` module. So unchecked rules cannot run. (`ruleset::mutate` exchanges parts of one for testing the tests;
//! it keeps every type.)

mod concept;
mod data;
mod expr;
mod param;
mod rule;
mod types;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::number::Number;
use crate::source::Span;
use crate::text;

pub use concept::Concept;
pub(crate) use data::Index;
pub use data::{Choice, ChoiceList, Field, ObjectType, Qualifier, Role};
pub use expr::{Const, Expr, ExprKind, Function};
pub use param::{Layer, Param, ParamValue};
pub use rule::{Advice, Binding, Condition, Deviation, Figure, FigureLine, Let, Rule, Template, TemplatePart};
pub use types::{Type, Unit};

pub use crate::syntax::ast::{BinaryOp, Grade, IndexRange, Order, ParamKey, Per, Strength, Stricter, Style};

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
    /// Number of a concept (`begrip`).
    ConceptId,
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

/// How far off a figure with `circa` or `bijna` may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circa {
    /// As a fraction of the figure.
    pub margin: Number,
    /// For a percentage, as a fraction, where it has a width of its own.
    pub points: Option<Number>,
    /// Why it is read so.
    pub reading: Text,
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

/// The object that several files form together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Its type.
    pub object: ObjectId,
    /// Its field that lists the agreements.
    pub field: usize,
}

/// A Dutch text without English, in a ruleset that has English.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Untranslated {
    /// The ruleset it stands in.
    pub set: SetId,
    /// Which text it is: `regel BES-02 melding`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
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
    pub(crate) concepts: Vec<Concept>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) lapsed: Vec<LapsedWord>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) nouns: Vec<String>,
    /// How far off a figure with `circa` may be.
    pub(crate) circa: Option<Circa>,
    /// The object that an agreement file holds.
    pub(crate) root: ObjectId,
    /// The object that several files form together.
    pub(crate) bundle: Option<Bundle>,
    /// What to say about how much of the whole several files speak for.
    pub(crate) coverage: Option<Template>,
    /// The Dutch texts without English, of sets that have English.
    pub(crate) untranslated: Vec<Untranslated>,
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
    /// A concept.
    concept, concepts: ConceptId => Concept,
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

    /// What is said of how much of the whole several files speak for.
    #[must_use]
    pub fn coverage(&self) -> Option<&Template> {
        self.coverage.as_ref()
    }

    /// The object that several files form together, where the ruleset knows one.
    #[must_use]
    pub fn bundle(&self) -> Option<Bundle> {
        self.bundle
    }

    /// How far off a figure with `circa` may be.
    #[must_use]
    pub fn circa(&self) -> Option<&Circa> {
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

    /// The Dutch texts without English, of sets that have English: English readers see the Dutch.
    #[must_use]
    pub fn untranslated(&self) -> &[Untranslated] {
        &self.untranslated
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
