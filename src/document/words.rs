//! Words that the formats for people share.
//!
//! Takes: parts of a [`FileRun`]. Gives: the same sentence for every format. Never draws.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::outline::{self, Gap, Outline};
use super::{Block, Look, Setter, Term, Tone, Words};
use crate::evaluate::finding::{Finding, Missing, ParamUse, Verdict, Weight, strength_words};
use crate::evaluate::signed_before;
use crate::lang::Lang;
pub(crate) use crate::lang::{count, list};
use crate::ruleset::Checked;
use crate::ruleset::model::{ChapterId, Citation, Grade, Rule, Source, Strength};
use crate::run::order::Tally;
use crate::run::{FileRun, Run, Told};

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// A date as people write it: `20 november 2026`.
pub(crate) fn date(date: Date, lang: Lang) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|m| MONTHS.get(m.saturating_sub(1)));
    let (nl, en) = month.copied().unwrap_or(("?", "?"));
    format!("{} {} {}", date.day(), lang.pick(nl, en), date.year())
}

/// The date of a source, which may be a month or a year: `december 2024`.
pub(crate) fn loose_date(written: &str, lang: Lang) -> String {
    if let Ok(day) = written.parse::<Date>() {
        return date(day, lang);
    }
    let (year, month) = written.split_once('-').unwrap_or((written, ""));
    let month = month.parse::<usize>().ok().and_then(|m| MONTHS.get(m.checked_sub(1)?));
    month.map_or_else(|| written.to_owned(), |(nl, en)| format!("{} {year}", lang.pick(nl, en)))
}

/// The source by the name people use for it: a short id in capitals, else its title.
pub(crate) fn source_name(source: &Source, lang: Lang) -> String {
    if source.id.len() <= 4 && source.id.chars().all(|c| c.is_ascii_alphabetic()) {
        source.id.to_uppercase()
    } else {
        source.title.get(lang).to_string()
    }
}

/// `NPA › Beschikbaarheid › …`.
pub fn cite(checked: &Checked, cite: &Citation, lang: Lang) -> String {
    format!("{} › {}", source_name(checked.source(cite.source), lang), cite.place)
}

/// The places in law of a rule under a label, each leading to the address that the ruleset knows.
pub(crate) fn sources(label: &str, checked: &Checked, rule: &Rule, lang: Lang) -> Term {
    let link = |c: &Citation| checked.source(c.source).link.clone();
    let said = rule.cites.iter().map(|c| Words { text: cite(checked, c, lang), link: link(c) }).collect();
    Term { label: label.to_owned(), said }
}

/// The places in law of a rule.
pub(crate) fn cites(checked: &Checked, rule: &Rule, lang: Lang) -> Vec<String> {
    rule.cites.iter().map(|c| cite(checked, c, lang)).collect()
}

/// The verdict, with doubt made visible.
pub(crate) fn verdict(finding: &Finding, lang: Lang) -> &'static str {
    if finding.fault {
        return lang.pick("kon niet worden berekend", "could not be computed");
    }
    match (finding.verdict, finding.weight) {
        // An obligation that counts as a note for this file is still not met.
        (Verdict::NotMet, Weight::Note) if finding.eased.is_none() => lang.pick("let op", "note"),
        (v, _) => v.words(lang),
    }
}

/// How an outcome looks.
pub(crate) fn look(finding: &Finding) -> Look {
    match (finding.verdict, finding.weight) {
        (Verdict::Met, _) => Look::Met,
        (Verdict::NotMet, Weight::Note) => Look::Aside,
        (Verdict::NotMet, _) => Look::Outside,
        (Verdict::Deviation, _) => Look::Deviation,
        (Verdict::NotCheckable, _) => Look::Open,
        (Verdict::NotApplicable, _) => Look::Aside,
    }
}

