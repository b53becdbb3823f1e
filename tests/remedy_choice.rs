//! Which changes are shown, in which order, and when several go together; and that a text which says something else is no
//! result of a change.

#![cfg(test)]

mod common;
#[path = "support/remedy.rs"]
mod remedy;

use remedy::{Tried, tried};
use toets::agreement::facts::{Bounds, FactValue, Facts};
use toets::evaluate::finding::Verdict;
use toets::number::Number;
use toets::remedy as changes;

const MODEL: &str = r#"
keuzelijst soort "Soort"
  nieuwbouw "Nieuwbouw"
  sloop     "Sloop"

object afspraak "Een afspraak"
  periode:  periode verplicht rol looptijd "Looptijd"
  naam:     tekst                          "Naam"
  a:        aantal woningen                "A"
  b:        aantal woningen                "B"
  c:        aantal woningen                "C"
  d:        aantal woningen                "D"
  huur:     bedrag per maand               "Huur"
  aandeel:  percentage                     "Aandeel"
  warmte:   kWh/m²                         "Warmte"
  dag:      datum                          "Dag"
  soort:    soort                          "Soort"
  ander:    soort                          "Een andere soort"
  per_jaar: per jaar aantal woningen       "Per jaar"
  een:      ja/nee                         "Een"
  twee:     ja/nee                         "Twee"
  drie:     ja/nee                         "Drie"
  vier:     ja/nee                         "Vier"
  vijf:     ja/nee                         "Vijf"
  zes:      ja/nee                         "Zes"
  plannen:  lijst van plan                 "Plannen"
  jaarplan: per jaar plan                  "Het plan van elk jaar"

object plan "Een plan"
  naam:     tekst rol aanduiding "Naam"
  woningen: aantal woningen      "Woningen"
  klaar:    ja/nee               "Klaar"
  gezien:   ja/nee               "Gezien"
  soort:    soort                "Soort"

parameter tien: aantal woningen "Tien"
  altijd = 10 bron wet, "1"

parameter keer: getal "Drie keer"
  altijd = 3 bron wet, "1"

parameter grens: bedrag per maand "Grens"
  altijd = € 500 per maand bron wet, "1"

parameter helft: percentage "Helft"
  altijd = 50% bron wet, "1"

parameter warm: kWh/m² "Warmte"
  altijd = 50 kWh/m² bron wet, "1"

parameter laatste: jaar "Het laatste jaar"
  altijd = 2027 bron wet, "1"

parameter later: jaar "Het jaar daarna"
  altijd = 2028 bron wet, "1"

parameter maart: datum "Maart"
  altijd = 2026-03-01 bron wet, "1"
"#;

const NOTHING: [&str; 0] = [];

#[track_caller]
fn said(norms: &[&str], text: &str) -> Vec<String> {
    let t = tried(MODEL, norms, text);
    let said = t.said("PRO-01").into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(t.written("PRO-01").len(), said.len());
    said
}

/// Four at most; that there are more is said, with how many.
#[test]
fn four_changes_are_shown_and_the_others_counted() {
    let shown = |answers: &str, norm: &str| {
        let t = tried(MODEL, &[norm], &format!("periode: 2026\n{answers}"));
        (t.said("PRO-01").len(), t.not_searched().join("; "))
    };
    let four = "een: nee\ntwee: nee\ndrie: nee\nvier: nee\n";
    let norm = "eis afspraak.een of afspraak.twee of afspraak.drie";
    assert_eq!(shown("een: nee\ntwee: nee\ndrie: nee\n", norm), (3, String::new()));
    let norm = "eis afspraak.een of afspraak.twee of afspraak.drie of afspraak.vier";
    assert_eq!(shown(four, norm), (4, String::new()));
    let norm = "eis afspraak.een of afspraak.twee of afspraak.drie of afspraak.vier of afspraak.vijf of afspraak.zes";
    let more = "er zijn nog 2 andere veranderingen, van gelijke of grotere omvang".to_owned();
    assert_eq!(shown(&format!("{four}vijf: nee\nzes: nee\n"), norm), (4, more));
    // A change that cannot be written is not shown, and is none of those that come after.
    let norm =
        "voor elk plan in afspraak.plannen\n  eis (plan.klaar bij ontbreken nee) of (plan.gezien bij ontbreken nee)";
    assert_eq!(shown("plannen: [gezien: nee]\n", norm).1, "");
}

