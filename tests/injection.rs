//! No text of somebody else is obeyed: every command and every format on names, values, rules, settings and reports that try to
//! command a terminal or a build service, or to become markup.

#![cfg(test)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test: a failure is a panic")]

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use toets::report::Format;

/// What a terminal, the log of a build service or a reader of markup obeys. No `/`: it is part of the name of a file too.
const EVIL: &str = "q\u{1b}[2J\u{1b}[31m\u{7}\r\u{9b}2J\u{202e}\u{2028}\n::error::gehackt\n  ::add-mask::x\n##vso[task.x]##[group]\
                    ##teamcity[x]`<img src=x onerror=alert(1)>`<b>|@iedereen #12 ~label [x](javascript:a) www.e.x ![p](y)";

/// The same with an address of the web.
fn evil() -> String {
    format!("http://e.x/{EVIL}")
}

/// A text as JSON, and so as YAML and TOML: between quotes, with escapes.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| if c.is_control() || c == '"' || c == '\\' { format!("\\u{:04x}", c as u32) } else { c.to_string() })
        .collect();
    format!("\"{escaped}\"")
}

struct Place {
    _dir: tempfile::TempDir,
    dir: PathBuf,
}

impl Place {
    /// A repository in which everything is called so that somebody would obey it.
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path().canonicalize().unwrap();
        let place = Place { _dir: temporary, dir };
        place.write("afspraak", "yaml", &agreement(""));
        place.write("onbekend", "yaml", &agreement(&format!("{}: 1\n", quoted(&evil()))));
        place.write("kapot", "yaml", &format!("periode: 2026\n{}: [\n", quoted(&evil())));
        fs::create_dir(place.dir.join("regels")).unwrap();
        fs::write(place.dir.join("regels").join(format!("{EVIL}.regels")), rules("= 0")).unwrap();
        fs::create_dir_all(place.dir.join("regels/tests")).unwrap();
        fs::write(place.dir.join("regels/tests").join(format!("{EVIL}.yaml")), tests()).unwrap();
        fs::create_dir(place.dir.join("kapotte-regels")).unwrap();
        fs::write(place.dir.join("kapotte-regels").join(format!("{EVIL}.regels")), rules("> onbekend_\u{202e}"))
            .unwrap();
        git(&place.dir, &["init", "-q"]);
        place
    }

    fn write(&self, prefix: &str, extension: &str, text: &str) {
        fs::write(self.dir.join(name(prefix, extension)), text).unwrap();
    }

    /// What a run prints on both of its streams.
    #[track_caller]
    fn run(&self, args: &[&str]) -> (String, String) {
        let mut command = assert_cmd::Command::cargo_bin("toets").unwrap();
        let output = command.args(args).current_dir(&self.dir).env_remove("TOETS_LANG").output().unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{args:?}: {code:?} {}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

fn name(prefix: &str, extension: &str) -> String {
    format!("{prefix}{EVIL}.{extension}")
}

fn git(dir: &Path, args: &[&str]) {
    let done = std::process::Command::new("git").args(args).current_dir(dir).output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

fn agreement(more: &str) -> String {
    let name = quoted(&evil());
    format!(
        "periode: 2026\nnaam: {name}\n{more}gemeenten:\n  - naam: {name}\n    programma: {{woningen: 900, sociale_huur: 100}}\n    \
         afwijkingen: [{{norm: {name}, motivering: {name}}}]\ncorporaties: [{{naam: {name}, woningen: 100}}]\n"
    )
}

/// A ruleset with such texts everywhere; a text of it stays on its line.
fn rules(end: &str) -> String {
    let text = evil().replace(['\n', '\r', '\u{2028}'], " ");
    format!(
        r#"regelset proef "{text}"
  versie   1.0.0
  geldig   2026-01-01 t/m 2030-12-31
  bouwt op npa-2025

hoofdstuk eigen "{text}"

bron gemeente "{text}"
  datum   2025-01
  link    "https://e.x/{EVIL_LINK}"
  graad   A

regel PRF-01 "{text}"
  bron          gemeente, "{text}"
  sterkte       verplicht
  voor elke     gemeente in afspraak.gemeenten
  eis           som(gemeente.programma.woningen) {end}
  melding       "{text} {{gemeente.naam}}"
  hulp          "{text}"
  interpretatie "{text}"
"#
    )
}

const EVIL_LINK: &str = ") <b> ` \u{1b}[1m";

fn tests() -> String {
    let name = quoted(&evil());
    format!(
        "regel: PRF-01\ngevallen:\n  - naam: {name}\n    afspraak: {{periode: 2026, gemeenten: [{{naam: {name}, programma: {{woningen: 5}}}}]}}\n    \
         verwacht: voldoet\n"
    )
}

/// Nothing in it is obeyed by a terminal or a build service.
#[track_caller]
fn inert(what: &str, text: &str) {
    let obeyed = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
    };
    let found: Vec<String> =
        text.replace("\r\n", "\n").lines().filter(|l| l.contains(obeyed)).map(|l| format!("{l:?}")).collect();
    assert!(found.is_empty(), "{what}: {}", found.join("\n"));
    for command in ["##vso[", "##[", "##teamcity["] {
        assert!(!text.contains(command), "{what}: {command} in {text}");
    }
    for line in text.lines().map(str::trim_start).filter(|l| l.starts_with("::")) {
        let ours = ["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c));
        assert!(ours && what.contains("github"), "{what}: {line}");
    }
}

/// Markdown in which a text of somebody else is text: no HTML but the lists of ours that unfold, no picture, and no address or
/// mention that GitHub or GitLab would make a link of.
#[track_caller]
fn only_text(what: &str, markdown: &str) {
    let mut links = 0usize;
    let mut code = 0usize;
    for event in
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES)
    {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links = links.saturating_add(1);
                assert!(dest_url.starts_with("https://"), "{what}: {dest_url}");
                assert!(!dest_url.contains(['<', '>', ' ', '`']), "{what}: {dest_url}");
            }
            Event::End(TagEnd::Link) => links = links.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => code = code.saturating_add(1),
            Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => panic!("{what}: a picture in {markdown}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim();
                let ours = html.is_empty()
                    || html.starts_with("<details><summary>") && !html.contains("img")
                    || html == "</details>";
                assert!(ours, "{what}: {html}");
            }
            Event::Text(text) if links == 0 && code == 0 => {
                for wrong in ["://", "www.", "@iedereen", "#12", "~label"] {
                    assert!(!text.contains(wrong), "{what}: {wrong} in {text}");
                }
            }
            _ => {}
        }
    }
    // A line end in a name ends no row: every row of a table has the cells of its head.
    let cells = |row: &str| row.replace("\\|", "").matches('|').count();
    let mut head = None;
    for line in markdown.lines() {
        match (line.starts_with('|'), head) {
            (true, None) => head = Some(cells(line)),
            (true, Some(n)) => assert_eq!(cells(line), n, "{what}: {line}"),
            (false, _) => head = None,
        }
    }
}