/// How many of each outcome: `14 voldoet, 2 voldoet niet, …`; all five, so that nothing seems left out.
pub(crate) fn counts(tally: Tally, lang: Lang) -> String {
    let counts: Vec<String> = Verdict::ALL.iter().map(|v| format!("{} {}", tally.of(*v), v.words(lang))).collect();
    counts.join(", ")
}

/// A name with what the finding is about: `BES-02 · gemeente Meerdijk · 2026`.
pub(crate) fn with_subject(name: &str, finding: &Finding) -> String {
    let year = finding.year.map(|y| y.to_string());
    let about = [Some(finding.subject.as_str()), year.as_deref()].into_iter().flatten().filter(|s| !s.is_empty());
    std::iter::once(name).chain(about).collect::<Vec<_>>().join(" · ")
}

/// What a finding is about: `gemeente Meerdijk 2026`; empty for the agreement as a whole.
pub(crate) fn subject(finding: &Finding) -> String {
    match (finding.subject.as_str(), finding.year) {
        (subject, None) => subject.to_owned(),
        ("", Some(year)) => year.to_string(),
        (subject, Some(year)) => format!("{subject} {year}"),
    }
}

/// The message, or the rule's title where there is none.
pub(crate) fn message<'a>(rule: &'a Rule, finding: &'a Finding, lang: Lang) -> &'a str {
    let message = finding.message.get(lang);
    if message.is_empty() { rule.title.get(lang) } else { message }
}

/// What to do: short remedies in one sentence, longer ones apart.
pub(crate) fn remedies(finding: &Finding, lang: Lang) -> Vec<String> {
    // A ruleset may write `of` before an alternative itself.
    let or = lang.pick("of ", "or ");
    let text = |t: &'_ str| t.strip_prefix(or).map_or_else(|| t.to_string(), str::to_string);
    let texts: Vec<String> = finding.advice.iter().map(|a| text(a.get(lang))).filter(|t| !t.is_empty()).collect();
    let sentences = texts.iter().any(|t| t.contains(". ") || t.ends_with('.') || t.contains('\n'));
    if sentences || texts.len() < 2 {
        return texts;
    }
    vec![texts.join(lang.pick(", of ", ", or "))]
}

/// The changes that were tried and hold, each with its number: `voorstel 3`.
pub(crate) fn proposals<'a>(file: &'a FileRun, finding: &Finding, lang: Lang) -> Vec<(String, &'a str)> {
    let label = |n: usize| format!("{} {n}", lang.pick("voorstel", "proposal"));
    file.remedies.of(finding).proposals.iter().map(|p| (label(p.number), p.text.get(lang))).collect()
}

/// All that can be done about it, each with what it is: `hulp: …`, `voorstel 3: …`.
pub(crate) fn advice(file: &FileRun, finding: &Finding, lang: Lang) -> Vec<String> {
    let help = lang.pick("hulp", "help");
    let advice = remedies(finding, lang).into_iter().map(|r| format!("{help}: {r}"));
    advice.chain(proposals(file, finding, lang).into_iter().map(|(label, text)| format!("{label}: {text}"))).collect()
}

/// What stands before the outcome of a finding that a list of known findings holds.
pub(crate) fn known(lang: Lang) -> &'static str {
    lang.pick("bekend", "known")
}

/// What stands before the outcome of a finding that makes no run fail, whatever the level: it is known, or its norm is off.
pub(crate) fn excuse(finding: &Finding, lang: Lang) -> Option<&'static str> {
    let off = finding.is_off().then(|| lang.pick("uit", "off"));
    off.or(finding.known.then(|| known(lang)))
}

/// That a finding weighs less than its norm says, and why.
pub(crate) fn easing(finding: &Finding, lang: Lang) -> Option<&str> {
    finding.reasons.last().filter(|_| finding.eased.is_some()).map(|reason| reason.get(lang))
}

