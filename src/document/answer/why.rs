//! Why, and why not: the computation and the conditions that failed, as lines.

use std::convert::Infallible;

use super::super::{Line, words};
use super::Asked;
use crate::evaluate::StepAt;
use crate::evaluate::finding::{Blame, Failed, Verdict};
use crate::run::Depth;

/// Figures below a named value shown one by one; of more it is said how many.
const FIGURES: usize = 6;

impl Asked<'_> {
    /// The computation as a tree.
    pub(super) fn why(self) -> Vec<Line> {
        if self.depth == Depth::Short {
            let said = words::message(self.rule, self.finding, self.lang);
            return vec![self.line(0, said)];
        }
        let Some(trace) = &self.finding.trace else { return Vec::new() };
        let mut lines = Vec::new();
        if self.depth == Depth::Full {
            let Ok(()) = trace.each::<Infallible>(self.checked, &self.run.sources, self.finding, |step| {
                lines.extend((!speaks_for_itself(step)).then(|| self.step(step, step.level(), true)));
                Ok(())
            });
        } else {
            for condition in trace.conditions(self.checked, &self.run.sources, self.finding) {
                self.adviser(&condition, 0, &mut lines);
            }
        }
        lines
    }

    /// A condition, named value or value of law, and below it those that it rests on; figures of a named value under it.
    fn adviser(self, step: &StepAt<'_>, level: usize, lines: &mut Vec<Line>) {
        let (kind, read) = (step.kind(), step.facts());
        let figure = kind == "fact" && !read.is_empty();
        let shown = step.level() == 0 || figure || matches!(kind, "name" | "concept" | "parameter" | "rule");
        // A named value is computed once; where it is used again it only has its value.
        // An object speaks for itself: what was read of it follows.
        let named = matches!(kind, "name" | "concept");
        let object = named && read.is_empty() && step.is_whole();
        let shown = shown && !object;
        if shown {
            let line = self.step(step, level, false);
            // A named value is computed once; and every item of a list may be held against the same figure.
            let known = step.level() > 0
                && step.is_last()
                && lines.iter().any(|l| l.text == line.text && l.places == line.places);
            if !known {
                lines.push(line);
            }
        }
        let below = if shown { level.saturating_add(1) } else { level };
        let before = lines.len();
        for part in step.parts().filter(|_| !figure) {
            self.adviser(&part, below, lines);
        }
        // Of many figures some are enough to see what they are.
        let many = lines.len().saturating_sub(before) > FIGURES;
        let leaves = lines.iter().skip(before).all(|l| l.level == below);
        if named && many && leaves {
            let more = lines.len().saturating_sub(before).saturating_sub(FIGURES);
            lines.truncate(before.saturating_add(FIGURES));
            let text = self.lang.pick(
                format!("en nog {} (alles met --depth volledig)", words::count(more, "waarde", "waarden")),
                format!("and {} (all with --depth full)", words::count(more, "more value", "more values")),
            );
            lines.push(self.line(below, text));
        }
    }

    /// `sociaal / totaal = 26,25%`
    fn said(self, step: &StepAt<'_>) -> String {
        let (value, written) = (step.value(), step.text());
        let value = value.get(self.lang);
        let text = match step.clause() {
            "" => written.clone(),
            clause => format!("{clause} {written}"),
        };
        if value.is_empty() || value == written { text } else { format!("{text} = {value}") }
    }

    fn step(self, step: &StepAt<'_>, level: usize, full: bool) -> Line {
        let mut text = self.said(step);
        if full {
            text = format!("{} {text}", step.id());
        }
        if let Some(param) = step.param().and_then(|p| self.finding.params.get(p)) {
            let from = param.cite.as_ref().map_or_else(
                || self.lang.pick("zonder bron", "no source").to_owned(),
                |c| words::cite(self.checked, c, self.lang),
            );
            let grade = self.lang.pick("graad", "grade");
            text.push_str(&format!(" · {from}, {grade} {}", param.grade.letter()));
        }
        let mut places = self.spans(&step.facts());
        // A named value that is one figure has the place of that figure.
        if places.is_empty() && (step.level() == 0 || full && step.kind() != "fact") {
            places.push(step.span());
        }
        Line { level, text, places }
    }

    /// The conditions that failed.
    pub(super) fn why_not(self) -> Vec<Line> {
        if self.is_met() {
            return Vec::new();
        }
        let failed = &self.finding.failed;
        if self.depth == Depth::Short {
            let telling = failed.iter().find(|f| f.blame == Blame::Comparison).or(failed.first());
            return telling.map(|f| self.failed(f, 0)).into_iter().collect();
        }
        let mut lines = Vec::new();
        let mut named: Option<usize> = None;
        for part in failed {
            let below = named.is_some_and(|level| part.level > level);
            if !below {
                named = (part.blame == Blame::Name && self.depth != Depth::Full).then_some(part.level);
            }
            // The figures of a named value are for who asks for all of it.
            if !(below && part.blame == Blame::Read) {
                lines.push(self.failed(part, part.level));
            }
        }
        // What words alone say: nothing to be about, a proviso, wording that is too weak.
        let open = self.finding.verdict == Verdict::NotCheckable && self.finding.decides.is_some();
        if lines.is_empty() && !open || !failed.is_empty() {
            lines.extend(self.finding.reasons.iter().map(|r| self.line(0, r.get(self.lang))));
        }
        lines
    }

    fn failed(self, part: &Failed, level: usize) -> Line {
        let lang = self.lang;
        let value = part.value.get(lang);
        let clause = if part.clause.is_empty() { String::new() } else { format!("{} ", part.clause) };
        let text = match part.blame {
            Blame::Comparison => {
                let left = part.left.as_ref().map_or("", |t| t.get(lang));
                let against = lang.pick("tegenover", "against");
                let right = part.right.as_ref().map_or_else(String::new, |t| format!(" {against} {}", t.get(lang)));
                let gap = match &part.gap {
                    Some(gap) => {
                        lang.pick(format!(", verschil {}", gap.get(lang)), format!(", difference {}", gap.get(lang)))
                    }
                    None => String::new(),
                };
                format!("{clause}{} is {value}: {left}{right}{gap}", part.text)
            }
            Blame::Condition => format!("{clause}{} is {value}", part.text),
            Blame::Case => lang.pick(format!("want {} is {value}", part.text), format!("as {} is {value}", part.text)),
            Blame::Item => format!("{}:", part.text),
            Blame::More => lang.pick(format!("en nog {value}"), format!("and {value} more")),
            Blame::Name | Blame::Read => format!("{clause}{} = {value}", part.text),
            Blame::Param => {
                let used = self.finding.param_of(part).and_then(|p| self.finding.params.get(p));
                let from = used
                    .and_then(|p| p.cite.as_ref())
                    .map_or_else(String::new, |c| format!(" · {}", words::cite(self.checked, c, lang)));
                format!("{} = {value}{from}", part.text)
            }
        };
        let mut places = self.spans(&part.facts);
        if places.is_empty() && self.depth == Depth::Full && !matches!(part.blame, Blame::Item | Blame::More) {
            places.push(part.span);
        }
        Line { level, text, places }
    }
}

/// Constants, and the rule's own subject.
fn speaks_for_itself(step: &StepAt<'_>) -> bool {
    step.kind() == "constant" || step.kind() == "variable" && step.is_last() && step.facts().is_empty()
}