/// An answer, then counts, shares, amounts, heat and days; of the same sort the smallest first.
#[test]
fn the_order_is_by_sort_and_then_by_size() {
    let norm = "eis afspraak.dag <= maart of afspraak.warmte <= warm of afspraak.huur <= grens";
    let text = "periode: 2026\ndag: 2026-03-02\nwarmte: 51 kWh/m²\nhuur: € 600\n";
    assert_eq!(
        said(&[norm], text),
        [
            "verlaag `huur` met € 100 per maand, van € 600 per maand naar € 500 per maand",
            "verlaag `warmte` met 1 kWh/m², van 51 kWh/m² naar 50 kWh/m²",
            "vervroeg `dag` met 1 dag, van 2 maart 2026 naar 1 maart 2026",
        ]
    );
    let norm = "eis afspraak.aandeel >= helft of afspraak.a >= tien of afspraak.b >= tien of afspraak.een";
    assert_eq!(
        said(&[norm], "periode: 2026\naandeel: 49%\na: 3\nb: 4\neen: nee\n"),
        [
            "zet `een` op `ja`",
            "verhoog `b` met 6 woningen, van 4 naar 10",
            "verhoog `a` met 7 woningen, van 3 naar 10",
            "verhoog `aandeel` met 1 procentpunt, van 49% naar 50%",
        ]
    );
}

/// Where the last year cannot do it alone, one year that counts more may do it with less than several together.
#[test]
fn of_one_field_the_smallest_change_is_kept() {
    let norm = |weighed: &str| {
        format!(
            "voor elke j in jaren(afspraak.per_jaar)\n  als j = laatste\n    anders \"een ander jaar\"\n  eis {weighed} <= tien"
        )
    };
    // 2 + 3 × 9: without the 2, three more of the year before would have to go: 8 in all. Of that year alone 7 do.
    let weighed = norm("afspraak.per_jaar[j] + keer * afspraak.per_jaar[j - 1]");
    assert_eq!(
        said(&[&weighed], "periode: 2026 t/m 2027\nper_jaar: {2026: 9, 2027: 2}\n"),
        ["verlaag `per_jaar` met 7 woningen, 2026 van 9 naar 2"]
    );
    // 1 + 3 × 2 + 8 is 5 too many: 2 of the middle year do, or 5 of the first, or 1 of the last with 2 of the middle year.
    let weighed = norm("afspraak.per_jaar[j] + keer * afspraak.per_jaar[j - 1] + afspraak.per_jaar[j - 1 - 1]")
        .replace("laatste", "later");
    assert_eq!(
        said(&[&weighed], "periode: 2026 t/m 2028\nper_jaar: {2026: 8, 2027: 2, 2028: 1}\n"),
        ["verlaag `per_jaar` met 2 woningen, 2027 van 2 naar 0"]
    );
}

/// No change of one figure meets both requirements: one of each, and none more than three.
#[test]
fn a_norm_that_asks_several_things_gets_a_change_for_each() {
    let two = "eis afspraak.a >= tien\n  eis afspraak.b <= tien";
    assert_eq!(
        said(&[two], "periode: 2026\na: 7\nb: 12\n"),
        ["verhoog `a` met 3 woningen, van 7 naar 10, en verlaag `b` met 2 woningen, van 12 naar 10"]
    );
    // The one that is met already is left alone.
    assert_eq!(said(&[two], "periode: 2026\na: 10\nb: 12\n"), ["verlaag `b` met 2 woningen, van 12 naar 10"]);
    let three = "eis afspraak.a >= tien\n  eis afspraak.b <= tien\n  eis afspraak.c >= tien";
    assert_eq!(
        said(&[three], "periode: 2026\na: 7\nb: 12\nc: 9\n"),
        [
            "verhoog `a` met 3 woningen, van 7 naar 10, en verlaag `b` met 2 woningen, van 12 naar 10, en verhoog `c` met 1, \
          van 9 naar 10"
        ]
    );
    let four = "eis afspraak.a >= tien\n  eis afspraak.b <= tien\n  eis afspraak.c >= tien\n  eis afspraak.d >= tien";
    assert_eq!(said(&[four], "periode: 2026\na: 7\nb: 12\nc: 9\nd: 9\n"), NOTHING);
    // The second requirement takes the figure of the first further: then the change for the first is too much.
    let same = "eis afspraak.a >= tien\n  eis afspraak.a >= tien + afspraak.b";
    assert_eq!(said(&[same], "periode: 2026\na: 7\nb: 5\n"), ["verhoog `a` met 8 woningen, van 7 naar 15"]);
}

