//! A small data model, and what comes out of rules on it.

use jiff::civil::date;

use toets::agreement;
use toets::evaluate::finding::Finding;
use toets::evaluate::{Case, Detail, Options};
use toets::ruleset::Checked;
use toets::source::Sources;

/// The model that the rules of each test come after.
pub(crate) const MODEL: &str = r#"
regelset proef "Proef"
  versie 1.0.0
  leest afspraak

bron wet "Een wet"
  datum 2024
  graad A

circa 10%
  interpretatie "Een tiende"

kenmerk telbasis: keuze (start_bouw, oplevering) nooit gemengd
  "Wat het cijfer telt"

kenmerk segment: keuze (laag, hoog) nooit gemengd
  "Welke huren het cijfer telt"

object afspraak "Een afspraak"
  periode: periode rol looptijd "De looptijd"
  a: ja/nee "Vraag a"
  b: ja/nee "Vraag b"
  gegund: ja/nee "Of het is gegund"
  n: aantal woningen "Woningen"
  m: aantal woningen "Nog meer woningen"
  groei: saldo woningen "Groei"
  naam: tekst "De naam"
  labels: lijst van tekst "Losse woorden"
  warmte: kWh/m² "De warmtevraag"
  deel: getal "Een getal"
  programma: per jaar cijfers "Het programma"
  gemeenten: lijst van gemeente "Gemeenten"
  huur: bedrag per maand "De huur"
  aandeel: percentage "Het aandeel"
  dag: datum "Een dag"
  jaren: per jaar aantal woningen "Woningen per jaar"
  afwijkingen: lijst van afwijking "Afwijkingen"

object cijfers "Cijfers van een jaar"
  woningen: aantal woningen "Woningen"

object gemeente "Een gemeente"
  naam: tekst rol aanduiding "Naam"
  telt: ja/nee "Of zij telt"
  homes: aantal woningen "Woningen"
  dag: datum "Haar dag"
  jaren: per jaar aantal woningen "Woningen per jaar"
  straten: per jaar lijst van tekst "Straten per jaar"

object afwijking "Een afwijking"
  norm: regel verplicht rol norm "De norm"
  overlegd: ja/nee "Of er is overlegd"

parameter honderd: aantal woningen "Honderd"
  altijd = 100 bron wet, "honderd"

parameter plafond: bedrag per maand "De hoogste huur"
  altijd = € 700 per maand bron wet, "plafond"

parameter minst: percentage "Het kleinste aandeel"
  altijd = 30% bron wet, "aandeel"

parameter later: per jaar percentage "Het aandeel van later"
  2026 onbekend "Nog niet bekend"
  2027 = 30% bron wet, "later"

parameter koel: kWh/m² "De hoogste warmtevraag"
  altijd = 50 kWh/m² bron wet, "warmte"

parameter twee: getal "Twee"
  altijd = 2 bron wet, "twee"

hoofdstuk proef "Proef"
"#;

/// The findings of an agreement, most important first, with their explanation.
#[track_caller]
pub(crate) fn judge(checked: &Checked, sources: &Sources, yaml: &str) -> Vec<Finding> {
    let mut other = Sources::new();
    let id = other.add("afspraak.yaml", yaml);
    let (tree, found) = agreement::read(other.get(id).unwrap());
    assert!(found.is_empty(), "{:?}", found.sorted());
    let tree = tree.unwrap();
    let (facts, found) = agreement::bind(checked, &tree, tree.root());
    let facts = facts.unwrap_or_else(|| panic!("{:?}", found.sorted()));
    let options = Options::default();
    let case = Case { checked, facts: &facts, sources, date: date(2026, 7, 1), options: &options };
    let findings = super::common::findings(case, Detail::Answers);
    for finding in &findings {
        // By itself it is told as among the others, and with less detail nothing else is said.
        let alone = case.finding(finding, Detail::Answers).unwrap();
        assert_eq!(told(checked, sources, &alone), told(checked, sources, finding));
        let mut words = case.finding(finding, Detail::Words).unwrap();
        assert!(words.evidence.is_empty() && words.trace.is_none());
        words.evidence.clone_from(&finding.evidence);
        words.decides.clone_from(&finding.decides);
        words.would.clone_from(&finding.would);
        words.failed.clone_from(&finding.failed);
        assert_eq!(format!("{words:#?}"), format!("{:#?}", Finding { trace: None, ..finding.clone() }));
    }
    findings
}

/// All that a finding says, with its computation.
fn told(checked: &Checked, sources: &Sources, finding: &Finding) -> String {
    let steps = finding.trace.as_ref().map(|t| t.steps(checked, sources, finding));
    format!("{:#?}{steps:#?}", Finding { trace: None, ..finding.clone() })
}

/// The only finding of a rule with these clauses.
#[track_caller]
pub(crate) fn one(clauses: &str, yaml: &str) -> (Checked, Finding) {
    let rule = format!(
        "{MODEL}\nregel PRF-01 \"Proef\"\n  bron wet, \"1\"\n  sterkte in beginsel\n{clauses}  melding \"m\"\n"
    );
    let (checked, sources) = super::common::rulesets(&[rule]);
    let findings = judge(&checked, &sources, yaml);
    let [finding] = <[Finding; 1]>::try_from(findings).unwrap();
    (checked, finding)
}
