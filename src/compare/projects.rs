//! What became of projects: promised before, realised, moved.
//!
//! Takes: the facts of both agreements, whose data model says by roles which fields hold the year of delivery, the homes that
//! are promised and those that are delivered. Gives: one line per project. Never judges: that is for the rules.

use crate::agreement::facts::{FactId, FactValue, Facts};
use crate::evaluate::stated;
use crate::lang::Text;
use crate::number::Number;
use crate::ruleset::Checked;
use crate::ruleset::model::{ObjectId, Role, Type};
use crate::source::Span;

use super::Side;

/// What became of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is delivered.
    Realised,
    /// It should have been delivered in a year before that of the reference date, and is not.
    Overdue,
    /// Its delivery is later than was promised.
    Later,
    /// Its delivery is earlier than was promised.
    Earlier,
    /// Its delivery is as promised.
    OnTime,
    /// The second agreement does not have it, though it lists its projects.
    Dropped,
    /// Only the second agreement has it.
    New,
    /// What is stated does not tell.
    Unknown,
}

impl Fate {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Fate::Realised => "realised",
            Fate::Overdue => "overdue",
            Fate::Later => "later",
            Fate::Earlier => "earlier",
            Fate::OnTime => "on_time",
            Fate::Dropped => "dropped",
            Fate::New => "new",
            Fate::Unknown => "unknown",
        }
    }
}

/// What one agreement says of a project; each figure in words, empty where it is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The year of delivery.
    pub year: Option<i32>,
    /// Homes promised.
    pub homes: Text,
    /// Of those, the kind that the data model marks.
    pub part: Text,
    /// Where the project stands.
    pub span: Option<Span>,
}

/// A project, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// As promised before; `None` for a new one.
    pub promised: Option<Amounts>,
    /// As the second agreement has it; `None` when it does not.
    pub now: Option<Amounts>,
    /// Homes delivered, in words; empty when that is not stated.
    pub realised: Text,
    /// What became of it.
    pub fate: Fate,
    /// By how many years its delivery moved; later is positive.
    pub moved: Option<i32>,
}

/// All projects, with their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projects {
    /// Those that were promised in the order of the first agreement, then the new ones.
    pub list: Vec<Project>,
    /// What the data model calls the homes that are stated as a part, where any is.
    pub part: Option<Text>,
    /// Homes promised before; `None` when one of them is not stated exactly.
    pub promised: Option<Number>,
    /// Homes of those projects that are realised; `None` when one of them is not stated exactly.
    pub realised: Option<Number>,
}

/// A project as one side states it.
struct Seen<'a> {
    name: String,
    checked: &'a Checked,
    facts: &'a Facts,
    object: ObjectId,
    id: FactId,
}

impl Seen<'_> {
    fn field(&self, role: Role) -> Option<FactId> {
        self.facts.field(self.id, self.checked.object(self.object).role(role)?)
    }

    fn words(&self, role: Role) -> Text {
        self.field(role).map(|id| stated(self.checked, self.facts, id)).unwrap_or_default()
    }

    fn number(&self, role: Role) -> Option<Number> {
        match &self.facts.get(self.field(role)?).value {
            FactValue::Number(b) if b.lo == b.hi => b.lo.clone(),
            _ => None,
        }
    }

    fn year(&self, role: Role) -> Option<i32> {
        self.number(role).and_then(|n| n.to_i64()).and_then(|n| i32::try_from(n).ok())
    }

    fn is_done(&self) -> bool {
        let Some(index) = self.checked.object(self.object).role(Role::Progress) else { return false };
        let (Some(id), Some(field)) =
            (self.facts.field(self.id, index), self.checked.object(self.object).fields.get(index))
        else {
            return false;
        };
        match (&self.facts.get(id).value, &field.ty) {
            (FactValue::Choice(i), Type::Choice(list)) => {
                self.checked.choice_list(*list).choices.get(*i).is_some_and(|c| c.done)
            }
            _ => false,
        }
    }

    fn amounts(&self) -> Amounts {
        let label = self.field(Role::Label).unwrap_or(self.id);
        Amounts {
            year: self.year(Role::Delivery),
            homes: self.words(Role::Promised),
            part: self.words(Role::PromisedPart),
            span: Some(self.facts.get(label).span),
        }
    }

    /// Homes delivered: as stated, or all that were promised of a project that is done.
    fn realised(&self) -> (Text, Option<Number>) {
        if self.field(Role::Realised).is_some() {
            return (self.words(Role::Realised), self.number(Role::Realised));
        }
        let role = if self.field(Role::Promised).is_some() { Role::Promised } else { Role::PromisedPart };
        if self.is_done() { (self.words(role), self.number(role)) } else { (Text::default(), None) }
    }
}