/// What a proposal stands for, and texts that say one thing otherwise.
#[test]
fn a_text_that_says_something_else_is_not_the_proposal() {
    let text = "periode: 2026 t/m 2027\nnaam: X\na: 7\nb: 1\nhuur: € 500\ndag: 2026-02-01\nsoort: sloop\neen: ja\nper_jaar: \
                {2026: 1, 2027: 2, totaal: 3}\nplannen: [{naam: P, klaar: ja}, {naam: Q}]\n";
    let t = tried(MODEL, &["eis afspraak.a >= tien"], text);
    let (_, words, p) = t.proposals().next().unwrap();
    assert_eq!(words, "verhoog `a` met 3 woningen, van 7 naar 10");
    let right = text.replace("a: 7", "a: 10");
    let is_it = |text: &str| p.is_in(&t.facts, &t.facts_of(text));
    assert!(is_it(&right) && !is_it(text));
    // The layout says nothing.
    assert!(is_it(&right.replace("soort: sloop\n", "soort: Sloop  # weg\n\n")));
    for (from, to) in [
        ("2026 t/m 2027\n", "2026 t/m 2028\n"),
        ("2026 t/m 2027\n", "2025 t/m 2027\n"),
        ("naam: X", "naam: Y"),
        ("a: 10", "a: 11"),
        ("a: 10", "a: minimaal 10"),
        ("b: 1\n", ""),
        ("b: 1\n", "b: 1\nc: 1\n"),
        ("b: 1\n", "c: 1\n"),
        ("500", "501"),
        ("2026-02-01", "2026-02-02"),
        ("soort: sloop", "soort: nieuwbouw"),
        ("een: ja", "een: nee"),
        ("een: ja", "een: ja\nvolledig: ja"),
        ("2027: 2,", "2027: 4,"),
        ("2026: 1,", "2026: 4,"),
        (", 2027: 2", ""),
        ("2026: 1, ", ""),
        ("totaal: 3", "totaal: 4"),
        (", totaal: 3", ""),
        (", {naam: Q}", ""),
        ("{naam: P, klaar: ja}, ", ""),
        ("{naam: Q}", "{naam: Q}, {naam: R}"),
        ("{naam: Q}", "{naam: R}"),
        ("{naam: P, klaar: ja}", "{naam: P, klaar: nee}"),
        ("{naam: P, klaar: ja}", "{naam: P, klaar: ja, volledig: ja}"),
        ("{naam: P, klaar: ja}", "{naam: P, gezien: ja}"),
    ] {
        let other = right.replace(from, to);
        assert_ne!(other, right, "{from}");
        assert!(!is_it(&other), "{other}");
    }
}

/// Without figures per year nothing else tells the years: both ends of the period count.
#[test]
fn another_period_is_not_the_proposal() {
    let t = tried(MODEL, &["eis afspraak.a >= tien"], "periode: 2026 t/m 2027\na: 7\n");
    let (_, _, p) = t.proposals().next().unwrap();
    let is_it = |period: &str| p.is_in(&t.facts, &t.facts_of(&format!("periode: {period}\na: 10\n")));
    assert!(is_it("2026 t/m 2027"));
    assert!(!is_it("2026 t/m 2028") && !is_it("2025 t/m 2027"));
}

/// What is to be written in another text, or in another file, is refused.
#[test]
fn another_text_is_refused() {
    let t = tried(MODEL, &["eis afspraak.a >= tien"], "periode: 2026\nnaam: een lange naam\na: 7\n");
    let (_, _, p) = t.proposals().next().unwrap();
    assert_eq!(changes::write("periode: 2026\n", t.file, p), Err(changes::Unwritable::OtherText));
    let mut sources = t.sources.clone();
    let other = sources.add("ander.yaml", t.text.as_str());
    assert_eq!(changes::write(&t.text, other, p), Err(changes::Unwritable::OtherText));
}

/// The proposal of each norm, in order.
fn first_of<'t>(t: &'t Tried, norm: &str) -> &'t changes::Proposal {
    t.proposals().find(|(f, ..)| t.checked.rule(f.rule).id == norm).unwrap().2
}

