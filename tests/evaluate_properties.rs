//! What must hold of every evaluation, on agreements made at random.
//!
//! Verdicts that are decided are voldoet and voldoet_niet. Filling in what is missing, or narrowing a bound, may decide what was
//! open; it never turns what was decided. The rules here have no `bij ontbreken`, no `bekend` and no deviation: those ask what is
//! stated, so their answer may change with it.

#![cfg(test)]
#![expect(clippy::arithmetic_side_effects, reason = "the figures are small")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::date;
use proptest::prelude::*;
use toets::agreement;
use toets::evaluate::finding::Verdict;
use toets::evaluate::{Case, Detail, Options};
use toets::lang::Lang;
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

fn rules() -> &'static (Checked, Sources) {
    static RULES: OnceLock<(Checked, Sources)> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut sources = Sources::new();
        let path = Path::new("tests/fixtures/evaluate/eigenschappen.regels");
        let id = sources.add("eigenschappen.regels", std::fs::read_to_string(path).unwrap());
        let (file, mut all) = syntax::parse(sources.get(id).unwrap());
        let (checked, found) = ruleset::check(&[vec![file]], &sources);
        all.extend(found);
        let said = common::plain(&all.sorted(), &sources, Lang::Nl);
        (checked.unwrap_or_else(|| panic!("{said}")), sources)
    })
}

/// A figure as an agreement may state it; `exact` is the value that it really has.
#[derive(Debug, Clone)]
struct Figure {
    exact: i64,
    stated: Stated,
}

#[derive(Debug, Clone, PartialEq)]
enum Stated {
    Nothing,
    Exact,
    AtLeast(i64),
    AtMost(i64),
    Between(i64, i64),
}

impl Figure {
    fn write(&self) -> Option<String> {
        let e = self.exact;
        Some(match self.stated {
            Stated::Nothing => return None,
            Stated::Exact => e.to_string(),
            Stated::AtLeast(by) => format!("{{minimaal: {}}}", (e - by).max(0)),
            Stated::AtMost(by) => format!("{{maximaal: {}}}", e + by),
            Stated::Between(below, above) => format!("{{van: {}, tot: {}}}", (e - below).max(0), e + above),
        })
    }

    /// The same value, stated at least as precisely: all of it when `how` says so, else half of the room on each side.
    fn sharper(&self, how: bool) -> Figure {
        let stated = match self.stated {
            _ if how => Stated::Exact,
            Stated::Nothing => Stated::AtLeast(3),
            Stated::AtLeast(by) => Stated::AtLeast(by / 2),
            Stated::AtMost(by) => Stated::AtMost(by / 2),
            Stated::Between(below, above) => Stated::Between(below / 2, above / 2),
            Stated::Exact => Stated::Exact,
        };
        Figure { exact: self.exact, stated }
    }
}

#[derive(Debug, Clone)]
struct Project {
    count: Figure,
    cost: Figure,
    social: Option<bool>,
    kind: Option<&'static str>,
}

#[derive(Debug, Clone)]
struct Town {
    projects: Option<Vec<Project>>,
    plan: BTreeMap<i32, Figure>,
    total: Figure,
    social: Figure,
}

#[derive(Debug, Clone)]
struct Agreement {
    towns: Option<Vec<Town>>,
    answer: Option<bool>,
    homes: Figure,
}

fn figure() -> impl Strategy<Value = Figure> {
    let stated = prop_oneof![
        2 => Just(Stated::Nothing),
        3 => Just(Stated::Exact),
        1 => (0i64..12).prop_map(Stated::AtLeast),
        1 => (0i64..12).prop_map(Stated::AtMost),
        1 => (0i64..12, 0i64..12).prop_map(|(a, b)| Stated::Between(a, b)),
    ];
    (0i64..25, stated).prop_map(|(exact, stated)| Figure { exact, stated })
}

fn project() -> impl Strategy<Value = Project> {
    let kind = prop_oneof![Just(None), Just(Some("sloop")), Just(Some("nieuwbouw"))];
    (figure(), figure(), any::<Option<bool>>(), kind).prop_map(|(count, cost, social, kind)| Project {
        count,
        cost,
        social,
        kind,
    })
}

