//! The data model that a ruleset declares: objects, fields, choice lists, qualifiers.

use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::lang::Text;
use crate::source::Span;

use super::{ChoiceListId, Order, Type};

/// A list of values that a field may have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChoiceList {
    /// Its name; for `keuze (…)` in a field, the field's name.
    pub name: String,
    /// How its values are ordered, where they are.
    pub order: Option<Order>,
    /// What it is a list of.
    pub text: Text,
    /// Its values in order.
    pub choices: Vec<Choice>,
}

impl ChoiceList {
    /// How two of its values compare; `None` where its values have no order.
    #[must_use]
    pub fn compare(&self, a: usize, b: usize) -> Option<Ordering> {
        Some(match self.order? {
            Order::Rising => a.cmp(&b),
            Order::Falling => b.cmp(&a),
        })
    }
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
    /// The fields by what they are looked for.
    #[serde(skip)]
    pub(crate) index: Index,
}

/// The fields of an object by what they are looked for: there is one search for every key of a file. Made at the first, when all
/// fields are declared.
#[derive(Clone, Default)]
pub(crate) struct Index(OnceLock<Lists>);

#[derive(Clone)]
struct Lists {
    by_name: Vec<usize>,
    by_role: Vec<(Role, usize)>,
    required: Vec<usize>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Whether it is made already is no difference between rulesets.
        f.write_str("…")
    }
}

impl ObjectType {
    fn index(&self) -> &Lists {
        self.index.0.get_or_init(|| {
            let mut by_name: Vec<usize> = (0..self.fields.len()).collect();
            by_name.sort_by_key(|i| self.name_of(*i));
            let mut by_role: Vec<(Role, usize)> = vec![];
            for (i, role) in self.fields.iter().enumerate().filter_map(|(i, f)| Some((i, f.role?))) {
                if !by_role.iter().any(|(known, _)| *known == role) {
                    by_role.push((role, i));
                }
            }
            let required = self.fields.iter().enumerate().filter(|(_, f)| f.required).map(|(i, _)| i).collect();
            Lists { by_name, by_role, required }
        })
    }

    fn name_of(&self, index: usize) -> &str {
        self.fields.get(index).map_or("", |f| f.name.as_str())
    }

    /// The index of the field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        let by_name = &self.index().by_name;
        let at = by_name.binary_search_by_key(&name, |i| self.name_of(*i)).ok()?;
        by_name.get(at).copied()
    }

    /// The index of the first field with this role.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<usize> {
        self.index().by_role.iter().find(|(known, _)| *known == role).map(|(_, i)| *i)
    }

    /// The indices of the fields without which a file is wrong.
    pub fn required(&self) -> impl Iterator<Item = usize> + '_ {
        self.index().required.iter().copied()
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
    pub text: Arc<Text>,
    /// Where it is declared.
    pub span: Span,
}