/// Two that give the same answer cannot be made both; two that give another, or elsewhere, can.
#[test]
fn proposals_go_together_unless_they_are_at_one_place() {
    let of = |field: &str| format!("eis afspraak.een en afspraak.{field}");
    let (twee, drie) = (of("twee"), of("drie"));
    let t = tried(MODEL, &[&twee, &twee, &drie], "periode: 2026\neen: nee\n");
    // All set `een`.
    assert!(changes::together([first_of(&t, "PRO-01"), first_of(&t, "PRO-02")]).is_none());
    assert!(changes::together([first_of(&t, "PRO-01"), first_of(&t, "PRO-03")]).is_none());
    let each = |field: &str| {
        format!("voor elk plan in afspraak.plannen\n  eis plan.woningen > 0 of (plan.{field} bij ontbreken nee)")
    };
    let (klaar, gezien) = (each("klaar"), each("gezien"));
    let text = "periode: 2026\nplannen:\n  - {naam: A, woningen: 0}\n  - {naam: B, woningen: 0}\n";
    let t = tried(MODEL, &[&klaar, &gezien, &klaar], text);
    let answers: Vec<_> = t.proposals().filter(|(_, words, _)| words.starts_with("vermeld")).collect();
    let find = |norm: &str, about: &str| {
        let of = |(f, _, p): &&(&toets::evaluate::finding::Judged, &str, &changes::Proposal)| {
            t.checked.rule(f.rule).id == norm && p.changes.iter().all(|c| c.path.starts_with(about))
        };
        answers.iter().find(of).unwrap_or_else(|| panic!("{norm} {about} {answers:?}")).2
    };
    let all = |p: &[&changes::Proposal]| {
        changes::together(p.iter().copied()).map(|p| changes::write(text, t.file, &p).unwrap())
    };
    let (a, b) = ("plannen[A]", "plannen[B]");
    // The same field of the same plan.
    assert_eq!(all(&[find("PRO-01", a), find("PRO-03", a)]), None);
    // The same field of another plan; another field of the same plan.
    let expected = text.replace("woningen: 0}", "woningen: 0, klaar: ja}");
    assert_eq!(all(&[find("PRO-01", a), find("PRO-01", b)]), Some(expected));
    let expected = text.replace("A, woningen: 0}", "A, woningen: 0, klaar: ja, gezien: ja}");
    assert_eq!(all(&[find("PRO-01", a), find("PRO-02", a)]), Some(expected));
}

/// Only what is not met can be brought right: of that it is said that no change was sought.
#[test]
fn what_is_left_out_is_said_where_something_is_not_met() {
    let norms = ["eis afspraak.a >= tien", "eis afspraak.b >= tien", "eis afspraak.c >= tien"];
    let t = tried(MODEL, &norms, "periode: 2026\na: 7\nb: 12\n");
    let of_many = changes::Remedies::of_many_files();
    for f in &t.judged {
        let said = of_many.of(f).not_searched.iter().any(|s| s.nl.starts_with("bij zoveel bestanden"));
        assert_eq!(said, f.verdict == Verdict::NotMet, "{:?}", f.verdict);
    }
}

/// A file of twenty thousand figures would take minutes: that nothing was sought is said, and nothing is proposed.
#[test]
fn of_a_very_large_file_nothing_is_sought_and_that_is_said() {
    let mut text = "periode: 2026\na: 7\nplannen:\n".to_owned();
    for _ in 0..7000 {
        text.push_str("- {naam: P, woningen: 1}\n");
    }
    let t = tried(MODEL, &["eis afspraak.a >= tien", "eis afspraak.a <= tien"], &text);
    assert_eq!(t.proposals().count(), 0);
    let of_each: Vec<usize> = t.judged.iter().map(|j| t.remedies.of(j).not_searched.len()).collect();
    assert_eq!(of_each, [1, 0]);
    assert!(
        t.not_searched().join("").starts_with("naar veranderingen is niet gezocht: het bestand heeft 21004 gegevens")
    );
}

