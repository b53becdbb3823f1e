//! A comparison for machines. A contract: fields are only ever added (`docs/schema/diff.schema.json`).

use std::io;

use serde::Serialize;

use crate::compare::{Amounts, Aspect, Direction, Figure, NormChange, Outcome, Project, Projects, RuleChange, Stated};
use crate::evaluate::finding::strength_id;
use crate::evaluate::gap::Gap;
use crate::lang::{Lang, Text};
use crate::report::json::{Place, layout};
use crate::report::sink::Sink;
use crate::run::FileRun;
use crate::source::Span;

use crate::document::diff::{Compared, DiffRun};

/// The JSON Schema of a comparison.
pub const SCHEMA: &str = include_str!("../../../docs/schema/diff.schema.json");

#[derive(Serialize)]
struct Report<'a> {
    toets: &'static str,
    lang: Lang,
    /// `agreements` or `rulesets`.
    compared: &'static str,
    before: Input<'a>,
    after: Input<'a>,
    figures: Vec<Change<'a>>,
    norms: Vec<Norm<'a>>,
    rules: Vec<Rule<'a>>,
    projects: Option<Table<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    sha256: &'a str,
    date: String,
    ruleset: Option<Set<'a>>,
}

#[derive(Serialize)]
struct Set<'a> {
    id: &'a str,
    version: &'a str,
    sha256: Option<&'a str>,
}

#[derive(Serialize)]
struct Change<'a> {
    path: &'a str,
    before: Option<Value<'a>>,
    after: Option<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// Empty for a part that holds others.
    value: &'a str,
    holds: Vec<Leaf<'a>>,
}

#[derive(Serialize)]
struct Leaf<'a> {
    path: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Norm<'a> {
    rule: &'a str,
    title: &'a str,
    strength: &'static str,
    subject: &'a str,
    year: Option<i32>,
    /// Where the agreements are about different years.
    year_before: Option<i32>,
    direction: &'static str,
    before: Option<Came<'a>>,
    after: Option<Came<'a>>,
}

#[derive(Serialize)]
struct Came<'a> {
    verdict: &'static str,
    severity: &'static str,
    message: &'a str,
    gap: Option<Off<'a>>,
}

#[derive(Serialize)]
struct Off<'a> {
    computed: &'a str,
    sign: &'static str,
    required: &'a str,
    /// Whether it falls short; `null` where the figures are not exact.
    short: Option<bool>,
    /// The size of the room or the shortfall.
    size: Option<&'a str>,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    title: &'a str,
    ruleset: &'a str,
    change: &'static str,
    aspects: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    what: &'a str,
    before: &'a str,
    after: &'a str,
    stricter: Option<bool>,
}

#[derive(Serialize)]
struct Table<'a> {
    list: Vec<Row<'a>>,
    /// Homes promised before; `null` when one is not stated exactly.
    promised: Option<String>,
    realised: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    fate: &'static str,
    moved: Option<i32>,
    promised: Option<Figures<'a>>,
    now: Option<Figures<'a>>,
    realised: Option<&'a str>,
}

#[derive(Serialize)]
struct Figures<'a> {
    year: Option<i32>,
    homes: Option<&'a str>,
    part: Option<&'a str>,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Summary {
    worse: usize,
    better: usize,
    other: usize,
    same: usize,
    figures: usize,
}

