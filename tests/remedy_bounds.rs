//! What a proposal may change, and how far: nothing that lies fixed, no part above its whole, nothing below zero or before today.

#![cfg(test)]

mod common;
#[path = "support/remedy.rs"]
mod remedy;

use remedy::{Tried, tried, tried_with};

const MODEL: &str = r#"
object afspraak "Een afspraak"
  periode:    periode verplicht rol looptijd      "Looptijd"
  kader:      afspraak rol kader                  "Kader"
  woningen:   aantal woningen                     "Woningen"
  sociaal:    aantal woningen deel van woningen   "Sociale huur"
  midden:     aantal woningen deel van woningen   "Middenhuur"
  ander:      aantal woningen                     "Andere woningen"
  vast:       aantal woningen ligt vast           "Wat er al is"
  groei:      saldo woningen                      "Groei"
  jaar:       jaar                                "Een jaar"
  dag:        datum                               "Een dag"
  aandeel:    percentage                          "Een aandeel"
  bij:        percentage                          "Wat erbij komt"
  per_jaar:   per jaar aantal woningen            "Per jaar"
  daarvan:    per jaar aantal woningen deel van per_jaar "Een deel per jaar"
  programma:  per jaar programmajaar              "Programma"
  bestaand:   plan ligt vast                      "Een plan dat er al is"
  plan:       plan                                "Een plan"
  plannen:    lijst van plan                      "Plannen"
  toegezegd:  lijst van plan rol toezeggingen     "Toezeggingen"
  openbaar:   ja/nee                              "Openbaar"
  besloten:   ja/nee ligt vast                    "Besloten"

object programmajaar "Een jaar"
  woningen: aantal woningen                   "Woningen"
  sociaal:  aantal woningen deel van woningen "Sociale huur"

object plan "Een plan"
  naam:          tekst rol aanduiding          "Naam"
  woningen:      aantal woningen               "Woningen"
  beloofd:       aantal woningen rol toegezegd "Toegezegd"
  gerealiseerd:  aantal woningen rol gerealiseerd "Gerealiseerd"
  klaar:         ja/nee                        "Klaar"

parameter tien: aantal woningen "Tien"
  altijd = 10 bron wet, "1"

parameter drie: getal "Drie"
  altijd = 3 bron wet, "1"

parameter helft: percentage "De helft"
  altijd = 50% bron wet, "1"

parameter anderhalf: percentage "Anderhalf"
  altijd = 150% bron wet, "1"

parameter laat: jaar "Een later jaar"
  altijd = 2030 bron wet, "1"

parameter februari: datum "Eerste dag"
  altijd = 2026-02-01 bron wet, "1"

parameter januari: datum "Laatste dag"
  altijd = 2026-01-10 bron wet, "1"

parameter vorig_jaar: datum "Een dag die voorbij is"
  altijd = 2025-12-31 bron wet, "1"
"#;

/// The changes proposed for one norm, in words; each was written and read again.
#[track_caller]
fn said(norm: &str, text: &str) -> Vec<String> {
    all_said(&tried(MODEL, &[norm], text))
}

#[track_caller]
fn all_said(t: &Tried) -> Vec<String> {
    let said = t.said("PRO-01").into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(t.written("PRO-01").len(), said.len());
    said
}

const NOTHING: [&str; 0] = [];

#[test]
fn what_lies_fixed_stays() {
    let sum = "eis afspraak.vast + afspraak.ander >= tien";
    assert_eq!(said(sum, "periode: 2026\nvast: 2\nander: 3\n"), ["verhoog `ander` met 5 woningen, van 3 naar 8"]);
    // And all below it, whatever the object is elsewhere.
    let norm = "eis afspraak.bestaand.woningen >= tien";
    assert_eq!(said(norm, "periode: 2026\nbestaand: {woningen: 2}\n"), NOTHING);
    let norm = "eis afspraak.plan.woningen >= tien";
    let raised = ["verhoog `plan.woningen` met 8 woningen, van 2 naar 10"];
    assert_eq!(said(norm, "periode: 2026\nplan: {woningen: 2}\n"), raised);
    // A year is no figure to move.
    assert_eq!(said("eis afspraak.jaar >= laat", "periode: 2026\njaar: 2026\n"), NOTHING);
}

/// What is promised is for the parties to say; what was built is as it is.
#[test]
fn a_field_with_a_role_stays_unless_it_is_a_promise() {
    let raised = ["verhoog `plan.beloofd` met 8 woningen, van 2 naar 10"];
    assert_eq!(said("eis afspraak.plan.beloofd >= tien", "periode: 2026\nplan: {beloofd: 2}\n"), raised);
    assert_eq!(said("eis afspraak.plan.gerealiseerd >= tien", "periode: 2026\nplan: {gerealiseerd: 2}\n"), NOTHING);
}