#[track_caller]
fn no_elements(what: &str, html: &str) {
    for wrong in ["<img", "<b>|", "onerror=alert(1)>", "javascript:a\"", "href=\"http://e.x"] {
        let found = html.find(wrong).filter(|_| wrong.starts_with('<') || wrong.starts_with("href"));
        assert!(found.is_none(), "{what}: {wrong}");
    }
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"), "{what}: shown as it stands");
}

#[test]
fn every_format_of_check() {
    let place = Place::new();
    let (good, unknown, broken) = (name("afspraak", "yaml"), name("onbekend", "yaml"), name("kapot", "yaml"));
    for format in Format::ALL.map(Format::id) {
        for (rules, files) in [
            ("regels", vec![good.as_str(), unknown.as_str()]),
            ("npa-2025", vec![broken.as_str(), good.as_str()]),
            ("kapotte-regels", vec![good.as_str()]),
        ] {
            let what = format!("check {format} {rules}");
            let args = [&["check", "--format", format, "--ruleset", rules, "--verbose"], files.as_slice()].concat();
            let (out, err) = place.run(&args);
            inert(&what, &out);
            inert(&what, &err);
            match format {
                "markdown" => only_text(&what, &out),
                "html" => no_elements(&what, &out),
                "csv" => {
                    for line in out.lines() {
                        let row = ["kind,", "finding,", "diagnostic,"].iter().any(|kind| line.starts_with(kind));
                        assert!(row && !line.contains(",\"=") && !line.contains(",@"), "{what}: {line}");
                    }
                }
                "tap" => tap(&out),
                // What a program reads is what the file says, in escapes.
                "json" => {
                    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
                    assert!(
                        out.contains("\\u001b[2J") && value.to_string().contains("::error::gehackt"),
                        "{what}: {out}"
                    );
                }
                "sarif" | "gitlab" => drop(serde_json::from_str::<serde_json::Value>(&out).unwrap()),
                _ => {}
            }
        }
    }
}

