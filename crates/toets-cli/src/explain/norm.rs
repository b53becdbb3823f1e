//! A norm for a reader: what it asks, where that is written, what it needs to know, and examples.
//!
//! Takes: a checked rule. Gives: text. Never runs the rule.

use jiff::civil::Date;

use crate::output::Terminal;
use toets::document::words;
use toets::evaluate::finding::{Verdict, strength_words};
use toets::lang::one_line;
use toets::lang::{Lang, Text};
use toets::report::ink::{Ink, Style};
use toets::report::text::layout::fill;
use toets::ruleset::model::{
    ChapterId, Citation, Grade, LeftOut, Param, ParamKey, ParamValue, Rule, RuleId, SetId, Strength,
};
use toets::ruleset::{Checked, Uses};
use toets::ruletest::{self, TestFile};
use toets::shipped;
use toets::source::{Sources, Span};
use toets::text;

/// The whole page.
pub(crate) fn render(checked: &Checked, sources: &Sources, rule: &Rule, terminal: &Terminal) -> Ink {
    let mut page = Page::new(checked, sources, terminal);
    page.norm(rule);
    page.out
}

/// The page of a norm that is no rule.
pub(crate) fn render_left_out(checked: &Checked, sources: &Sources, norm: &LeftOut, terminal: &Terminal) -> Ink {
    let mut page = Page::new(checked, sources, terminal);
    page.head(&norm.id, &norm.title, norm.set, norm.chapter, &norm.cites);
    let label = page.lang.pick("Geen regel", "No rule");
    page.item(label, norm.reason.get(page.lang));
    page.out
}

struct Page<'a> {
    checked: &'a Checked,
    sources: &'a Sources,
    lang: Lang,
    width: usize,
    out: Ink,
}

impl<'a> Page<'a> {
    fn new(checked: &'a Checked, sources: &'a Sources, terminal: &Terminal) -> Self {
        Page { checked, sources, lang: terminal.lang, width: terminal.width.clamp(40, 100), out: terminal.ink() }
    }

    /// What every norm has: title, ruleset, chapter and sources.
    fn head(&mut self, id: &str, title: &Text, set: SetId, chapter: ChapterId, cites: &[Citation]) {
        let (lang, checked) = (self.lang, self.checked);
        self.out.paint(Style::Bold, &format!("{id} {}", title.get(lang)));
        self.out.end();
        self.out.end();
        let set = checked.set(set);
        let chapter = checked.chapter(chapter).title.get(lang);
        self.item(lang.pick("Regelset", "Ruleset"), &format!("{} {}, {chapter}", set.id, set.version));
        for cite in cites {
            let source = checked.source(cite.source);
            let marks: Vec<&str> =
                source.date.iter().chain(&source.mark).chain(&source.link).map(String::as_str).collect();
            let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
            self.item(lang.pick("Bron", "Source"), &format!("{}{marks} › {}", source.title.get(lang), cite.place));
        }
    }

    fn norm(&mut self, rule: &Rule) {
        let (lang, checked) = (self.lang, self.checked);
        self.head(&rule.id, &rule.title, rule.set, rule.chapter, &rule.cites);
        let force = format!("{}: {}", strength_words(rule.strength, lang), means(rule.strength, lang));
        self.item(lang.pick("Kracht", "Strength"), &force);
        if let Some(reason) = &rule.default_off {
            let (id, Text { nl, en }) = (&rule.id, reason);
            let how = text!(
                "{nl}. Aanzetten: toets check BESTAND --include {id}",
                "{en}. To switch it on: toets check FILE --include {id}"
            );
            self.item(lang.pick("Staat standaard uit", "Off by default"), how.get(lang));
        }
        if let Some(text) = &rule.explanation {
            self.item(lang.pick("Toelichting", "Explanation"), text.get(lang));
        }
        for reading in &rule.interpretations {
            self.item(lang.pick("Lezing van ons", "Our reading"), reading.get(lang));
        }
        self.out.end();
        self.deviation(rule);
        let uses = Uses::of(checked, rule);
        self.concepts(&uses);
        self.data(&uses);
        self.values(&uses, checked.rule_id(&rule.id));
        // Examples were made with the values of the rule's own set; with stricter ones they may turn out otherwise.
        let own = checked.rule_id(&rule.id);
        let stricter = |p: &Param| p.layers.iter().any(|l| own.is_some_and(|r| l.counts_for(r)));
        if !uses.params.iter().any(|p| stricter(checked.param(*p))) {
            self.examples(rule);
        }
        let (name, line, _) = self.sources.place(rule.span);
        let title = format!("{} ({name}:{line})", lang.pick("De regel zelf", "The rule itself"));
        self.block(&title, self.sources.text(rule.span));
    }

