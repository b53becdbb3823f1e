//! What a proposal writes: the notation of the figure that stood there, and never a text that reads as something else.

#![cfg(test)]

mod common;
#[path = "support/remedy.rs"]
mod remedy;

use remedy::tried;

/// What stands in the place of a figure of this type when it must be at least, or at most, the limit.
#[track_caller]
fn instead(ty: &str, old: &str, limit: &str) -> String {
    let (op, limit) = limit.split_once(' ').unwrap();
    let model = format!(
        "\nobject afspraak \"Een afspraak\"\n  periode: periode verplicht rol looptijd \"Looptijd\"\n  \
         bomen: aantal bomen \"Iets anders dat geteld wordt\"\n  cijfer: {ty} \"Cijfer\"\n\n\
         parameter grens: {ty} \"Grens\"\n  altijd = {limit} bron wet, \"1\"\n"
    );
    let text = format!("periode: 2026\ncijfer: {old}\n");
    let t = tried(&model, &[&format!("eis afspraak.cijfer {op} grens")], &text);
    let written = t.written("PRO-01");
    let one = written.first().map_or("", |new| new.lines().nth(1).unwrap());
    one.trim_start_matches("cijfer: ").to_owned()
}

#[test]
fn the_form_of_a_count_stays() {
    let homes = "aantal woningen";
    for (old, limit, new) in [
        ("7", ">= 10", "10"),
        ("'7'", ">= 10", "'10'"),
        ("\"7 woningen\"", ">= 1300", "\"1300 woningen\""),
        ("1.200.000", ">= 1300000", "1.300.000"),
        ("1 200 000", ">= 1300000", "1 300 000"),
        ("1 200", ">= 1300", "1 300"),
        ("7 woningen", ">= 10", "10 woningen"),
        // One point and three digits could be less than a thousand.
        ("1.200.000", "<= 900000", "900000"),
        // Fewer digits take no mark.
        ("1 200", "<= 900", "900"),
        ("1 200", "<= 1000", "1 000"),
        ("12 duizend", ">= 15000", "15 duizend"),
        // A stretch is left alone: which of its ends should move is for the parties to say. One bound that moves would leave open
        // what the figure is.
        ("2 - 7", ">= 10", ""),
        ("maximaal 7", ">= 10", ""),
    ] {
        assert_eq!(instead(homes, old, limit), new, "{old} {limit}");
    }
}

#[test]
fn the_sign_of_a_balance() {
    for (old, limit, new) in [
        ("-15", ">= 3", "3"),
        ("-15", ">= -3", "-3"),
        ("−15", ">= -3", "-3"),
        ("15", "<= -1200", "-1200"),
        ("15 woningen", "<= -3", "-3 woningen"),
    ] {
        assert_eq!(instead("saldo woningen", old, limit), new, "{old} {limit}");
    }
}

#[test]
fn the_form_of_a_share_stays() {
    for (old, limit, new) in [
        ("3,9%", "<= 3,6%", "3,6%"),
        ("3.9 %", "<= 3,6%", "3.6 %"),
        ("\"3,90%\"", "<= 3,6%", "\"3,60%\""),
        ("30%", ">= 30,25%", "\"30,25%\""),
        ("30 procent", ">= 33%", "33 procent"),
        // A share of the whole goes no further.
        ("99%", ">= 100%", "100%"),
    ] {
        assert_eq!(instead("percentage", old, limit), new, "{old} {limit}");
    }
    assert_eq!(instead("procentpunt", "0,5 procentpunt", ">= 0,75 procentpunt"), "0,75 procentpunt");
    assert_eq!(instead("procentpunt", "1 pp", ">= 0,5 procentpunt"), "");
}

#[test]
fn the_form_of_an_amount_stays() {
    for (old, limit, new) in [
        ("€ 1.234,50", ">= € 2345", "€ 2.345,00"),
        ("€ 1234,50", ">= € 2345", "€ 2345,00"),
        ("1,234.50 euro", ">= € 2345", "2,345.00 euro"),
        ("€ 1,234,567", ">= € 2345678,50", "€ 2,345,678.50"),
        ("€ 500,-", ">= € 600", "€ 600,-"),
        ("€ 500", ">= € 600,50", "\"€ 600,50\""),
        ("€ 500", ">= € 600", "€ 600"),
        ("€ 35 miljoen", ">= € 36500000", "\"€ 36,5 miljoen\""),
        ("€ 35 mln", ">= € 36000000", "€ 36 mln"),
        ("€ 1 miljard", ">= € 1010000000", "\"€ 1,01 miljard\""),
        // `1,005 miljard` could be read as more than a thousand: then the plain form.
        ("€ 1 miljard", ">= € 1005000000", "€ 1005000000"),
        ("€ 1,00", ">= € 1234567", "€ 1234567,00"),
    ] {
        assert_eq!(instead("bedrag", old, limit), new, "{old} {limit}");
    }
}