/// The verdict, with what excuses it.
pub(crate) fn verdict_or_excuse(finding: &Finding, lang: Lang) -> String {
    let verdict = verdict(finding, lang);
    excuse(finding, lang).map_or_else(|| verdict.to_owned(), |excuse| format!("{excuse}, {verdict}"))
}

/// A value of law that is not certain: what it is, how well it is known and why.
pub(crate) fn uncertain(param: &ParamUse, lang: Lang) -> Option<String> {
    if param.set_outside {
        return Some(format!(
            "{} {}",
            param_value(param, lang),
            lang.pick("is opgegeven met --set, niet uit de regelset", "is given with --set, not by the ruleset")
        ));
    }
    if param.unverified.is_none() && param.grade != Grade::C {
        return None;
    }
    if is_unknown(param) {
        let reason = param.unverified.as_ref().map_or_else(String::new, |t| format!(": {}", t.get(lang)));
        return Some(format!("{} {}{reason}", name(param), lang.pick("is niet bekend", "is not known")));
    }
    if is_choice(param) {
        let words = lang
            .pick("is een keuze van de regelset, niet van de bron", "is a choice of the ruleset, not of the source");
        return Some(format!("{} {words}", param_value(param, lang)));
    }
    let reason = param.unverified.as_ref().map_or("", |t| t.get(lang));
    let colon = if reason.is_empty() { "" } else { ": " };
    Some(format!(
        "{} {} ({} {}){colon}{reason}",
        param_value(param, lang),
        lang.pick("is niet bevestigd", "is unverified"),
        lang.pick("graad", "grade"),
        param.grade.letter(),
    ))
}

/// The same in short, where the whole was said before.
pub(crate) fn uncertain_again(param: &ParamUse, lang: Lang) -> String {
    if is_unknown(param) {
        return format!("{} {}", name(param), lang.pick("is niet bekend; zie hierboven", "is not known; see above"));
    }
    let words = if is_choice(param) {
        lang.pick("is een keuze van de regelset; zie hierboven", "is a choice of the ruleset; see above")
    } else {
        lang.pick("is niet bevestigd; zie hierboven", "is unverified; see above")
    };
    format!("{} {words}", param_value(param, lang))
}

/// A value of law that nobody knows: there is nothing to confirm.
fn is_unknown(param: &ParamUse) -> bool {
    param.value.nl == "onbekend"
}

/// A value that the source does not name: our own reading is all that it rests on.
fn is_choice(param: &ParamUse) -> bool {
    param.grade == Grade::C && param.unverified.is_none() && param.interpretation.is_some()
}

fn name(param: &ParamUse) -> String {
    let space = if param.at.is_empty() { "" } else { " " };
    format!("`{}`{space}{}", param.name, param.at)
}

/// `maximale_huursomstijging 2026 = 4,4%`.
pub(crate) fn param_value(param: &ParamUse, lang: Lang) -> String {
    format!("{} = {}", name(param), param.value.get(lang))
}

/// A value that is stricter than that of the set below it, both with their sources.
pub(crate) fn tightened(checked: &Checked, param: &ParamUse, lang: Lang) -> Option<String> {
    let base = param.base.as_ref()?;
    let place = |p: &ParamUse| p.cite.as_ref().map_or_else(String::new, |c| format!(" ({})", cite(checked, c, lang)));
    let stricter = lang.pick("strenger dan", "stricter than");
    let (own_set, base_set) = (&param.set, &base.set);
    Some(format!(
        "{}{}, {own_set}; {stricter} {}{}, {base_set}",
        param_value(param, lang),
        place(param),
        base.value.get(lang),
        place(base),
    ))
}

/// What is missing: `aantal woningen (gemeenten[Meerdijk].programma.2026.woningen)`.
pub(crate) fn missing(missing: &Missing, lang: Lang) -> String {
    let what = missing.what.get(lang).trim_end_matches('.');
    if what.is_empty() { format!("`{}`", missing.path) } else { format!("{what} (`{}`)", missing.path) }
}

