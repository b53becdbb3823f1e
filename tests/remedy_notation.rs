//! What a proposal writes: the notation of the figure that stood there, and never a text that reads as something else.

#![cfg(test)]
#![expect(clippy::arithmetic_side_effects, reason = "the figures are small")]

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
        // With cents it says no longer that there are none.
        ("\"€ 869,-\"", ">= € 869,57", "\"€ 869,57\""),
        ("€ 869,-", ">= € 869,57", "€ 869,57"),
        ("€ 1.869,--", ">= € 2000,5", "€ 2.000,50"),
        ("1.869,- euro", ">= € 2000,5", "2.000,50 euro"),
        ("€ 500,=", ">= € 600", "€ 600,="),
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

/// A figure stated to a further decimal than its unit has is moved by that decimal: no smaller change can be written.
#[test]
fn a_change_is_no_larger_than_the_figure_needs() {
    for (ty, old, limit, new) in [
        ("percentage", "3,9870%", "<= 3,6050%", "3,6050%"),
        ("percentage", "3,9870%", "<= 3,6%", "3,6000%"),
        // Three decimals could be thousands; a fourth says that they are not.
        ("percentage", "0,987%", ">= 1,605%", "1,6050%"),
        ("percentage", "3,9%", "<= 3,6050%", "3,6%"),
        ("getal", "0,125", ">= 0,3333", "0,334"),
        ("kWh/m²", "94,25 kWh/m²", "<= 90,1 kWh/m²", "90,10 kWh/m²"),
        ("bedrag", "€ 0,575", ">= € 1,2345", "€ 1,2350"),
    ] {
        assert_eq!(instead(ty, old, limit), new, "{ty} {old} {limit}");
    }
}

/// Digits, or groups of three with one sign between them, and decimals behind another sign.
fn is_number(text: &str) -> bool {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let grouped = |t: &str| {
        ['.', ',', ' '].iter().any(|mark| {
            let mut groups = t.split(*mark);
            let first = groups.next().is_some_and(|g| digits(g) && g.len() <= 3);
            first && t.contains(*mark) && groups.all(|g| digits(g) && g.len() == 3)
        })
    };
    let whole = |t: &str| digits(t) || grouped(t);
    let decimals = |mark: char| {
        let parts = text.rsplit_once(mark);
        parts.is_some_and(|(before, after)| whole(before) && !before.contains(mark) && digits(after))
    };
    whole(text) || decimals(',') || decimals('.')
}

/// An amount as people write it: the sign for no cents stands behind whole euros only.
fn is_amount(text: &str) -> bool {
    let text = text.trim_start_matches("€ ").trim_start_matches("EUR ").trim_end_matches(" euro");
    let whole = [",--", ",-", ",="].iter().find_map(|sign| text.strip_suffix(sign));
    whole.map_or(is_number(text), |w| {
        is_number(w) && w.split(['.', ' ']).skip(1).all(|g| g.len() == 3) && !w.contains(',')
    })
}

/// Cents in the words of an amount, read by hand.
fn cents(text: &str) -> i64 {
    let text = text.trim_start_matches("€ ").trim_start_matches("EUR ").trim_end_matches(" euro");
    let plain = |t: &str| t.replace(['.', ',', ' '], "").parse::<i64>().unwrap();
    if let Some(whole) = [",--", ",-", ",="].iter().find_map(|sign| text.strip_suffix(sign)) {
        return plain(whole) * 100;
    }
    match text.rsplit_once([',', '.']) {
        Some((whole, decimals)) if decimals.len() == 2 => plain(whole) * 100 + plain(decimals),
        _ => plain(text) * 100,
    }
}

/// Whole euros in groups of three.
fn grouped(euros: i64, mark: &str) -> String {
    let digits = euros.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(c);
    }
    out
}

/// An amount in one of the ways in which people write them.
fn amount(cents: i64, form: usize) -> String {
    let (euros, rest) = (cents / 100, cents % 100);
    match form % 9 {
        0 => format!("€ {euros},{rest:02}"),
        1 => format!("€ {},{rest:02}", grouped(euros, ".")),
        2 => format!("{}.{rest:02} euro", grouped(euros, ",")),
        3 => format!("EUR {},{rest:02}", grouped(euros, " ")),
        4 => format!("€ {euros},-"),
        5 => format!("€ {},--", grouped(euros, ".")),
        6 => format!("{},= euro", grouped(euros, " ")),
        7 => format!("{euros}"),
        _ => format!("€ {euros}"),
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 150, failure_persistence: None, ..Default::default() })]

    /// What is written in the place of an amount is one, whatever stood there, and it changes by no cent more than is needed.
    #[test]
    fn what_is_written_is_an_amount_and_no_cent_more(old in 0i64..300_000_000, limit in 0i64..300_000_000, form in 0usize..9) {
        let text = amount(old, form);
        let old = cents(&text);
        let (op, new) = if old < limit { (">=", limit) } else { ("<=", limit) };
        if old == limit {
            return Ok(());
        }
        let written = instead("bedrag", &format!("\"{text}\""), &format!("{op} € {},{:02}", limit / 100, limit % 100));
        let written = written.trim_matches('"');
        proptest::prop_assert!(is_amount(written), "{} became {}", text, written);
        proptest::prop_assert_eq!(cents(written), new, "{} became {}", text, written);
    }
}

#[test]
fn what_is_no_amount_is_refused() {
    for text in ["€ 869,57,-", "€ 1.000,50,-", "€ 12.5,-", "€ 1,000,-", "€ 5,---"] {
        let model =
            "\nobject afspraak \"A\"\n  periode: periode verplicht rol looptijd \"L\"\n  cijfer: bedrag \"C\"\n";
        let (checked, mut sources) = remedy::rules(model, &[]);
        let id = sources.add("a.yaml", format!("periode: 2026\ncijfer: \"{text}\"\n"));
        let tree = toets::agreement::read(sources.get(id).unwrap()).0.unwrap();
        let (facts, found) = toets::agreement::bind(&checked, &tree, tree.root());
        let codes: Vec<&str> = found.sorted().into_iter().map(|d| d.code).collect();
        assert!(facts.is_none() && !codes.is_empty() && !is_amount(text), "{text}: {codes:?}");
    }
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