fn town() -> impl Strategy<Value = Town> {
    let plan = proptest::collection::btree_map(2026i32..2029, figure(), 0..4);
    (proptest::option::weighted(0.8, proptest::collection::vec(project(), 0..4)), plan, figure(), figure()).prop_map(
        |(projects, plan, total, social)| {
            // A total that the years contradict would be a fault of the file, not a gap.
            let sum = plan.values().map(|f| f.exact).sum();
            Town { projects, plan, total: Figure { exact: sum, ..total }, social }
        },
    )
}

fn agreement() -> impl Strategy<Value = Agreement> {
    (proptest::option::weighted(0.9, proptest::collection::vec(town(), 0..4)), any::<Option<bool>>(), figure())
        .prop_map(|(towns, answer, homes)| Agreement { towns, answer, homes })
}

/// Lines of YAML in flow style, items in the order given.
fn write(a: &Agreement, order: fn(Vec<String>) -> Vec<String>) -> String {
    let map = |entries: Vec<(&str, Option<String>)>| {
        let entries = entries.into_iter().filter_map(|(k, v)| v.map(|v| format!("{k}: {v}"))).collect();
        format!("{{{}}}", order(entries).join(", "))
    };
    let yes_no = |b: Option<bool>| b.map(|b| if b { "ja" } else { "nee" }.to_owned());
    let list = |items: Vec<String>| format!("[{}]", order(items).join(", "));
    let towns = a.towns.as_ref().map(|towns| {
        list(
            towns
                .iter()
                .enumerate()
                .map(|(i, t)| {
                    let projects = t.projects.as_ref().map(|projects| {
                        list(
                            projects
                                .iter()
                                .enumerate()
                                .map(|(j, p)| {
                                    map(vec![
                                        ("naam", Some(format!("G{i}P{j}"))),
                                        ("aantal", p.count.write()),
                                        ("kosten", p.cost.write()),
                                        ("sociaal", yes_no(p.social)),
                                        ("soort", p.kind.map(str::to_owned)),
                                    ])
                                })
                                .collect(),
                        )
                    });
                    let mut years: Vec<(String, Option<String>)> =
                        t.plan.iter().map(|(y, f)| (y.to_string(), f.write())).collect();
                    years.push(("totaal".to_owned(), t.total.write()));
                    let years: Vec<(&str, Option<String>)> =
                        years.iter().map(|(k, v)| (k.as_str(), v.clone())).filter(|(_, v)| v.is_some()).collect();
                    let plan = (!years.is_empty()).then(|| map(years));
                    map(vec![
                        ("naam", Some(format!("G{i}"))),
                        ("projecten", projects),
                        ("plan", plan),
                        ("sociaal", t.social.write()),
                    ])
                })
                .collect(),
        )
    });
    let mut out = String::new();
    let entries = vec![
        ("periode", Some("2026-2028".to_owned())),
        ("gemeenten", towns),
        ("antwoord", yes_no(a.answer)),
        ("woningen", a.homes.write()),
    ];
    for entry in order(entries.into_iter().filter_map(|(k, v)| v.map(|v| format!("{k}: {v}"))).collect()) {
        writeln!(out, "{entry}").unwrap();
    }
    out
}

fn as_written(items: Vec<String>) -> Vec<String> {
    items
}

fn reversed(mut items: Vec<String>) -> Vec<String> {
    items.reverse();
    items
}

/// Verdict per rule, subject and year; more than one where a rule says something of a subject twice.
type Verdicts = BTreeMap<(String, String, Option<i32>), Vec<Verdict>>;

fn verdicts(text: &str) -> Verdicts {
    let (checked, rule_sources) = rules();
    let mut sources = Sources::new();
    let id = sources.add("afspraak.yaml", text);
    let (tree, said) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap_or_else(|| panic!("{text}\n{}", common::plain(&said.sorted(), &sources, Lang::Nl)));
    let (facts, said) = agreement::bind(checked, &tree, tree.root());
    let facts = facts.unwrap_or_else(|| panic!("{text}\n{}", common::plain(&said.sorted(), &sources, Lang::Nl)));
    let mut out = Verdicts::new();
    let options = Options::default();
    let case = Case { checked, facts: &facts, sources: rule_sources, date: date(2026, 7, 1), options: &options };
    for f in common::findings(case, Detail::Words) {
        out.entry((checked.rule(f.rule).id.clone(), f.subject.clone(), f.year)).or_default().push(f.verdict);
    }
    for list in out.values_mut() {
        list.sort();
    }
    out
}

