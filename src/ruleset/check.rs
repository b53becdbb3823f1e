//! The check stage: declarations first, then parameters, then rules.
//!
//! Each step records what it could and reports what is wrong; later steps treat wrong parts as [`Type::Error`], which fits
//! everything, so that one fault gives one diagnostic. Only [`check`] builds a [`Checked`].

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Collector, Diagnostic, Diagnostics, did_you_mean};
use crate::lang::Text;
use crate::source::{Sources, Span};
use crate::syntax::{MORE_FAULTS, ast};
use crate::text;

use super::error;
use super::model::{
    Chapter, ChapterId, Checked, ChoiceListId, Citation, ConceptId, Expr, ExprId, ExprKind, Grade, NounId, ObjectId, ParamId,
    QualifierId, Role, RuleId, RulesetInfo, SetId, Source, SourceId, Type,
};
use super::units;

/// Checks rulesets against the language, those built upon first.
///
/// Each element holds the files of one set. The last is the one asked for; the others are those it builds on. Gives no
/// [`Checked`] when there is any error.
#[must_use]
pub fn check(sets: &[Vec<ast::File>], sources: &Sources) -> (Option<Checked>, Diagnostics) {
    let mut c = Checker::new(sources);
    for files in sets {
        c.english(files);
        c.headers(files);
    }
    // Without the set that it builds on, most names of a set would be reported as unknown.
    if c.lacks_base {
        return (None, c.diagnostics.finish(MORE_FAULTS));
    }
    c.origins(sets);
    c.names_of_objects(sets);
    c.declarations(sets);
    c.names_of_concepts(sets);
    c.parameters(sets);
    c.rules(sets);
    c.tightenings_name_rules();
    c.coverage(sets);
    super::cycles::definitions_have_no_cycle(&mut c);
    super::portfolio::rules_read_one_root(&mut c);
    // What is compared must be typed, and following a parameter must end.
    if !c.diagnostics.has_errors() {
        c.tightenings_are_tighter();
        c.rules_agree_with_those_below();
    }
    if c.out.root.0 == u32::MAX && !c.root_is_named && c.out.sets.last().is_some_and(|s| !s.id.is_empty()) {
        let span = c.out.sets.last().map(|s| s.span).unwrap_or_default();
        c.report(error::reads_what(span));
    }
    let errors = c.diagnostics.has_errors();
    (if errors { None } else { Some(c.out) }, c.diagnostics.finish(MORE_FAULTS))
}

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
    /// Where the blocks come from that stand below an `uit`, by their place; `None` where its source is not known.
    origins: HashMap<Span, Option<Citation>>,
    pub(crate) rule_ids: HashMap<String, RuleId>,
    /// The sets that each set builds on, directly or through others.
    pub(crate) bases: Vec<BTreeSet<SetId>>,
    /// The fields of each object by name.
    pub(crate) field_ids: Vec<HashMap<String, usize>>,
    /// The fields that `telt`, with what they count.
    pub(crate) counts: HashMap<(ObjectId, usize), ast::Counts>,
    /// Where each word that lapsed is declared.
    pub(crate) lapsed_spans: HashMap<String, Span>,
    /// Where the first field with each role of an object stands.
    pub(crate) roles: HashMap<(ObjectId, Role), Span>,
    noun_ids: HashMap<String, NounId>,
    chapter_ids: HashMap<(SetId, String), usize>,
    /// The rules that a layer of a parameter names, until all rules are known.
    pub(crate) layer_rules: Vec<(ParamId, usize, Vec<ast::Name>)>,
    /// The same, known: to check that they use the parameter.
    pub(crate) layer_uses: Vec<(ParamId, RuleId, Span)>,
    /// The English of each Dutch text, by the place of the Dutch.
    pub(crate) english: HashMap<Span, ast::TextLit>,
    /// Where each variable of the rule at hand is bound.
    pub(crate) slot_spans: Vec<Span>,
    /// A set that another one builds on was not found.
    lacks_base: bool,
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
    fn new(sources: &'a Sources) -> Self {
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
            origins: HashMap::new(),
            rule_ids: HashMap::new(),
            bases: vec![],
            field_ids: vec![],
            counts: HashMap::new(),
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

    /// The place in a source that each block has from the `uit` above it.
    fn origins(&mut self, sets: &[Vec<ast::File>]) {
        for file in sets.iter().flatten() {
            let mut origin: Option<Option<Citation>> = None;
            for (item, place) in file.placed() {
                match item {
                    ast::Item::Origin(cite) => origin = Some(self.cite(cite)),
                    _ if place.is_some() => {
                        self.origins.extend(origin.clone().map(|origin| (item.span(), origin)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Where a block comes from: what it says itself, else the `uit` above it. `None` where neither says it.
    pub(crate) fn cites(&mut self, own: &[ast::Cite], block: Span) -> Option<Vec<Citation>> {
        if own.is_empty() {
            return self.origins.get(&block).map(|origin| origin.iter().cloned().collect());
        }
        Some(own.iter().filter_map(|cite| self.cite(cite)).collect())
    }

    /// The source that a citation names.
    pub(crate) fn cite(&mut self, cite: &ast::Cite) -> Option<Citation> {
        let source = self.source_named(&cite.source)?;
        Some(Citation { source, place: cite.place.value.clone(), span: cite.span })
    }

    fn source_named(&mut self, name: &ast::Name) -> Option<SourceId> {
        let found = self.source_ids.get(&name.value).copied();
        if found.is_none() {
            let suggest = self.near(&name.value, self.out.sources.iter().map(|s| s.id.as_str()));
            let d = error::unknown_source(name.span, &name.value, suggest);
            self.report(d);
        }
        found
    }

    /// One header per set, and the chapters and sources, which other blocks refer to.
    fn headers(&mut self, files: &[ast::File]) {
        let set = SetId(id(self.out.sets.len()));
        let mut header: Option<Span> = None;
        for file in files {
            self.set_of.insert(file.file.0, set);
            for item in &file.items {
                match item {
                    ast::Item::Ruleset(r) => {
                        if let Some(first) = header {
                            self.report(error::second_ruleset(r.id.span, first));
                        } else {
                            header = Some(r.id.span);
                            self.header(r);
                        }
                    }
                    ast::Item::Source(s) => self.source(s),
                    _ => {}
                }
            }
        }
        // A header may name a source that another file of the set declares.
        let headers = files.iter().flat_map(|f| &f.items);
        let follows =
            headers.filter_map(|i| if let ast::Item::Ruleset(r) = i { r.follows.as_ref() } else { None }).next();
        if let Some(follows) = follows.and_then(|name| self.source_named(name)) {
            self.out.sets.iter_mut().skip(set.0 as usize).for_each(|s| s.follows = Some(follows));
        }
        if header.is_none() {
            let span = files.first().map(|f| Span::new(f.file, 0, 0)).unwrap_or_default();
            self.report(error::missing_part(span, "regelset", "regelset mijn-regels \"Titel\""));
            let day = jiff::civil::Date::MIN;
            self.out.sets.push(RulesetInfo {
                id: String::new(),
                title: Text::default(),
                version: String::new(),
                valid_from: day,
                valid_to: day,
                builds_on: vec![],
                follows: None,
                span,
            });
        }
        // A set only builds on sets before it.
        let own: Vec<SetId> = self.out.sets.last().map(|s| s.builds_on.clone()).unwrap_or_default();
        let through = own.iter().filter_map(|b| self.bases.get(b.index())).flatten().copied();
        let bases = through.chain(own.iter().copied()).collect();
        self.bases.push(bases);
    }

    fn header(&mut self, r: &ast::Ruleset) {
        let this = self.out.sets.len();
        if let Some(twin) = self.out.sets.iter().find(|s| s.id == r.id.value) {
            let first = twin.span;
            let what = text!("regelset", "ruleset");
            self.report(error::duplicate(r.id.span, &what, &r.id.value, first));
        }
        let mut builds_on = vec![];
        for base in &r.builds_on {
            match self.out.sets.iter().take(this).position(|s| s.id == base.value) {
                Some(i) => builds_on.push(SetId(id(i))),
                None => {
                    self.lacks_base = true;
                    self.report(error::unknown_ruleset(base.span, &base.value));
                }
            }
        }
        if r.version.is_none() {
            self.report(error::missing_part(r.id.span, "versie", "versie 1.0.0"));
        }
        let valid = match &r.valid {
            Some((from, to)) => {
                if from.value > to.value {
                    let expected = text!("een latere datum dan de eerste", "a later date than the first");
                    let found = text!("vóór {}", "before {}", from.value);
                    self.report(error::wrong_type(to.span, &expected, found));
                }
                (from.value, to.value)
            }
            // A set that is only built upon (a data model) is meant for no period of its own.
            None => (jiff::civil::Date::MIN, jiff::civil::Date::MIN),
        };
        self.out.sets.push(RulesetInfo {
            id: r.id.value.clone(),
            title: self.text(&r.title),
            version: r.version.as_ref().map(|v| v.value.clone()).unwrap_or_default(),
            valid_from: valid.0,
            valid_to: valid.1,
            builds_on,
            follows: None,
            span: r.id.span,
        });
    }

    fn source(&mut self, s: &ast::Source) {
        if s.date.is_none() {
            self.report(error::missing_part(s.id.span, "datum", "datum 2024-12"));
        }
        if s.grade.is_none() {
            self.report(error::missing_part(s.id.span, "graad", "graad A"));
        }
        if let Some(first) = self.source_ids.get(&s.id.value).map(|i| self.out.source(*i).span) {
            let what = text!("bron", "source");
            self.report(error::duplicate(s.id.span, &what, &s.id.value, first));
            return;
        }
        self.source_ids.insert(s.id.value.clone(), SourceId(id(self.out.sources.len())));
        self.out.sources.push(Source {
            id: s.id.value.clone(),
            title: self.text(&s.title),
            date: s.date.as_ref().map(|d| d.value.clone()),
            mark: s.mark.as_ref().map(|m| m.value.clone()),
            link: s.link.as_ref().map(|l| l.value.clone()),
            grade: s.grade.as_ref().map_or(Grade::C, |g| g.value),
            span: s.id.span,
        });
    }

    pub(crate) fn chapter(&mut self, c: &ast::Chapter, set: SetId) -> ChapterId {
        let known = self.chapter_ids.get(&(set, c.id.value.clone())).copied();
        if let (Some(known), Some(role)) = (known, &c.role)
            && let Some(role) = self.chapter_role(role)
            && let Some(chapter) = self.out.chapters.get_mut(known)
        {
            chapter.role = Some(role);
        }
        ChapterId(id(known.unwrap_or_else(|| {
            let role = c.role.as_ref().and_then(|name| self.chapter_role(name));
            let title = self.text(&c.title);
            let index = self.out.chapters.len();
            self.out.chapters.push(Chapter { id: c.id.value.clone(), title, set, role });
            self.chapter_ids.insert((set, c.id.value.clone()), index);
            index
        })))
    }
}