/// An answer that is not stated is given only where it may be: not in what lies fixed, and not in a field that does.
#[test]
fn an_answer_that_lies_fixed_is_not_given() {
    let norm = |more: &str| format!("eis afspraak.openbaar en {more}");
    let both = ["zet `openbaar` op `ja` en vermeld `plan.klaar: ja`"];
    assert_eq!(said(&norm("afspraak.plan.klaar"), "periode: 2026\nopenbaar: nee\nplan: {naam: A}\n"), both);
    assert_eq!(said(&norm("afspraak.bestaand.klaar"), "periode: 2026\nopenbaar: nee\nbestaand: {naam: A}\n"), NOTHING);
    assert_eq!(said(&norm("afspraak.besloten"), "periode: 2026\nopenbaar: nee\n"), NOTHING);
}

/// The tenth of January is the day of the check: what was before it has been, and no day is moved to before it.
#[test]
fn a_day_that_has_been_stays() {
    let later = "eis afspraak.dag >= februari";
    let moved = ["verlaat `dag` met 22 dagen, van 10 januari 2026 naar 1 februari 2026"];
    assert_eq!(said(later, "periode: 2026\ndag: 2026-01-10\n"), moved);
    assert_eq!(said(later, "periode: 2026\ndag: 2026-01-09\n"), NOTHING);
    let moved = ["vervroeg `dag` met 1 dag, van 11 januari 2026 naar 10 januari 2026"];
    assert_eq!(said("eis afspraak.dag <= januari", "periode: 2026\ndag: 2026-01-11\n"), moved);
    assert_eq!(said("eis afspraak.dag <= vorig_jaar", "periode: 2026\ndag: 2026-01-11\n"), NOTHING);
}

#[test]
fn a_year_that_is_over_stays() {
    let norm = "eis som(afspraak.per_jaar) >= tien";
    let text = "periode: 2025 t/m 2026\nper_jaar: {2025: 3, 2026: 4}\n";
    assert_eq!(said(norm, text), ["verhoog `per_jaar.2026` met 3 woningen, van 4 naar 7"]);
    assert_eq!(said(norm, "periode: 2025\nper_jaar: {2025: 3}\n"), NOTHING);
}

/// What the file states once for two places cannot change for one of them.
#[test]
fn what_stands_for_two_places_stays() {
    let norm = "eis afspraak.ander + afspraak.plan.woningen >= tien";
    assert_eq!(said(norm, "periode: 2026\nander: &n 3\nplan: {woningen: *n}\n"), NOTHING);
    // Also where the other place is a text, which no norm reads as a figure.
    let norm = "eis afspraak.ander >= tien";
    let changed = ["verhoog `ander` met 7 woningen, van 3 naar 10"];
    for (shared, apart) in [
        ("ander: &n 3\nplan: {naam: *n}", "ander: 3\nplan: {naam: 3}"),
        ("ander: {waarde: &n 3, onder_voorbehoud: *n}", "ander: {waarde: 3, onder_voorbehoud: 3}"),
        ("ander: {waarde: &n 3, toelichting: *n}", "ander: {waarde: 3, toelichting: 3}"),
    ] {
        assert_eq!(said(norm, &format!("periode: 2026\n{shared}\n")), NOTHING, "{shared}");
        assert_eq!(said(norm, &format!("periode: 2026\n{apart}\n")), changed, "{apart}");
    }
    // An answer that is given below what stands for two places would be given in both.
    let norm = "eis afspraak.openbaar en afspraak.plan.klaar";
    let of = |rest: &str| said(norm, &format!("periode: 2026\nopenbaar: nee\n{rest}\n"));
    assert_eq!(of("plan: &p {woningen: 3}\nbestaand: *p"), NOTHING);
    assert_eq!(of("plan: &p {woningen: 3, klaar: nee}\nbestaand: *p"), NOTHING);
    assert_eq!(of("plan: {woningen: 3}\nbestaand: {woningen: 3}").len(), 1);
    // Nor below what stands for a place that is no fact.
    assert_eq!(of("plan: &p {woningen: 3}\nplannen: [*p]"), NOTHING);
    // An item that is added to what stands for two places would be added in both.
    let norm = "eis som(p.woningen voor p in afspraak.plannen) >= tien";
    let item = ["zet er een plan bij met 10 woningen"];
    assert_eq!(said(norm, "periode: 2026\nplannen: []\n"), item);
    assert_eq!(said(norm, "periode: 2026\nplannen: []\ntoegezegd: []\n"), item);
    assert_eq!(said(norm, "periode: 2026\nplannen: &p []\ntoegezegd: *p\n"), NOTHING);
    // A list with a role of its own gets no item either.
    let norm = "eis som(p.woningen voor p in afspraak.toegezegd) >= tien";
    assert_eq!(said(norm, "periode: 2026\ntoegezegd: []\n"), NOTHING);
}

