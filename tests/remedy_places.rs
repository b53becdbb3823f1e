//! Where a proposal writes what was not stated: in the layout of what stands around it, every other character as it was.

#![cfg(test)]

mod common;
#[path = "support/remedy.rs"]
mod remedy;

use remedy::tried;

const MODEL: &str = r#"
object afspraak "Een afspraak"
  periode:  periode verplicht rol looptijd "Looptijd"
  openbaar: ja/nee                         "Openbaar"
  gezien:   ja/nee                         "Gezien"
  getoetst: ja/nee                         "Getoetst"
  themas:   lijst van tekst                "Hoofdstukken"
  proces:   proces                         "Proces"
  stappen:  lijst van stap                 "Stappen"

object proces "Een proces"
  start:  ja/nee          "Of het begint"
  einde:  ja/nee          "Of het eindigt"
  stukken: lijst van tekst "Stukken"

object stap "Een stap"
  naam:    tekst rol aanduiding "Naam"
  gedaan:  ja/nee               "Gedaan"
  nagezien: ja/nee              "Nagezien"
  stukken: lijst van tekst      "Stukken"
"#;

/// Every step is done and looked over.
const STEPS: &str = "voor elke stap in afspraak.stappen\n  eis stap.gedaan en stap.nagezien";

/// Puts the answer that is missing where `⟨…⟩` stands, and nothing else.
#[track_caller]
fn comes_here(norm: &str, expected: &str) {
    let mut text = String::new();
    let mut wanted = String::new();
    for (i, part) in expected.split(['⟨', '⟩']).enumerate() {
        if i % 2 == 0 {
            text.push_str(part);
        }
        wanted.push_str(part);
    }
    // What changes from `nee` to `ja` is written down as it must become.
    let text = text.replace("JA", "nee");
    let t = tried(MODEL, &[norm], &text);
    assert_eq!(t.written("PRO-01"), [wanted.replace("JA", "ja")], "{:?}", t.said("PRO-01"));
}

#[test]
fn below_the_last_field_that_has_a_line_of_its_own() {
    for expected in [
        "periode: 2026\nstappen:\n  - naam: A\n    gedaan: JA⟨\n    nagezien: ja⟩\n",
        "periode: 2026\nstappen:\n  - naam: A\n    gedaan: JA   # nog niet⟨\n    nagezien: ja⟩\nthemas: []\n",
        // No line end at the end, carriage returns, quotes, and the dash right below the key.
        "periode: 2026\nstappen:\n- gedaan: JA⟨\n  nagezien: ja⟩",
        "periode: 2026\r\nstappen:\r\n- gedaan: JA  # ooit⟨\r\n  nagezien: ja⟩\r\n",
        "periode: 2026\nstappen:\n- gedaan: JA\n  naam: \"A # B\"⟨\n  nagezien: ja⟩\n",
        // The list goes over several lines: below the field before it.
        "periode: 2026\nstappen:\n  - gedaan: JA⟨\n    nagezien: ja⟩\n    stukken:\n      - een\n      - twee\n",
        "periode: 2026\nstappen:\n  - stukken:\n      - een\n    gedaan: JA⟨\n    nagezien: ja⟩\n",
        "periode: 2026\nstappen:\n  - gedaan: JA⟨\n    nagezien: ja⟩\n    stukken: [een,\n      twee]\n",
    ] {
        comes_here(STEPS, expected);
    }
}

#[test]
fn between_braces() {
    for expected in [
        "periode: 2026\nstappen:\n  - {naam: A, gedaan: JA⟨, nagezien: ja⟩}\n",
        "periode: 2026\nstappen: [{naam: A, gedaan: JA⟨, nagezien: ja⟩ }]\n",
        "periode: 2026\nstappen:\n  - {naam: A, gedaan: JA,⟨ nagezien: ja,⟩ }\n",
        "periode: 2026\nstappen:\n  - {naam: A,\n     gedaan: JA⟨, nagezien: ja⟩\n    }\n",
        // A remark may stand before the brace: then the field comes first.
        "periode: 2026\nstappen:\n  - {⟨nagezien: ja, ⟩naam: A, gedaan: JA  # nog niet\n    }\n",
    ] {
        comes_here(STEPS, expected);
    }
}

