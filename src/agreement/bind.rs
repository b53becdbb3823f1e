//! From a value tree to typed facts, by the ruleset's data model.
//!
//! Takes: a checked ruleset, a tree and the node to read as the root object. Gives: [`Facts`], or every fault of the file at
//! once. Never knows a field name: names, types and roles come from the model. What is said about a figure (`formulering`,
//! `onder_voorbehoud`, the qualifiers of the ruleset, `volledig`) holds for everything below the mapping that says it.

pub(in crate::agreement) mod describe;
mod figure;
mod marks;
mod object;
mod part;
mod path;
mod refer;
mod scalar;
mod table;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::agreement::error;
use crate::agreement::facts::{Fact, FactId, FactValue, Facts, Marks, MarksId, Step};
use crate::agreement::notation;
use crate::agreement::portfolio;
use crate::agreement::references::Documents;
use crate::agreement::tree::{Data, Entry, NodeId, Tree};
use crate::diagnostic::{Collector, Diagnostic, Diagnostics};
use crate::ruleset::model::{Bundle, Checked, ChoiceListId, Field, ObjectId, QualifierId, Role, Type};
use crate::source::{Span, Spanned};

pub(crate) use describe::expected;
pub(in crate::agreement) use marks::{COMPLETE, REMARK, RESERVATION, WORDING};
pub(crate) use path::Paths;
pub use path::{label, path};
pub(in crate::agreement) use table::{TOTAL, YEARLY};

/// Reads a node as the root object of the ruleset's data model; facts exactly when there is no error.
#[must_use]
pub fn bind(checked: &Checked, tree: &Tree, node: NodeId) -> (Option<Facts>, Diagnostics) {
    bind_with(checked, tree, node, &Documents::default())
}

/// Like [`bind`], with the trees of the files that the agreement refers to.
#[must_use]
pub fn bind_with(checked: &Checked, tree: &Tree, node: NodeId, documents: &Documents) -> (Option<Facts>, Diagnostics) {
    bind_object(checked, checked.root(), tree, node, documents, false)
}

/// As [`bind_with`], but a field that the ruleset does not know is passed over with a warning: another ruleset, that this file
/// is also held against, may know it.
#[must_use]
pub fn bind_known(checked: &Checked, tree: &Tree, node: NodeId, documents: &Documents) -> (Option<Facts>, Diagnostics) {
    bind_object(checked, checked.root(), tree, node, documents, true)
}

/// Reads a node as the object that several files form together: a portfolio written in one file, as tests do.
#[must_use]
pub fn bind_portfolio(checked: &Checked, bundle: Bundle, tree: &Tree, node: NodeId) -> (Option<Facts>, Diagnostics) {
    let (facts, found) = bind_object(checked, bundle.object, tree, node, &Documents::default(), false);
    (facts.map(|facts| portfolio::with_period(checked, facts)), found)
}

fn bind_object(
    checked: &Checked,
    object: ObjectId,
    tree: &Tree,
    node: NodeId,
    documents: &Documents,
    passes_unknown: bool,
) -> (Option<Facts>, Diagnostics) {
    let mut binder = Binder { documents: Some(documents), passes_unknown, ..Binder::new(checked, tree) };
    let spot = Spot { parent: None, step: Step::Root, key: None };
    let root = binder.object(object, node, spot, Context::default());
    let broken = binder.found.has_errors();
    binder.facts.shrink_to_fit();
    let facts = match root {
        Some(root) if !broken => Some(Facts::new(binder.facts, binder.marks, root, tree.shared())),
        _ => None,
    };
    (facts, binder.found.finish(error::MORE_ERRORS))
}

/// The value of the root object's field with a role, before anything else is read: what the choice of a ruleset needs. `None`
/// when the file does not state it, or not in a form that can be read; binding says what is wrong with it.
#[must_use]
pub fn peek(checked: &Checked, tree: &Tree, role: Role) -> Option<Spanned<FactValue>> {
    let (field, entry) = with_role(checked, tree, role)?;
    let mut binder = Binder::new(checked, tree);
    let spot = Spot { parent: None, step: Step::Root, key: Some(tree.span(entry.key)) };
    let id = binder.value(&field.ty, &field.name, entry.value, spot, Context::default())?;
    let fact = binder.facts.into_iter().nth(id.index())?;
    (!binder.found.has_errors()).then(|| Spanned::new(fact.value, fact.span))
}

/// Whether the file has the root object's field with a role, in whatever form.
#[must_use]
pub fn states(checked: &Checked, tree: &Tree, role: Role) -> bool {
    with_role(checked, tree, role).is_some()
}

/// The root object's field with a role, and its entry in the file.
fn with_role<'c>(checked: &'c Checked, tree: &Tree, role: Role) -> Option<(&'c Field, Entry)> {
    let object = checked.object(checked.root());
    let field = object.fields.get(object.role(role)?)?;
    Some((field, tree.value(tree.root(), &field.name)?))
}

/// The state of binding one file.
struct Binder<'a> {
    checked: &'a Checked,
    tree: &'a Tree,
    facts: Vec<Fact>,
    marks: Vec<Marks>,
    found: Collector,
    /// The trees of other files; `None` where references are left alone.
    documents: Option<&'a Documents>,
    /// A field that the ruleset does not know is no error.
    passes_unknown: bool,
    /// How many facts come from values that hold for several years.
    spread: usize,
    /// The qualifiers by name.
    qualifiers: HashMap<&'a str, QualifierId>,
    /// Of the choice lists met so far, what a value is called.
    choices: HashMap<ChoiceListId, Words>,
}

