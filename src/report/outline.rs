//! What a report for people shows of one file, and in which order.
//!
//! Takes: a file with its findings. Gives: an [`Outline`] that the text and plain formats both print. Never decides a verdict.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::evaluate::Detail;
use crate::evaluate::finding::{Evidence, Finding, Judged, Missing, Verdict, Weight};
use crate::report::{FileRun, Told};
use crate::ruleset::Checked;
use crate::ruleset::model::{ChapterId, Rule, Strength};

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

/// How many outcomes of each kind; index with [`Tally::of`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    counts: [usize; 5],
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        for (count, v) in self.counts.iter_mut().zip(Verdict::ALL) {
            if v == verdict {
                *count = count.saturating_add(1);
            }
        }
    }

    pub(crate) fn of(&self, verdict: Verdict) -> usize {
        self.counts.iter().zip(Verdict::ALL).find(|(_, v)| *v == verdict).map_or(0, |(n, _)| *n)
    }

    pub(crate) fn merge(&mut self, other: &Tally) {
        for (a, b) in self.counts.iter_mut().zip(other.counts) {
            *a = a.saturating_add(b);
        }
    }
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
                _ if in_full(finding) && crate::report::words::is_off(finding) => outline.off.push(finding),
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

/// Whether a finding is worth a reader's time by itself: not met, in doubt, an accepted deviation, a fault. The others are
/// counted, or gathered in lists.
pub(crate) fn in_full(judged: &Judged) -> bool {
    match judged.verdict {
        Verdict::Met | Verdict::NotApplicable => judged.fault,
        Verdict::NotCheckable => judged.fault || judged.weight != Weight::None,
        Verdict::NotMet | Verdict::Deviation => true,
    }
}

/// What the formats for services tell: what is worth a reader's time, with its figures.
pub(crate) fn figures_in_full(judged: &Judged) -> Option<Detail> {
    in_full(judged).then_some(Detail::Figures)
}

/// A finding with what the formats for machines say of it.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) rule: &'a Rule,
    pub(crate) finding: &'a Finding,
    /// Its index in what came out of the file, and so in its fingerprints.
    pub(crate) index: usize,
}

/// What came out of a file with its index, most important first.
pub(crate) fn listed<'a>(checked: &Checked, judged: &'a [Judged]) -> Vec<(usize, &'a Judged)> {
    let mut all: Vec<(usize, &Judged)> = judged.iter().enumerate().collect();
    all.sort_by_key(|(_, judged)| order(checked, judged));
    all
}

/// How many of each outcome a file has.
pub(crate) fn tally(file: &FileRun) -> Tally {
    let mut tally = Tally::default();
    file.judged.iter().for_each(|j| tally.add(j.verdict));
    tally
}

/// Most important first: by kind of outcome, then by the force of the norm; the rest stays as it was found.
pub(crate) fn order(checked: &Checked, judged: &Judged) -> (u8, Strength) {
    (rank(judged), checked.rule(judged.rule).strength)
}

/// Lower comes earlier.
fn rank(judged: &Judged) -> u8 {
    match (judged.verdict, judged.weight) {
        _ if judged.fault => 1,
        (Verdict::NotMet, Weight::Error) => 0,
        (Verdict::NotMet, Weight::Warning) => 2,
        (Verdict::NotCheckable, Weight::Warning | Weight::Error) => 3,
        (Verdict::Deviation, _) => 4,
        (Verdict::NotMet, _) => 5,
        (Verdict::NotCheckable, _) => 6,
        (Verdict::Met, _) => 7,
        (Verdict::NotApplicable, _) => 8,
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

/// Items of a list of what is not stated that are shown without `--verbose`.
const WANTED: usize = 8;

/// The items of such a list to show, and for the others how many norms wait for what is not stated, per chapter.
pub(crate) fn most_wanted<'g, 'a>(gaps: &'g [Gap<'a>], verbose: bool) -> (&'g [Gap<'a>], Vec<(ChapterId, usize)>) {
    let shown = gaps.get(..WANTED).filter(|_| !verbose && gaps.len() > WANTED);
    let Some(shown) = shown else { return (gaps, Vec::new()) };
    let mut waiting: BTreeMap<ChapterId, BTreeSet<&str>> = BTreeMap::new();
    for rule in gaps.iter().flat_map(|g| &g.rules) {
        waiting.entry(rule.chapter).or_default().insert(&rule.id);
    }
    (shown, waiting.into_iter().map(|(chapter, rules)| (chapter, rules.len())).collect())
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

/// The figures of a finding, without the tables and objects that hold other figures of it.
pub(crate) fn figures(finding: &Finding) -> Vec<&Evidence> {
    let all = &finding.evidence;
    // Looked up, not compared one by one: a finding about the country rests on thousands of figures.
    let mut holders: HashSet<&str> = HashSet::with_capacity(all.len().saturating_mul(2));
    let mut last: HashMap<&str, u32> = HashMap::with_capacity(all.len());
    for e in all {
        // The longest first: when it is known, so are all shorter ones.
        let ends = e.path.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '['));
        for holder in ends.filter_map(|(at, _)| e.path.get(..at)) {
            if !holders.insert(holder) {
                break;
            }
        }
        let start = last.entry(&e.path).or_insert(e.span.start);
        *start = e.span.start.max(*start);
    }
    // A table with only a total has the path of that total, which comes after it.
    let holds_another = |e: &Evidence| {
        holders.contains(e.path.as_str()) || last.get(e.path.as_str()).is_some_and(|start| e.span.start < *start)
    };
    all.iter().filter(|e| !e.label.is_empty() || !holds_another(e)).collect()
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