/// `1,005 duizend` could be more than a million: then the plain form of the unit.
#[test]
fn a_form_that_would_have_two_readings_gives_way_to_the_plain_one() {
    assert_eq!(instead("kWh/m²", "1 duizend kWh/m²", ">= 1005 kWh/m²"), "1005 kWh/m²");
    assert_eq!(instead("percentage", "2 duizend procent", "<= 1005%"), "1005%");
    assert_eq!(instead("procentpunt", "2 duizend procentpunt", "<= 1005 procentpunt"), "1005 procentpunt");
}

#[test]
fn the_form_of_a_day_stays() {
    for (old, new) in [
        ("24-6-2027", "1-3-2027"),
        ("4-11-2027", "1-3-2027"),
        ("24-06-2027", "01-03-2027"),
        ("04-6-2027", "01-03-2027"),
        ("4-06-2027", "01-03-2027"),
        // Nothing tells how a single digit is written here.
        ("24-11-2027", "01-03-2027"),
        ("\"24-6-2027\"", "\"1-3-2027\""),
        ("24 juni 2027", "1 maart 2027"),
        ("2027-06-24", "2027-03-01"),
    ] {
        assert_eq!(instead("datum", old, "<= 2027-03-01"), new, "{old}");
    }
    assert_eq!(instead("datum", "2027-06-24", ">= 2027-07-01"), "2027-07-01");
}

const WORDS: &str = r#"
keuzelijst projectsoort "Soort"
  sloop code SLO "Sloop"
  'A+' code AP "Iets met een teken"
  half_half code HAH code HH "Van beide"

object afspraak "Een afspraak"
  periode:  periode verplicht rol looptijd "Looptijd"
  openbaar: ja/nee                         "Openbaar"
  soort:    projectsoort                   "Soort"
"#;

/// The lines of an agreement that a norm changes or adds.
#[track_caller]
fn lines(norm: &str, text: &str) -> Vec<String> {
    let text = format!("periode: 2026\n{text}\n");
    let t = tried(WORDS, &[norm], &text);
    let new = t.written("PRO-01");
    new.iter().flat_map(|n| n.lines()).filter(|l| !text.lines().any(|old| old == *l)).map(str::to_owned).collect()
}

#[test]
fn an_answer_stays_in_its_language() {
    for (old, new) in [
        ("nee", "ja"),
        ("Nee", "ja"),
        ("no", "yes"),
        ("No", "yes"),
        ("false", "true"),
        ("FALSE", "true"),
        ("\"no\"", "\"yes\""),
    ] {
        let line = format!("openbaar: {old}");
        assert_eq!(lines("eis afspraak.openbaar", &line), [format!("openbaar: {new}")]);
    }
    for (old, new) in [("ja", "nee"), ("Yes", "no"), ("true", "false")] {
        let line = format!("openbaar: {old}");
        assert_eq!(lines("eis niet afspraak.openbaar", &line), [format!("openbaar: {new}")]);
    }
}

/// By its name, or by its first code in a file that uses codes; a name with a sign stands between quotes where it is new.
#[test]
fn a_choice_is_written_as_the_file_writes_choices() {
    for (old, wanted, new) in [
        ("sloop", "'A+'", "A+"),
        ("SLO", "'A+'", "AP"),
        ("slo", "half_half", "HAH"),
        ("A+", "half_half", "half_half"),
        ("'A+'", "sloop", "'sloop'"),
    ] {
        let norm = format!("eis afspraak.soort in ({wanted})");
        assert_eq!(lines(&norm, &format!("soort: {old}")), [format!("soort: {new}")]);
    }
    for (wanted, new) in [("'A+'", "\"A+\""), ("half_half", "half_half"), ("sloop", "sloop")] {
        let norm = format!("eis afspraak.openbaar en afspraak.soort in ({wanted})");
        assert_eq!(lines(&norm, "openbaar: nee"), ["openbaar: ja".to_owned(), format!("soort: {new}")]);
    }
}

#[test]
fn the_form_of_a_heat_demand_and_of_a_plain_number_stays() {
    for (old, limit, new) in [
        ("94 kWh/m²", "<= 90 kWh/m²", "90 kWh/m²"),
        ("94.5 kWh/m2", "<= 90 kWh/m²", "90.0 kWh/m2"),
        ("94", "<= 93,5 kWh/m²", "\"93,5\""),
    ] {
        assert_eq!(instead("kWh/m²", old, limit), new, "{old} {limit}");
    }
    assert_eq!(instead("getal", "1,5", ">= 2,25"), "2,25");
    // Three decimals after a figure that is not zero could also be thousands.
    assert_eq!(instead("getal", "0,500", ">= 1,5"), "1,5");
    assert_eq!(instead("getal", "0.500", ">= 0,75"), "0.750");
    assert_eq!(instead("getal", "1.234,500", ">= 2345,5"), "2.345,500");
}