/// One item of the list of what is not stated.
pub(crate) fn gap(gap: &Gap<'_>, lang: Lang) -> String {
    let rules: Vec<&str> = gap.rules.iter().map(|r| r.id.as_str()).collect();
    let more = match gap.more {
        0 => String::new(),
        n => lang.pick(
            format!(" en op nog {}", count(n, "plaats", "plaatsen")),
            format!(" and {}", count(n, "more place", "more places")),
        ),
    };
    let what = gap.missing.what.get(lang).trim_end_matches('.');
    let path = &gap.missing.path;
    let what = match outline::parent(path) {
        Some(parent) if !gap.siblings.is_empty() => {
            let all = std::iter::once(&gap.missing).chain(&gap.siblings);
            let fields: Vec<String> = all.map(|m| field(&m.path).to_string()).collect();
            format!("{} ({} `{parent}`{more})", list(&fields, lang), lang.pick("onder", "under"))
        }
        _ if what.is_empty() => format!("`{path}`{more}"),
        _ => format!("{what} (`{path}`{more})"),
    };
    format!("{what}: {}", rules.join(", "))
}

/// How many norms wait for what is not stated: `Betaalbaarheid: 12 normen wachten`.
pub(crate) fn waiting(checked: &Checked, chapter: ChapterId, n: usize, lang: Lang) -> String {
    let title = checked.chapter(chapter).title.get(lang);
    let n = lang.pick(count(n, "norm wacht", "normen wachten"), count(n, "norm waits", "norms wait"));
    format!("{title}: {n}")
}

/// The last part of a path.
fn field(path: &str) -> &str {
    outline::parent(path).and_then(|p| path.get(p.len().saturating_add(1)..)).unwrap_or(path)
}

/// Which ruleset, and why; which date, and why: two lines of label and words.
pub(crate) fn basis(told: &Told<'_>, ignore_deviations: bool, lang: Lang) -> Vec<Term> {
    let (file, mut lines) = (told.file, Vec::<(&str, String)>::new());
    if let Some(loaded) = &file.ruleset
        && let Some(set) = loaded.checked.sets().last()
    {
        let why = because(file.ruleset_reason.get(lang));
        lines.push((
            lang.pick("regelset", "ruleset"),
            format!("{} {} “{}”{why}", set.id, set.version, set.title.get(lang)),
        ));
        let mut set: Vec<String> = told
            .findings
            .iter()
            .flat_map(|f| &f.params)
            .filter(|p| p.set_outside)
            .map(|p| format!("`{}` = {}", p.name, p.value.get(lang)))
            .collect();
        set.sort();
        set.dedup();
        // What is not the ruleset's own must be seen at once: with other values another report comes out.
        if !set.is_empty() {
            let why = because(lang.pick("opgegeven met --set", "given with --set"));
            lines.push((lang.pick("waarden", "values"), format!("{}{why}", set.join(", "))));
        }
        let why = because(file.date_reason.get(lang));
        lines.push((lang.pick("peildatum", "reference date"), format!("{}{why}", date(file.date, lang))));
        if let Some(old) = file.facts.as_ref().and_then(|facts| signed_before(&loaded.checked, facts)) {
            let (title, of) =
                (old.text.title.get(lang), loose_date(old.text.date.as_deref().unwrap_or_default(), lang));
            let why = because(&lang.pick(
                format!("vóór “{title}” van {of}: de partijen konden die tekst niet kennen"),
                format!("before “{title}” of {of}: the parties could not know that text"),
            ));
            lines.push((lang.pick("getekend", "signed"), format!("{}{why}", date(old.signed, lang))));
        }
    }
    // The bare verdicts must never pass for the usual ones.
    if ignore_deviations {
        let nl = "buiten beschouwing gelaten, met --ignore-deviations; dit zijn de kale uitkomsten";
        let en = "left out of account, with --ignore-deviations; these are the bare outcomes";
        lines.push((lang.pick("afwijkingen", "deviations"), lang.pick(nl, en).to_string()));
    }
    if !file.referred.is_empty() {
        let names: Vec<String> = file.referred.iter().map(|r| r.name.clone()).collect();
        lines.push((lang.pick("met", "with"), list(&names, lang)));
    }
    if let Some(together) = &file.portfolio {
        let mut counted = count(together.files, lang.pick("bestand", "file"), lang.pick("bestanden", "files"));
        if !together.broken.is_empty() {
            let without = lang.pick("zonder, vanwege fouten:", "without, because of errors:");
            counted.push_str(&format!("; {without} {}", list(&together.broken, lang)));
        }
        lines.push((lang.pick("telt op", "adds up"), counted));
        if let Some(coverage) = &together.coverage {
            lines.push((lang.pick("spreekt voor", "speaks for"), coverage.get(lang).to_string()));
        }
    }
    lines.into_iter().map(|(label, text)| Term::one(label, text)).collect()
}