    /// How one may deviate: what a record needs, and which grounds count.
    fn deviation(&mut self, rule: &Rule) {
        let Some(deviation) = &rule.deviation else { return };
        let (lang, checked) = (self.lang, self.checked);
        self.title(lang.pick("Afwijken mag, met een reden", "Deviation is possible, with a reason"));
        let list = one_line(self.sources.text(checked.expr(deviation.records).span));
        self.below(lang.pick("Vastleggen onder", "Record under"), &list);
        let needs = deviation.needs(checked);
        if !needs.is_empty() {
            let names: Vec<String> = needs.iter().map(|f| format!("`{}`", f.name)).collect();
            self.below(lang.pick("Altijd nodig", "Always needed"), &toets::lang::list(&names, lang));
        }
        let Some(grounds) = rule.grounds(checked) else { return self.out.end() };
        let name = |i: usize| checked.choice_list(grounds.list).choices.get(i).map_or("?", |c| c.name.as_str());
        let named = |barred: bool| -> Vec<&str> {
            grounds.grounds.iter().filter(|(_, by)| by.is_some() == barred).map(|(i, _)| name(*i)).collect()
        };
        let (accepted, barred) = (named(false), named(true));
        let none = lang.pick("geen", "none").to_string();
        self.below(
            lang.pick("Gronden die tellen", "Accepted grounds"),
            &if accepted.is_empty() { none } else { accepted.join(", ") },
        );
        if !barred.is_empty() {
            self.below(lang.pick("Gronden die niet tellen", "Barred grounds"), &barred.join(", "));
        }
        let others: Vec<String> = deviation
            .provisos
            .iter()
            .skip(deviation.standing)
            .filter(|p| !grounds.grounds.iter().any(|(_, by)| by.is_some_and(|by| by.expr == p.expr)))
            .map(|p| format!("`{}`", one_line(self.sources.text(checked.expr(p.expr).span))))
            .collect();
        if !others.is_empty() {
            self.below(lang.pick("Verder nodig", "Also needed"), &toets::lang::list(&others, lang));
        }
        self.out.end();
    }

    fn below(&mut self, label: &str, text: &str) {
        fill(&mut self.out, self.width, &format!("  {label}: "), Style::Plain, text);
    }

    fn item(&mut self, label: &str, text: &str) {
        fill(&mut self.out, self.width, &format!("{label}: "), Style::Blue, text);
    }

    fn title(&mut self, title: &str) {
        self.out.paint(Style::Bold, title);
        self.out.end();
    }

    fn block(&mut self, title: &str, text: &str) {
        self.title(title);
        for line in text.trim_end().lines() {
            self.out.line(format!("    {line}").trim_end());
        }
        self.out.end();
    }

