//! Line ends and byte order marks of other systems: kept where a file is written, told where they are no line ends, and never
//! taken for a change of what a report says.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test: a failure is a panic")]

#[path = "support/folder.rs"]
mod folder;

use std::fs;

use folder::{SMALL, folder, run, toets};

const RULES: &str = "# Regels voor een proef.\nregelset proef \"Proef\"\n  versie   1.0.0\n  geldig   2026-01-01 t/m 2030-12-31\n  bouwt op npa-2025\n";

fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

#[test]
fn fmt_keeps_the_line_ends_of_a_file() {
    let unkempt = RULES.replace("versie   1.0.0", "versie 1.0.0");
    for (name, given, laid_out) in [
        ("unix", unkempt.clone(), RULES.to_owned()),
        ("windows", windows(&unkempt), windows(RULES)),
        ("mark", format!("\u{feff}{}", windows(&unkempt)), format!("\u{feff}{}", windows(RULES))),
    ] {
        let dir = folder(&[("a.regels", &given)]);
        run(toets(dir.path(), &["fmt", "--check", "a.regels"]), 1);
        run(toets(dir.path(), &["fmt", "a.regels"]), 0);
        assert_eq!(fs::read_to_string(dir.path().join("a.regels")).unwrap(), laid_out, "{name}");
        run(toets(dir.path(), &["fmt", "--check", "a.regels"]), 0);
    }
    // Both in one file: those of the first line.
    let mixed = windows(RULES).replacen("1.0.0\r\n", "1.0.0\n", 1);
    let dir = folder(&[("a.regels", &mixed)]);
    run(toets(dir.path(), &["fmt", "a.regels"]), 0);
    assert_eq!(fs::read_to_string(dir.path().join("a.regels")).unwrap(), windows(RULES));
}

/// CR alone is told of, with the same words, whatever file it stands in.
#[test]
fn an_old_line_end_is_refused_everywhere() {
    let old = |text: &str| text.replacen('\n', "\r", 1);
    let tests = "regel: BES-02\ngevallen: []\n";
    for (files, args) in [
        (vec![("a.yaml", old(SMALL))], vec!["check", "a.yaml"]),
        (
            vec![("a.yaml", SMALL.to_owned()), ("toets.toml", old("lang = \"nl\"\nlevel = \"error\"\n"))],
            vec!["check", "a.yaml"],
        ),
        (
            vec![("a.yaml", SMALL.to_owned()), ("r.regels", old(RULES))],
            vec!["check", "a.yaml", "--ruleset", "r.regels"],
        ),
        (vec![("r.regels", old(RULES))], vec!["fmt", "--check", "r.regels"]),
        (vec![("r.regels", RULES.to_owned()), ("tests/x.yaml", old(tests))], vec!["test", "r.regels"]),
        (
            vec![("a.yaml", SMALL.to_owned()), ("l.json", old("{\n  \"toets_baseline\": 1, \"findings\": []}\n"))],
            vec!["check", "a.yaml", "--baseline", "l.json"],
        ),
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let dir = folder(&files);
        let (out, err) = run(toets(dir.path(), &args), 2);
        let said = format!("{out}{err}");
        assert!(
            said.contains("agreement::old_line_end") && said.contains("regeleinden LF (Unix) of CRLF (Windows)"),
            "{args:?}: {said}"
        );
    }
    // Of a file that another one names no line is shown; the reader is sent to it, and there the fault is told.
    let framework = format!("{SMALL}kader: k.yaml\n");
    let dir = folder(&[("a.yaml", framework.as_str()), ("k.yaml", old(SMALL).as_str())]);
    let (out, err) = run(toets(dir.path(), &["check", "a.yaml"]), 2);
    assert!(format!("{out}{err}").contains("agreement::broken_reference"), "{out}{err}");
}

fn bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

