//! What a report for people shows of one file, and in which order.
//!
//! Takes: a file with its findings. Gives: an [`Outline`], from which the report is built. Never decides a verdict.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::evaluate::finding::{Finding, Missing, Verdict};
use crate::ruleset::Checked;
use crate::ruleset::model::{ChapterId, Rule, Strength};
use crate::run::order::{Tally, in_full, order};
use crate::run::{FileRun, Told};

/// The findings of one file, sorted into what is shown in full, in one line, or as one item of a list.
pub(crate) struct Outline<'a> {
    pub(crate) checked: &'a Checked,
    all: Vec<&'a Finding>,
    /// In full: not met, in doubt, accepted deviations, notes; most important first.
    pub(crate) shown: Vec<&'a Finding>,
    /// What would be shown in full, had it not been known already.
    pub(crate) known: Vec<&'a Finding>,
    /// What would be shown in full, were its norm not off for this file.
    pub(crate) off: Vec<&'a Finding>,
    /// Not checkable for another reason than a missing figure.
    pub(crate) open: Vec<&'a Finding>,
    /// What the file does not state, most wanted first.
    pub(crate) facts: Vec<Gap<'a>>,
    /// Values of law that are not known.
    pub(crate) values: Vec<Gap<'a>>,
    /// Met and not applicable.
    pub(crate) quiet: Vec<&'a Finding>,
}

/// Something missing, with the rules that wait for it.
pub(crate) struct Gap<'a> {
    /// The first place where it is missed.
    pub(crate) missing: &'a Missing,
    /// In how many more places the same thing is missed.
    pub(crate) more: usize,
    /// The rules that wait for it.
    pub(crate) rules: Vec<&'a Rule>,
    /// Other fields of the same place that the same rules wait for.
    pub(crate) siblings: Vec<&'a Missing>,
}

impl<'a> Outline<'a> {
    /// The outline of a file, unless it has errors or no ruleset.
    pub(crate) fn new(told: &'a Told<'_>) -> Option<Self> {
        let checked = &told.file.ruleset.as_ref()?.checked;
        told.file.facts.as_ref()?;
        let mut sorted: Vec<&Finding> = told.findings.iter().collect();
        sorted.sort_by_key(|f| order(checked, f));
        let mut outline = Outline {
            checked,
            all: sorted.clone(),
            shown: Vec::new(),
            known: Vec::new(),
            off: Vec::new(),
            open: Vec::new(),
            facts: Vec::new(),
            values: Vec::new(),
            quiet: Vec::new(),
        };
        let mut waiting = Vec::new();
        for finding in sorted {
            match finding.verdict {
                _ if in_full(finding) && finding.is_off() => outline.off.push(finding),
                _ if in_full(finding) && finding.known => outline.known.push(finding),
                _ if in_full(finding) => outline.shown.push(finding),
                Verdict::NotCheckable if finding.missing.is_empty() => outline.open.push(finding),
                Verdict::NotCheckable => waiting.push(finding),
                _ => outline.quiet.push(finding),
            }
        }
        let all = gaps(checked, &waiting);
        (outline.values, outline.facts) = all.into_iter().partition(|g| g.missing.parameter);
        Some(outline)
    }

    /// All of them, most important first.
    pub(crate) fn all(&self) -> &[&'a Finding] {
        &self.all
    }

    /// The rule of a finding.
    pub(crate) fn rule(&self, finding: &Finding) -> &'a Rule {
        self.checked.rule(finding.rule)
    }

    /// Outcomes per chapter, in the order of the ruleset, without chapters that have none.
    pub(crate) fn chapters(&self, file: &FileRun) -> Vec<(ChapterId, Tally)> {
        let mut by_chapter: BTreeMap<ChapterId, Tally> = BTreeMap::new();
        for judged in &file.judged {
            by_chapter.entry(self.checked.rule(judged.rule).chapter).or_default().add(judged.verdict);
        }
        by_chapter.into_iter().collect()
    }
}

