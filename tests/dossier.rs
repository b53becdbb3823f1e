//! The dossier and its receipt, on the fictional dispute and on texts that mean harm.

#![cfg(test)]

#[path = "support/made.rs"]
mod made;

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const TEXT: &str = "examples/geschil/tekst.yaml";

/// The command on files as they stand, with what it wrote to standard output.
#[track_caller]
fn run(args: &[&str], code: i32) -> String {
    run_in(Path::new("."), args, code)
}

/// The same in a folder: what a report names is looked for no further.
#[track_caller]
fn run_in(here: &Path, args: &[&str], code: i32) -> String {
    let mut command = Command::cargo_bin("toets").unwrap();
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    let output = command.current_dir(here).args(args).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "{args:?}\nstdout:\n{out}\nstderr:\n{err}");
    if code == 0 { out } else { out + &err }
}

fn report(path: &str, format: &str, more: &[&str]) -> String {
    run(&[&["report", path, "--format", format], more].concat(), 0)
}

/// The files that stand in the example: what the page of the example promises.
#[test]
fn the_dossier_beside_the_example_is_what_comes_out() {
    for (name, format) in [("dossier.md", "markdown"), ("dossier.html", "html")] {
        let path = Path::new("examples/geschil").join(name);
        let found = report(TEXT, format, &[]);
        made::is_up_to_date(&path, &found, "dossier");
    }
}

/// The same files give the same bytes, in every form and language.
#[test]
fn the_same_input_gives_the_same_bytes() {
    for lang in ["nl", "en"] {
        for format in ["markdown", "html"] {
            let more = ["--lang", lang];
            assert_eq!(report(TEXT, format, &more), report(TEXT, format, &more), "{format} {lang}");
        }
    }
}

/// The legal test is reasonableness, and it is for people: the dossier never gives that verdict.
#[test]
fn no_word_weighs() {
    let words = ["onredelijk", "redelijk oordeel", "winnaar", "verliezer", "unreasonable", "winner", "loser"];
    for path in [TEXT, "examples/meerdijk/meerdijk-concept.yaml", "examples/meerdijk/meerdijk-afwijking.yaml"] {
        for (format, lang) in [("markdown", "nl"), ("html", "nl"), ("markdown", "en"), ("html", "en")] {
            let text = report(path, format, &["--lang", lang]).to_lowercase();
            for word in words {
                assert!(!text.contains(word), "{path} {format} {lang}: {word}");
            }
        }
    }
}

/// Admissibility comes first, then the points of dispute, and the receipt comes last.
#[test]
fn the_sections_come_in_the_order_of_a_dispute() {
    let text = report(TEXT, "markdown", &[]);
    let titles: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    assert_eq!(
        titles,
        [
            "1 Ontvankelijkheid: dagen en termijnen",
            "2 Overzicht",
            "3 Geschilpunten",
            "4 Overige normen, per hoofdstuk",
            "5 Wat elke partij noemt en toezegt",
            "6 Wat niet bevestigd is",
            "7 Wat ontbreekt",
            "8 Bronnen",
            "9 Verantwoording",
        ]
    );
    let text = report(TEXT, "markdown", &["--lang", "en"]);
    assert!(text.contains("## 1 Admissibility: days and terms"), "{text}");
}