/// What git, an editor or mail makes of a text.
fn rewritten(text: &str) -> [(&'static str, Vec<u8>); 6] {
    [
        ("andere regeleinden", windows(text).into_bytes()),
        ("andere regeleinden", text.trim_end().as_bytes().to_vec()),
        ("een byte order mark erbij", format!("\u{feff}{text}").into_bytes()),
        ("andere regeleinden en een byte order mark erbij", format!("\u{feff}{}", windows(text)).into_bytes()),
        ("een andere codering (UTF-16) en een byte order mark erbij", bytes(text, u16::to_le_bytes)),
        (
            "andere regeleinden, een andere codering (UTF-16) en een byte order mark erbij",
            bytes(&windows(text), u16::to_be_bytes),
        ),
    ]
}

const PART: &str = "naam: B\nperiode: 2026\nkader: k.yaml\n";

#[test]
fn a_report_with_other_line_ends_is_the_same_report() {
    let dir = folder(&[("a.yaml", SMALL)]);
    run(toets(dir.path(), &["report", "a.yaml", "-o", "r.md"]), 0);
    run(toets(dir.path(), &["report", "a.yaml", "-o", "r.html"]), 0);
    run(toets(dir.path(), &["check", "a.yaml", "--format", "json", "--level", "never", "-o", "r.json"]), 0);
    for report in ["r.md", "r.html", "r.json"] {
        let made = fs::read_to_string(dir.path().join(report)).unwrap();
        assert!(!made.contains('\r'));
        assert!(run(toets(dir.path(), &["verify", report]), 0).0.contains("gelijk, tot op de byte"));
        let old = ("andere regeleinden", made.replace('\n', "\r").into_bytes());
        for (what, bytes) in rewritten(&made).into_iter().chain([old]) {
            fs::write(dir.path().join(report), bytes).unwrap();
            let (said, _) = run(toets(dir.path(), &["verify", report]), 0);
            let expected = format!("{report}: gelijk van inhoud\n  {report} heeft {what}, en dezelfde inhoud\n");
            assert!(said.starts_with(&expected), "{said}");
        }
        // Another sign is tampering, whatever the line ends.
        let edited = made.replacen("30%", "25%", 1);
        assert_ne!(made, edited);
        for (_, bytes) in rewritten(&edited) {
            fs::write(dir.path().join(report), bytes).unwrap();
            let (said, _) = run(toets(dir.path(), &["verify", report]), 1);
            assert!(
                said.starts_with(&format!("{report}: niet gelijk\n")) && !said.contains("dezelfde inhoud"),
                "{said}"
            );
        }
    }
}

/// The agreement, its framework and a ruleset that is not built in.
#[test]
fn a_file_with_other_line_ends_is_the_same_file() {
    let own = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    let dir = folder(&[("b.yaml", PART), ("k.yaml", SMALL), ("eigen.regels", &own)]);
    let asks = ["check", "b.yaml", "--format", "json", "--level", "never", "--output"];
    run(toets(dir.path(), &[asks.as_slice(), &["r.json"]].concat()), 0);
    run(toets(dir.path(), &[asks.as_slice(), &["own.json", "--ruleset", "eigen.regels"]].concat()), 0);
    for (report, name, of, to) in [
        ("r.json", "b.yaml", "naam: B", "naam: C"),
        ("r.json", "k.yaml", "sociale_huur: 10", "sociale_huur: 11"),
        ("own.json", "eigen.regels", "1.0.0", "1.0.1"),
    ] {
        let made = fs::read_to_string(dir.path().join(name)).unwrap();
        for (n, (what, bytes)) in rewritten(&made).into_iter().enumerate() {
            // A last line without an end is another text: no hash says that it is the same.
            if what == "andere regeleinden" && n > 0 {
                continue;
            }
            fs::write(dir.path().join(name), bytes).unwrap();
            let given: &[&str] = if n % 2 == 0 { &[] } else { &["b.yaml", "k.yaml"] };
            let (said, _) = run(toets(dir.path(), &[&["verify", report], given].concat()), 0);
            let expected = format!("{report}: gelijk van inhoud\n  {name} heeft {what}, en dezelfde inhoud\n");
            assert!(said.starts_with(&expected), "{said}");
        }
        // Another sign with other line ends is another text.
        let edited = made.replacen(of, to, 1);
        assert_ne!(made, edited);
        fs::write(dir.path().join(name), windows(&edited)).unwrap();
        let (said, _) = run(toets(dir.path(), &["verify", report]), 1);
        assert!(said.contains("veranderd: ") && !said.contains("dezelfde inhoud"), "{said}");
        fs::write(dir.path().join(name), made).unwrap();
    }
    // All of them at once, as `git config core.autocrlf true` does.
    for name in ["b.yaml", "k.yaml", "eigen.regels", "own.json"] {
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        fs::write(dir.path().join(name), windows(&text)).unwrap();
    }
    let (said, _) = run(toets(dir.path(), &["verify", "own.json", "--lang", "en"]), 0);
    assert!(said.starts_with("own.json: identical in content\n"), "{said}");
    assert_eq!(said.matches("has other line ends, and the same content").count(), 4, "{said}");
}

/// And the other way round: a result that was made of files with CRLF.
#[test]
fn a_result_of_files_with_crlf_is_made_again_of_files_with_lf() {
    let dir = folder(&[("a.yaml", &windows(SMALL))]);
    run(toets(dir.path(), &["report", "a.yaml", "-o", "r.md"]), 0);
    assert!(run(toets(dir.path(), &["verify", "r.md"]), 0).0.contains("gelijk, tot op de byte"));
    fs::write(dir.path().join("a.yaml"), SMALL).unwrap();
    let (said, _) = run(toets(dir.path(), &["verify", "r.md"]), 0);
    assert!(said.contains("a.yaml heeft andere regeleinden, en dezelfde inhoud"), "{said}");
}
