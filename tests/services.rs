//! What services make of our reports: which file they find, which findings they follow, and what they leave out.

#![cfg(test)]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/validators.rs"]
mod validators;

use std::fs;
use std::path::Path;

use folder::{GOOD, SMALL, folder, run, toets};
use serde_json::Value;

fn json(folder: &Path, args: &[&str], format: &str, code: i32) -> Value {
    let (out, _) = run(toets(folder, &[&["check", "--format", format], args].concat()), code);
    serde_json::from_str(&out).unwrap()
}

/// A repository, as far as paths go.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = folder(files);
    fs::create_dir(dir.path().join(".git")).unwrap();
    dir
}

/// What each service takes for the file of the one finding, and the fingerprints.
fn places(here: &Path, args: &[&str]) -> [String; 5] {
    let of = |format: &str| json(here, args, format, 1);
    let (gitlab, sarif) = (of("gitlab"), of("sarif"));
    let (github, _) = run(toets(here, &[&["check", "--format", "github"], args].concat()), 1);
    let file = github.split_once("::error file=").unwrap().1.split_once(',').unwrap().0;
    let result = &sarif["runs"][0]["results"][0];
    [
        gitlab[0]["location"]["path"].as_str().unwrap().to_owned(),
        file.to_owned(),
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned(),
        gitlab[0]["fingerprint"].as_str().unwrap().to_owned(),
        result["partialFingerprints"]["toets/v1"].as_str().unwrap().to_owned(),
    ]
}

#[test]
fn a_service_finds_the_file_wherever_the_program_runs() {
    let dir = repository(&[("sub/dir/a.yaml", SMALL), ("sub/toets.toml", "paths = [\"dir\"]\n")]);
    let (top, whole) = (dir.path(), dir.path().join("sub/dir/a.yaml"));
    let first = places(top, &["sub/dir/a.yaml"]);
    assert_eq!(first[..3], ["sub/dir/a.yaml"; 3]);
    assert_eq!(first[3], first[4]);
    let whole = whole.to_str().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    for (here, args) in [
        (top, &["sub//dir/a.yaml"][..]),
        (top, &["./sub/./dir/../dir/a.yaml"]),
        (top, &[whole]),
        (&top.join("sub"), &["dir/a.yaml"]),
        (&top.join("sub/dir"), &["a.yaml"]),
        (&top.join("sub/dir"), &[]),
        (elsewhere.path(), &[whole]),
    ] {
        assert_eq!(places(here, args), first, "{} {args:?}", here.display());
    }
    // People see the name that they typed.
    let (text, _) = run(toets(&top.join("sub"), &["check", "dir/a.yaml"]), 1);
    assert!(text.contains("─[dir/a.yaml:"), "{text}");
    // In no repository it counts from where the program runs.
    fs::remove_dir(top.join(".git")).unwrap();
    assert_eq!(places(&top.join("sub"), &["./dir//a.yaml"])[..3], ["dir/a.yaml"; 3]);
}