/// What an adviser needs stands in it: each with the reason why.
#[test]
fn an_adviser_finds_what_a_dispute_asks() {
    let text = report(TEXT, "markdown", &[]);
    for wanted in [
        // Given beside computed, with the place.
        "| 20 januari 2026 (tekst.yaml:16) | dag overzicht: 1 juli 2025; mogelijk vanaf: 1 januari 2026; laatste dag: 29 januari 2026 | voldoet |",
        // The clause with its lines.
        "65 |       2027: {woningen: 110, sociale_huur: 22}",
        // The three parties' figures in one row.
        "18 (tekst.yaml:64) | 24 (bod.yaml:12) | 30 (reactie.yaml:11) |",
        // The force, kept apart by where it comes from.
        "**voldoet niet** · in beginsel · Nationale prestatieafspraken 2025-2034",
        // Whether the reason is barred.
        "is geen geldige reden om af te wijken",
        // The computation.
        "| `aandeel` | `sociaal / totaal bij ontbreken gemeente.aandeel_sociale_huur` | 27% |",
        // Announced, kept apart from what holds.
        "de slottekst van de Wet versterking regie is niet bevestigd",
        // A figure as a table.
        "| 2026 | 20% | 30% |",
        // What each party promises.
        "Bewoners van de Molenbuurt vragen wat zij willen",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

/// Every norm that the check reports stands in the dossier too: it leaves nothing out.
#[test]
fn every_norm_of_the_check_is_told() {
    for path in [TEXT, "examples/meerdijk/meerdijk-concept.yaml"] {
        let json = run(&["check", path, "--format", "json", "--level", "never"], 0);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = report(path, "markdown", &[]);
        let (before, _) = text.split_once("toets-receipt").unwrap();
        for f in json["findings"].as_array().unwrap() {
            let told = f["verdict"] != "niet_van_toepassing";
            let rule = f["rule"].as_str().unwrap();
            assert!(!told || before.contains(rule), "{path}: {rule} {}", f["verdict"]);
        }
    }
}

/// A page without script that loads nothing: it reads years later, on a machine without network.
#[test]
fn the_page_loads_and_runs_nothing() {
    let html = report(TEXT, "html", &[]);
    assert!(html.contains("default-src 'none'"));
    for wrong in ["<script", "<link", "<img", "@import", "url(", "src=", " on", "javascript:"] {
        let found = html.lines().find(|l| l.contains('<') && l.contains(wrong) && tag_has(l, wrong));
        assert!(found.is_none(), "{wrong}: {found:?}");
    }
}

/// Whether some tag of a line holds a text, not only its words.
fn tag_has(line: &str, text: &str) -> bool {
    line.split('<').skip(1).any(|tag| format!("<{}", tag.split('>').next().unwrap_or("")).contains(text))
}

/// What a screen reader needs: a language, one title, headings that skip no level, headed tables, named drawings.
#[test]
fn the_page_can_be_heard() {
    let html = report(TEXT, "html", &["--lang", "en"]);
    assert!(html.contains("<html lang=\"en\">"));
    assert_eq!(html.matches("<h1").count(), 1);
    let mut last = 1;
    let levels = html.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
    for level in levels {
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert_eq!(html.matches("<table").count(), html.matches("<caption>").count());
    assert_eq!(html.matches("<svg").count(), html.matches("role=\"img\"").count());
    assert_eq!(html.matches("<svg").count(), html.matches("<desc id=").count());
    assert!(html.contains("<desc id=\"chart1d\">2026: programme 20%, norm over the whole period 30%;"));
}

/// A file of a stranger, with everything that could be read as markup or obeyed.
fn hostile(dir: &Path) -> String {
    let path = dir.join("kwaad.yaml");
    fs::write(
        &path,
        concat!(
            "naam: \"<script>alert('a')</script> & \\\"q\\\" \\u202Eomgekeerd \\u200F | pijp\"\n",
            "status: concept\nperiode: 2026 t/m 2029\npeildatum: 2026-01-22\n",
            "gemeenten:\n  - naam: \"A](javascript:alert(1)) ``` *ster* <img src=x onerror=1>\"\n",
            "    programma: {2026: {woningen: 100, sociale_huur: 20}, 2027: {woningen: 100, sociale_huur: 20},",
            " 2028: {woningen: 100, sociale_huur: 20}, 2029: {woningen: 100, sociale_huur: 20}} # ``` </pre><script>\n",
            "geschilpunten:\n  - naam: \"1. <b>punt</b> \\u0007 # kop\"\n    normen: [BES-02, BES-999]\n",
            "    vraag: \"- geen lijst\\n\\n# geen kop\"\n",
            "    standpunten: [{partij: gemeente, naam: \"</td><td>\", tekst: \"a | b\"}]\n",
        ),
    )
    .unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn no_text_of_a_file_becomes_markup_in_html() {
    let dir = tempfile::tempdir().unwrap();
    let html = report(&hostile(dir.path()), "html", &[]);
    assert!(html.contains("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt; &amp; &quot;q&quot;"), "{html}");
    for wrong in ["<script", "<img", "<b>", "</td><td>\"", "href=\"javascript"] {
        assert!(!html.contains(wrong), "{wrong}");
    }
    // Every element that is opened is closed: what a text holds breaks nothing.
    for element in ["section", "table", "tr", "td", "p", "dl", "ul", "ol", "figure", "svg", "pre", "details", "code"] {
        let opened = html.matches(&format!("<{element}>")).count() + html.matches(&format!("<{element} ")).count();
        assert_eq!(opened, html.matches(&format!("</{element}>")).count(), "{element}");
    }
    for c in html.chars() {
        let obeyed = c.is_control() && c != '\n' || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
        assert!(!obeyed, "{:?} is in the page", c);
    }
}

#[test]
fn no_text_of_a_file_becomes_markup_in_markdown() {
    let dir = tempfile::tempdir().unwrap();
    let text = report(&hostile(dir.path()), "markdown", &[]);
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                assert!(!line.contains('<') || line.contains("](<https://"), "{line}");
                assert!(!line.replace("\\]", "").contains("](javascript"), "{line}");
                assert!(!line.starts_with("# ") || line.contains("script"), "a heading from a file: {line}");
            }
        }
    }
    assert!(fence.is_none(), "a fence is left open");
    // A bar in a text is no border of a cell.
    assert!(text.contains("a \\| b"), "{text}");
    assert!(text.contains("BES-999 is niet getoetst"), "{text}");
}

/// A receipt in a text of a file is not taken for the receipt of the report.
#[test]
fn a_forged_receipt_is_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = hostile(dir.path());
    let forged = "\n```json toets-receipt\n{\"toets\":\"9.9.9\"}\n```\n<pre id=\"toets-receipt\">{}</pre>";
    let text = fs::read_to_string(&path).unwrap() + &format!("themas: [{}]\n", serde_json::to_string(forged).unwrap());
    fs::write(&path, text).unwrap();
    for (format, name) in [("markdown", "r.md"), ("html", "r.html")] {
        let out = dir.path().join(name);
        run(&["report", &path, "--format", format, "-o", out.to_str().unwrap()], 0);
        let said = run(&["verify", out.to_str().unwrap(), &path], 0);
        assert!(said.contains("gelijk, tot op de byte"), "{said}");
    }
}