/// Up to the limit changes are sought.
#[test]
fn of_a_file_at_the_limit_changes_are_sought() {
    let most = toets::limits::MAX_FACTS_FOR_TRIALS;
    let of = |extra: &str| {
        // The agreement, its period, `a` and the list; each plan is three.
        let plans = (most - 4) / 3;
        let mut text = format!("periode: 2026\na: 7\n{extra}plannen:\n");
        text.push_str(&"- {naam: P, woningen: 1}\n".repeat(plans));
        let t = tried(MODEL, &["eis afspraak.a >= tien"], &text);
        (t.facts.len(), t.proposals().count())
    };
    assert_eq!(of("b: 1\n"), (most, 1));
    assert_eq!(of("b: 1\nc: 1\n"), (most + 1, 0));
}

/// No comparison fails here: it is what holds that must not.
#[test]
fn a_comparison_that_must_not_hold() {
    let lower = ["verlaag `a` met 3 woningen, van 12 naar 9"];
    assert_eq!(said(&["eis niet (afspraak.a >= tien)"], "periode: 2026\na: 12\n"), lower);
}

/// Exactly that day, 40 days on: steps that double jump over it.
#[test]
fn a_single_day_is_found() {
    assert_eq!(
        said(&["eis afspraak.dag = maart"], "periode: 2026\ndag: 2026-01-20\n"),
        ["verlaat `dag` met 40 dagen, van 20 januari 2026 naar 1 maart 2026"]
    );
    let norm = "eis afspraak.a = afspraak.b + tien";
    assert_eq!(said(&[norm], "periode: 2026\na: 1\nb: 27\n"), ["verhoog `a` met 36 woningen, van 1 naar 37"]);
}

/// The new plan has no place in the file yet: its answers cannot be given, and the norm that asks for them is named.
#[test]
fn an_item_that_breaks_another_norm_says_so() {
    let norms = [
        "eis som(p.woningen voor p in afspraak.plannen) >= tien",
        "voor elk plan in afspraak.plannen\n  eis (plan.klaar bij ontbreken nee)",
    ];
    let clash = "zet er een plan bij met 10 woningen; dan voldoet PRO-02 niet meer, en een verandering die alle haalt is niet gevonden";
    assert_eq!(said(&norms, "periode: 2026\nplannen: []\n"), [clash]);
    // A plan that is there can be said to be ready.
    assert_eq!(
        tried(MODEL, &norms, "periode: 2026\nplannen: [{naam: A, woningen: 12}]\n").said("PRO-02"),
        ["vermeld `klaar: ja`"]
    );
}

/// What counts where the size is read by a machine.
#[test]
fn the_size_has_the_unit_of_the_figure() {
    for (norm, text, size, unit, of) in [
        ("eis afspraak.a >= tien", "a: 7", "3", "woningen", "woningen"),
        ("eis afspraak.huur <= grens", "huur: € 510,50", "10.5", "€ per maand", "€ per maand"),
        ("eis afspraak.aandeel >= helft", "aandeel: 45%", "5", "procentpunt", "%"),
        ("eis afspraak.warmte <= warm", "warmte: 51", "1", "kWh/m²", "kWh/m²"),
        ("eis afspraak.dag <= maart", "dag: 2026-03-03", "2", "dagen", ""),
        ("eis afspraak.een", "een: nee", "1", "antwoorden", ""),
    ] {
        let t = tried(MODEL, &[norm], &format!("periode: 2026\n{text}\n"));
        let p = first_of(&t, "PRO-01");
        let [change] = p.changes.as_slice() else { panic!("{p:?}") };
        assert_eq!((p.size.as_str(), p.unit.nl.as_str(), change.unit.nl.as_str()), (size, unit, of), "{norm}");
    }
}

/// Forty figures are moved one by one; that there are more is said.
#[test]
fn of_more_than_forty_figures_the_others_are_left() {
    let plans = |n: usize| {
        let items: Vec<String> = (0..n).map(|i| format!("{{naam: P{i}, woningen: 1}}")).collect();
        format!("periode: 2026\na: 0\nplannen: [{}]\n", items.join(", "))
    };
    let norm = "eis tien * keer >= som(p.woningen voor p in afspraak.plannen)";
    let of = |n: usize| tried(MODEL, &[norm], &plans(n)).not_searched().join("; ");
    assert!(!of(40).contains("cijfers waar het oordeel op rust"), "{}", of(40));
    let left = "2 van de 42 cijfers waar het oordeel op rust zijn niet veranderd om te zien wat dat doet";
    assert!(of(42).contains(left), "{}", of(42));
}