#[test]
fn what_another_file_says_is_found_there() {
    let framework =
        "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 10}}\n";
    let dir = repository(&[
        ("kaders/kader.yaml", framework),
        ("delen/een.yaml", "naam: E\nperiode: 2026\nkader: ../kaders/./kader.yaml\n"),
    ]);
    let found = places(&dir.path().join("delen"), &["een.yaml"]);
    assert_eq!(found[..3], ["kaders/kader.yaml"; 3]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_found_by_its_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let dir = repository(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9\\b 1.yaml");
    fs::write(dir.path().join(name), SMALL).unwrap();
    let found = places(dir.path(), &["."]);
    assert_eq!(found[2], "caf%E9%5Cb%201.yaml");
    assert_eq!(found[0], "caf\\xE9\\b 1.yaml");
}

#[test]
fn one_file_under_two_names_is_one_file() {
    let region = "naam: A\nperiode: 2026\nregio: {naam: R, aantal_gemeenten: 2}\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 100, sociale_huur: 40}}\n";
    let dir = repository(&[
        ("sub/a.yaml", region),
        ("kader.yaml", GOOD),
        ("deel.yaml", "naam: D\nperiode: 2026\nkader: sub/../kader.yaml\n"),
    ]);
    let here = dir.path();
    let whole = here.join("sub/a.yaml");
    let names = ["sub/a.yaml", "./sub//a.yaml", whole.to_str().unwrap(), "sub/../sub", "--portfolio"];
    let report = json(here, &names, "json", 0);
    assert_eq!(report["inputs"].as_array().unwrap().len(), 1);
    assert_eq!(report["inputs"][0]["file"], "sub/a.yaml");
    assert_eq!(report["portfolios"][0]["files"], 1);
    // A framework counts once, in the file that refers to it.
    let report = json(here, &["./kader.yaml", "deel.yaml", "--portfolio"], "json", 0);
    assert_eq!(report["portfolios"][0]["files"], 1);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("kader.yaml", here.join("link.yaml")).unwrap();
        let report = json(here, &["link.yaml", "kader.yaml", "--portfolio"], "json", 0);
        assert_eq!(report["portfolios"][0]["files"], 1);
        fs::write(here.join("deel.yaml"), "naam: D\nperiode: 2026\nkader: link.yaml\n").unwrap();
        let report = json(here, &["kader.yaml", "deel.yaml", "--portfolio"], "json", 0);
        assert_eq!(report["portfolios"][0]["files"], 1);
    }
}

/// `prove` in real use: it runs the program itself, and counts the tests as we do.
#[test]
fn prove_counts_what_the_report_says() {
    let dir = folder(&[("goed.yaml", "periode: 2026\n"), ("slecht.yaml", SMALL), ("kapot.yaml", "periode: [\n")]);
    let harness = format!("{} check --format tap", env!("CARGO_BIN_EXE_toets"));
    let said = |exec: &str, file: &str| {
        let mut prove = validators::prove()?;
        let out = prove.current_dir(dir.path()).args(["--exec", exec, file]).output().unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        Some((out.status.success(), text))
    };
    let Some((passed, text)) = said(&harness, "goed.yaml") else { return };
    assert!(passed && text.contains("Result: PASS"), "{text}");
    // One norm is not met: one test fails, and nothing else is wrong.
    let (passed, text) = said(&harness, "slecht.yaml").unwrap();
    assert!(!passed && text.contains("Failed test:  1\n") && !text.contains("Parse errors"), "{text}");
    let (passed, text) = said(&harness, "kapot.yaml").unwrap();
    assert!(!passed && text.contains("Tests: 1 Failed: 1)") && !text.contains("Parse errors"), "{text}");
    // Below the level of the run nothing fails, as the exit code says.
    let (passed, text) = said(&format!("{harness} --level never"), "slecht.yaml").unwrap();
    assert!(passed && text.contains("Result: PASS"), "{text}");
    // From a file that was kept.
    run(toets(dir.path(), &["check", "slecht.yaml", "--level", "never", "-o", "tap:bewaard.tap"]), 0);
    let (passed, text) = said("cat", "bewaard.tap").unwrap();
    assert!(passed && text.contains("Result: PASS"), "{text}");
}

/// Municipalities that break a norm each, and one that meets it.
fn many(broken: usize) -> String {
    let mut text = "naam: A\nperiode: 2026\ngemeenten:\n".to_owned();
    for n in 0..=broken {
        let social = if n == broken { 40 } else { 10 };
        text.push_str(&format!("  - {{naam: G{n}, programma: {{2026: {{woningen: 100, sociale_huur: {social}}}}}}}\n"));
    }
    text
}

#[test]
fn what_github_does_not_show_is_said() {
    let dir = folder(&[("tien.yaml", &many(10)), ("twaalf.yaml", &many(12))]);
    let github = |file: &str, lang: &str| {
        let (out, _) =
            run(toets(dir.path(), &["check", file, "--rule", "BES-02", "--format", "github", "--lang", lang]), 1);
        let lines: Vec<String> = out.lines().filter(|l| !l.starts_with("::error ")).map(str::to_owned).collect();
        (out.lines().count() - lines.len(), lines)
    };
    let (errors, lines) = github("tien.yaml", "nl");
    assert_eq!((errors, lines.len()), (10, 1), "{lines:?}");
    let (errors, lines) = github("twaalf.yaml", "nl");
    assert_eq!(errors, 12);
    let said = "Bij de regels toont GitHub er per stap hooguit 10 van elke soort; alleen hierboven: 2 fouten.";
    assert_eq!(lines[..lines.len() - 1], [said]);
    let (_, lines) = github("twaalf.yaml", "en");
    assert!(lines[0].ends_with("only above: 2 errors."), "{lines:?}");
}