/// That only some norms were asked for.
pub(crate) fn only(run: &Run, lang: Lang) -> Option<Term> {
    let only = list(&run.only, lang);
    let said = || lang.pick(format!("alleen {only}"), format!("only {only}"));
    (!run.only.is_empty()).then(|| Term::one(lang.pick("normen", "norms"), said()))
}

/// That a file was not checked, with the number of its errors.
pub(crate) fn unchecked(errors: usize, lang: Lang) -> String {
    match errors {
        0 => lang.pick("Dit bestand is niet getoetst.", "This file was not checked.").to_owned(),
        n => lang.pick(
            format!("{} in dit bestand; het is niet getoetst.", count(n, "fout", "fouten")),
            format!("{} in this file; it was not checked.", count(n, "error", "errors")),
        ),
    }
}

/// That a finding rests on more figures than are shown, if any is.
pub(crate) fn rests_on(hidden: usize, some_shown: bool, lang: Lang) -> (&'static str, String) {
    if some_shown {
        let others =
            lang.pick(count(hidden, "ander gegeven", "andere gegevens"), count(hidden, "other value", "other values"));
        return (lang.pick("rust ook op", "also rests on"), others);
    }
    let all = lang.pick(count(hidden, "gegeven", "gegevens"), count(hidden, "value", "values"));
    (lang.pick("rust op", "rests on"), all)
}

/// How many norms wait for what is not stated.
pub(crate) fn waiting_norms(gaps: &[Gap<'_>], lang: Lang) -> String {
    let mut rules: Vec<&str> = gaps.iter().flat_map(|g| g.rules.iter().map(|r| r.id.as_str())).collect();
    rules.sort_unstable();
    rules.dedup();
    let n = rules.len();
    lang.pick(
        format!("{} hierop", count(n, "norm wacht", "normen wachten")),
        format!("{} for this", count(n, "norm waits", "norms wait")),
    )
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" · {reason}") }
}