/// The years of a table are figures each: together they are too many here, and what comes after them is left as well.
#[test]
fn the_years_of_a_table_are_counted_among_the_forty() {
    let years = |last: u32| {
        let years: Vec<String> = (2026..=last).map(|year| format!("{year}: 1")).collect();
        format!("periode: 2026-{last}\na: 5\nper_jaar: {{{}}}\n", years.join(", "))
    };
    let norm = "eis tien * keer >= som(afspraak.per_jaar) + afspraak.a";
    let of = |last: u32| tried(MODEL, &[norm], &years(last)).not_searched().join("; ");
    assert!(!of(2064).contains("cijfers waar het oordeel op rust"), "{}", of(2064));
    let left = "43 van de 43 cijfers waar het oordeel op rust zijn niet veranderd om te zien wat dat doet";
    assert!(of(2067).contains(left), "{}", of(2067));
}

/// For each finding so many changes are tried; where the search stops there, that is said.
#[test]
fn that_the_search_stopped_is_said() {
    let plans = |n: usize, homes: usize| {
        let items: Vec<String> = (0..n).map(|i| format!("{{naam: P{i}, woningen: {homes}}}")).collect();
        format!("periode: 2026\nb: {}\nplannen: [{}]\n", n * homes - 12_345_678, items.join(", "))
    };
    let norm = "eis som(p.woningen voor p in afspraak.plannen) <= afspraak.b";
    let of = |n: usize, homes: usize| tried(MODEL, &[norm], &plans(n, homes)).not_searched().join("; ");
    let stopped = format!("het zoeken is gestopt na {} pogingen", toets::limits::MAX_TRIALS);
    assert!(of(39, 90_000_000).contains(&stopped), "{}", of(39, 90_000_000));
    assert!(!of(3, 90_000_000).contains("gestopt"), "{}", of(3, 90_000_000));
}

/// Two choices that must change places: each gets the other answer that it can have, and not the one that it has.
#[test]
fn of_two_choices_each_gets_another_answer() {
    let norm = "eis afspraak.soort is nieuwbouw en afspraak.ander is sloop";
    let found = said(&[norm], "periode: 2026\nsoort: sloop\nander: nieuwbouw\n");
    assert_eq!(found, ["zet `soort` op `nieuwbouw` en zet `ander` op `sloop`"]);
}

/// What is `ja` already is no answer to give: twelve may change, however many are as they must be.
#[test]
fn what_is_answered_already_takes_no_place() {
    let plans = |ready: usize, not: usize| {
        let of = |n: usize, word: &str| format!("- {{naam: P, klaar: {word}}}\n").repeat(n);
        format!("periode: 2026\nplannen:\n{}{}", of(ready, "ja"), of(not, "nee"))
    };
    let norm = "eis elk plan in afspraak.plannen geldt plan.klaar";
    let of = |ready: usize, not: usize| said(&[norm], &plans(ready, not)).len();
    assert_eq!((of(0, 2), of(20, 2), of(0, 13)), (1, 1, 0));
}

/// Of a change for each of several requirements none is a step too large: each is tried with the others as they are.
#[test]
fn one_step_less_leaves_the_other_changes_as_they_are() {
    let t = tried(MODEL, &["eis afspraak.a >= tien\n  eis afspraak.b <= tien"], "periode: 2026\na: 7\nb: 12\n");
    let figure = |facts: &Facts, name: &str| {
        let index = t.checked.object(t.checked.root()).fields.iter().position(|f| f.name == name).unwrap();
        facts.get(facts.field(facts.root(), index).unwrap()).value.clone()
    };
    let is = |n: i64| FactValue::Number(Bounds::exact(Number::from(n)));
    let less = first_of(&t, "PRO-01").one_less(&t.facts);
    let figures: Vec<_> = less.iter().map(|facts| (figure(facts, "a"), figure(facts, "b"))).collect();
    assert_eq!(figures, [(is(9), is(10)), (is(10), is(11))]);
}

