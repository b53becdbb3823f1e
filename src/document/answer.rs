//! The answers to what people ask of a finding: why, why not, what is missing, what if, where does it stand.
//!
//! Takes: a finding with its explanation. Gives: per question a title and lines. Never
//! decides or computes anything: it only puts into words what the finding holds.

mod why;

use super::outline::Outline;
use super::{Line, words};
use crate::agreement::facts::{FactId, Facts};
use crate::evaluate::Detail;
use crate::evaluate::finding::{Finding, ParamUse, Proof, Verdict};
use crate::lang::Lang;
use crate::ruleset::Checked;
use crate::ruleset::model::{Citation, Rule};
use crate::run::{Depth, Explain, Question, Run, Told};
use crate::source::Span;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) title: &'static str,
    pub(crate) lines: Vec<Line>,
}

/// What answers are made from.
#[derive(Clone, Copy)]
struct Asked<'a> {
    run: &'a Run,
    facts: &'a Facts,
    checked: &'a Checked,
    rule: &'a Rule,
    finding: &'a Finding,
    lang: Lang,
    depth: Depth,
}

/// Visits the findings that have an answer, in the order of a report, each with its answers; says whether there is any.
pub(crate) fn each(
    run: &Run,
    told: &Told<'_>,
    outline: &Outline<'_>,
    explain: &Explain,
    mut visit: impl FnMut(&Finding, Vec<Answer>),
) -> bool {
    let Some(facts) = &told.file.facts else { return false };
    let mut any = false;
    told.each(Detail::Answers, outline.all(), |finding| {
        let rule = outline.checked.rule(finding.rule);
        let asked = Asked { run, facts, checked: outline.checked, rule, finding, lang: run.lang, depth: explain.depth };
        let mut found: Vec<Answer> = explain.questions.iter().filter_map(|q| asked.answer(*q)).collect();
        // Who asks for a norm by name is told as well that a question does not arise.
        if found.is_empty() && !run.only.is_empty() {
            found.extend(explain.questions.iter().map(|q| asked.no_answer(*q)));
        }
        if !found.is_empty() {
            any = true;
            visit(finding, found);
        }
    });
    any
}

/// The title of a question.
pub(crate) fn title(question: Question, lang: Lang) -> &'static str {
    match question {
        Question::Why => lang.pick("waarom", "why"),
        Question::WhyNot => lang.pick("waarom niet", "why not"),
        Question::Missing => lang.pick("ontbreekt", "missing"),
        Question::WhatIf => lang.pick("wat als", "what if"),
        Question::Source => lang.pick("bron", "source"),
    }
}

/// What is said when no finding has an answer.
pub(crate) fn nothing(lang: Lang) -> &'static str {
    lang.pick("Geen bevinding waarbij deze vraag speelt.", "No finding for which this question arises.")
}