/// What came out of a file, in sentences.
pub(crate) fn closing(told: &Told<'_>, outline: &Outline<'_>, lang: Lang, page: &mut dyn Setter) {
    let (findings, mut out) = (&told.findings, Vec::new());
    let ids = |want: &dyn Fn(&Finding) -> bool| {
        let mut rules: Vec<&Rule> = findings.iter().filter(|f| want(f)).map(|f| outline.rule(f)).collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules.dedup_by(|a, b| a.id == b.id);
        rules
    };
    let failed = ids(&|f| f.verdict == Verdict::NotMet && !f.fault);
    if failed.is_empty() {
        let decided = findings.iter().any(|f| matches!(f.verdict, Verdict::Met | Verdict::Deviation));
        out.push(if findings.is_empty() {
            lang.pick("Over deze normen zegt dit bestand niets.", "This file says nothing about these norms.")
                .to_string()
        } else if findings.iter().all(|f| f.verdict == Verdict::NotApplicable && !f.fault) {
            lang.pick("Geen van deze normen is van toepassing.", "None of these norms applies.").to_string()
        } else if !decided && findings.iter().all(|f| !f.missing.is_empty() || f.verdict == Verdict::NotApplicable) {
            lang.pick(
                "Er is nog geen norm te toetsen: het bestand vermeldt de gegevens daarvoor niet.",
                "No norm can be checked yet: the file does not state the data for it.",
            )
            .to_string()
        } else if !decided {
            lang.pick("Van geen norm staat de uitkomst al vast.", "Of no norm is the outcome settled yet.").to_string()
        } else if findings.iter().all(|f| matches!(f.verdict, Verdict::Met | Verdict::NotApplicable) && !f.fault) {
            lang.pick("Alle normen die van toepassing zijn, zijn gehaald.", "All norms that apply are met.").to_string()
        } else {
            lang.pick(
                "Geen enkele norm die te toetsen is, wordt overtreden.",
                "None of the norms that can be checked is broken.",
            )
            .to_string()
        });
    } else {
        let per: Vec<String> =
            [Strength::Must, Strength::Principle, Strength::Aim, Strength::Effort, Strength::May, Strength::Expect]
                .into_iter()
                .filter_map(|s| {
                    let n = failed.iter().filter(|r| r.strength == s).count();
                    (n > 0).then(|| format!("{n} {}", strength_words(s, lang)))
                })
                .collect();
        let norms = lang.pick(
            format!("{} niet gehaald", count(failed.len(), "norm is", "normen zijn")),
            format!("{} not met", count(failed.len(), "norm is", "norms are")),
        );
        out.push(format!("{norms} ({}).", per.join(", ")));
    }
    let doubt = ids(&|f| f.verdict == Verdict::NotCheckable && f.weight >= Weight::Warning && !f.fault);
    if !doubt.is_empty() {
        out.push(lang.pick(
            format!("Bij {} hangt het af van iets dat nog niet vaststaat.", count(doubt.len(), "norm", "normen")),
            format!("For {} it depends on something not settled yet.", count(doubt.len(), "norm", "norms")),
        ));
    }
    let accepted = ids(&|f| f.verdict == Verdict::Deviation);
    if !accepted.is_empty() {
        out.push(lang.pick(
            format!("Van {} wordt met een geldige reden afgeweken.", count(accepted.len(), "norm", "normen")),
            format!("{} deviated from with an accepted reason.", count(accepted.len(), "norm is", "norms are")),
        ));
    }
    let unclear = ids(&|f| f.verdict == Verdict::NotCheckable && f.weight < Weight::Warning && !f.fault);
    if !unclear.is_empty() {
        out.push(lang.pick(
            format!("{} (deels) niet te toetsen.", count(unclear.len(), "norm is", "normen zijn")),
            format!("{} not (fully) checkable.", count(unclear.len(), "norm is", "norms are")),
        ));
    }
    let faults = ids(&|f| f.fault);
    if !faults.is_empty() {
        out.push(lang.pick(
            format!("{} niet berekend door een fout in de regel.", count(faults.len(), "norm is", "normen zijn")),
            format!("{} not computed because of a fault in the rule.", count(faults.len(), "norm is", "norms are")),
        ));
    }
    out.extend(super::against::eased(told.file, lang));
    out.extend(resting_on(findings, outline, lang));
    let good = !told.file.judged.iter().any(|j| j.verdict == Verdict::NotMet);
    for (i, sentence) in out.into_iter().enumerate() {
        page.set(Block::Paragraph(if good && i == 0 { Tone::Good } else { Tone::Plain }, sentence));
    }
    let remarked = findings.iter().filter(|f| f.verdict == Verdict::Met && !f.remarks.is_empty());
    let mut remarked: Vec<String> = remarked.map(|f| outline.rule(f).id.clone()).collect();
    let mut told = BTreeSet::new();
    remarked.retain(|id| told.insert(id.clone()));
    if !remarked.is_empty() {
        let rules = list(&remarked, lang);
        page.set(Block::paragraph(lang.pick(
            format!("Bij {rules} hoort een opmerking over de cijfers."),
            format!("There is a remark about the figures of {rules}."),
        )));
        page.set(Block::Hint(lang.pick("`--verbose` toont die.", "`--verbose` shows it.").to_owned()));
    }
}