/// In colours it says what it says without: no colour is one of a name.
#[test]
fn colours_are_ours() {
    let place = Place::new();
    let (good, unknown) = (name("afspraak", "yaml"), name("onbekend", "yaml"));
    for args in [
        vec!["check", &good, &unknown, "--ruleset", "regels", "--verbose"],
        vec!["check", &good, "--explain", "why", "--rule", "BES-02"],
        vec!["diff", &good, "--ruleset", "npa-2025", "--ruleset", "regels"],
        vec!["explain", "PRF-01", "--ruleset", "regels"],
        vec!["test", "regels", "--coverage", "--boundaries"],
    ] {
        let (plain, _) = place.run(&args);
        let (coloured, _) = place.run(&[args.as_slice(), &["--color", "always"]].concat());
        let mut parts = coloured.split("\u{1b}[");
        let mut text = parts.next().unwrap().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('m').unwrap();
            assert!(code.bytes().all(|b| b.is_ascii_digit() || b == b';'), "{args:?}: {part:?}");
            text.push_str(rest);
        }
        assert_eq!(text, plain, "{args:?}");
        assert!(coloured.len() > plain.len(), "{args:?}: no colours");
    }
}

/// Every line is one of TAP, and there are as many tests as the plan says.
#[track_caller]
fn tap(out: &str) {
    let plan: usize = out.lines().find_map(|l| l.strip_prefix("1..")).unwrap().parse().unwrap();
    let tests = out.lines().filter(|l| l.starts_with("ok ") || l.starts_with("not ok ")).count();
    assert_eq!(tests, plan, "{out}");
    for line in out.lines() {
        let known = ["TAP version 13", "1..", "ok ", "not ok ", "# ", "  "].iter().any(|start| line.starts_with(start));
        assert!(known, "{line:?}");
    }
}

