//! Checking the data model: objects, fields, choice lists, qualifiers, and the margin of `circa`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::few_names;
use crate::limits::MAX_QUALIFIERS;
use crate::source::Span;
use crate::syntax::ast;
use crate::text;

use super::check::{Checker, Symbol, id};
use super::error;
use super::model::{
    ChapterRole, Choice, ChoiceList, ChoiceListId, Circa, Field, Index, ObjectId, ObjectType, Qualifier, QualifierId,
    Role, Type, Unit,
};

/// Types that have a name of their own in the language.
pub(crate) const NAMED_TYPES: [(&str, Type); 8] = [
    ("tekst", Type::Text),
    ("getal", Type::Num(Unit::Plain)),
    ("percentage", Type::Num(Unit::Percentage)),
    ("procentpunt", Type::Num(Unit::Points)),
    ("datum", Type::Date),
    ("jaar", Type::Num(Unit::Year)),
    ("periode", Type::Period),
    ("regel", Type::RuleRef),
];

/// The role of a choice that says that something is done.
const DONE: &str = "gereed";

/// The roles, with the type that a field in that role must have; `None` where that is checked apart.
const ROLES: [(&str, Role, Option<Type>); 28] = [
    ("aanduiding", Role::Label, Some(Type::Text)),
    ("looptijd", Role::Period, Some(Type::Period)),
    ("peildatum", Role::ReferenceDate, Some(Type::Date)),
    ("regelset", Role::Ruleset, Some(Type::Text)),
    ("norm", Role::Norm, Some(Type::RuleRef)),
    ("grond", Role::Ground, None),
    ("motivering", Role::Reasons, Some(Type::Text)),
    ("beslisser", Role::Decider, Some(Type::Text)),
    ("besluitdatum", Role::DecidedOn, Some(Type::Date)),
    ("einddatum", Role::Until, Some(Type::Date)),
    ("gebied", Role::Area, None),
    ("oplevering", Role::Delivery, Some(Type::Num(Unit::Year))),
    ("eerdere_oplevering", Role::EarlierDelivery, Some(Type::Num(Unit::Year))),
    ("toegezegd", Role::Promised, None),
    ("toegezegd_deel", Role::PromisedPart, None),
    ("gerealiseerd", Role::Realised, None),
    ("voortgang", Role::Progress, None),
    ("getekend", Role::Signed, Some(Type::Date)),
    ("eigen", Role::Own, None),
    ("kader", Role::Framework, None),
    ("deel", Role::Part, None),
    ("vorige", Role::Previous, None),
    ("bod", Role::Offer, None),
    ("reactie", Role::Reaction, None),
    ("geschilpunten", Role::Disputes, None),
    ("standpunten", Role::Positions, None),
    ("toezeggingen", Role::Commitments, None),
    ("partij", Role::Party, None),
];

/// The roles of chapters.
const CHAPTER_ROLES: [(&str, ChapterRole); 1] = [("ontvankelijkheid", ChapterRole::Admissibility)];

/// Whether one figure can be held against another: numbers in the same unit, or tables of them.
fn comparable(part: &Type, whole: &Type) -> bool {
    match (part, whole) {
        (Type::Num(_), Type::Num(_)) => part == whole,
        (Type::Table { item: part, .. }, Type::Table { item: whole, .. }) => comparable(part, whole),
        // What is wrong with the type itself was reported.
        (Type::Error, _) | (_, Type::Error) => true,
        _ => false,
    }
}