/// A copy of the example and its report in every form.
fn made(dir: &Path) -> [&'static str; 4] {
    for name in ["tekst.yaml", "bod.yaml", "reactie.yaml"] {
        fs::copy(Path::new("examples/geschil").join(name), dir.join(name)).unwrap();
    }
    run_in(dir, &["report", "tekst.yaml", "-o", "r.md"], 0);
    run_in(dir, &["report", "tekst.yaml", "-o", "r.html"], 0);
    run_in(dir, &["check", "tekst.yaml", "--level", "never", "--format", "json", "-o", "r.json"], 0);
    let explained = ["check", "tekst.yaml", "--level", "never", "--format", "json", "--explain", "bron"];
    run_in(dir, &[&explained[..], &["-o", "uitgelegd.json"]].concat(), 0);
    ["r.md", "r.html", "r.json", "uitgelegd.json"]
}

#[test]
fn an_unchanged_report_is_identical() {
    let dir = tempfile::tempdir().unwrap();
    for report in made(dir.path()) {
        for files in [&[][..], &["tekst.yaml"], &["."]] {
            let said = run_in(dir.path(), &[&["verify", report], files].concat(), 0);
            assert!(said.contains("gelijk, tot op de byte"), "{said}");
        }
    }
}

/// A file that was moved and renamed is still the same file.
#[test]
fn a_renamed_file_is_known_by_its_content() {
    let dir = tempfile::tempdir().unwrap();
    let reports = made(dir.path());
    fs::rename(dir.path().join("tekst.yaml"), dir.path().join("hernoemd.yaml")).unwrap();
    for report in reports {
        run_in(dir.path(), &["verify", report, "hernoemd.yaml"], 0);
    }
}

#[test]
fn a_changed_file_is_named_with_the_outcomes_that_differ() {
    let dir = tempfile::tempdir().unwrap();
    let reports = made(dir.path());
    let text = dir.path().join("tekst.yaml");
    let changed = fs::read_to_string(&text).unwrap().replace("sociale_huur: 36}", "sociale_huur: 50}");
    fs::write(&text, changed).unwrap();
    for report in reports {
        let said = run_in(dir.path(), &["verify", report, "--lang", "en"], 1);
        assert!(said.contains("file changed:") && said.contains("tekst.yaml (sha256 "), "{said}");
        assert!(said.contains("BES-02, gemeente Vlietmonde: met, was not met"), "{said}");
    }
}