/// The whole comparison, with a line end.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write(run: DiffRun<'_>, out: &mut Sink<'_>) -> io::Result<()> {
    layout::write(&Maker { run }.report(), out)
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    run: DiffRun<'a>,
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl<'a> Maker<'a> {
    fn report(self) -> Report<'a> {
        let c = self.run.comparison;
        let count = |d: Direction| c.norms.iter().filter(|n| n.direction == d).count();
        Report {
            toets: env!("CARGO_PKG_VERSION"),
            lang: self.run.lang,
            compared: match self.run.compared {
                Compared::Agreements => "agreements",
                Compared::Rulesets => "rulesets",
            },
            before: input(self.run.before),
            after: input(self.run.after),
            figures: c.figures.iter().map(|f| self.change(f)).collect(),
            norms: c.norms.iter().map(|n| self.norm(n)).collect(),
            rules: c.rules.iter().map(|r| self.rule(r)).collect(),
            projects: c.projects.as_ref().map(|p| self.table(p)),
            summary: Summary {
                worse: count(Direction::Worse),
                better: count(Direction::Better),
                other: count(Direction::Other),
                same: count(Direction::Same),
                figures: c.figures.len(),
            },
        }
    }

    fn say(self, text: &'a Text) -> &'a str {
        text.get(self.run.lang)
    }

    fn place(self, span: Span) -> Place<'a> {
        Place::of(self.run.sources, span)
    }

    fn change(self, f: &'a Figure) -> Change<'a> {
        let value = |s: &'a Stated| Value {
            place: self.place(s.span),
            value: self.say(&s.value),
            holds: s.holds.iter().map(|(path, value)| Leaf { path, value: self.say(value) }).collect(),
        };
        Change { path: &f.path, before: f.before.as_ref().map(value), after: f.after.as_ref().map(value) }
    }

    fn norm(self, n: &'a NormChange) -> Norm<'a> {
        Norm {
            rule: &n.rule,
            title: self.say(&n.title),
            strength: strength_id(n.strength),
            subject: &n.subject,
            year: n.year,
            year_before: n.year_before,
            direction: n.direction.id(),
            before: n.before.as_ref().map(|o| self.came(o)),
            after: n.after.as_ref().map(|o| self.came(o)),
        }
    }

    fn came(self, o: &'a Outcome) -> Came<'a> {
        Came {
            verdict: o.verdict.id(),
            severity: o.weight.id(),
            message: self.say(&o.message),
            gap: o.gap.as_ref().map(|g| self.off(g)),
        }
    }

    fn off(self, g: &'a Gap) -> Off<'a> {
        Off {
            computed: self.say(&g.computed),
            sign: g.sign,
            required: self.say(&g.required),
            short: g.room.as_ref().map(|_| g.is_short()),
            size: g.size.as_ref().map(|s| self.say(s)),
        }
    }

    fn rule(self, r: &'a RuleChange) -> Rule<'a> {
        let part = |a: &'a Aspect| Part {
            what: self.say(&a.what),
            before: self.say(&a.before),
            after: self.say(&a.after),
            stricter: a.stricter,
        };
        Rule {
            rule: &r.rule,
            title: self.say(&r.title),
            ruleset: &r.set,
            change: r.kind.id(),
            aspects: r.aspects.iter().map(part).collect(),
        }
    }

    fn table(self, p: &'a Projects) -> Table<'a> {
        Table {
            list: p.list.iter().map(|x| self.row(x)).collect(),
            promised: p.promised.as_ref().map(ToString::to_string),
            realised: p.realised.as_ref().map(ToString::to_string),
        }
    }

    fn row(self, p: &'a Project) -> Row<'a> {
        let figures = |a: &'a Amounts| Figures {
            year: a.year,
            homes: some(self.say(&a.homes)),
            part: some(self.say(&a.part)),
            place: a.span.map(|s| self.place(s)),
        };
        Row {
            name: &p.name,
            fate: p.fate.id(),
            moved: p.moved,
            promised: p.promised.as_ref().map(figures),
            now: p.now.as_ref().map(figures),
            realised: some(self.say(&p.realised)),
        }
    }
}

fn input(file: &FileRun) -> Input<'_> {
    let set = file.ruleset.as_deref().and_then(|loaded| {
        let set = loaded.checked.sets().last()?;
        let sha256 = loaded.sha256.last().map(String::as_str);
        Some(Set { id: &set.id, version: &set.version, sha256 })
    });
    Input { file: &file.name, sha256: &file.sha256, date: file.date.to_string(), ruleset: set }
}