/// The framework is another file: what it states is changed there, and that is said.
#[test]
fn what_the_framework_states_stays() {
    let of = |norm: &str, text: &str, framework: &str| {
        let t = tried_with(MODEL, &[norm], &format!("periode: 2026\nkader: kader.yaml\n{text}"), framework);
        (all_said(&t), t.not_searched().join("; "))
    };
    let there = "wat in kader.yaml staat, is niet veranderd: kijk daar met `toets fix`";
    let norm = "eis afspraak.ander + afspraak.woningen >= tien";
    let own = vec!["verhoog `ander` met 5 woningen, van 3 naar 8".to_owned()];
    assert_eq!(of(norm, "ander: 3\n", "periode: 2026\nwoningen: 2\n"), (own, there.to_owned()));
    // All that the norm reads is in this file: nothing to say.
    let own = vec!["verhoog `ander` met 7 woningen, van 3 naar 10".to_owned()];
    assert_eq!(of("eis afspraak.ander >= tien", "ander: 3\n", "periode: 2026\nwoningen: 2\n"), (own, String::new()));
    // An answer in an object of the framework is not stated there, and a list of it gets no item here.
    let norm = "eis afspraak.openbaar en afspraak.plan.klaar";
    assert_eq!(of(norm, "openbaar: nee\n", "periode: 2026\nplan: {naam: A}\n").0, NOTHING);
    let norm = "eis som(p.woningen voor p in afspraak.plannen) >= tien";
    assert_eq!(of(norm, "", "periode: 2026\nplannen: [{naam: A, woningen: 3}]\n"), (vec![], there.to_owned()));
    assert_eq!(of(norm, "", "periode: 2026\nplannen: []\n"), (vec![], String::new()));
    let both = of(norm, "plannen: [{naam: B, woningen: 1}]\n", "periode: 2026\nplannen: [{naam: A, woningen: 3}]\n");
    assert_eq!(both.0, ["verhoog `plannen[B].woningen` met 6 woningen, van 1 naar 7"]);
    assert_eq!(both.1, there);
}

#[test]
fn a_share_stays_within_the_whole_and_a_count_above_zero() {
    let norm = "eis afspraak.aandeel + afspraak.bij >= anderhalf";
    let text = "periode: 2026\naandeel: 80%\nbij: 20%\n";
    // 70% more of the one would do, were it not 80% already.
    assert_eq!(said(norm, text), ["verhoog `bij` met 50 procentpunt, van 20% naar 70%"]);
    let norm = "eis afspraak.woningen + afspraak.ander <= tien";
    let text = "periode: 2026\nwoningen: 5\nander: 20\n";
    assert_eq!(said(norm, text), ["verlaag `ander` met 15 woningen, van 20 naar 5"]);
    // A balance may become negative.
    let text = "periode: 2026\nwoningen: 15\ngroei: 2\n";
    let norm = "eis afspraak.groei + afspraak.woningen <= tien";
    assert_eq!(
        said(norm, text),
        ["verlaag `groei` met 7 woningen, van 2 naar −5", "verlaag `woningen` met 7 woningen, van 15 naar 8",]
    );
}

/// 4 of 20, of which 3 are another part: 13 are in none.
#[test]
fn a_part_stays_within_its_whole() {
    let norm = "eis afspraak.sociaal / afspraak.woningen >= helft";
    assert_eq!(
        said(norm, "periode: 2026\nwoningen: 20\nsociaal: 4\nmidden: 3\n"),
        [
            "maak 6 van de 16 andere woningen sociaal (10 van 20; van 4 naar 10)",
            "voeg 12 woningen sociaal toe (16 van 32; `sociaal` van 4 naar 16 en `woningen` van 20 naar 32)",
            "schrap 12 van de 13 andere woningen (8 blijven; van 20 naar 8)",
        ]
    );
    // 15 and 10 of 20 overlap: what is in neither is not known, so that neither can grow within the whole.
    let norm = "eis afspraak.midden >= afspraak.sociaal";
    assert_eq!(
        said(norm, "periode: 2026\nwoningen: 20\nsociaal: 15\nmidden: 10\n"),
        [
            "voeg 5 woningen midden toe (15 van 25; `midden` van 10 naar 15 en `woningen` van 20 naar 25)",
            "verlaag `sociaal` met 5 woningen, van 15 naar 10",
        ]
    );
}