/// What a command is given, in every way that has words of its own to say.
fn commands() -> Vec<(&'static str, Vec<Vec<String>>)> {
    let (good, unknown, broken) = (name("afspraak", "yaml"), name("onbekend", "yaml"), name("kapot", "yaml"));
    let (evil, own) = (evil(), name("nieuw", "yaml"));
    let rule_file = format!("regels/{EVIL}.regels");
    let many = |all: &[&[&str]]| all.iter().map(|a| a.iter().map(|s| (*s).to_owned()).collect()).collect();
    vec![
        (
            "check",
            many(&[
                &["check", &evil],
                &["check", &good, "--ruleset", &evil],
                &["check", &good, "--date", &evil],
                &["check", &good, "--set", &evil],
                &["check", &good, "--rule", &evil],
                &["check", &good, "--include", &evil],
                &["check", &good, "--baseline", &evil],
                &["check", &good, "--changed-since", EVIL],
                &["check", &good, "--output", &format!("{EVIL}:x")],
                &["check", &good, "--output", &format!("geen-map/{EVIL}")],
                &["check", &good, "--format", EVIL],
                &["check", &good, "--explain", "why", "--rule", "BES-02"],
                &["check", &good, "--explain", "trace", "--rule", "BES-02", "--format", "plain"],
                &["check", &good, &unknown, "--portfolio"],
                &["check"],
            ]),
        ),
        (
            "baseline",
            many(&[
                &["baseline", &good, "-o", &name("lijst", "json")],
                &["baseline", &broken, "-o", "lijst.json"],
                &["check", &good, "--baseline", &name("lijst", "json")],
                &["check", &good, "--baseline", &good],
            ]),
        ),
        (
            "report",
            many(&[
                &["report", &good, "--format", "markdown"],
                &["report", &good, "--format", "html"],
                &["report", &good, "--format", "markdown", "--ruleset", "regels"],
                &["report", &good, "--format", "html", "--ruleset", "regels"],
                &["report", &broken],
                &["report", &good, "-o", &name("dossier", "md")],
            ]),
        ),
        (
            "verify",
            many(&[
                &["verify", &name("dossier", "md")],
                &["verify", &good],
                &["verify", &evil],
                &["verify", &name("vervalst", "json"), &good],
            ]),
        ),
        (
            "fix",
            many(&[
                &["fix", &good],
                &["fix", &unknown],
                &["fix", &broken],
                &["fix", &good, "--apply", "99"],
                &["fix", &good, "--apply", "1", "-o", &name("beter", "yaml")],
                &["fix", &good, "--apply", "1", "-o", &name("beter", "yaml")],
            ]),
        ),
        (
            "diff",
            many(&[
                &["diff", &good, &unknown, "--format", "text"],
                &["diff", &good, &name("beter", "yaml"), "--format", "text"],
                &["diff", &good, &name("beter", "yaml"), "--format", "markdown"],
                &["diff", &good, &name("beter", "yaml"), "--format", "json"],
                &["diff", &good, "--ruleset", "npa-2025", "--ruleset", "regels"],
                &["diff", &good, "--ruleset", "npa-2025", "--ruleset", "regels", "--format", "markdown"],
                &["diff", &good, &broken],
                &["diff", &good],
            ]),
        ),
        (
            "explain",
            many(&[
                &["explain", EVIL],
                &["explain", EVIL, "--ruleset", "regels"],
                &["explain", "PRF-01", "--ruleset", "regels"],
                &["explain", "PRF-01", "--ruleset", "kapotte-regels"],
                &["explain", "BES-02"],
                &["explain", "agreement::unknown_field"],
            ]),
        ),
        (
            "test",
            many(&[
                &["test", "regels", "--coverage", "--boundaries"],
                &["test", "regels", "--format", "json", "--coverage"],
                &["test", "regels", "--rule", EVIL],
                &["test", "kapotte-regels"],
                &["test", EVIL],
            ]),
        ),
        (
            "fmt",
            many(&[
                &["fmt", "--check", &rule_file],
                &["fmt", "--check", "kapotte-regels"],
                &["fmt", &good],
                &["fmt", &evil],
                &["fmt", &rule_file],
            ]),
        ),
        ("new", many(&[&["new", "-o", &own], &["new", "-o", &own], &["new", "--ruleset", "regels"], &["new", &evil]])),
        (
            "schema",
            many(&[
                &["schema", "--ruleset", "regels"],
                &["schema", "--ruleset", EVIL],
                &["schema", "--report"],
                &["schema", "--diff"],
            ]),
        ),
        ("rulesets", many(&[&["rulesets"], &["rulesets", EVIL]])),
        ("docs", many(&[&["docs", "--ruleset", "regels"], &["docs", "--ruleset", "kapotte-regels"]])),
        ("completions", many(&[&["completions", "bash"], &["completions", EVIL]])),
        ("", many(&[&[EVIL], &["check", &format!("--{EVIL}")], &["help", EVIL]])),
    ]
}