    /// The shared definitions that the rule uses: what each is, where that is written, how it is read, and the definition itself.
    fn concepts(&mut self, uses: &Uses) {
        if uses.concepts.is_empty() {
            return;
        }
        let (lang, checked) = (self.lang, self.checked);
        self.title(lang.pick("Begrippen die de norm gebruikt", "Concepts that the norm uses"));
        for concept in uses.concepts.iter().map(|c| checked.concept(*c)) {
            fill(&mut self.out, self.width, &format!("  {}: ", concept.name), Style::Plain, concept.text.get(lang));
            for cite in &concept.cites {
                self.deeper(lang.pick("bron", "source"), &words::cite(checked, cite, lang));
            }
            for reading in &concept.interpretations {
                self.deeper(lang.pick("lezing", "reading"), reading.get(lang));
            }
            for line in dedented(self.sources, checked.expr(concept.value).span).lines() {
                self.out.line(format!("      {line}").trim_end());
            }
        }
        self.out.end();
    }

    fn deeper(&mut self, label: &str, text: &str) {
        fill(&mut self.out, self.width, &format!("    {label}: "), Style::Plain, text);
    }

    /// The fields of an agreement that the rule reads.
    fn data(&mut self, uses: &Uses) {
        if uses.fields.is_empty() {
            return;
        }
        self.title(self.lang.pick("Gegevens die de norm gebruikt", "Data that the norm uses"));
        for (path, text) in &uses.fields {
            fill(&mut self.out, self.width, &format!("  {path}: "), Style::Plain, text.get(self.lang));
        }
        self.out.end();
    }

    /// The values of law that the rule uses, with their sources.
    fn values(&mut self, uses: &Uses, rule: Option<RuleId>) {
        let (own, law): (Vec<&Param>, Vec<&Param>) =
            uses.params.iter().map(|p| self.checked.param(*p)).partition(|p| is_own_choice(p));
        self.params(self.lang.pick("Waarden van de wet", "Values of law"), &law, rule);
        let title =
            self.lang.pick("Keuzes van de regelset, niet van de bron", "Choices of the ruleset, not of the source");
        self.params(title, &own, rule);
    }

    fn params(&mut self, title: &str, params: &[&Param], rule: Option<RuleId>) {
        if params.is_empty() {
            return;
        }
        self.title(title);
        for param in params {
            fill(&mut self.out, self.width, &format!("  {}: ", param.name), Style::Plain, param.text.get(self.lang));
            for value in &param.values {
                self.value(param, value);
            }
            for formula in &param.formulas {
                self.value(param, formula);
            }
            for layer in param.layers.iter().filter(|l| rule.is_none_or(|r| l.counts_for(r))) {
                let set = &self.checked.set(layer.set).id;
                let head = self.lang.pick(format!("strenger in {set}"), format!("stricter in {set}"));
                let text = layer.text.as_ref().map_or("", |t| t.get(self.lang));
                fill(&mut self.out, self.width, &format!("    {head}: "), Style::Plain, text);
                for value in &layer.values {
                    self.value(param, value);
                }
            }
        }
        self.out.end();
    }

    fn value(&mut self, param: &Param, value: &ParamValue) {
        let lang = self.lang;
        let mut text = match value.value {
            Some(e) => one_line(self.sources.text(self.checked.expr(e).span)),
            None => lang.pick("onbekend", "unknown").to_string(),
        };
        if let Some(cite) = &value.cite {
            text.push_str(&format!(
                " · {} ({} {})",
                words::cite(self.checked, cite, lang),
                lang.pick("graad", "grade"),
                value.grade.letter()
            ));
        }
        if let Some(reason) = &value.unverified {
            let label = if value.value.is_some() { lang.pick("niet bevestigd: ", "unverified: ") } else { "" };
            text.push_str(&format!(" · {label}{}", reason.get(lang)));
        }
        if let Some(reading) = &value.interpretation {
            text.push_str(&format!(" · {}: {}", lang.pick("lezing", "reading"), reading.get(lang)));
        }
        let first = format!("    {} ", when(param, value, lang));
        fill(&mut self.out, self.width, &first, Style::Plain, &text);
    }