/// Two answers at one place in the file are one thing to write there.
#[test]
fn what_is_added_at_one_place_is_one_replacement() {
    let norm = "voor elk plan in afspraak.plannen\n  eis plan.klaar en plan.gezien";
    let text = "periode: 2026\nplannen:\n  - naam: A\n    woningen: 1\n    soort: sloop\n    volledig: ja\n";
    let t = tried(
        MODEL,
        &[&norm.replace("plan.klaar", "vastgelegd(plan.klaar)").replace("plan.gezien", "vastgelegd(plan.gezien)")],
        text,
    );
    let p = first_of(&t, "PRO-01");
    assert_eq!(p.changes.len(), 2);
    let written: Vec<String> = p.replacements().into_iter().map(|(_, written)| written).collect();
    assert_eq!(written, ["\n    klaar: ja\n    gezien: ja"]);
}

/// Answers that are not stated of things in a list are found through the list as well.
#[test]
fn what_is_not_stated_of_the_things_in_a_list_can_be_answered() {
    let norm = "eis vastgelegd(afspraak.plannen.klaar)";
    let text = "periode: 2026\nvolledig: ja\nplannen: [{naam: A, klaar: ja}, {naam: B}]\n";
    assert_eq!(said(&[norm], text), ["vermeld `plannen[B].klaar: ja`"]);
    // And through the years of a table.
    let norm = "eis vastgelegd(afspraak.jaarplan.klaar)";
    let text = "periode: 2026-2027\nvolledig: ja\njaarplan: {2026: {naam: A, klaar: ja}, 2027: {naam: B}}\n";
    assert_eq!(said(&[norm], text), ["vermeld `jaarplan.2027.klaar: ja`"]);
}

/// What is added is said in the words of its field where those say what is counted; of one the field is quoted.
#[test]
fn a_new_item_is_named_after_what_it_adds() {
    let model =
        MODEL.replace("  klaar:    ja/nee", "  sociale_woningen: aantal woningen \"Sociaal\"\n  klaar:    ja/nee");
    let of = |field: &str, start: usize| {
        let norm = format!("eis som(p.{field} voor p in afspraak.plannen) + afspraak.a >= tien");
        let t = tried(&model, &[&norm], &format!("periode: 2026\na: {start}\nplannen: []\n"));
        t.said("PRO-01").into_iter().filter(|w| w.starts_with("zet er")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("sociale_woningen", 4), ["zet er een plan bij met 6 sociale woningen"]);
    assert_eq!(of("sociale_woningen", 9), ["zet er een plan bij met `sociale_woningen: 1`"]);
}

/// An item that must state more than its name and the figure is not made up; the figure itself may be what it must state.
#[test]
fn an_item_that_must_state_more_is_not_made_up() {
    let of = |model: &str| {
        let norm = "eis som(p.woningen voor p in afspraak.plannen) >= tien";
        tried(model, &[norm], "periode: 2026\nplannen: []\n").said("PRO-01").len()
    };
    assert_eq!(of(MODEL), 1);
    assert_eq!(of(&MODEL.replace("woningen: aantal woningen      \"W", "woningen: aantal woningen verplicht \"W")), 1);
    assert_eq!(of(&MODEL.replace("klaar:    ja/nee  ", "klaar:    ja/nee verplicht")), 0);
}

/// The repair of one norm may break the next: then no change that keeps all is found, and that is said.
#[test]
fn a_repair_that_breaks_a_third_norm_is_no_repair() {
    let norms = ["eis afspraak.a >= tien", "eis afspraak.a + afspraak.b <= tien + tien", "eis afspraak.b >= tien + 1"];
    let open = "verhoog `a` met 3 woningen, van 7 naar 10; dan voldoet PRO-02 niet meer, en een verandering die alle haalt is niet gevonden";
    assert_eq!(said(&norms, "periode: 2026\na: 7\nb: 12\n"), [open]);
}

/// Two new items in one list do not go together: the second was tried in a list without the first.
#[test]
fn two_new_items_of_one_list_do_not_go_together() {
    let sum = |least: &str| format!("eis som(p.woningen voor p in afspraak.plannen) >= {least}");
    let t = tried(
        MODEL,
        &[&sum("tien"), &sum("tien + tien"), "eis afspraak.een"],
        "periode: 2026\neen: nee\nplannen: []\n",
    );
    assert_eq!(t.said("PRO-02"), ["zet er een plan bij met 20 woningen"]);
    assert!(changes::together([first_of(&t, "PRO-01"), first_of(&t, "PRO-02")]).is_none());
    assert!(changes::together([first_of(&t, "PRO-01"), first_of(&t, "PRO-03")]).is_some());
}
