//! What a ruleset says beside its rules, as it shows in findings: rules that are off, messages for special cases, words that
//! lapsed.

#![cfg(test)]

mod common;

use toets::agreement;
use toets::diagnostic::Diagnostics;
use toets::evaluate::finding::{Finding, Verdict};
use toets::evaluate::{Case, Detail, Options};
use toets::ruleset::Checked;
use toets::source::Sources;

const MODEL: &str = r#"
regelset proef "Proef"
  versie 1.0.0
  leest afspraak

bron wet "Een wet"
  datum 2024
  graad A

object afspraak "Een afspraak"
  woningen: aantal woningen "Alle woningen"
  sociaal: aantal woningen "Sociale huurwoningen"
  aandeel: percentage "Aandeel sociale huur"
  toepassing: keuze (norm_per_project, norm_per_regio) "Waar de norm geldt"
  soorten: lijst van soort "Soorten"

keuzelijst soort "Soort"
  sloop_nieuwbouw "Sloop met nieuwbouw"
  nieuwbouw       "Nieuwbouw"

hoofdstuk proef "Proef"
"#;

fn ruleset(rules: &str) -> (Checked, Sources) {
    common::rulesets(&[format!("{MODEL}\n{rules}")])
}

fn bind(checked: &Checked, sources: &mut Sources, yaml: &str) -> (Option<agreement::facts::Facts>, Diagnostics) {
    let id = sources.add("afspraak.yaml", yaml);
    let (tree, found) = agreement::read(sources.get(id).unwrap());
    assert!(found.is_empty());
    let tree = tree.unwrap();
    agreement::bind(checked, &tree, tree.root())
}

fn run(rules: &str, yaml: &str, include: &[&str]) -> Vec<(String, Finding)> {
    let (checked, mut sources) = ruleset(rules);
    let (facts, found) = bind(&checked, &mut sources, yaml);
    assert!(found.is_empty(), "{:?}", found.sorted());
    let include = include.iter().map(|id| checked.rule_id(id).unwrap()).collect();
    let options = Options { include, ..Options::default() };
    let date = jiff::civil::date(2026, 1, 1);
    let case = Case { checked: &checked, facts: &facts.unwrap(), sources: &sources, date, options: &options };
    let findings = common::findings(case, Detail::Steps);
    findings.into_iter().map(|f| (checked.rule(f.rule).id.clone(), f)).collect()
}

const OFF: &str = r#"
regel PRF-01 "Onbevestigd"
  bron wet, "artikel 1"
  sterkte verplicht
  standaard uit "de tekst van de wet is niet bevestigd"
  eis afspraak.sociaal > 0
  melding "Er zijn {afspraak.sociaal} sociale huurwoningen"

regel PRF-02 "Steunt erop"
  bron wet, "artikel 2"
  sterkte verplicht
  eis PRF-01 voldoet
  melding "Er zijn {afspraak.woningen} woningen"
"#;

#[test]
fn a_rule_that_is_off_gives_no_finding() {
    let findings = run(OFF, "sociaal: 0\nwoningen: 3\n", &[]);
    let [(id, finding)] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((id.as_str(), finding.verdict), ("PRF-02", Verdict::NotCheckable));
    assert_eq!(finding.reasons[0].nl, "PRF-01 staat standaard uit en is niet aangezet");
    assert!(!finding.fault);
}

#[test]
fn a_rule_that_is_asked_for_counts() {
    let findings = run(OFF, "sociaal: 0\nwoningen: 3\n", &["PRF-01"]);
    let verdicts: Vec<_> = findings.iter().map(|(id, f)| (id.as_str(), f.verdict)).collect();
    assert_eq!(verdicts, [("PRF-01", Verdict::NotMet), ("PRF-02", Verdict::NotMet)]);
    let said = &of(&findings, "PRF-01").remarks[0].nl;
    assert_eq!(
        said,
        "deze norm staat standaard uit en is voor deze toets aangezet: de tekst van de wet is niet bevestigd"
    );
}

#[test]
fn the_first_message_that_holds_is_used() {
    let rules = r#"
regel PRF-01 "Aandeel"
  bron wet, "artikel 1"
  sterkte verplicht
  waarbij deel = afspraak.sociaal / afspraak.woningen bij ontbreken afspraak.aandeel
  eis deel > 0
  melding "Alleen een aandeel: {deel als procent}" als niet bekend(afspraak.woningen)
  melding "Geen woning" als afspraak.woningen = 0
  melding "{afspraak.sociaal} van {afspraak.woningen}"
"#;
    let said = |yaml: &str| run(rules, yaml, &[])[0].1.message.nl.clone();
    assert_eq!(said("aandeel: 25%\n"), "Alleen een aandeel: 25%");
    assert_eq!(said("sociaal: 1\nwoningen: 4\n"), "1 van 4");
}

#[test]
fn choices_in_a_message_are_words() {
    let rules = r#"
regel PRF-01 "Toepassing"
  bron wet, "artikel 1"
  sterkte ruimte
  eis afspraak.toepassing = norm_per_regio
  melding "Toegepast: {afspraak.toepassing}; soorten: {afspraak.soorten}"
"#;
    let findings = run(rules, "toepassing: norm_per_project\nsoorten: [sloop_nieuwbouw, nieuwbouw]\n", &[]);
    assert_eq!(findings[0].1.message.nl, "Toegepast: norm per project; soorten: sloop nieuwbouw, nieuwbouw");
    // Evidence shows the value as a file writes it.
    assert_eq!(findings[0].1.evidence[0].value.nl, "norm_per_project");
}