/// The choices of a list by their names and by their codes, as they are compared.
#[derive(Default)]
struct Words {
    names: HashMap<String, usize>,
    codes: HashMap<String, usize>,
}

/// What holds for a node because of the mappings it stands in.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    marks: MarksId,
    /// The same marks without the wording. How firmly something is promised is said of figures and of what is agreed; a name, a
    /// date, a party or a status is a fact, unless the wording stands with it.
    of_facts: MarksId,
    complete: bool,
    period: Option<StatedPeriod>,
}

/// The period that tables must keep to, and where it stands.
#[derive(Debug, Clone, Copy)]
struct StatedPeriod {
    first: i32,
    last: i32,
    span: Span,
}

/// Where a fact hangs.
#[derive(Debug, Clone, Copy)]
struct Spot {
    parent: Option<FactId>,
    step: Step,
    key: Option<Span>,
}

impl Context {
    /// For what is no promise.
    fn of_a_fact(self) -> Self {
        Context { marks: self.of_facts, ..self }
    }
}

impl<'a> Binder<'a> {
    fn new(checked: &'a Checked, tree: &'a Tree) -> Self {
        Binder {
            checked,
            tree,
            // Room at once: growing would hold everything twice. What is not used is given back.
            facts: Vec::with_capacity(tree.len().div_ceil(2)),
            marks: vec![Marks::default()],
            found: Collector::default(),
            documents: None,
            passes_unknown: false,
            spread: 0,
            qualifiers: checked.qualifiers().iter().zip(0..).map(|(q, i)| (q.name.as_str(), QualifierId(i))).collect(),
            choices: HashMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds a fact; children are added after it and know it by its number.
    fn fact(&mut self, span: Span, spot: Spot, context: Context, value: FactValue) -> FactId {
        let id = FactId::new(self.facts.len());
        // A value without characters is shown by its key.
        let span = if span.is_empty() { spot.key.unwrap_or(span) } else { span };
        let Spot { parent, step, key } = spot;
        self.facts.push(Fact { span, key, above: parent, step, value, marks: context.marks });
        id
    }

    fn set_value(&mut self, id: FactId, value: FactValue) {
        if let Some(fact) = self.facts.get_mut(id.index()) {
            fact.value = value;
        }
    }

    /// Whether a node says nothing: an empty value, `~`, an empty text, or what people write where something is still to be filled
    /// in.
    fn says_nothing(&self, node: NodeId) -> bool {
        match self.tree.get(node).data {
            Data::Null => true,
            Data::Scalar(_) => self.tree.text(node).is_some_and(notation::is_placeholder),
            // A list of nothing but blanks to fill in does not say that there are none.
            Data::Seq(items) => !items.is_empty() && items.iter().all(|item| self.says_nothing(*item)),
            Data::Map(_) => false,
        }
    }

    /// Whether a node [says nothing](Self::says_nothing), where a value is read: what looks like one is told.
    fn is_passed_over(&mut self, node: NodeId) -> bool {
        let nothing = self.says_nothing(node);
        if nothing {
            self.tell_blanks(node);
        }
        nothing
    }

    fn tell_blanks(&mut self, node: NodeId) {
        let tree = self.tree;
        match tree.get(node).data {
            Data::Seq(items) => items.iter().for_each(|item| self.tell_blanks(*item)),
            _ => {
                if let Some(text) = tree.text(node).map(str::trim).filter(|text| !text.is_empty()) {
                    self.report(error::placeholder(tree.span(node), text));
                }
            }
        }
    }

    /// Reads a value of a type; `None` when it says nothing or is wrong. `name` is the key, for messages.
    fn value(&mut self, ty: &Type, name: &str, node: NodeId, spot: Spot, context: Context) -> Option<FactId> {
        if self.is_passed_over(node) {
            return None;
        }
        match ty {
            Type::Error => None,
            Type::Object(object) => self.object(*object, node, spot, context),
            Type::List(item) => self.list(item, name, node, spot, context),
            Type::Table { any_year, item } => self.table(*any_year, item, name, node, spot, context),
            Type::Bool | Type::Text | Type::Date | Type::Period | Type::RuleRef | Type::Num(_) | Type::Choice(_) => {
                self.scalar(ty, node, spot, context)
            }
        }
    }

    fn list(&mut self, item: &Type, name: &str, node: NodeId, spot: Spot, context: Context) -> Option<FactId> {
        let Data::Seq(items) = self.tree.get(node).data else {
            let at = spot.key.unwrap_or_else(|| self.tree.span(node));
            self.report(error::not_a_list(at, name));
            return None;
        };
        let list = self.fact(self.tree.span(node), spot, context.of_a_fact(), FactValue::List(Vec::new()));
        let mut ids = Vec::with_capacity(items.len());
        for item_node in items {
            let spot = Spot { parent: Some(list), step: Step::Item(ids.len()), key: None };
            ids.extend(self.value(item, name, *item_node, spot, context));
        }
        self.set_value(list, FactValue::List(ids));
        Some(list)
    }
}

/// First and last year of a period.
fn years_of(first: Date, last: Date) -> (i32, i32) {
    (i32::from(first.year()), i32::from(last.year()))
}
