//! Two agreements, or two rulesets on one agreement, beside each other.
//!
//! Takes: a [`DiffRun`]. Gives: blocks. Never decides what differs.

mod projects;

use super::{Block, Item, List, Setter, Term, Tone, words};
use crate::compare::{Aspect, Comparison, Direction, Figure, NormChange, Outcome, RuleChange, RuleKind, Stated};
use crate::evaluate::finding::{Verdict, Weight, strength_words};
use crate::evaluate::gap::Gap;
use crate::lang::Lang;
use crate::run::FileRun;
use crate::source::Sources;

/// Items of a list that are enough at a terminal.
const MOST: usize = 20;

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Two agreements.
    Agreements,
    /// One agreement held against two rulesets.
    Rulesets,
}

/// Everything that the report of a comparison is made from.
#[derive(Debug, Clone, Copy)]
pub struct DiffRun<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// What was compared.
    pub compared: Compared,
    /// The first side as it was checked.
    pub before: &'a FileRun,
    /// The second side.
    pub after: &'a FileRun,
    /// What differs.
    pub comparison: &'a Comparison,
    /// The language to write in.
    pub lang: Lang,
    /// Show everything, also what stayed the same.
    pub verbose: bool,
    /// Colours for a terminal.
    pub colour: bool,
    /// Width to wrap at.
    pub width: usize,
}

/// The report of a comparison.
pub fn diff(run: DiffRun<'_>, out: &mut dyn Setter) {
    let mut page = Page { run, lang: run.lang, out };
    page.head();
    if run.compared == Compared::Rulesets {
        page.rules();
    }
    page.flips();
    page.gaps();
    if run.compared == Compared::Agreements {
        page.figures();
        page.projects();
        page.other_rules();
    }
    page.closing();
}

struct Page<'a> {
    run: DiffRun<'a>,
    lang: Lang,
    out: &'a mut dyn Setter,
}