/// What norms that are met rest on besides the figures: a "voldoet" must not look firmer than it is.
fn resting_on(findings: &[Finding], outline: &Outline<'_>, lang: Lang) -> Vec<String> {
    let mut doubts: Vec<(String, bool, Vec<&str>)> = Vec::new();
    for finding in findings.iter().filter(|f| f.verdict == Verdict::Met) {
        let id = outline.rule(finding).id.as_str();
        for param in &finding.params {
            if uncertain(param, lang).is_none() || is_unknown(param) {
                continue;
            }
            let value = param_value(param, lang);
            match doubts.iter_mut().find(|(known, ..)| *known == value) {
                Some((.., rules)) if rules.contains(&id) => {}
                Some((.., rules)) => rules.push(id),
                None => doubts.push((value, is_choice(param), vec![id])),
            }
        }
    }
    doubts
        .into_iter()
        .map(|(value, choice, rules)| {
            let rules = list(&rules.iter().map(|r| (*r).to_string()).collect::<Vec<_>>(), lang);
            if choice {
                return lang.pick(
                    format!("Let op: het oordeel over {rules} rust op een keuze van de regelset: {value}."),
                    format!("Note: the verdict on {rules} rests on a choice of the ruleset: {value}."),
                );
            }
            lang.pick(
                format!("Let op: het oordeel over {rules} rust op een niet bevestigde waarde: {value}."),
                format!("Note: the verdict on {rules} rests on an unverified value: {value}."),
            )
        })
        .collect()
}

/// What a report leaves out when many files were checked together, and where to read it.
pub(crate) fn in_brief(run: &Run) -> (String, String) {
    let of = match run.baseline {
        Some(_) => run.lang.pick("bestanden zonder nieuwe bevinding", "files without a new finding"),
        None => run.lang.pick("de bestanden apart", "each file"),
    };
    let left_out = run.lang.pick(
        format!("De bevindingen van {of} staan niet in dit verslag."),
        format!("The findings of {of} are not in this report."),
    );
    let next = run.lang.pick(
        "Een verslag van één bestand heeft ze, en een verslag met `--verbose` of `--format json`.",
        "A report of one file has them, and a report made with `--verbose` or `--format json`.",
    );
    (left_out, next.to_owned())
}

/// What stands in the place of items of a list at a terminal.
pub(crate) fn more(left: usize, lang: Lang) -> String {
    lang.pick(format!("en nog {left} (toon alles met --verbose)"), format!("and {left} more (show all with --verbose)"))
}

/// What stands in the place of the figures of a finding that are not shown.
pub(crate) fn figures_left(left: usize, lang: Lang) -> String {
    lang.pick(format!("en nog {left} gegevens"), format!("and {left} more figures"))
}

/// What stands in the place of the findings that a report for people does not show in full, and where to read them.
pub(crate) fn findings_left(left: usize, lang: Lang) -> (String, String) {
    let (one, more) = lang.pick(("bevinding is", "bevindingen zijn"), ("more finding is", "more findings are"));
    let left = count(left, one, more);
    let next = lang.pick(
        "Toon alles met `--verbose`, of lees ze met `--format json`.",
        "Show all with `--verbose`, or read them with `--format json`.",
    );
    (lang.pick(format!("Nog {left} hier niet getoond."), format!("{left} not shown here.")), next.to_owned())
}

/// With a full stop.
pub(crate) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!', ':']) { text.to_owned() } else { format!("{text}.") }
}