/// The whole agreement and an object in it.
#[test]
fn in_the_agreement_itself() {
    let norm = "eis afspraak.openbaar en afspraak.gezien";
    comes_here(norm, "\u{feff}openbaar: JA\nperiode: 2026⟨\ngezien: ja⟩\n");
    comes_here(norm, "openbaar: JA\nperiode: 2026  # een jaar⟨\ngezien: ja⟩\n\n# het einde\n");
    comes_here(norm, "{openbaar: JA, periode: 2026⟨, gezien: ja⟩}\n");
    let norm = "eis afspraak.openbaar en (afspraak.proces.start bij ontbreken nee)";
    comes_here(norm, "periode: 2026\nopenbaar: JA\nproces: {⟨start: ja, ⟩}\n");
    comes_here(norm, "periode: 2026\nopenbaar: JA\nproces: {⟨start: ja, ⟩ }\n");
    // All that stands there goes over several lines: above the first.
    comes_here(norm, "periode: 2026\nopenbaar: JA\nproces:\n  ⟨start: ja\n  ⟩stukken:\n    - een\n");
    comes_here(norm, "periode: 2026\r\nopenbaar: JA\r\nproces:\r\n  ⟨start: ja\r\n  ⟩stukken:\r\n    - een\r\n");
}

/// Each leaves room for the next.
#[test]
fn several_at_one_place() {
    let norm = "eis afspraak.openbaar en afspraak.gezien en afspraak.getoetst";
    comes_here(norm, "periode: 2026\nopenbaar: JA⟨\ngezien: ja\ngetoetst: ja⟩\n");
    comes_here(norm, "{periode: 2026, openbaar: JA⟨, gezien: ja, getoetst: ja⟩}\n");
    comes_here(norm, "{periode: 2026, openbaar: JA,⟨ gezien: ja, getoetst: ja,⟩ }\n");
    comes_here(norm, "{⟨gezien: ja, getoetst: ja, ⟩periode: 2026, openbaar: JA  # nee\n}\n");
    let norm = "eis afspraak.openbaar en (afspraak.proces.start bij ontbreken nee) en (afspraak.proces.einde bij ontbreken nee)";
    comes_here(norm, "periode: 2026\nopenbaar: JA\nproces: {⟨start: ja, einde: ja, ⟩}\n");
    comes_here(norm, "periode: 2026\nopenbaar: JA\nproces:\n  ⟨start: ja\n  einde: ja\n  ⟩stukken:\n    - een\n");
}

/// A new item of a list comes below the last one with what is remarked of that, above a remark that stands as far out as the dash.
#[test]
fn below_the_last_item_with_its_remarks() {
    let model = r#"
object afspraak "Een afspraak"
  periode: periode verplicht rol looptijd "Looptijd"
  plannen: lijst van plan                 "Plannen"
  slot:    tekst                          "Slot"

object plan "Een plan"
  naam:     tekst rol aanduiding "Naam"
  woningen: aantal woningen      "Woningen"

parameter tien: aantal woningen "Tien"
  altijd = 10 bron wet, "1"
"#;
    let norm = "eis som(p.woningen voor p in afspraak.plannen) >= tien";
    for expected in [
        "periode: 2026\nplannen:\n  - naam: A\n    woningen: 4\n    # een opmerking\n⟨⟩  # over wat volgt\nslot: s\n",
        "periode: 2026\nplannen:\n  - naam: A\n    woningen: 4\n⟨⟩  # over wat volgt\n",
        "periode: 2026\nplannen:\n  - naam: A\n    woningen: 4\n⟨⟩# over wat volgt\n\nslot: s\n",
        "periode: 2026\nplannen:\n  - naam: A\n    woningen: 4  # vier\n⟨⟩slot: s\n",
        "periode: 2026\nplannen:\n- naam: A\n  woningen: 4\n  # over A\n⟨⟩# over wat volgt\nslot: s\n",
    ] {
        let indent = if expected.contains("\n- ") { "" } else { "  " };
        let text = expected.replace("⟨⟩", "");
        let t = tried(model, &[norm], &text);
        let wanted = expected.replace("⟨⟩", &format!("{indent}- {{naam: Nog te noemen plan, woningen: 6}}\n"));
        let written = t.written("PRO-01");
        assert!(written.contains(&wanted), "{wanted}\n{written:#?}");
    }
}