impl Page<'_> {
    /// A list, if there is anything in it; what stands beside its title tells how many.
    fn list(&mut self, title: &str, note: String, items: Vec<Item>) {
        if !items.is_empty() {
            let title = title.to_owned();
            self.out.set(Block::List(List { title, note, items, enough: MOST, ..List::default() }));
        }
    }

    fn say(&mut self, text: String) {
        self.out.set(Block::paragraph(text));
    }

    fn head(&mut self) {
        let (lang, before, after) = (self.lang, self.run.before, self.run.after);
        let set = |file: &FileRun| {
            let set = file.ruleset.as_ref().and_then(|r| r.checked.sets().last());
            set.map_or_else(String::new, |s| format!("{} {}", s.id, s.version))
        };
        let title = match self.run.compared {
            Compared::Agreements => format!("{} → {}", before.name, after.name),
            Compared::Rulesets => format!("{}: {} → {}", after.name, set(before), set(after)),
        };
        self.out.set(Block::Title(title, String::new()));
        let day = |file: &FileRun| words::date(file.date, lang);
        let both = |a: String, b: String| if a == b { a } else { format!("{a} → {b}") };
        let mut pairs = vec![];
        if self.run.compared == Compared::Agreements {
            pairs.push(Term::one(lang.pick("regelset", "ruleset"), both(set(before), set(after))));
        }
        pairs.push(Term::one(lang.pick("peildatum", "reference date"), both(day(before), day(after))));
        self.out.set(Block::Terms(pairs));
    }

    /// Verdicts that flipped: worse, better, and otherwise.
    fn flips(&mut self) {
        let lang = self.lang;
        for (direction, title, tone) in [
            (Direction::Worse, lang.pick("Slechter", "Worse"), Tone::Error),
            (Direction::Better, lang.pick("Beter", "Better"), Tone::Good),
            (Direction::Other, lang.pick("Anders", "Otherwise"), Tone::Plain),
        ] {
            let all: Vec<&NormChange> =
                self.run.comparison.norms.iter().filter(|n| n.direction == direction && self.is_told(n)).collect();
            let item = |norm: &&NormChange| {
                let strength = strength_words(norm.strength, lang);
                let name = format!("{} · {strength}: {}", self.name(norm), self.turn(norm));
                let mut below: Vec<String> = self.figures_of(norm).into_iter().collect();
                let open = norm.after.as_ref().is_some_and(|o| o.verdict == Verdict::NotCheckable);
                if below.is_empty() || open {
                    below.extend(self.said(norm));
                }
                Item { name, tone, below, ..Item::default() }
            };
            let items = all.iter().map(item).collect();
            self.list(title, self.norms(all.len()), items);
        }
    }

    /// A norm that only one side has is told when it is not met; of the others the closing gives the number.
    fn is_told(&self, norm: &NormChange) -> bool {
        let both = norm.before.is_some() && norm.after.is_some();
        let missed = |o: &Option<Outcome>| o.as_ref().is_some_and(|o| o.verdict == Verdict::NotMet);
        both || self.run.verbose || missed(&norm.before) || missed(&norm.after)
    }

    fn norms(&self, n: usize) -> String {
        words::count(n, self.lang.pick("norm", "norm"), self.lang.pick("normen", "norms"))
    }

    /// `BES-02 De gemeente programmeert …, gemeente Meerdijk, 2026`.
    fn name(&self, norm: &NormChange) -> String {
        let mut out = format!("{} {}", norm.rule, norm.title.get(self.lang));
        if !norm.subject.is_empty() {
            out.push_str(&format!(", {}", norm.subject));
        }
        match (norm.year_before, norm.year) {
            (Some(before), Some(year)) => out.push_str(&format!(", {before} → {year}")),
            (_, Some(year)) => out.push_str(&format!(", {year}")),
            _ => {}
        }
        out
    }

    /// `voldoet → voldoet niet`.
    fn turn(&self, norm: &NormChange) -> String {
        let lang = self.lang;
        let word = |o: &Option<Outcome>, none: &'static str| o.as_ref().map_or(none, |o| o.verdict.words(lang));
        let before = word(&norm.before, lang.pick("was er niet", "was not there"));
        let after = word(&norm.after, lang.pick("is er niet meer", "is no longer there"));
        format!("{before} → {after}")
    }

    /// What was found, where no figures tell it.
    fn said(&self, norm: &NormChange) -> Option<String> {
        let outcome = norm.after.as_ref().or(norm.before.as_ref())?;
        let message = outcome.message.get(self.lang);
        (!message.is_empty() && outcome.verdict != Verdict::NotApplicable).then(|| message.to_owned())
    }

    /// `26,25% → 30%; nodig ≥ 30% (3,75 procentpunt tekort → precies gehaald)`.
    fn figures_of(&self, norm: &NormChange) -> Option<String> {
        let lang = self.lang;
        let gap = |o: &Option<Outcome>| o.as_ref().and_then(|o| o.gap.clone());
        let (before, after) = (gap(&norm.before), gap(&norm.after));
        let needed = lang.pick("nodig", "needed");
        let one = |g: &Gap| {
            format!("{}; {needed} {} {}{}", g.computed.get(lang), g.sign, g.required.get(lang), paren(&self.room(g)))
        };
        match (before, after) {
            (None, None) => None,
            (Some(g), None) => Some(format!("{}: {}", lang.pick("was", "was"), one(&g))),
            (None, Some(g)) => Some(format!("{}: {}", lang.pick("nu", "now"), one(&g))),
            (Some(a), Some(b)) if a == b => Some(one(&a)),
            (Some(a), Some(b)) => {
                let computed = arrow(a.computed.get(lang), b.computed.get(lang));
                let required = arrow(a.required.get(lang), b.required.get(lang));
                let room = arrow(&self.room(&a), &self.room(&b));
                Some(format!("{computed}; {needed} {} {required}{}", b.sign, paren(&room)))
            }
        }
    }

    /// `3,75 procentpunt tekort`; empty where the figures are not exact.
    fn room(&self, gap: &Gap) -> String {
        let lang = self.lang;
        let (Some(room), Some(size)) = (&gap.room, &gap.size) else { return String::new() };
        if room.is_zero() {
            return lang.pick("precies gehaald", "exactly met").to_owned();
        }
        let word = match (gap.is_short(), gap.sign) {
            (_, "=") => lang.pick("verschil", "apart"),
            (true, "≤" | "<") => lang.pick("te veel", "too much"),
            (true, _) => lang.pick("tekort", "short"),
            (false, _) => lang.pick("over", "to spare"),
        };
        format!("{} {word}", size.get(lang))
    }

    /// Norms with the same verdict whose figures moved.
    fn gaps(&mut self) {
        let gap = |o: &Option<Outcome>| o.as_ref().and_then(|o| o.gap.clone());
        let moved: Vec<&NormChange> = self
            .run
            .comparison
            .norms
            .iter()
            .filter(|n| n.direction == Direction::Same && n.before.is_some() && n.after.is_some())
            .filter(|n| gap(&n.before) != gap(&n.after))
            .collect();
        let item = |norm: &&NormChange| {
            let verdict = norm.after.as_ref().map_or("", |o| o.verdict.words(self.lang));
            let short = norm.after.as_ref().is_some_and(|o| o.verdict == Verdict::NotMet && o.weight > Weight::Note);
            let name = format!("{}: {verdict}", self.name(norm));
            let below = self.figures_of(norm).into_iter().collect();
            Item { name, tone: if short { Tone::Error } else { Tone::Plain }, below, ..Item::default() }
        };
        let items = moved.iter().map(item).collect();
        let title = self.lang.pick("Zelfde uitkomst, andere cijfers", "Same outcome, other figures");
        self.list(title, self.norms(moved.len()), items);
    }

    fn place(&self, stated: &Stated) -> String {
        let (file, line, _) = self.run.sources.place(stated.span);
        format!("{file}:{line}")
    }

    fn figures(&mut self) {
        let figures = &self.run.comparison.figures;
        let item = |figure: &Figure| {
            let (name, place) = self.figure(figure);
            Item { name, below: vec![place], ..Item::default() }
        };
        let items = figures.iter().map(item).collect();
        let title = self.lang.pick("Gewijzigde gegevens", "Changed data");
        self.list(title, figures.len().to_string(), items);
    }

    fn figure(&self, figure: &Figure) -> (String, String) {
        let lang = self.lang;
        let value = |s: &Stated| match (s.value.get(lang), s.holds.len()) {
            ("", 0) => lang.pick("leeg", "empty").to_owned(),
            ("", n) => words::count(n, lang.pick("gegeven", "figure"), lang.pick("gegevens", "figures")),
            (value, _) => value.to_owned(),
        };
        let path = &figure.path;
        match (&figure.before, &figure.after) {
            (Some(a), Some(b)) => {
                (format!("{path}: {} → {}", value(a), value(b)), format!("{} → {}", self.place(a), self.place(b)))
            }
            (None, Some(b)) => (format!("{}: {path}: {}", lang.pick("erbij", "added"), value(b)), self.place(b)),
            (Some(a), None) => (format!("{}: {path}: {}", lang.pick("weg", "gone"), value(a)), self.place(a)),
            (None, None) => (path.clone(), String::new()),
        }
    }

    /// Rules that changed, most of all those that ask more.
    fn rules(&mut self) {
        let lang = self.lang;
        for (kind, title) in [
            (RuleKind::Tightened, lang.pick("Strenger", "Stricter")),
            (RuleKind::Loosened, lang.pick("Soepeler", "Looser")),
            (RuleKind::Changed, lang.pick("Gewijzigd", "Changed")),
            (RuleKind::Added, lang.pick("Erbij gekomen", "Added")),
            (RuleKind::Removed, lang.pick("Vervallen", "Removed")),
        ] {
            let all: Vec<&RuleChange> = self.run.comparison.rules.iter().filter(|r| r.kind == kind).collect();
            let item = |rule: &&RuleChange| {
                let name = format!("{} {} ({})", rule.rule, rule.title.get(lang), rule.set);
                Item { name, below: rule.aspects.iter().map(|a| self.aspect(a)).collect(), ..Item::default() }
            };
            let items = all.iter().map(item).collect();
            self.list(title, self.norms(all.len()), items);
        }
    }

    fn aspect(&self, aspect: &Aspect) -> String {
        let lang = self.lang;
        let or_none = |t: &str| if t.is_empty() { lang.pick("niets", "nothing").to_owned() } else { t.to_owned() };
        let (what, before, after) = (aspect.what.get(lang), aspect.before.get(lang), aspect.after.get(lang));
        format!("{what}: {} → {}", or_none(before), or_none(after))
    }

    /// Two agreements held against different rulesets: the norms do not match.
    fn other_rules(&mut self) {
        let rules = &self.run.comparison.rules;
        if rules.is_empty() {
            return;
        }
        let (added, removed) = (
            rules.iter().filter(|r| r.kind == RuleKind::Added).count(),
            rules.iter().filter(|r| r.kind == RuleKind::Removed).count(),
        );
        let changed = rules.len().saturating_sub(added).saturating_sub(removed);
        self.say(self.lang.pick(
            format!(
                "De afspraken zijn aan verschillende regelsets getoetst: {added} normen heeft alleen de tweede, {removed} alleen \
                 de eerste, {changed} vragen iets anders."
            ),
            format!(
                "The agreements were held against different rulesets: {added} norms are only in the second, {removed} only in \
                 the first, {changed} ask something else."
            ),
        ));
        let next = ("Met --ruleset toetst u beide aan dezelfde.", "With --ruleset both are held against the same.");
        self.out.set(Block::Hint(self.lang.pick(next.0, next.1).to_owned()));
    }

    fn closing(&mut self) {
        let lang = self.lang;
        let norms = &self.run.comparison.norms;
        let count = |d: Direction| norms.iter().filter(|n| n.direction == d).count();
        let (worse, better, other, same) =
            (count(Direction::Worse), count(Direction::Better), count(Direction::Other), count(Direction::Same));
        self.say(lang.pick(
            format!("Uitkomsten: {worse} slechter, {better} beter, {other} anders, {same} gelijk."),
            format!("Outcomes: {worse} worse, {better} better, {other} otherwise, {same} the same."),
        ));
        let untold = norms.iter().filter(|n| n.direction != Direction::Same && !self.is_told(n)).count();
        if untold > 0 {
            self.say(lang.pick(
                format!(
                    "Daarvan {} die maar één van beide heeft en die niet tekortschieten.",
                    words::count(untold, "uitkomst", "uitkomsten")
                ),
                format!(
                    "Of these, {} that only one side has and that fall short of nothing.",
                    words::count(untold, "outcome", "outcomes")
                ),
            ));
            self.out.set(Block::Hint(lang.pick("Toon alles met --verbose.", "Show all with --verbose.").to_owned()));
        }
    }
}

fn paren(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" ({text})") }
}

/// `a → b`, or one of them where they are the same.
fn arrow(a: &str, b: &str) -> String {
    match (a, b) {
        (a, b) if a == b => a.to_owned(),
        ("", b) => b.to_owned(),
        (a, "") => a.to_owned(),
        (a, b) => format!("{a} → {b}"),
    }
}