#[test]
fn a_word_that_lapsed_says_what_is_meant() {
    let rules = r#"
vervallen woord grens vanaf 2025 "schrijf `sociaal` of `woningen`"

engels vervallen woord grens "write `sociaal` or `woningen`"

regel PRF-01 "Aandeel"
  bron wet, "artikel 1"
  sterkte verplicht
  eis afspraak.sociaal > 0
  melding "{afspraak.sociaal}"
"#;
    let (checked, mut sources) = ruleset(rules);
    let (_, found) = bind(&checked, &mut sources, "huurgrens_2026: 3\n");
    let found = found.sorted();
    assert_eq!(found[0].code, "agreement::unknown_field");
    assert_eq!(
        found[0].help.as_ref().unwrap().nl,
        "het woord `grens` kan vanaf 2025 twee dingen betekenen: schrijf `sociaal` of `woningen`"
    );
}

const BASE: &str = include_str!("fixtures/check/lagen.regels");

/// Runs a ruleset of one's own on top of the base.
fn run_own(own: &str, yaml: &str, date: &str) -> Vec<(String, Finding)> {
    let header = "regelset eigen \"Eigen\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2034-12-31\n  bouwt op lagen\n\n\
                  bron programma \"Programma\"\n  datum 2025\n  graad A\n\n";
    let (checked, mut sources) = common::rulesets(&[BASE.to_owned(), format!("{header}{own}\n")]);
    let (facts, found) = bind(&checked, &mut sources, yaml);
    assert!(found.is_empty(), "{:?}", found.sorted());
    let (options, date) = (Options::default(), date.parse().unwrap());
    let case = Case { checked: &checked, facts: &facts.unwrap(), sources: &sources, date, options: &options };
    let findings = common::findings(case, Detail::Steps);
    findings.into_iter().map(|f| (checked.rule(f.rule).id.clone(), f)).collect()
}

fn of<'a>(findings: &'a [(String, Finding)], id: &str) -> &'a Finding {
    &findings.iter().find(|(r, _)| r == id).unwrap().1
}

const SHARE: &str = "aanscherping aandeel\n  vanaf 2027 = 35% bron programma, \"hoofdstuk 2\"";

#[test]
fn a_stricter_value_counts_from_its_day_and_shows_both() {
    let yaml = "woningen: 100\nsociaal: 33\n";
    let before = run_own(SHARE, yaml, "2026-12-31");
    assert_eq!(of(&before, "LAG-01").verdict, Verdict::Met);
    assert!(of(&before, "LAG-01").params[0].base.is_none());
    let after = run_own(SHARE, yaml, "2027-01-01");
    let finding = of(&after, "LAG-01");
    assert_eq!(finding.verdict, Verdict::NotMet);
    assert_eq!(finding.message.nl, "33 van 100; nodig is 35%");
    let [used] = finding.params.as_slice() else { panic!("{:?}", finding.params) };
    let base = used.base.as_ref().unwrap();
    assert_eq!((used.value.nl.as_str(), used.set.as_str()), ("35%", "eigen"));
    assert_eq!((base.value.nl.as_str(), base.set.as_str()), ("30%", "lagen"));
    assert_eq!(used.cite.as_ref().unwrap().place, "hoofdstuk 2");
}

#[test]
fn where_the_base_is_not_known_the_own_value_bounds_it() {
    // The base has no value before 2025.
    let own = "aanscherping hoogste_stijging\n  2024 = 3% bron programma, \"hoofdstuk 3\"";
    let over = run_own(own, "stijging: 3,1%\n", "2024-06-01");
    assert_eq!(of(&over, "LAG-03").verdict, Verdict::NotMet);
    let under = run_own(own, "stijging: 3%\n", "2024-06-01");
    assert_eq!(of(&under, "LAG-03").verdict, Verdict::NotCheckable);
    assert_eq!(of(&under, "LAG-03").missing[0].path, "hoogste_stijging[2024]");
}

#[test]
fn an_earlier_day_is_stricter_too() {
    let own = "aanscherping uiterlijk\n  altijd = 2027-12-31 bron programma, \"hoofdstuk 4\"";
    let findings = run_own(own, "gereed: 2028-06-01\n", "2026-01-01");
    assert_eq!(of(&findings, "LAG-04").verdict, Verdict::NotMet);
}

#[test]
fn a_looser_value_does_not_count_and_is_told() {
    let own = "aanscherping gemeentelijk_aandeel\n  altijd = 25% bron programma, \"hoofdstuk 2\"";
    let yaml = "gemeenten: [{naam: A, woningen: 100, sociaal: 27}]\n";
    let findings = run_own(own, yaml, "2026-01-01");
    let finding = of(&findings, "LAG-02");
    assert_eq!(finding.verdict, Verdict::NotMet);
    assert_eq!(finding.remarks[0].nl, "`gemeentelijk_aandeel` is in eigen 25%, soepeler dan 30%; 30% blijft gelden");
}

#[test]
fn a_stricter_value_for_one_rule_leaves_the_others() {
    let own = "aanscherping hoogste_stijging voor EIG-01\n  altijd = 3% bron programma, \"hoofdstuk 3\"\n\n\
               hoofdstuk eigen \"Eigen\"\n\nregel EIG-01 \"Strenger\"\n  bron programma, \"hoofdstuk 3\"\n  sterkte streven\n  \
               eis afspraak.stijging < hoogste_stijging[peildatum]\n  melding \"{afspraak.stijging}\"";
    let findings = run_own(own, "stijging: 3,5%\n", "2026-01-01");
    assert_eq!(of(&findings, "EIG-01").verdict, Verdict::NotMet);
    assert_eq!(of(&findings, "LAG-03").verdict, Verdict::Met);
    assert!(of(&findings, "LAG-03").params[0].base.is_none());
}
