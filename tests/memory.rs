//! The memory that the real program takes at most, held against 20 times the size of the file plus 20 MB.
//!
//! How: the report goes into a pipe that is full already, so that the program waits before its first piece with all its work done,
//! or as much of it as a report needs that is written piece by piece; and then, as the pipe is emptied, before each next piece. Each
//! time the kernel tells the most that it ever held (`VmHWM`). Nothing is timed.

#![cfg(test)]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "a test counts in small numbers; a failure is a panic"
)]
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "`--nocapture` shows what was measured")]

#[path = "support/folder.rs"]
mod folder;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use folder::{GOOD, folder};
use toets::limits;

const MEGA: usize = 1024 * 1024;

/// A program built for tests is larger than the one that people run: what its code and tables take more, measured on the small
/// agreement (24.2 MB beside 11.2). `cargo test --release --test memory` measures the other one.
const OF_TESTS: usize = if cfg!(debug_assertions) { 13 * MEGA } else { 0 };

/// A report for people, and the one that holds everything.
const TEXT: &[&str] = &["--format", "text"];
const JSON: &[&str] = &["--format", "json", "--explain", "alles"];

/// What a pipe holds.
const PIPE: usize = 64 * 1024;

/// The most bytes that the program held for `check` on a file, or with more arguments.
fn peak(here: &Path, args: &[&str]) -> usize {
    let (mut reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(&vec![b'.'; PIPE]).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_toets"));
    command.current_dir(here).env_remove("TOETS_LANG").args([&["check", "--date", "2026-01-01"], args].concat());
    let mut child = command.stdin(Stdio::null()).stdout(writer).spawn().unwrap();
    // It holds the other end of the pipe: without that the end of the report would not be seen.
    drop(command);
    let process = format!("/proc/{}", child.id());
    // Every thread sleeps, and no time passes for any of them: it waits for the pipe.
    let (mut last, mut calm) = (String::new(), 0);
    while calm < 5 {
        std::thread::sleep(Duration::from_millis(20));
        let now = threads(&process);
        let sleeps = !now.is_empty() && now.lines().all(|l| l.starts_with('S'));
        calm = if sleeps && now == last { u32::saturating_add(calm, 1) } else { 0 };
        last = now;
    }
    let mut most = held(&process).unwrap();
    let mut piece = vec![0; PIPE];
    while reader.read(&mut piece).unwrap() > 0 {
        // After its last piece the program ends, and tells nothing more.
        most = most.max(held(&process).unwrap_or(0));
    }
    child.wait().unwrap();
    most
}

/// The most that a process held so far; `None` when it has ended.
fn held(process: &str) -> Option<usize> {
    let status = fs::read_to_string(format!("{process}/status")).ok()?;
    let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB");
    most.parse::<usize>().ok()?.checked_mul(1024)
}

/// State and time of every thread.
fn threads(process: &str) -> String {
    let mut out = String::new();
    for task in fs::read_dir(format!("{process}/task")).unwrap().flatten() {
        let Ok(stat) = fs::read_to_string(task.path().join("stat")) else { return String::new() };
        let after_name: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        writeln!(out, "{} {} {}", after_name[0], after_name[11], after_name[12]).unwrap();
    }
    out
}

fn filled(start: &str, line: impl Fn(usize) -> String, bytes: usize) -> String {
    let mut out = start.to_owned();
    let mut n = 0;
    loop {
        let next = line(n);
        if out.len().saturating_add(next.len()) > bytes {
            return out;
        }
        out.push_str(&next);
        n = n.saturating_add(1);
    }
}

fn municipality(n: usize) -> String {
    format!("  - {{naam: G{n}, programma: {{2026: {{woningen: 100, sociale_huur: 10}}}}}}\n")
}

fn corporation(n: usize) -> String {
    format!("  - {{naam: C{n}, woningen: 4200, huursomstijging: {{2026: '3,6%'}}, huurverhoging_na_isolatie: 0}}\n")
}

/// A project as people write it: a dozen figures, each on a line of its own.
fn project(n: usize) -> String {
    format!(
        "  - naam: Project {n}\n    gemeente: Meerdijk\n    corporatie: Meerwonen\n    soort: nieuwbouw\n    jaar_start_bouw: 2026\n    jaar_oplevering: 2027\n    aantal_te_bouwen: 120\n    aantal_sociale_huur: 48\n"
    )
}

#[test]
fn memory_stays_within_twenty_times_the_file_and_twenty_megabytes() {
    let own = "periode: 2026\ngemeenten:\n";
    let projects = format!("{GOOD}projecten:\n");
    let bomb: String = (1..20).fold("a0: &a0 [x, x, x, x]\n".into(), |all, n| {
        format!("{all}a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "))
    });
    let cases = [
        ("a small agreement", GOOD.to_owned()),
        ("the largest example", fs::read_to_string("examples/meerdijk/meerdijk-2026.yaml").unwrap()),
        ("many findings, just below the limit", filled(own, municipality, 7_500)),
        ("1 MB of municipalities in one line each", filled(own, municipality, MEGA)),
        ("1.5 MB of corporations in one line each", filled("periode: 2026\ncorporaties:\n", corporation, 3 * MEGA / 2)),
        ("100 kB of projects", filled(&projects, project, 100_000)),
        ("300 kB of projects", filled(&projects, project, 300_000)),
        ("1 MB of projects", filled(&projects, project, MEGA)),
        ("at the limit: projects", filled(&projects, project, limits::MAX_FILE_BYTES)),
        ("at the limit: comments", filled(GOOD, |_| "# niets dan dit\n".into(), limits::MAX_FILE_BYTES)),
        ("1 MB of errors", filled(GOOD, |n| format!("veld_{n}: 1\n"), MEGA)),
        ("1 MB of values", format!("x: [{}]\n", "1, ".repeat(MEGA / 3))),
        ("an alias bomb", bomb),
    ];
    let mut wrong = String::new();
    for (what, text) in cases {
        let dir = folder(&[("a.yaml", &text)]);
        for format in [TEXT, JSON] {
            let held = peak(dir.path(), &[&["a.yaml"], format].concat());
            let most = 20 * text.len() + 20 * MEGA + OF_TESTS;
            let measured = format!("{what}, {format:?}: {} kB, {} kB held", text.len() / 1024, held / 1024);
            println!("{measured}, {} kB allowed", most / 1024);
            if held > most {
                writeln!(wrong, "{measured}, and {} kB is the most", most / 1024).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// So many files of some kilobytes, each with its region, and how large they are together.
fn country(files: usize) -> (tempfile::TempDir, usize) {
    let dir = tempfile::tempdir().unwrap();
    let mut size = 0;
    for n in 0..files {
        let mut text = format!(
            "naam: G{n}\nperiode: 2026-2029\nregio: {{naam: R{}, aantal_gemeenten: 10}}\ngemeenten:\n  - naam: G{n}\n    programma:\n",
            n / 10
        );
        for year in 2026..2030 {
            writeln!(text, "      {year}: {{woningen: {}, sociale_huur: {}}}", 90 + n % 20, 20 + n % 30).unwrap();
        }
        let text = filled(&format!("{text}projecten:\n"), project, 3_800);
        fs::write(dir.path().join(format!("g{n}.yaml")), &text).unwrap();
        size += text.len();
    }
    (dir, size)
}

fn stays_within(files: usize, ways: &[&[&str]]) {
    let (dir, size) = country(files);
    let most = 20 * size + 20 * MEGA + OF_TESTS;
    let mut wrong = String::new();
    for way in ways {
        let held = peak(dir.path(), &[&["--portfolio", "."], *way].concat());
        let measured = format!("{files} files {way:?}: {} kB, {} kB held", size / 1024, held / 1024);
        println!("{measured}, {} kB allowed", most / 1024);
        if held > most {
            writeln!(wrong, "{measured}, and {} kB is the most", most / 1024).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The country, and what its files say together.
#[test]
fn memory_for_a_country_stays_within_the_same_bounds() {
    stays_within(342, &[&[], &["--format", "csv"], &["--format", "junit"]]);
}

/// Fewer files, because a program built for tests takes its time for all these.
#[test]
fn memory_for_many_files_stays_within_the_same_bounds_in_every_format() {
    let formats = ["json", "plain", "sarif", "github", "gitlab", "tap", "markdown", "html"];
    let mut ways: Vec<Vec<&str>> = formats.iter().map(|f| vec!["--format", f]).collect();
    ways.extend([JSON.to_vec(), vec!["--verbose"], vec!["--explain", "alles"], vec!["--ignore-deviations"]]);
    stays_within(60, &ways.iter().map(Vec::as_slice).collect::<Vec<_>>());
}

/// What counts is the number of values, not of bytes: whatever a file holds, it takes no more than this.
#[test]
fn memory_for_the_shortest_values_has_a_bound_of_its_own() {
    let towns = format!("periode: 2026\ngemeenten: [{}]\n", "{},".repeat(900_000));
    let start = "periode: 2026\ngemeenten: [{naam: A}]\nprojecten:\n";
    let (few, many) = ("- {naam: A}\n".repeat(15_000), "- {naam: A}\n".repeat(240_000));
    for text in [towns, format!("{start}{few}"), format!("{start}{many}")] {
        let dir = folder(&[("a.yaml", &text)]);
        for format in [TEXT, JSON] {
            let held = peak(dir.path(), &[&["a.yaml"], format].concat());
            println!("{} kB of the shortest values, {format:?}: {} kB held", text.len() / 1024, held / 1024);
            assert!(held < 250 * MEGA + OF_TESTS, "{held}");
        }
    }
}

/// Beside their bytes, files take room for being files.
#[test]
fn memory_for_many_small_files_has_room_for_each_file() {
    const FILES: usize = 300;
    let texts: Vec<(String, String)> =
        (0..FILES).map(|n| (format!("g{n}.yaml"), format!("periode: 2026\ngemeenten: [{{naam: G{n}}}]\n"))).collect();
    let dir = folder(&texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let size: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let most = 20 * size + 20 * MEGA + FILES * 16 * 1024 + OF_TESTS;
    for way in [TEXT, JSON, &["--portfolio"]] {
        let held = peak(dir.path(), &[&["."], way].concat());
        println!("{FILES} small files, {way:?}: {} kB held, {} kB allowed", held / 1024, most / 1024);
        assert!(held <= most, "{way:?}: {held} of {most}");
    }
}