fn decided(v: &[Verdict]) -> Option<Verdict> {
    match v {
        [only @ (Verdict::Met | Verdict::NotMet)] => Some(*only),
        _ => None,
    }
}

/// What was decided before is decided the same after.
fn nothing_is_turned(before: &str, after: &str) -> Result<(), TestCaseError> {
    let (old, new) = (verdicts(before), verdicts(after));
    for (key, verdict) in &old {
        let Some(verdict) = decided(verdict) else { continue };
        let now = new.get(key).and_then(|v| decided(v));
        prop_assert!(
            now == Some(verdict),
            "{key:?}: {verdict:?} became {now:?}\n--- before\n{before}\n--- after\n{after}"
        );
    }
    Ok(())
}

impl Agreement {
    fn map(&self, mut figure: impl FnMut(&Figure) -> Figure, fill: bool) -> Agreement {
        let mut out = self.clone();
        out.homes = figure(&out.homes);
        if fill {
            out.answer = out.answer.or(Some(true));
            out.towns.get_or_insert_with(Vec::new);
        }
        for town in out.towns.iter_mut().flatten() {
            town.social = figure(&town.social);
            town.total = figure(&town.total);
            for f in town.plan.values_mut() {
                *f = figure(f);
            }
            if fill {
                town.projects.get_or_insert_with(Vec::new);
            }
            for p in town.projects.iter_mut().flatten() {
                p.count = figure(&p.count);
                p.cost = figure(&p.cost);
                if fill {
                    p.social = p.social.or(Some(false));
                    p.kind = p.kind.or(Some("sloop"));
                }
            }
        }
        out
    }

    /// The true value of everything.
    fn exact(&self) -> Agreement {
        let mut out = self.map(|f| f.sharper(true), true);
        for town in out.towns.iter_mut().flatten() {
            for year in 2026..2029 {
                town.plan.entry(year).or_insert(Figure { exact: 0, stated: Stated::Exact });
            }
        }
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filling_in_everything_turns_no_verdict(a in agreement()) {
        nothing_is_turned(&write(&a, as_written), &write(&a.exact(), as_written))?;
    }

    #[test]
    fn filling_in_one_thing_turns_no_verdict(a in agreement(), which in 0usize..40) {
        let mut at = 0usize;
        let after = a.map(|f| {
            at += 1;
            if at == which + 1 { f.sharper(true) } else { f.clone() }
        }, false);
        nothing_is_turned(&write(&a, as_written), &write(&after, as_written))?;
    }

    #[test]
    fn answering_yes_or_no_turns_no_verdict(a in agreement(), yes in any::<bool>()) {
        let mut after = a.clone();
        after.answer = after.answer.or(Some(yes));
        for p in after.towns.iter_mut().flatten().flat_map(|t| t.projects.iter_mut().flatten()) {
            p.social = p.social.or(Some(yes));
            p.kind = p.kind.or(Some(if yes { "sloop" } else { "nieuwbouw" }));
        }
        nothing_is_turned(&write(&a, as_written), &write(&after, as_written))?;
    }

    #[test]
    fn a_project_in_a_list_that_was_missing_turns_no_verdict(a in agreement(), p in project()) {
        let mut after = a.clone();
        for town in after.towns.iter_mut().flatten() {
            town.projects.get_or_insert_with(|| vec![p.clone(), p.clone()]);
        }
        nothing_is_turned(&write(&a, as_written), &write(&after, as_written))?;
    }

    #[test]
    fn narrowing_bounds_turns_no_verdict(a in agreement()) {
        let after = a.map(|f| f.sharper(false), false);
        nothing_is_turned(&write(&a, as_written), &write(&after, as_written))?;
    }

    #[test]
    fn the_order_of_keys_and_items_is_no_part_of_it(a in agreement()) {
        prop_assert_eq!(verdicts(&write(&a, as_written)), verdicts(&write(&a, reversed)));
    }
}