#[test]
fn every_command() {
    let place = Place::new();
    place.write("vervalst", "json", "{}");
    for (command, all) in commands() {
        for args in all {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let what = format!("{command} {args:?}");
            let (out, err) = place.run(&args);
            inert(&what, &out);
            inert(&what, &err);
            if args.contains(&"markdown") || command == "docs" {
                only_text(&what, &out);
            }
            if command == "report" && args.contains(&"html") {
                no_elements(&what, &out);
            }
        }
    }
    let dossier = fs::read_to_string(place.dir.join(name("dossier", "md"))).unwrap();
    inert("report -o", &dossier);
    only_text("report -o", &dossier);
}

/// Anybody can write a report. Made afresh, so that it carries the hashes of today's rules, and every word that is not asked for
/// when it is made again is somebody else's.
#[test]
fn a_forged_report_says_what_we_say() {
    let place = Place::new();
    let good = name("afspraak", "yaml");
    let (real, _) = place.run(&["check", &good, "--format", "json", "--level", "never"]);
    place.run(&["report", &good, "-o", "echt.md"]);
    place.run(&["report", &good, "-o", "echt.html"]);
    let lie = format!("{}\nvervalst.json: gelijk, tot op de byte\n", evil());
    let pages = "9".repeat(100_000);
    let forged = |receipt: &mut serde_json::Value| {
        receipt["toets"] = format!("{lie}{pages}").into();
        for set in receipt["rulesets"].as_array_mut().unwrap() {
            set["version"] = lie.clone().into();
        }
        let input = &mut receipt["inputs"][0];
        input["date"] = lie.clone().into();
        let referred: Vec<_> =
            (0..5000).map(|n| serde_json::json!({"file": format!("{n}{lie}"), "sha256": lie})).collect();
        input["refers_to"] = referred.into();
    };
    let outcomes = |list: &mut serde_json::Value| {
        for outcome in list.as_array_mut().unwrap() {
            for key in ["subject", "verdict"] {
                outcome[key] = lie.clone().into();
            }
        }
    };
    let mut json: serde_json::Value = serde_json::from_str(&real).unwrap();
    forged(&mut json["receipt"]);
    outcomes(&mut json["findings"]);
    fs::write(place.dir.join("vervalst.json"), json.to_string()).unwrap();
    let mut receipt: serde_json::Value = serde_json::from_str::<serde_json::Value>(&real).unwrap()["receipt"].take();
    forged(&mut receipt);
    receipt["outcomes"] = serde_json::json!([
        {"file": lie, "rule": lie, "subject": lie, "year": 2026, "verdict": lie, "seal": lie}
    ]);
    let receipt = receipt.to_string();
    fs::write(place.dir.join("vervalst.md"), format!("# x\n\n```json toets-receipt\n{receipt}\n```\n")).unwrap();
    let escaped = receipt.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    fs::write(place.dir.join("vervalst.html"), format!("<pre id=\"toets-receipt\">{escaped}</pre>\n")).unwrap();
    for report in ["vervalst.json", "vervalst.md", "vervalst.html"] {
        let (out, err) = place.run(&["verify", report, &good]);
        assert!(
            out.starts_with(&format!("{report}: niet gelijk\n  toets veranderd: ")) && err.is_empty(),
            "{out}{err}"
        );
        inert(report, &out);
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines.len() <= toets::limits::MAX_DIFFERENCES_SHOWN + 3 && out.contains("en nog "), "{}", lines.len());
        for line in &lines[1..] {
            assert!(line.starts_with("  ") && !line.starts_with("  vervalst"), "{line}");
            // A sign that is obeyed is shown as so many question marks as it has bytes.
            assert!(line.chars().count() <= 2 * toets::limits::MAX_MESSAGE, "{line}");
        }
    }
    // A real one beside it is still believed.
    for report in ["echt.md", "echt.html"] {
        assert!(place.run(&["verify", report, &good]).0.contains("gelijk, tot op de byte"));
    }
}