/// The last year has 3 homes, of which 1 counts: it takes 2, the year before it the rest.
#[test]
fn a_part_per_year_stays_within_its_year() {
    let norm = "eis som(afspraak.daarvan) / som(afspraak.per_jaar) >= helft";
    let text = "periode: 2026 t/m 2027\nper_jaar: {2026: 17, 2027: 3}\ndaarvan: {2026: 2, 2027: 1}\n";
    assert_eq!(
        said(norm, text).first().map(String::as_str),
        Some("maak 7 van de 17 andere woningen daarvan (10 van 20; 2027 van 1 naar 3 en 2026 van 2 naar 7)")
    );
    // The same for figures over all years.
    let text = "periode: 2026 t/m 2027\nper_jaar: 20\ndaarvan: 3\n";
    assert_eq!(
        said(norm, text).first().map(String::as_str),
        Some("maak 7 van de 17 andere woningen daarvan (10 van 20; van 3 naar 10)")
    );
    let norm = "eis som(afspraak.daarvan) >= tien";
    let text = "periode: 2026 t/m 2027\nper_jaar: 8\ndaarvan: 3\n";
    assert_eq!(
        said(norm, text),
        ["voeg 7 woningen daarvan toe (10 van 15; `daarvan` van 3 naar 10 en `per_jaar` van 8 naar 15)"]
    );
}

/// A total that is stated beside a year moves along, and the norm is about the total.
#[test]
fn a_total_beside_a_year_moves_along() {
    let norm = "eis som(afspraak.daarvan) / som(afspraak.per_jaar) >= helft";
    let text = "periode: 2026 t/m 2027\nper_jaar: {2026: 10, totaal: 20}\ndaarvan: {2026: 3, totaal: 6}\n";
    assert_eq!(
        said(norm, text).first().map(String::as_str),
        Some("maak 4 van de 14 andere woningen daarvan (10 van 20; 2026 van 3 naar 7 en het totaal van 6 naar 10)")
    );
}

/// A stretch and a figure that has one bound are left alone; the exact figures beside them move.
#[test]
fn a_stretch_stays() {
    let norm = "eis som(afspraak.per_jaar) >= tien";
    let text = "periode: 2026 t/m 2027\nper_jaar: {2026: 3, 2027: 1 - 2}\n";
    assert_eq!(said(norm, text), ["verhoog `per_jaar.2026` met 6 woningen, van 3 naar 9"]);
    let norm = "eis som(afspraak.programma.sociaal) >= tien";
    let text = "periode: 2026 t/m 2027\nprogramma:\n  2026: {woningen: 40, sociaal: 3}\n  2027: {woningen: 9, sociaal: 1 - 2}\n";
    let change = "maak 6 van de 37 andere woningen sociaal (9 van 40; 2026 van 3 naar 9)";
    assert_eq!(said(norm, text).first().map(String::as_str), Some(change));
}

/// A total beside the years would contradict them: it moves along, also where it has a bound only.
#[test]
fn a_total_moves_along() {
    let norm = "eis som(afspraak.per_jaar[j] voor j in jaren(afspraak.per_jaar)) >= tien";
    for (total, after) in [("5", "10"), ("minimaal 5", "minimaal 10"), ("maximaal 8", "maximaal 13")] {
        let text = |n: u32, total: &str| {
            format!("periode: 2026 t/m 2027\nper_jaar: {{2026: 3, 2027: {n}, totaal: {total}}}\n")
        };
        let t = tried(MODEL, &[norm], &text(2, total));
        assert_eq!(t.written("PRO-01"), [text(7, after)], "{:?}", t.said("PRO-01"));
    }
}

/// A total that stands for something else too cannot move, and so nothing does.
#[test]
fn a_total_that_stands_for_two_places_holds_its_years() {
    let norm = "eis som(afspraak.per_jaar[j] voor j in jaren(afspraak.per_jaar)) >= tien";
    let text = "periode: 2026 t/m 2027\nander: &t 5\nper_jaar: {2026: 3, 2027: 2, totaal: *t}\n";
    assert_eq!(said(norm, text), NOTHING);
}

/// There is one home left to give up.
#[test]
fn the_last_one_can_go() {
    assert_eq!(said("eis afspraak.ander <= 0", "periode: 2026\nander: 1\n"), ["verlaag `ander` met 1, van 1 naar 0"]);
}