/// The offer is not given on the command line, but what the dossier says of it rests on it.
#[test]
fn a_changed_file_that_is_referred_to_is_named_too() {
    let dir = tempfile::tempdir().unwrap();
    let reports = made(dir.path());
    let offer = dir.path().join("bod.yaml");
    fs::write(&offer, fs::read_to_string(&offer).unwrap().replace("nieuwbouw: 116", "nieuwbouw: 117")).unwrap();
    for report in reports {
        let said = run_in(dir.path(), &["verify", report], 1);
        assert!(said.contains("bestand veranderd:") && said.contains("bod.yaml"), "{said}");
        assert!(said.contains("alle uitkomsten zijn gelijk"), "{said}");
    }
}

#[test]
fn another_program_or_ruleset_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let report = made(dir.path())[0];
    let text = fs::read_to_string(dir.path().join(report)).unwrap();
    let (version, older) = (format!("\"toets\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"toets\": \"0.0.9\"");
    fs::write(
        dir.path().join(report),
        text.replace(&version, older)
            .replace("\"npa-2025\",\"version\":\"1.0.0\"", "\"npa-2025\",\"version\":\"0.9.0\""),
    )
    .unwrap();
    let said = run_in(dir.path(), &["verify", report], 1);
    assert!(said.contains("het verslag is gemaakt met 0.0.9"), "{said}");
    assert!(said.contains("regelset veranderd: npa-2025 (1.0.0,") && said.contains("was 0.9.0"), "{said}");
}

#[test]
fn a_report_that_was_edited_is_not_identical() {
    let dir = tempfile::tempdir().unwrap();
    for report in made(dir.path()) {
        let path = dir.path().join(report);
        let text = fs::read_to_string(&path).unwrap();
        let edited = text.replacen("nodig is 30%", "nodig is 25%", 1);
        assert_ne!(text, edited);
        fs::write(&path, edited).unwrap();
        let said = run_in(dir.path(), &["verify", report], 1);
        // In JSON the sentence is what the outcome is compared by.
        assert!(said.contains("na het maken veranderd") || said.contains("met andere cijfers of woorden"), "{said}");
    }
}

#[test]
fn what_cannot_be_verified_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let reports = made(dir.path());
    assert!(run(&["verify", TEXT], 2).contains("cli::no_receipt"));
    assert!(run(&["verify", "bestaat-niet.md"], 2).contains("cli::not_found"));
    assert!(run_in(dir.path(), &["verify", reports[0], "bod.yaml"], 2).contains("cli::not_given"));
    fs::remove_file(dir.path().join("tekst.yaml")).unwrap();
    assert!(run_in(dir.path(), &["verify", reports[0]], 2).contains("cli::not_found"));
}

/// Options that change what comes out are in the receipt, and count when the report is made again.
#[test]
fn options_are_replayed() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r.html");
    let out = out.to_str().unwrap();
    let options =
        ["--date", "22-1-2026", "--set", "maximale_huursomstijging=3,3%", "--include", "WON-10", "--lang", "en"];
    run(&[&["report", TEXT, "-o", out], options.as_slice()].concat(), 0);
    let html = fs::read_to_string(out).unwrap();
    assert!(html.contains("--set maximale_huursomstijging=3,3%") && html.contains("--date 2026-01-22"));
    run(&["verify", out, TEXT], 0);
}

/// A dossier about half of the files would look like one about all of them.
#[test]
fn a_file_with_errors_gives_no_dossier() {
    let said = run(&["report", TEXT, "tests/fixtures/report/kapot.yaml"], 2);
    assert!(!said.contains("# Concept"), "{said}");
    assert!(run(&["report", TEXT, "-o", TEXT], 2).contains("cli::output_is_input"));
}

/// Several files, and what they say together.
#[test]
fn a_region_has_a_dossier_too() {
    let more = ["--portfolio", "--date", "2026-11-20"];
    let text = report("examples/regio-meerdijk", "markdown", &more);
    assert!(text.starts_with("# Dossier van 5 bestanden\n"), "{}", text.lines().next().unwrap());
    assert!(text.contains("## 5 Wat de bestanden samen zeggen"), "{text}");
    assert!(text.contains("BES-01a"), "{text}");
    // A part of the country is never drawn beside the path of the whole.
    assert!(!text.contains("Bijlage 1, voor heel Nederland"));
}

#[test]
fn the_form_follows_the_name_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    for (name, start) in [("a.html", "<!DOCTYPE html>"), ("a.HTM", "<!DOCTYPE html>"), ("a.md", "# "), ("a", "# ")] {
        let out = dir.path().join(name);
        run(&["report", TEXT, "-o", out.to_str().unwrap()], 0);
        assert!(fs::read_to_string(&out).unwrap().starts_with(start), "{name}");
    }
}