    /// An agreement that meets the norm and one that does not, from the tests beside the rule.
    fn examples(&mut self, rule: &Rule) {
        let set = &self.checked.set(rule.set).id;
        let Some(set) = shipped::set(set) else { return };
        let mut sources = Sources::new();
        let tests: Vec<TestFile> = set
            .tests
            .iter()
            // A test names its rule; the others need not be read.
            .filter(|(_, text)| text.contains(&rule.id))
            .filter_map(|(name, text)| {
                let id = sources.add(*name, *text);
                ruletest::read(sources.get(id)?).0
            })
            .filter(|t| t.rule.value == rule.id)
            .collect();
        for (verdict, title) in [
            (Verdict::Met, self.lang.pick("Voorbeeld dat voldoet", "Example that meets it")),
            (Verdict::NotMet, self.lang.pick("Voorbeeld dat niet voldoet", "Example that does not meet it")),
        ] {
            // A rule's own tests start with the typical case; one that needs settings would puzzle a reader.
            let typical = tests
                .iter()
                .flat_map(|t| t.cases.iter().map(move |c| (t.fragment(c), c)))
                .filter(|(_, c)| c.expected.verdicts().iter().all(|v| *v == verdict))
                .min_by_key(|(_, c)| !c.set.is_empty());
            if let Some((span, case)) = typical {
                let title = format!("{title}: {}", case.name.value);
                let text = dedented(&sources, span);
                self.block(&title, &text);
            }
        }
    }
}

/// The lines under a span, without the indentation that its first line has.
fn dedented(sources: &Sources, span: Span) -> String {
    let (_, _, column) = sources.place(span);
    let indent = column.saturating_sub(1);
    let mut lines = sources.text(span).trim_end().lines();
    let mut out = lines.next().unwrap_or("").to_string();
    for line in lines {
        let spaces = line.len().saturating_sub(line.trim_start_matches(' ').len());
        out.push('\n');
        out.push_str(line.get(spaces.min(indent)..).unwrap_or(line));
    }
    out
}

/// What a strength asks of the reader.
fn means(strength: Strength, lang: Lang) -> &'static str {
    match strength {
        Strength::Must => lang.pick("de afspraak moet hieraan voldoen", "the agreement must meet it"),
        Strength::Principle => lang.pick(
            "voldoen, of afwijken met een reden die de norm aanvaardt",
            "meet it, or deviate with a reason that the norm accepts",
        ),
        Strength::Aim => {
            lang.pick("een doel; wie het niet haalt, legt dat uit", "an aim; those who miss it explain why")
        }
        Strength::Effort => lang.pick("partijen leggen vast wat zij ervoor doen", "parties record what they do for it"),
        Strength::May => lang.pick("dit mag; het is geen eis", "this is permitted; it is no demand"),
        Strength::Expect => lang.pick("een verwachting om te volgen; geen eis", "an expectation to follow; no demand"),
    }
}

/// A parameter of which no value stands in a source: each is a reading.
fn is_own_choice(param: &Param) -> bool {
    let mut values = param.values.iter().chain(&param.formulas).peekable();
    values.peek().is_some()
        && values.all(|v| v.grade == Grade::C && v.unverified.is_none() && v.interpretation.is_some())
}

/// The years or days that a value holds for.
fn when(param: &Param, value: &ParamValue, lang: Lang) -> String {
    let (from, to) = (value.from, value.to);
    let always = from == Date::MIN && to == Date::MAX;
    if always {
        return lang.pick("altijd:", "always:").to_string();
    }
    match param.key {
        ParamKey::Year if to == Date::MAX => {
            lang.pick(format!("vanaf {}:", from.year()), format!("from {}:", from.year()))
        }
        ParamKey::Year if from.year() == to.year() => format!("{}:", from.year()),
        ParamKey::Year => format!("{}–{}:", from.year(), to.year()),
        _ if to == Date::MAX => lang.pick(format!("vanaf {from}:"), format!("from {from}:")),
        _ => lang.pick(format!("{from} t/m {to}:"), format!("{from} to {to}:")),
    }
}
