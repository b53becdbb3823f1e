//! What a check knows so far: the state that its steps share, and what each of them asks of it.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Collector, Diagnostic, did_you_mean};
use crate::lang::Text;
use crate::source::{Sources, Span};
use crate::syntax::ast;

use super::model::{
    Checked, ChoiceListId, ConceptId, Expr, ExprId, ExprKind, NounId, ObjectId, ParamId, QualifierId, Role, RuleId,
    SetId, SourceId, Type,
};
use super::{error, units};

/// What a file-level name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    Object(ObjectId),
    Choices(ChoiceListId),
    Param(ParamId),
    Qualifier(QualifierId),
    Concept(ConceptId),
}

/// The state of a check.
pub(crate) struct Checker<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) out: Checked,
    pub(crate) diagnostics: Collector,
    /// Objects, choice lists, parameters and qualifiers share one name space.
    pub(crate) symbols: HashMap<String, (Symbol, Span)>,
    pub(crate) source_ids: HashMap<String, SourceId>,
    pub(crate) rule_ids: HashMap<String, RuleId>,
    /// The sets that each set builds on, directly or through others.
    pub(crate) bases: Vec<BTreeSet<SetId>>,
    /// The fields of each object by name.
    pub(crate) field_ids: Vec<HashMap<String, usize>>,
    /// Where each word that lapsed is declared.
    pub(crate) lapsed_spans: HashMap<String, Span>,
    /// Where the first field with each role of an object stands.
    pub(crate) roles: HashMap<(ObjectId, Role), Span>,
    noun_ids: HashMap<String, NounId>,
    pub(super) chapter_ids: HashMap<(SetId, String), usize>,
    /// The rules that a layer of a parameter names, until all rules are known.
    pub(crate) layer_rules: Vec<(ParamId, usize, Vec<ast::Name>)>,
    /// The same, known: to check that they use the parameter.
    pub(crate) layer_uses: Vec<(ParamId, RuleId, Span)>,
    /// The English of each Dutch text, by the place of the Dutch.
    pub(crate) english: HashMap<Span, ast::TextLit>,
    /// Where each variable of the rule at hand is bound.
    pub(crate) slot_spans: Vec<Span>,
    /// A set that another one builds on was not found.
    pub(super) lacks_base: bool,
    /// Some `leest` names an object, even one that does not exist.
    pub(crate) root_is_named: bool,
    /// The set that each parsed file belongs to.
    pub(crate) set_of: HashMap<u32, SetId>,
}

/// Turns an index into an id; rulesets are bounded far below 2³².
pub(crate) fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<'a> Checker<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Checker {
            sources,
            out: Checked {
                sets: vec![],
                chapters: vec![],
                sources: vec![],
                choice_lists: vec![],
                objects: vec![],
                qualifiers: vec![],
                params: vec![],
                concepts: vec![],
                rules: vec![],
                left_out: vec![],
                lapsed: vec![],
                exprs: vec![],
                nouns: vec![],
                circa: None,
                root: ObjectId(u32::MAX),
                bundle: None,
                coverage: None,
                untranslated: vec![],
            },
            diagnostics: Collector::default(),
            symbols: HashMap::new(),
            source_ids: HashMap::new(),
            rule_ids: HashMap::new(),
            bases: vec![],
            field_ids: vec![],
            lapsed_spans: HashMap::new(),
            roles: HashMap::new(),
            noun_ids: HashMap::new(),
            chapter_ids: HashMap::new(),
            layer_rules: vec![],
            layer_uses: vec![],
            english: HashMap::new(),
            slot_spans: vec![],
            lacks_base: false,
            root_is_named: false,
            set_of: HashMap::new(),
        }
    }

    pub(crate) fn report(&mut self, d: Diagnostic) {
        self.diagnostics.push(d);
    }

    /// A text of the ruleset; the Dutch stands in where English is missing.
    pub(crate) fn text(&self, dutch: &ast::TextLit) -> Text {
        Text::new(&dutch.value, self.english.get(&dutch.span).map_or(&dutch.value, |en| &en.value))
    }

    /// The name that was likely meant; not looked for once no more faults are shown.
    pub(crate) fn near<'n>(&self, typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        if self.diagnostics.is_full() { None } else { did_you_mean(typed, known) }
    }

    /// The index of the field with this name.
    pub(crate) fn field_named(&self, object: ObjectId, name: &str) -> Option<usize> {
        self.field_ids.get(object.index())?.get(name).copied()
    }

    pub(crate) fn describe(&self, ty: &Type) -> Text {
        units::describe(
            ty,
            &units::Names { objects: &self.out.objects, choice_lists: &self.out.choice_lists, nouns: &self.out.nouns },
        )
    }

    pub(crate) fn add(&mut self, span: Span, ty: Type, kind: ExprKind) -> ExprId {
        self.out.exprs.push(Expr { span, ty, kind });
        ExprId(id(self.out.exprs.len().saturating_sub(1)))
    }

    /// Declares a name; reports and keeps the first when it exists.
    pub(crate) fn declare(&mut self, name: &ast::Name, what: &Text, symbol: Symbol) {
        if let Some((_, first)) = self.symbols.get(&name.value) {
            let first = *first;
            self.report(error::duplicate(name.span, what, &name.value, first));
        } else {
            self.symbols.insert(name.value.clone(), (symbol, name.span));
        }
    }

    pub(crate) fn noun(&mut self, name: Option<&ast::Name>) -> Option<NounId> {
        let name = &name?.value;
        if let Some(known) = self.noun_ids.get(name) {
            return Some(*known);
        }
        let new = NounId(id(self.out.nouns.len()));
        self.out.nouns.push(name.clone());
        self.noun_ids.insert(name.clone(), new);
        Some(new)
    }
}
