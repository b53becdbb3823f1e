//! What a ruleset says beside its rules, as it shows in findings: rules that are off, messages for special cases, words that
//! lapsed.

#![cfg(test)]

use toets::agreement;
use toets::diagnostic::Diagnostics;
use toets::evaluate::finding::{Finding, Verdict};
use toets::evaluate::{self, Options};
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

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
    let mut sources = Sources::new();
    let id = sources.add("proef.regels", format!("{MODEL}\n{rules}"));
    let (file, found) = syntax::parse(sources.get(id).unwrap());
    assert!(found.is_empty(), "{:?}", found.sorted());
    let (checked, found) = ruleset::check(&[vec![file]], &sources);
    (checked.unwrap_or_else(|| panic!("{:?}", found.sorted())), sources)
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
    let options = Options { trace: true, include, ..Options::default() };
    let date = jiff::civil::date(2026, 1, 1);
    let findings = evaluate::evaluate(&checked, &facts.unwrap(), &sources, date, &options);
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
vervallen woord grens vanaf 2025 "schrijf `sociaal` of `woningen`" engels "write `sociaal` or `woningen`"

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