/// A line end in the name of a file ends no line of ours, and two names stay two names.
#[test]
fn a_message_about_a_file_is_one_line() {
    let place = Place::new();
    let own = "a\n::error::x\u{1b}[31m.yaml";
    let (_, made) = place.run(&["new", "-o", own]);
    let shown = "a\\x0A::error::x\\x1B[31m.yaml";
    assert_eq!(made, format!("{shown} gemaakt. Vul het in en toets het: toets check {shown}\n"));
    let (_, listed) = place.run(&["baseline", &name("afspraak", "yaml"), "-o", "l\n::x.json"]);
    assert_eq!((listed.lines().count(), listed.starts_with("l\\x0A::x.json gemaakt: ")), (1, true), "{listed}");
    let (_, laid_out) = place.run(&["fmt", "regels"]);
    assert_eq!((laid_out.lines().count(), laid_out.ends_with(".regels: opgemaakt\n")), (1, true), "{laid_out}");
}

/// A command that is new is not forgotten here.
#[test]
fn no_command_is_left_out() {
    let place = Place::new();
    let (help, _) = place.run(&["--help"]);
    let list = help.split_once("Opdrachten:\n").unwrap().1;
    let listed: Vec<&str> =
        list.lines().take_while(|l| !l.is_empty()).map(|l| l.split_whitespace().next().unwrap()).collect();
    let tried: Vec<&str> = commands().into_iter().map(|(command, _)| command).filter(|c| !c.is_empty()).collect();
    let left: Vec<&&str> = listed.iter().filter(|c| !tried.contains(c)).collect();
    assert!(left.is_empty() && listed.len() > 10, "{left:?} of {listed:?}");
}

#[test]
fn settings_of_somebody_else_are_shown_and_not_obeyed() {
    let evil = quoted(&evil());
    for line in [
        format!("{evil} = 1\n"),
        format!("ruleset = {evil}\n"),
        format!("paths = [{evil}]\n"),
        format!("output = [{evil}]\n"),
        format!("baseline = {evil}\n"),
        format!("level = {evil}\n"),
        format!("lang = \"{EVIL}"),
    ] {
        let place = Place::new();
        fs::write(place.dir.join("toets.toml"), &line).unwrap();
        for format in ["text", "plain", "github", "markdown"] {
            let (out, err) = place.run(&["check", "--format", format]);
            inert(&format!("{line:?} {format}"), &out);
            inert(&format!("{line:?} {format}"), &err);
            if format == "markdown" {
                only_text(&line, &out);
            }
        }
    }
}

/// What goes back into a file is not touched: a text passes `fix` and `fmt` as it is.
#[test]
fn a_file_that_passes_through_a_pipe_stays_what_it_is() {
    let place = Place::new();
    let text = agreement("# ::error::x ##vso[task.x] \u{202e}\n");
    let run = |args: &[&str], text: &str| {
        let mut command = assert_cmd::Command::cargo_bin("toets").unwrap();
        let output = command.args(args).current_dir(&place.dir).write_stdin(text).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (fixed, said) = run(&["fix", "-", "--apply", "1"], &text);
    assert!(fixed.contains("# ::error::x ##vso[task.x] \u{202e}\n"), "{fixed}{said}");
    inert("fix -", &said);
    let (rules, said) = run(&["fmt", "-"], &rules("=   0"));
    assert!(rules.contains("##vso[task.x]") && rules.contains("woningen) = 0"), "{rules}{said}");
}
