//! Line ends and byte order marks of other systems: kept where a file is written, told where they are no line ends, and never
//! taken for a change of what a report says.

#![cfg(test)]

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
}
