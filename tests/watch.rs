//! `--watch`: a second report after a change, from whichever file the report rests on.

#![cfg(test)]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use folder::{GOOD, SMALL, folder};

/// A slow machine gets this long for one report.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long nothing may happen before it is sure that nothing will.
const SILENCE: Duration = Duration::from_millis(1500);

/// The program at work; ends with the test.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    fn new(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_toets"))
            .current_dir(folder)
            .env_remove("TOETS_LANG")
            .args(["check", "--watch"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Watching { child, lines }
    }

    /// Reads until a line that holds these words.
    #[track_caller]
    fn until(&self, words: &str) -> String {
        let mut seen = String::new();
        let end = Instant::now().checked_add(PATIENCE).unwrap();
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    seen.push_str(&line);
                    seen.push('\n');
                    if line.contains(words) {
                        return seen;
                    }
                }
                Err(RecvTimeoutError::Timeout) => panic!("`{words}` did not come:\n{seen}"),
                Err(RecvTimeoutError::Disconnected) => panic!("ended before `{words}`:\n{seen}"),
            }
        }
    }

    /// The report comes to its end, and no other one follows.
    #[track_caller]
    fn silent(&self) {
        let rest: Vec<String> = std::iter::from_fn(|| self.lines.recv_timeout(SILENCE).ok()).collect();
        assert!(!rest.iter().any(|line| line.contains("────")), "{}", rest.join("\n"));
    }
}

const MET: &str = "Geen enkele norm die te toetsen is, wordt overtreden.";
const FAILED: &str = "1 norm is niet gehaald";

#[test]
fn a_change_gives_a_second_report_and_reading_gives_none() {
    let dir = folder(&[("a.yaml", GOOD), ("los.txt", "x")]);
    std::thread::sleep(Duration::from_millis(60));
    let watching = Watching::new(dir.path(), &["a.yaml"]);
    watching.until(MET);
    watching.silent();
    // What the report does not rest on is none of its business, and neither is who reads along.
    fs::write(dir.path().join("los.txt"), "y").unwrap();
    fs::read(dir.path().join("a.yaml")).unwrap();
    watching.silent();
    fs::write(dir.path().join("a.yaml"), SMALL).unwrap();
    let second = watching.until(FAILED);
    assert!(second.contains("──── veranderd: a.yaml ────"), "{second}");
    // As most editors save: a new file in the place of the old one.
    fs::write(dir.path().join("a.yaml.tmp"), GOOD).unwrap();
    fs::rename(dir.path().join("a.yaml.tmp"), dir.path().join("a.yaml")).unwrap();
    watching.until(MET);
    // A file that goes and comes back.
    fs::remove_file(dir.path().join("a.yaml")).unwrap();
    watching.until("cli::not_found");
    fs::write(dir.path().join("a.yaml"), SMALL).unwrap();
    watching.until(FAILED);
}

#[test]
fn files_that_are_referred_to_and_settings_are_followed() {
    let framework = |n: usize| {
        format!(
            "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {{2026: {{woningen: 10, sociale_huur: {n}}}}}\n"
        )
    };
    let dir = folder(&[
        ("kaders/kader.yaml", &framework(5)),
        ("afspraken/a.yaml", "periode: 2026\nkader: ../kaders/kader.yaml\n"),
        ("toets.toml", "paths = [\"afspraken\"]\n"),
    ]);
    std::thread::sleep(Duration::from_millis(60));
    let watching = Watching::new(dir.path(), &[]);
    watching.until(MET);
    fs::write(dir.path().join("kaders/kader.yaml"), framework(1)).unwrap();
    watching.until(FAILED);
    // A new file in a new folder.
    fs::create_dir(dir.path().join("afspraken/nieuw")).unwrap();
    fs::write(dir.path().join("afspraken/nieuw/b.yaml"), GOOD).unwrap();
    watching.until("2 bestanden getoetst.");
    fs::write(dir.path().join("toets.toml"), "paths = [\"kaders\"]\n").unwrap();
    watching.until("veranderd: toets.toml");
    watching.until(FAILED);
    watching.until("kaders/kader.yaml:4:");
    // Broken settings are said, and mended settings are taken up.
    fs::write(dir.path().join("toets.toml"), "pahts = []\n").unwrap();
    watching.until("veranderd: toets.toml");
    fs::write(dir.path().join("toets.toml"), "paths = [\"afspraken/nieuw\"]\n").unwrap();
    watching.until(MET);
}

#[test]
fn rules_of_ones_own_are_followed() {
    let rules = fs::read_to_string("tests/fixtures/report/proef.regels").unwrap();
    let dir = folder(&[("a.yaml", "gemeenten: [{naam: A, sloop: 10, terug: 12}]\n"), ("regels/proef.regels", &rules)]);
    std::thread::sleep(Duration::from_millis(60));
    let watching = Watching::new(dir.path(), &["a.yaml", "--ruleset", "regels"]);
    watching.until("gevraagd met --ruleset");
    fs::write(dir.path().join("regels/proef.regels"), rules.replace("regelset ", "regelzet ")).unwrap();
    watching.until("fout syntax::");
    fs::write(dir.path().join("regels/proef.regels"), &rules).unwrap();
    watching.until("gevraagd met --ruleset");
}

#[test]
fn a_reader_that_stops_ends_it() {
    let dir = folder(&[("a.yaml", GOOD)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_toets"))
        .current_dir(dir.path())
        .args(["check", "--watch", "a.yaml"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let end = Instant::now().checked_add(PATIENCE).unwrap();
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on for nobody");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn standard_input_cannot_be_followed() {
    let dir = folder(&[]);
    let (_, err) = folder::run(folder::toets(dir.path(), &["check", "-", "--watch"]), 2);
    assert!(err.contains("cli::cannot_watch"), "{err}");
}