impl Asked<'_> {
    fn answer(self, question: Question) -> Option<Answer> {
        let mut lines = match question {
            Question::Why => self.why(),
            Question::WhyNot => self.why_not(),
            Question::Missing => self.missing(),
            Question::WhatIf => self.what_if(),
            Question::Source => self.source(),
        };
        if lines.is_empty() {
            return None;
        }
        if self.depth == Depth::Short {
            lines.truncate(1);
        }
        Some(Answer { title: title(question, self.lang), lines })
    }

    fn no_answer(self, question: Question) -> Answer {
        let verdict = words::verdict(self.finding, self.lang);
        let text = self.lang.pick(
            format!("deze vraag speelt hier niet: de uitkomst is {verdict}"),
            format!("this question does not arise here: the outcome is {verdict}"),
        );
        Answer { title: title(question, self.lang), lines: vec![self.line(0, text)] }
    }

    fn line(self, level: usize, text: impl Into<String>) -> Line {
        Line { level, text: text.into(), places: Vec::new() }
    }

    fn spans(self, facts: &[FactId]) -> Vec<Span> {
        facts.iter().map(|f| self.facts.get(*f).span).collect()
    }

    /// The facts that would decide it.
    fn missing(self) -> Vec<Line> {
        let Some(decides) = &self.finding.decides else { return Vec::new() };
        let lang = self.lang;
        let n = decides.facts.len();
        let mut lines = Vec::new();
        let names: Vec<String> = decides.facts.iter().map(|m| format!("`{}`", m.path)).collect();
        if self.depth == Depth::Short && n > 0 {
            let names = words::list(&names, lang);
            return vec![self.line(0, lang.pick(format!("nodig: {names}"), format!("needed: {names}")))];
        }
        if n > 0 {
            let first = match decides.proof {
                Proof::Smallest if n == 1 => lang.pick(
                    "het oordeel volgt zodra dit ene gegeven er is, wat het ook zegt:",
                    "the verdict follows as soon as this one fact is there, whatever it says:",
                ),
                Proof::Smallest => lang.pick(
                    "het oordeel volgt zodra deze gegevens er zijn, wat ze ook zeggen; met minder kan het niet:",
                    "the verdict follows as soon as these facts are there, whatever they say; fewer will not do:",
                ),
                Proof::Enough => lang.pick(
                    "het oordeel volgt zodra deze gegevens er zijn; of het met minder kan, is niet helemaal uitgezocht:",
                    "the verdict follows as soon as these facts are there; whether fewer will do was not fully searched:",
                ),
                Proof::NotSearched => lang.pick(
                    "dit ontbreekt als eerste; daarna kan er meer nodig zijn:",
                    "this is missing first; more may be needed after it:",
                ),
            };
            lines.push(self.line(0, first));
            for missing in &decides.facts {
                let kind = match missing.parameter {
                    true => lang.pick("waarde van de wet: ", "value of law: "),
                    false => "",
                };
                let mut line = self.line(1, format!("{kind}{}", words::missing(missing, lang)));
                line.places.extend(missing.span.filter(|_| self.depth == Depth::Full));
                lines.push(line);
            }
            for other in &decides.or {
                let names: Vec<String> = other.iter().map(|m| words::missing(m, lang)).collect();
                let names = words::list(&names, lang);
                lines.push(self.line(0, lang.pick(format!("of anders: {names}"), format!("or else: {names}"))));
            }
        }
        if decides.stays_open {
            let reasons: Vec<&str> = self.finding.reasons.iter().map(|r| r.get(lang)).collect();
            let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
            lines.push(self.line(
                0,
                if n > 0 {
                    lang.pick(
                        format!("ook dan kan de uitkomst open blijven{reasons}"),
                        format!("even then the outcome may stay open{reasons}"),
                    )
                } else {
                    lang.pick(
                        format!("er ontbreekt geen gegeven; wat er staat beslist niet{reasons}"),
                        format!("no fact is missing; what is stated does not decide{reasons}"),
                    )
                },
            ));
        }
        lines
    }

    /// What would change it.
    fn what_if(self) -> Vec<Line> {
        let lang = self.lang;
        let mut lines: Vec<Line> =
            words::remedies(self.finding, lang).into_iter().map(|text| self.line(0, text)).collect();
        let fact = self.finding.decides.as_ref().and_then(|d| d.facts.first());
        if let (Some(fact), false) = (fact, self.finding.would.is_empty()) {
            let each: Vec<String> = self
                .finding
                .would
                .iter()
                .map(|w| format!("{}: {}", w.value.get(lang), w.verdict.words(lang)))
                .collect();
            if self.depth == Depth::Short {
                return vec![self.line(0, format!("`{}` {}", fact.path, each.join("; ")))];
            }
            lines.push(self.line(0, format!("`{}`", fact.path)));
            lines.extend(each.into_iter().map(|text| self.line(1, text)));
        }
        lines
    }

    /// Where it stands: law, reading, rule, values.
    fn source(self) -> Vec<Line> {
        let lang = self.lang;
        if self.depth == Depth::Short {
            return vec![self.line(0, words::cites(self.checked, self.rule, lang).join("; "))];
        }
        let mut lines: Vec<Line> = self.rule.cites.iter().map(|c| self.line(0, self.cite(c))).collect();
        for reading in &self.finding.interpretations {
            lines.push(self.line(0, format!("{}: {}", lang.pick("lezing", "reading"), reading.get(lang))));
        }
        let set = self.checked.set(self.rule.set);
        let mut rule =
            self.line(0, format!("{} {}, {} {}", lang.pick("regel", "rule"), self.rule.id, set.id, set.version));
        rule.places.push(self.rule.id_span);
        lines.push(rule);
        for param in &self.finding.params {
            lines.push(self.param(param, 0));
            if let Some(reason) = &param.unverified {
                let label = lang.pick("niet bevestigd", "unverified");
                lines.push(self.line(1, format!("{label}: {}", reason.get(lang))));
            }
            let mut below = &param.base;
            while let Some(base) = below {
                let mut line = self.param(base, 1);
                line.text = format!("{} {}", lang.pick("strenger dan", "stricter than"), line.text);
                lines.push(line);
                below = &base.base;
            }
        }
        lines
    }

    /// A place in a document, with its date and grade.
    fn cite(self, cite: &Citation) -> String {
        let source = self.checked.source(cite.source);
        let date = source.date.as_ref().map_or_else(String::new, |d| format!(" ({d})"));
        let grade = self.lang.pick("graad", "grade");
        format!("{}{date}, {}, {grade} {}", source.title.get(self.lang), cite.place, source.grade.letter())
    }

    /// A value of law with its source and grade.
    fn param(self, param: &ParamUse, level: usize) -> Line {
        let lang = self.lang;
        let from = param.cite.as_ref().map_or_else(
            || match param.set_outside {
                true => lang.pick("opgegeven met --set", "given with --set").to_owned(),
                false => lang.pick("zonder bron: niet bekend", "no source: not known").to_owned(),
            },
            |c| {
                format!(
                    "{}, {} {}",
                    words::cite(self.checked, c, lang),
                    lang.pick("graad", "grade"),
                    param.grade.letter()
                )
            },
        );
        let mut line = self.line(level, format!("{}: {from}", words::param_value(param, lang)));
        line.places.push(param.span);
        line
    }

    /// Whether it is met, so that there is no "why not".
    fn is_met(self) -> bool {
        self.finding.verdict == Verdict::Met
    }
}