/// The projects of an agreement; `None` when it lists none.
fn projects<'a>(side: Side<'a>) -> Option<Vec<Seen<'a>>> {
    let (checked, facts) = (side.checked, side.facts);
    let FactValue::Object { object, fields, .. } = &facts.get(facts.root()).value else { return None };
    for (index, list) in fields.iter() {
        let Some(Type::List(item)) = checked.object(*object).fields.get(index).map(|f| &f.ty) else { continue };
        let Type::Object(object) = **item else { continue };
        let FactValue::List(items) = &facts.get(list).value else { continue };
        if checked.object(object).role(Role::Delivery).is_none() {
            continue;
        }
        let label = checked.object(object).role(Role::Label);
        let name = |id: FactId| match &facts.get(facts.field(id, label?)?).value {
            FactValue::Text(name) => Some(name.to_string()),
            _ => None,
        };
        let seen = items.iter().filter_map(|id| Some(Seen { name: name(*id)?, checked, facts, object, id: *id }));
        return Some(seen.collect());
    }
    None
}

pub(super) fn fates(before: Side<'_>, after: Side<'_>) -> Option<Projects> {
    let (old, new) = (projects(before), projects(after));
    if old.is_none() && new.is_none() {
        return None;
    }
    let lists = new.is_some();
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let same = |a: &Seen<'_>, b: &Seen<'_>| a.name.trim().to_lowercase() == b.name.trim().to_lowercase();
    let mut list: Vec<Project> = vec![];
    let (mut promised, mut realised) = (Some(Number::zero()), Some(Number::zero()));
    for was in &old {
        let now = new.iter().find(|n| same(was, n));
        let homes = was.number(if was.field(Role::Promised).is_some() { Role::Promised } else { Role::PromisedPart });
        promised = promised.zip(homes).map(|(sum, n)| sum.add(&n));
        list.push(one(Some(was), now, lists, after.year));
        match now.map(|n| (n.realised(), n.is_done())) {
            // Nothing said of delivery, and not done: nothing is realised yet as far as the agreement says.
            None | Some(((_, None), false)) => {}
            Some(((_, count), _)) => realised = realised.zip(count).map(|(sum, n)| sum.add(&n)),
        }
    }
    let fresh = new.iter().filter(|n| !old.iter().any(|was| same(was, n)));
    list.extend(fresh.map(|n| one(None, Some(n), lists, after.year)));
    let part = new.iter().chain(&old).find_map(|s| {
        let object = s.checked.object(s.object);
        s.field(Role::PromisedPart)?;
        object.role(Role::PromisedPart).and_then(|i| object.fields.get(i)).map(|f| Text::clone(&f.text))
    });
    Some(Projects { list, part, promised, realised })
}

fn one(was: Option<&Seen<'_>>, now: Option<&Seen<'_>>, lists: bool, today: i32) -> Project {
    let name = now.or(was).map(|s| s.name.clone()).unwrap_or_default();
    let earlier = now.and_then(|n| n.year(Role::EarlierDelivery));
    let promised_year = was.and_then(|s| s.year(Role::Delivery)).or(earlier);
    let year = now.and_then(|s| s.year(Role::Delivery));
    let done = now.is_some_and(|n| n.is_done());
    let moved = promised_year.zip(year).and_then(|(a, b)| b.checked_sub(a));
    let fate = match (was, now) {
        (Some(_), None) if lists => Fate::Dropped,
        (Some(_), None) => Fate::Unknown,
        (None, Some(_)) if earlier.is_none() => Fate::New,
        _ if done => Fate::Realised,
        _ => match moved {
            _ if year.is_some_and(|y| y < today) => Fate::Overdue,
            Some(0) => Fate::OnTime,
            Some(n) if n > 0 => Fate::Later,
            Some(_) => Fate::Earlier,
            None => Fate::Unknown,
        },
    };
    let mut promised = was.map(Seen::amounts);
    if let (Some(amounts), Some(year)) = (&mut promised, promised_year) {
        amounts.year = Some(year);
    }
    if promised.is_none() && earlier.is_some() {
        promised = Some(Amounts { year: earlier, ..Amounts::default() });
    }
    Project {
        name,
        promised,
        now: now.map(Seen::amounts),
        realised: now.map(|n| n.realised().0).unwrap_or_default(),
        fate,
        moved,
    }
}
