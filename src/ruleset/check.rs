//! The check stage: declarations first, then parameters, then rules.
//!
//! Each step records what it could and reports what is wrong; later steps treat wrong parts as [`Type::Error`], which fits
//! everything, so that one fault gives one diagnostic. Only [`check`] builds a [`Checked`].

use crate::diagnostic::Diagnostics;
use crate::lang::Text;
use crate::source::{Sources, Span};
use crate::syntax::{MORE_FAULTS, ast};
use crate::text;

use super::checker::{Checker, id};
use super::cycles::definitions_have_no_cycle;
use super::depth::definitions_end_soon;
use super::error;
use super::model::{Chapter, ChapterId, Checked, Grade, RulesetInfo, SetId, Source, SourceId};
use super::portfolio::rules_read_one_root;

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
    c.names_of_objects(sets);
    c.declarations(sets);
    c.names_of_concepts(sets);
    c.parameters(sets);
    c.rules(sets);
    c.tightenings_name_rules();
    c.coverage(sets);
    let (definitions, params) = definitions_have_no_cycle(&mut c);
    if !c.diagnostics.has_errors() {
        definitions_end_soon(&mut c, &definitions, &params);
    }
    rules_read_one_root(&mut c);
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

impl Checker<'_> {
    /// The source that a citation names.
    pub(crate) fn cite(&mut self, cite: &ast::Cite) -> Option<super::model::Citation> {
        let source = self.source_named(&cite.source)?;
        Some(super::model::Citation { source, place: cite.place.value.clone(), span: cite.span })
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