impl Checker<'_> {
    /// Names of objects and choice lists first: fields may refer to objects declared later.
    pub(crate) fn names_of_objects(&mut self, sets: &[Vec<ast::File>]) {
        for item in sets.iter().flatten().flat_map(|f| &f.items) {
            match item {
                ast::Item::Object(o) if o.text.is_some() => {
                    let symbol = Symbol::Object(ObjectId(id(self.out.objects.len())));
                    self.declare(&o.name, &text!("object", "object"), symbol);
                    self.out.objects.push(ObjectType {
                        name: o.name.value.clone(),
                        text: o.text.as_ref().map(|t| self.text(t)).unwrap_or_default(),
                        fields: vec![],
                        index: Index::default(),
                    });
                    self.field_ids.push(HashMap::new());
                }
                ast::Item::ChoiceList(c) => {
                    let symbol = Symbol::Choices(ChoiceListId(id(self.out.choice_lists.len())));
                    self.declare(&c.name, &text!("keuzelijst", "choice list"), symbol);
                    self.choice_list(c);
                }
                _ => {}
            }
        }
    }

    fn choice_list(&mut self, list: &ast::ChoiceList) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for choice in &list.choices {
            for name in std::iter::once(&choice.name).chain(&choice.codes) {
                match seen.get(name.value.as_str()) {
                    Some(first) => {
                        let d = error::duplicate(name.span, &text!("waarde", "value"), &name.value, *first);
                        self.report(d);
                    }
                    None => {
                        seen.insert(&name.value, name.span);
                    }
                }
            }
        }
        for role in list.choices.iter().filter_map(|c| c.role.as_ref()).filter(|r| r.value != DONE) {
            self.report(error::unknown_role(role.span, &role.value, self.near(&role.value, [DONE])));
        }
        self.out.choice_lists.push(ChoiceList {
            name: list.name.value.clone(),
            order: list.order,
            text: self.text(&list.text),
            choices: list
                .choices
                .iter()
                .map(|c| Choice {
                    name: c.name.value.clone(),
                    codes: c.codes.iter().map(|n| n.value.clone()).collect(),
                    done: c.role.as_ref().is_some_and(|r| r.value == DONE),
                    text: c.text.as_ref().map(|t| self.text(t)).unwrap_or_default(),
                })
                .collect(),
        });
    }

    /// Fields, extensions, qualifiers, `circa`, and which object a file holds.
    pub(crate) fn declarations(&mut self, sets: &[Vec<ast::File>]) {
        let items = || sets.iter().flatten().flat_map(|f| &f.items);
        let mut seen_objects: HashSet<&str> = HashSet::new();
        let mut first_circa: Option<Span> = None;
        let mut bundles: Option<&ast::Name> = None;
        for item in items() {
            match item {
                // The repeat of a name was reported; its fields would be reported twice.
                ast::Item::Object(o) if o.text.is_some() && seen_objects.insert(&o.name.value) => self.fields(o),
                ast::Item::Qualifier(q) => self.qualifier(q),
                ast::Item::Lapsed(word) => self.lapsed_word(word),
                ast::Item::Circa(c) => {
                    if let Some(first) = first_circa {
                        self.report(error::second_circa(c.margin.span, first));
                    }
                    first_circa = Some(c.margin.span);
                    self.out.circa = Some(Circa {
                        margin: c.margin.value.clone(),
                        points: c.points.as_ref().map(|p| p.value.clone()),
                        reading: self.text(&c.interpretation),
                    });
                }
                ast::Item::Ruleset(r) => {
                    if let Some(root) = &r.reads {
                        self.root(root);
                    }
                    bundles = r.bundles.as_ref().or(bundles);
                }
                _ => {}
            }
        }
        // Extensions after all objects, in whatever file and order they stand.
        for item in items() {
            if let ast::Item::Object(o) = item
                && o.text.is_none()
            {
                self.fields(o);
            }
        }
        self.topics_declare_fields(sets);
        self.fields_that_count(sets);
        for item in items() {
            if let ast::Item::Object(o) = item {
                self.parts(o);
            }
        }
        if let Some(name) = bundles {
            self.bundle(name);
        }
        self.references_hold_agreements(sets);
        self.objects_do_not_hold_themselves();
    }

    fn root(&mut self, name: &ast::Name) {
        self.root_is_named = true;
        match self.symbols.get(&name.value) {
            Some((Symbol::Object(object), _)) => self.out.root = *object,
            _ => {
                let suggest = self.near(&name.value, self.out.objects.iter().map(|o| o.name.as_str()));
                let d = error::unknown_type(name.span, &name.value, suggest);
                self.report(d);
            }
        }
    }

    fn fields(&mut self, o: &ast::Object) {
        let Some((Symbol::Object(object), _)) = self.symbols.get(&o.name.value).copied() else {
            let suggest = self.near(&o.name.value, self.out.objects.iter().map(|o| o.name.as_str()));
            let d = error::unknown_type(o.name.span, &o.name.value, suggest);
            self.report(d);
            return;
        };
        for field in &o.fields {
            let ty = self.type_expr(&field.ty, &field.name.value);
            let role = field.role.as_ref().and_then(|r| self.role(r, object, field.name.span, (&ty, field.ty.span)));
            let first = self.field_named(object, &field.name.value);
            if let Some(first) = first.and_then(|at| self.out.object(object).fields.get(at)).map(|f| f.span) {
                self.report(error::duplicate(field.name.span, &text!("veld", "field"), &field.name.value, first));
                continue;
            }
            let field = Field {
                name: field.name.value.clone(),
                ty,
                part_of: None,
                required: field.required,
                fixed: field.fixed,
                role,
                text: self.text(&field.text).into(),
                span: field.name.span,
            };
            self.add_field(object, field);
        }
    }

    pub(super) fn add_field(&mut self, object: ObjectId, field: Field) {
        if let (Some(o), Some(ids)) = (self.out.objects.get_mut(object.index()), self.field_ids.get_mut(object.index()))
        {
            ids.insert(field.name.clone(), o.fields.len());
            o.fields.push(field);
            o.index = Index::default();
        }
    }

    /// `deel van woningen`: the other field may be declared later, in an extension too.
    fn parts(&mut self, o: &ast::Object) {
        let Some((Symbol::Object(id), _)) = self.symbols.get(&o.name.value).copied() else { return };
        for field in &o.fields {
            let Some(name) = &field.part_of else { continue };
            let Some((at, part)) = self.declared_at(id, &field.name) else { continue };
            let object = self.out.object(id);
            let found = self.field_named(id, &name.value);
            if found == Some(at) {
                self.report(error::part_of_itself(name.span));
                continue;
            }
            let Some((index, whole)) = found.and_then(|i| Some((i, object.fields.get(i)?))) else {
                let known = || object.fields.iter().map(|f| f.name.as_str()).filter(|n| *n != field.name.value);
                let suggest = self.near(&name.value, known());
                let known = few_names(known(), error::MOST_NAMES);
                let d = error::unknown_field(name.span, &name.value, &object.name, suggest, &known);
                self.report(d);
                continue;
            };
            if !comparable(&part.ty, &whole.ty) {
                let (own, of) = (self.describe(&part.ty), self.describe(&whole.ty));
                let d = error::no_part(name.span, own, (whole.span, of), field.ty.span);
                self.report(d);
                continue;
            }
            if let Some(field) = self.out.objects.get_mut(id.index()).and_then(|o| o.fields.get_mut(at)) {
                field.part_of = Some(index);
            }
        }
    }

    /// A field with its index, where it is the one that is written here and not a repeat of its name.
    pub(crate) fn declared_at(&self, object: ObjectId, name: &ast::Name) -> Option<(usize, &Field)> {
        let at = self.field_named(object, &name.value)?;
        let field = self.out.object(object).fields.get(at).filter(|f| f.span == name.span)?;
        Some((at, field))
    }

    /// The part that a field plays: each once in an object, and of the type that the tool reads.
    fn role(&mut self, name: &ast::Name, object: ObjectId, field: Span, of: (&Type, Span)) -> Option<Role> {
        let Some((_, role, wanted)) = ROLES.iter().find(|(n, ..)| *n == name.value) else {
            let suggest = self.near(&name.value, ROLES.iter().map(|(n, ..)| *n));
            self.report(error::unknown_role(name.span, &name.value, suggest));
            return None;
        };
        let (ty, span) = of;
        if let Some(wanted) = wanted
            && *ty != Type::Error
            && ty != wanted
        {
            let (expected, found) = (self.describe(wanted), self.describe(ty));
            let word = &name.value;
            let d = error::wrong_type(span, &expected, found);
            self.report(
                d.also(name.span, text!("want het veld heeft de rol {word}", "as the field has the role {word}")),
            );
            return None;
        }
        let expected = match (role, ty) {
            (_, Type::Error) => None,
            (Role::Ground | Role::Progress, ty) => (!matches!(ty, Type::Choice(_)))
                .then(|| text!("een keuze, zoals keuze (a, b)", "a choice, such as keuze (a, b)")),
            (Role::Promised | Role::PromisedPart | Role::Realised, ty) => {
                (!matches!(ty, Type::Num(Unit::Count(_)))).then(|| text!("een aantal", "a count"))
            }
            (Role::Area, Type::List(item)) if matches!(**item, Type::Object(_)) => None,
            (Role::Area, _) => Some(text!("een lijst van objecten", "a list of objects")),
            _ => None,
        };
        if let Some(expected) = expected {
            let found = self.describe(ty);
            self.report(error::wrong_type(span, &expected, found));
            return None;
        }
        let first = *self.roles.entry((object, *role)).or_insert(field);
        if first != field && *role != Role::Own {
            self.report(error::second_role(name.span, &name.value, first));
            return None;
        }
        Some(*role)
    }

    /// The part that a chapter plays.
    pub(crate) fn chapter_role(&mut self, name: &ast::Name) -> Option<ChapterRole> {
        let found = CHAPTER_ROLES.iter().find(|(n, _)| *n == name.value).map(|(_, role)| *role);
        if found.is_none() {
            let suggest = self.near(&name.value, CHAPTER_ROLES.iter().map(|(n, _)| *n));
            self.report(error::unknown_role(name.span, &name.value, suggest.or(Some("ontvankelijkheid"))));
        }
        found
    }

    fn qualifier(&mut self, q: &ast::Qualifier) {
        if self.out.qualifiers.len() >= MAX_QUALIFIERS {
            return self.report(error::too_many_qualifiers(q.name.span));
        }
        let symbol = Symbol::Qualifier(QualifierId(id(self.out.qualifiers.len())));
        self.declare(&q.name, &text!("kenmerk", "qualifier"), symbol);
        let choices = match self.type_expr(&q.ty, &q.name.value) {
            Type::Choice(list) => list,
            Type::Error => return,
            other => {
                let found = self.describe(&other);
                let expected = text!("een keuze, zoals keuze (a, b)", "a choice, such as keuze (a, b)");
                self.report(error::wrong_type(q.ty.span, &expected, found));
                return;
            }
        };
        self.out.qualifiers.push(Qualifier {
            name: q.name.value.clone(),
            choices,
            never_mixed: q.never_mixed,
            text: self.text(&q.text),
        });
    }

    /// A type as written; `owner` names a choice list that is written in place.
    pub(crate) fn type_expr(&mut self, ty: &ast::TypeExpr, owner: &str) -> Type {
        match &ty.kind {
            ast::TypeKind::Table { any_year, item } => {
                Type::Table { any_year: *any_year, item: Box::new(self.type_expr(item, owner)) }
            }
            ast::TypeKind::List(item) => Type::List(Box::new(self.type_expr(item, owner))),
            ast::TypeKind::Choice(names) => {
                let list = ChoiceListId(id(self.out.choice_lists.len()));
                self.choice_list(&ast::ChoiceList {
                    span: ty.span,
                    name: ast::Name::new(owner.to_owned(), ty.span),
                    order: None,
                    text: ast::TextLit::new(String::new(), ty.span),
                    choices: names
                        .iter()
                        .map(|n| ast::Choice { span: n.span, name: n.clone(), codes: vec![], role: None, text: None })
                        .collect(),
                });
                Type::Choice(list)
            }
            ast::TypeKind::YesNo => Type::Bool,
            ast::TypeKind::Heat => Type::Num(Unit::Heat),
            ast::TypeKind::Euro(per) => Type::Num(Unit::Euro(*per)),
            ast::TypeKind::Count(noun) => Type::Num(Unit::Count(self.noun(noun.as_ref()))),
            ast::TypeKind::Balance(noun) => Type::Num(Unit::Balance(self.noun(noun.as_ref()))),
            ast::TypeKind::Named(name) => self.named_type(name, ty.span),
        }
    }

    /// The type of something that has none written: the one that is called as it is.
    pub(crate) fn type_of_name(&mut self, name: &ast::Name) -> Type {
        if NAMED_TYPES.iter().any(|(n, _)| *n == name.value) || self.symbols.contains_key(&name.value) {
            return self.named_type(&name.value, name.span);
        }
        self.report(error::given_without_type(name.span, &name.value));
        Type::Error
    }

    fn named_type(&mut self, name: &str, span: Span) -> Type {
        if let Some((_, ty)) = NAMED_TYPES.iter().find(|(n, _)| *n == name) {
            return ty.clone();
        }
        match self.symbols.get(name) {
            Some((Symbol::Object(object), _)) => Type::Object(*object),
            Some((Symbol::Choices(list), _)) => Type::Choice(*list),
            _ => {
                let own = self.out.objects.iter().map(|o| o.name.as_str());
                let lists = self.out.choice_lists.iter().map(|c| c.name.as_str());
                let others = ["aantal", "saldo", "bedrag", "ja/nee", "keuze"];
                let known = NAMED_TYPES.iter().map(|(n, _)| *n).chain(others).chain(own).chain(lists);
                let d = error::unknown_type(span, name, self.near(name, known));
                self.report(d);
                Type::Error
            }
        }
    }
}