/// One item per missing thing: places that differ only in their item or year count as one.
fn gaps<'a>(checked: &'a Checked, waiting: &[&'a Finding]) -> Vec<Gap<'a>> {
    struct Group<'a> {
        first: &'a Missing,
        /// Only counted.
        paths: HashSet<&'a str>,
        rules: Vec<&'a Rule>,
    }
    let mut order: Vec<Group<'a>> = Vec::new();
    let mut index: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for finding in waiting {
        let rule = checked.rule(finding.rule);
        for missing in &finding.missing {
            let key = (missing.parameter, general(&missing.path));
            let at = *index.entry(key).or_insert_with(|| {
                order.push(Group { first: missing, paths: HashSet::new(), rules: Vec::new() });
                order.len().saturating_sub(1)
            });
            let Some(group) = order.get_mut(at) else { continue };
            group.paths.insert(&missing.path);
            if !group.rules.iter().any(|r| r.id == rule.id) {
                group.rules.push(rule);
            }
        }
    }
    let gaps: Vec<Gap<'a>> = order
        .into_iter()
        .map(|g| Gap { missing: g.first, more: g.paths.len().saturating_sub(1), rules: g.rules, siblings: Vec::new() })
        .collect();
    let mut gaps: Vec<Gap<'a>> = gaps
        .into_iter()
        .map(|mut g| {
            g.rules.sort_by(|a, b| a.id.cmp(&b.id));
            g
        })
        .collect();
    gaps = together(gaps);
    // What holds up the most norms that bind comes first; the sort keeps the order of the rules otherwise.
    gaps.sort_by_key(|g| {
        let bind = g.rules.iter().filter(|r| matches!(r.strength, Strength::Must | Strength::Principle)).count();
        (std::cmp::Reverse(bind), std::cmp::Reverse(g.rules.len()))
    });
    gaps
}

/// Items of a list of what is not stated that are enough at a terminal.
pub(crate) const WANTED: usize = 8;

/// How many norms wait for what is not stated, per chapter.
pub(crate) fn waiting(gaps: &[Gap<'_>]) -> Vec<(ChapterId, usize)> {
    let mut waiting: BTreeMap<ChapterId, BTreeSet<&str>> = BTreeMap::new();
    for rule in gaps.iter().flat_map(|g| &g.rules) {
        waiting.entry(rule.chapter).or_default().insert(&rule.id);
    }
    waiting.into_iter().map(|(chapter, rules)| (chapter, rules.len())).collect()
}

/// Fields of one place that hold up the same rules become one item.
fn together(gaps: Vec<Gap<'_>>) -> Vec<Gap<'_>> {
    let mut out: Vec<Gap<'_>> = Vec::new();
    for gap in gaps {
        let same = out.iter_mut().find(|o| {
            let same_rules =
                o.rules.len() == gap.rules.len() && o.rules.iter().zip(&gap.rules).all(|(a, b)| a.id == b.id);
            let same_place = general_parent(gap.missing).is_some_and(|p| general_parent(o.missing) == Some(p));
            same_rules && same_place && !gap.missing.parameter && !o.missing.parameter
        });
        match same {
            Some(first) => {
                first.more = first.more.max(gap.more);
                first.siblings.push(gap.missing);
            }
            None => out.push(gap),
        }
    }
    out
}

fn general_parent(missing: &Missing) -> Option<String> {
    parent(&missing.path).map(general)
}

/// The path of the place that a field is in.
pub(crate) fn parent(path: &str) -> Option<&str> {
    // A dot inside brackets belongs to a name.
    let dot = path.rfind('.').filter(|at| path.get(*at..).is_some_and(|rest| !rest.contains(']')));
    dot.and_then(|at| path.get(..at))
}

/// A path without what differs between items and years: `gemeenten[Meerdijk].programma.2026.woningen` becomes
/// `gemeenten[].programma.#.woningen`.
fn general(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut word = String::new();
    let mut depth = 0usize;
    let flush = |word: &mut String, out: &mut String| {
        let year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        out.push_str(if year { "#" } else { word });
        word.clear();
    };
    for c in path.chars() {
        match c {
            '[' => {
                flush(&mut word, &mut out);
                if depth == 0 {
                    out.push_str("[]");
                }
                depth = depth.saturating_add(1);
            }
            ']' => {
                depth = depth.saturating_sub(1);
                word.clear();
            }
            _ if depth > 0 => {}
            '.' => {
                flush(&mut word, &mut out);
                out.push('.');
            }
            _ => word.push(c),
        }
    }
    flush(&mut word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::general;

    #[test]
    fn items_and_years_do_not_make_a_gap_another_one() {
        assert_eq!(general("gemeenten[Meerdijk].programma.2026.woningen"), "gemeenten[].programma.#.woningen");
        assert_eq!(general("gemeenten[a[1]].programma[2026]"), "gemeenten[].programma[]".to_string());
        assert_eq!(general("inflatie.2025"), "inflatie.#");
    }
}
