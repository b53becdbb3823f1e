//! When the world does not cooperate: full disks, closed pipes, odd names, files that change or are no files. Each test says
//! what happens and how it ends; nothing hangs, nothing panics, no file is half.

#![cfg(test)]
#![cfg(unix)]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/pipe.rs"]
mod pipe;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folder::{GOOD, SMALL, folder, run, toets};
use pipe::{pipe, when_read};

/// A shell in a folder, with the program as `$T`.
fn shell(here: &Path, script: &str) -> Output {
    let mut command = Command::new("sh");
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.current_dir(here).env("T", env!("CARGO_BIN_EXE_toets")).args(["-c", script]).output().unwrap()
}

/// A report of a few kilobytes about `g.yaml`.
fn as_json(output: &str) -> [&str; 8] {
    ["check", "g.yaml", "--date", "2026-01-01", "--format", "json", "--output", output]
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

// --- writing ---------------------------------------------------------------------------------------------------------------

/// The system kills a program that writes more than it may: that is an interruption in the middle of a write.
#[test]
fn killed_while_writing_the_old_file_is_whole_and_the_next_run_cleans_up() {
    let dir = folder(&[("g.yaml", GOOD), ("schema.json", "wat er stond\n")]);
    let killed = shell(
        dir.path(),
        "ulimit -f 1; \"$T\" check g.yaml --format json --date 2026-01-01 --output schema.json; echo $?",
    );
    assert_ne!(out(&killed).trim(), "0", "the program was to be killed: {}", err(&killed));
    assert_eq!(fs::read_to_string(dir.path().join("schema.json")).unwrap(), "wat er stond\n");
    let left = names(dir.path());
    assert!(left.iter().any(|n| n.starts_with(".toets-")), "nothing was left behind to clean up: {left:?}");
    // No run takes it for an agreement or a rule file.
    let mut new = left.iter().filter(|n| n.starts_with(".toets-"));
    assert!(new.all(|n| !n.ends_with(".yaml") && !n.ends_with(".regels")));

    fs::remove_file(dir.path().join("schema.json")).unwrap();
    run(toets(dir.path(), &as_json("schema.json")), 0);
    assert_eq!(names(dir.path()), ["g.yaml", "schema.json"]);
    let whole = fs::read_to_string(dir.path().join("schema.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&whole).is_ok());
}

/// At whatever moment it is killed: what stands there is the old text or the new one.
#[test]
fn killed_at_any_moment_a_file_is_old_or_new() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let path = dir.path().join("a.yaml");
    let (printed, _) = run(toets(dir.path(), &["fix", "a.yaml", "--date", "2026-01-01"]), 0);
    assert!(printed.contains('1'), "{printed}");
    for milliseconds in [0, 5, 10, 15, 20, 30, 40, 60, 100] {
        fs::write(&path, SMALL).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_toets"))
            .current_dir(dir.path())
            .args(["fix", "a.yaml", "--apply", "1", "--date", "2026-01-01"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text == SMALL || text.ends_with('\n') && text.lines().count() >= SMALL.lines().count(), "{text:?}");
    }
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_it_is_said() {
    let dir = folder(&[("a.yaml", SMALL), ("g.yaml", GOOD), ("oud.json", "wat er stond\n")]);
    // A program that may not write more than one block gets an error where it ignores the signal.
    let full = shell(
        dir.path(),
        "trap '' XFSZ; ulimit -f 1; \"$T\" check g.yaml --format json --date 2026-01-01 --output oud.json",
    );
    assert_eq!(full.status.code(), Some(2), "{}", err(&full));
    assert!(err(&full).contains("cli::unwritable") && err(&full).contains("groter dan hier mag"), "{}", err(&full));
    assert_eq!(fs::read_to_string(dir.path().join("oud.json")).unwrap(), "wat er stond\n");
    assert_eq!(names(dir.path()), ["a.yaml", "g.yaml", "oud.json"], "an attempt that failed leaves nothing behind");

    let full = shell(dir.path(), "\"$T\" check a.yaml --output /dev/full");
    assert_eq!(full.status.code(), Some(2));
    assert!(err(&full).contains("de schijf is vol") && err(&full).contains("maak ruimte vrij"), "{}", err(&full));
    let full = shell(dir.path(), "\"$T\" check a.yaml > /dev/full");
    assert_eq!(full.status.code(), Some(2));
    assert!(err(&full).contains("de uitvoer is niet te schrijven"), "{}", err(&full));
}

#[test]
fn a_protected_file_stays_as_it_is() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let path = dir.path().join("a.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let args = ["fix", "a.yaml", "--apply", "1", "--date", "2026-01-01"];
    let (_, said) = run(toets(dir.path(), &args), 2);
    assert!(said.contains("cli::unwritable") && said.contains("tegen schrijven beveiligd"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), SMALL);
}

#[test]
fn permissions_and_links_are_kept() {
    let dir = folder(&[("echt/a.yaml", SMALL), ("g.yaml", GOOD)]);
    let real = dir.path().join("echt/a.yaml");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    let owner = fs::metadata(&real).unwrap().uid();
    let link = dir.path().join("link.yaml");
    symlink("echt/a.yaml", &link).unwrap();
    run(toets(dir.path(), &["fix", "link.yaml", "--apply", "1", "--date", "2026-01-01"]), 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "the link was replaced by a file");
    let after = fs::metadata(&real).unwrap();
    assert_eq!((after.permissions().mode() & 0o777, after.uid()), (0o600, owner));
    assert_ne!(fs::read_to_string(&real).unwrap(), SMALL);
    assert_eq!(names(&dir.path().join("echt")), ["a.yaml"]);

    // A link to a file that is not there yet makes that file.
    symlink("echt/nieuw.json", dir.path().join("straks.json")).unwrap();
    run(toets(dir.path(), &as_json("straks.json")), 0);
    assert!(dir.path().join("echt/nieuw.json").is_file());
    // One that leads round is refused.
    symlink("b", dir.path().join("a")).unwrap();
    symlink("a", dir.path().join("b")).unwrap();
    let (_, said) = run(toets(dir.path(), &as_json("a")), 2);
    assert!(said.contains("cli::unwritable"), "{said}");
}

#[test]
fn a_device_or_a_folder_is_never_replaced_by_a_file() {
    let dir = folder(&[("g.yaml", GOOD)]);
    run(toets(dir.path(), &as_json("/dev/null")), 0);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    pipe(&dir.path().join("pijp"));
    let said = shell(
        dir.path(),
        "cat pijp > uit.json & \"$T\" check g.yaml --format json --date 2026-01-01 --output pijp; code=$?; wait; exit $code",
    );
    assert_eq!(said.status.code(), Some(0), "{}", err(&said));
    assert!(fs::metadata(dir.path().join("pijp")).unwrap().file_type().is_fifo());
    assert!(fs::read_to_string(dir.path().join("uit.json")).unwrap().starts_with('{'));
    fs::create_dir(dir.path().join("map")).unwrap();
    let (_, said) = run(toets(dir.path(), &as_json("map")), 2);
    assert!(said.contains("cli::unwritable") && said.contains("het is een map"), "{said}");
}

/// As somebody who is not the administrator, for whom permissions do not count.
fn as_nobody(here: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toets"));
    command.current_dir(here).env_remove("TOETS_LANG").args(args);
    if fs::metadata(here).unwrap().uid() == 0 {
        // The program itself may stand where nobody may look.
        let copy = here.parent().unwrap().join(format!("toets-{}", std::process::id()));
        fs::copy(env!("CARGO_BIN_EXE_toets"), &copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
        let mut nobody = Command::new(&copy);
        nobody.current_dir(here).env_remove("TOETS_LANG").args(args).uid(65534).gid(65534);
        let output = nobody.output().unwrap();
        fs::remove_file(copy).unwrap();
        return output;
    }
    command.output().unwrap()
}

fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_that_may_not_be_written_or_read_is_named() {
    let dir = folder(&[("in/a.yaml", GOOD), ("in/dicht/b.yaml", SMALL)]);
    let here = dir.path().join("in");
    open_to_all(dir.path());
    fs::set_permissions(&here, fs::Permissions::from_mode(0o555)).unwrap();
    let said = as_nobody(&here, &["check", "a.yaml", "--output", "uit.txt", "--date", "2026-01-01"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(err(&said).contains("cli::unwritable") && err(&said).contains("geen toestemming"), "{}", err(&said));

    // What may stand in a closed folder was not checked: the run must not look like one over everything.
    fs::set_permissions(here.join("dicht"), fs::Permissions::from_mode(0o000)).unwrap();
    let said = as_nobody(&here, &["check", ".", "--date", "2026-01-01"]);
    fs::set_permissions(here.join("dicht"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(said.status.code(), Some(2), "{}", out(&said));
    assert!(out(&said).contains("dicht") && out(&said).contains("cli::unreadable"), "{}", out(&said));
    assert!(out(&said).contains("a.yaml"), "the rest is checked all the same: {}", out(&said));

    fs::set_permissions(here.join("a.yaml"), fs::Permissions::from_mode(0o000)).unwrap();
    let said = as_nobody(&here, &["check", "a.yaml"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(out(&said).contains("cli::unreadable") && out(&said).contains("geen toestemming"), "{}", out(&said));
    fs::set_permissions(&here, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_folder_for_temporary_files_is_needed() {
    let dir = folder(&[("a.yaml", SMALL)]);
    let mut command = toets(dir.path(), &["fix", "a.yaml", "--apply", "1", "--date", "2026-01-01"]);
    command.env("TMPDIR", "/bestaat/niet");
    run(command, 0);
}

// --- pipes and the terminal ------------------------------------------------------------------------------------------------

#[test]
fn a_closed_reader_ends_a_run_quietly_with_its_own_code() {
    let many: Vec<(String, String)> = (0..60).map(|n| (format!("f{n}.yaml"), SMALL.to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let dir = folder(&many);
    for format in ["text", "plain", "json"] {
        let script = format!("{{ \"$T\" check . --format {format}; echo $? > code; }} | head -c 1");
        let said = shell(dir.path(), &script);
        assert_eq!((out(&said).len(), err(&said).as_str()), (1, ""), "{format}");
        assert_eq!(fs::read_to_string(dir.path().join("code")).unwrap(), "1\n", "{format}");
    }
}

#[test]
fn closed_streams_are_no_panic() {
    let dir = folder(&[("a.yaml", SMALL)]);
    for (script, code) in [
        ("\"$T\" check a.yaml >&-", 1),
        ("\"$T\" check a.yaml 2>&-", 1),
        ("\"$T\" check is-er-niet.yaml >&- 2>&-", 2),
        ("\"$T\" check --geen-optie 2>&-", 2),
        // A closed standard input is an empty one.
        ("\"$T\" check - <&-", 2),
    ] {
        let said = shell(dir.path(), script);
        assert_eq!(said.status.code(), Some(code), "{script}: {}{}", out(&said), err(&said));
    }
    assert!(out(&shell(dir.path(), "\"$T\" check - <&-")).contains("agreement::empty_file"));
}

#[test]
fn a_simple_or_narrow_terminal_gets_plain_lines() {
    let dir = folder(&[("a.yaml", SMALL)]);
    for script in [
        "TERM=dumb \"$T\" check a.yaml",
        "NO_COLOR=1 TERM=xterm \"$T\" check a.yaml",
        "COLUMNS=20 \"$T\" check a.yaml",
        "COLUMNS=0 \"$T\" check a.yaml",
        "COLUMNS=veel \"$T\" check a.yaml",
    ] {
        let said = shell(dir.path(), script);
        assert_eq!(said.status.code(), Some(1), "{script}");
        assert!(!out(&said).contains('\u{1b}') && out(&said).contains("BES-02"), "{script}");
    }
    // A narrow screen gets shorter lines, down to 40 columns; only tables are as wide as they are.
    let lines =
        |columns: u32| out(&shell(dir.path(), &format!("COLUMNS={columns} \"$T\" check a.yaml"))).lines().count();
    assert!(lines(20) > lines(120));
}

// --- names and kinds of files ----------------------------------------------------------------------------------------------

#[test]
fn names_that_are_no_text_are_told_apart() {
    let dir = folder(&[]);
    for (byte, text) in [(0xE9, SMALL), (0xE8, GOOD)] {
        let name = [b"afspraak-".as_slice(), &[byte], b".yaml"].concat();
        fs::write(dir.path().join(OsStr::from_bytes(&name)), text).unwrap();
    }
    let (text, _) = run(toets(dir.path(), &["check", "."]), 1);
    assert!(text.contains(r"afspraak-\xE9.yaml") && text.contains(r"afspraak-\xE8.yaml"), "{text}");
    let (json, _) = run(toets(dir.path(), &["check", ".", "--format", "json"]), 1);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["inputs"].as_array().unwrap().len(), 2);
    // Named on the command line, and as an output.
    let mut command = toets(dir.path(), &["check"]);
    command.arg(OsStr::from_bytes(b"afspraak-\xE9.yaml")).arg("--output").arg(OsStr::from_bytes(b"uit-\xE9.txt"));
    run(command, 1);
    assert!(dir.path().join(OsStr::from_bytes(b"uit-\xE9.txt")).is_file());
    let mut command = toets(dir.path(), &["check"]);
    command.arg(OsStr::from_bytes(b"is-er-niet-\xFF.yaml"));
    let (said, _) = run(command, 2);
    assert!(said.contains(r"is-er-niet-\xFF.yaml"), "{said}");
}

#[test]
fn a_long_name_is_written_and_one_too_long_is_named() {
    let dir = folder(&[("g.yaml", GOOD)]);
    // As long as a name can be; the file beside it while writing needs a name too.
    let longest = format!("{}.yaml", "a".repeat(250));
    fs::write(dir.path().join(&longest), SMALL).unwrap();
    run(toets(dir.path(), &["fix", &longest, "--apply", "1", "--date", "2026-01-01"]), 0);
    for too_long in [format!("{}.yaml", "a".repeat(300)), format!("{}a.yaml", "map/".repeat(2000))] {
        let (said, _) = run(toets(dir.path(), &["check", &too_long]), 2);
        assert!(said.contains("cli::unreadable") || said.contains("cli::not_found"), "{said}");
        let (_, said) = run(toets(dir.path(), &as_json(&too_long)), 2);
        assert!(said.contains("cli::unwritable"), "{said}");
    }
}

#[test]
fn links_in_a_folder_are_not_followed_and_so_never_lead_round() {
    let dir = folder(&[("a/b/afspraak.yaml", GOOD)]);
    symlink("..", dir.path().join("a/b/lus")).unwrap();
    symlink(dir.path(), dir.path().join("a/alles")).unwrap();
    let (json, _) = run(toets(dir.path(), &["check", "a", "--format", "json"]), 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["inputs"].as_array().unwrap().len(), 1);
    // A link that is named itself is read.
    symlink("a/b/afspraak.yaml", dir.path().join("hier.yaml")).unwrap();
    run(toets(dir.path(), &["check", "hier.yaml"]), 0);
    symlink("kring.yaml", dir.path().join("kring.yaml")).unwrap();
    let (said, _) = run(toets(dir.path(), &["check", "kring.yaml"]), 2);
    assert!(said.contains("cli::unreadable"), "{said}");
}

/// A pipe on which nobody writes would be waited on for ever: only the command line may name one.
#[test]
fn no_file_makes_the_program_wait_for_a_pipe() {
    let dir = folder(&[("a.yaml", SMALL), ("kader.yaml", "x"), ("lijst/a.yaml", SMALL), ("config/a.yaml", SMALL)]);
    pipe(&dir.path().join("pijp.yaml"));
    let refers = format!("{SMALL}regionale_afspraak: pijp.yaml\n");
    for field in ["kader", "regionaal", "vorige", "bod"] {
        fs::write(dir.path().join("b.yaml"), refers.replace("regionale_afspraak", field)).unwrap();
        // Whatever the field means, the program ends.
        let ended =
            toets(dir.path(), &["check", "b.yaml"]).timeout(std::time::Duration::from_secs(60)).output().unwrap();
        assert!(ended.status.code().is_some(), "{field}: the program waits for the pipe");
    }
    fs::write(dir.path().join("c.yaml"), format!("{SMALL}regelset: pijp.yaml\n")).unwrap();
    let ended = toets(dir.path(), &["check", "c.yaml"]).timeout(std::time::Duration::from_secs(60)).output().unwrap();
    assert_eq!(ended.status.code(), Some(2), "{}", out(&ended));
    // In a folder it is passed over.
    fs::remove_file(dir.path().join("b.yaml")).unwrap();
    fs::remove_file(dir.path().join("c.yaml")).unwrap();
    fs::remove_file(dir.path().join("kader.yaml")).unwrap();
    run(toets(dir.path(), &["check", "."]), 1);

    pipe(&dir.path().join("config/toets.toml"));
    let (_, said) = run(toets(&dir.path().join("config"), &["check", "a.yaml"]), 2);
    assert!(said.contains("het is geen gewoon bestand"), "{said}");
    let list = dir.path().join("lijst");
    pipe(&list.join("bekend.json"));
    fs::write(list.join("toets.toml"), "baseline = \"bekend.json\"\n").unwrap();
    let (_, said) = run(toets(&list, &["check", "a.yaml"]), 2);
    assert!(said.contains("het is geen gewoon bestand"), "{said}");
}

// --- files that change during a run ----------------------------------------------------------------------------------------

#[test]
fn a_file_that_vanishes_during_a_run_is_named_and_the_rest_is_checked() {
    let dir = folder(&[("b.yaml", GOOD)]);
    let (first, gone) = (dir.path().join("a.yaml"), dir.path().join("b.yaml"));
    pipe(&first);
    let writer = when_read(&first, move || fs::remove_file(gone).unwrap(), SMALL);
    let (said, _) = run(toets(dir.path(), &["check", "a.yaml", "b.yaml"]), 2);
    writer.join().unwrap();
    assert!(said.contains("cli::not_found") && said.contains("`b.yaml`"), "{said}");
    assert!(said.contains("BES-02"), "a.yaml is checked all the same: {said}");
}

/// A ruleset of one file that asks for this share of social rent.
fn rules(share: u32) -> String {
    let text = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    text.replace("altijd = 35%", &format!("altijd = {share}%"))
}

/// An agreement, and a ruleset that the program reads when it has read the agreement.
fn read_in_order() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let dir = folder(&[("a.yaml", SMALL), ("straks.regels", "")]);
    let (rules, later) = (dir.path().join("r.regels"), dir.path().join("straks.regels"));
    pipe(&rules);
    (dir, rules, later)
}

const FIX: [&str; 8] = ["fix", "a.yaml", "--apply", "1", "--date", "2026-01-01", "--ruleset", "r.regels"];

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let (dir, path, later) = read_in_order();
    let (agreement, again) = (dir.path().join("a.yaml"), path.clone());
    let meanwhile = move || {
        fs::write(later.with_file_name("a.yaml"), GOOD).unwrap();
        fs::write(&later, rules(35)).unwrap();
        fs::rename(&later, again).unwrap();
    };
    let writer = when_read(&path, meanwhile, &rules(35));
    let (_, said) = run(toets(dir.path(), &FIX), 2);
    writer.join().unwrap();
    assert!(said.contains("cli::file_changed"), "{said}");
    assert_eq!(fs::read_to_string(agreement).unwrap(), GOOD);
}

/// The rules ask more when the new text is judged than when the change was sought: it does not do any more.
#[test]
fn a_change_that_does_not_do_when_read_back_is_not_written() {
    let (dir, path, later) = read_in_order();
    let again = path.clone();
    let meanwhile = move || {
        fs::write(&later, rules(35).replace("altijd = 20%", "altijd = 60%")).unwrap();
        fs::rename(&later, again).unwrap();
    };
    let writer = when_read(&path, meanwhile, &rules(35));
    let (_, said) = run(toets(dir.path(), &FIX), 2);
    writer.join().unwrap();
    assert!(said.contains("cli::fix_failed"), "{said}");
    assert_eq!(fs::read_to_string(dir.path().join("a.yaml")).unwrap(), SMALL);
}

// --- Windows ---------------------------------------------------------------------------------------------------------------

/// The same files with the line ends of Windows give the same outcome.
#[test]
fn windows_line_ends_are_read_everywhere() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let tests = fs::read_dir("examples/eigen-regels/zonnedam/tests").unwrap();
    let tests: Vec<(String, String)> = tests
        .map(|e| e.unwrap().path())
        .map(|p| {
            let name = p.file_name().unwrap().to_string_lossy().into_owned();
            (format!("regels/tests/{name}"), fs::read_to_string(p).unwrap())
        })
        .collect();
    let config = "paths = [\"a.yaml\"]\nruleset = \"regels\"\n".to_owned();
    let mut all = vec![
        ("a.yaml".to_owned(), SMALL.to_owned()),
        ("toets.toml".to_owned(), config),
        ("regels/zonnedam.regels".to_owned(), rules(35)),
    ];
    all.extend(tests);
    let mut seen: Vec<Vec<String>> = vec![];
    for windows in [false, true] {
        let files: Vec<(String, String)> =
            all.iter().map(|(n, t)| (n.clone(), if windows { crlf(t) } else { t.clone() })).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let dir = folder(&files);
        let date = ["--date", "2026-01-01"];
        let mut outcome = vec![run(toets(dir.path(), &[&["check"][..], &date].concat()), 1).0];
        run(toets(dir.path(), &[&["baseline", "--output", "lijst.json"][..], &date].concat()), 0);
        let list = dir.path().join("lijst.json");
        if windows {
            fs::write(&list, crlf(&fs::read_to_string(&list).unwrap())).unwrap();
        }
        outcome.push(run(toets(dir.path(), &[&["check", "--baseline", "lijst.json"][..], &date].concat()), 0).0);
        outcome.push(run(toets(dir.path(), &["test", "regels"]), 0).0);
        // The bytes differ, and so do the hashes: nothing else.
        seen.push(outcome.iter().map(|o| without_hashes(o)).collect());
    }
    assert_eq!(seen[0], seen[1]);
}

fn without_hashes(text: &str) -> String {
    let is_hash = |w: &str| w.len() >= 8 && w.chars().all(|c| c.is_ascii_hexdigit());
    let mut out = String::new();
    for line in text.lines() {
        let words =
            line.split(' ').map(|w| if is_hash(w.trim_matches(|c: char| !c.is_alphanumeric())) { "#" } else { w });
        out.push_str(&words.collect::<Vec<_>>().join(" "));
        out.push('\n');
    }
    out
}

// --- much to say -----------------------------------------------------------------------------------------------------------

/// One norm that each municipality breaks.
const ONE_NORM: &str = r#"regelset proef "Proef"
  versie 1.0.0
  leest  afspraak

bron wet "Een wet"
  datum 2024
  graad A

object afspraak "Een afspraak"
  gemeenten: lijst van gemeente "Gemeenten"

object gemeente "Een gemeente"
  naam: tekst rol aanduiding "Naam"
  n: aantal "Aantal"

parameter drie: aantal "drie"
  altijd = 3 bron wet, "drie"

hoofdstuk proef "Proef"

regel T-01 "Regel T-01"
  bron wet, "T-01"
  sterkte verplicht
  voor elke gemeente in afspraak.gemeenten
  eis gemeente.n >= drie
  melding "{gemeente.naam} heeft er {gemeente.n}"
"#;

/// Ten thousand findings, of five files: formats for programs hold each, those for people say how many they leave out.
#[test]
fn ten_thousand_findings_are_counted_shown_in_part_and_all_in_the_files_for_programs() {
    let (files, each) = (5, 2_000);
    let dir = folder(&[("regels/proef.regels", ONE_NORM)]);
    for file in 0..files {
        let items: String = (0..each).map(|i| format!("  - {{naam: G{file}-{i}, n: 1}}\n")).collect();
        fs::create_dir_all(dir.path().join("afspraken")).unwrap();
        fs::write(dir.path().join(format!("afspraken/{file}.yaml")), format!("gemeenten:\n{items}")).unwrap();
    }
    let args = ["check", "afspraken", "--ruleset", "regels", "--date", "2026-01-01"];
    let outputs =
        ["-o", "text:a.txt", "-o", "json:a.json", "-o", "csv:a.csv", "-o", "gitlab:a.gitlab", "-o", "sarif:a.sarif"];
    let more =
        ["-o", "junit:a.xml", "-o", "tap:a.tap", "-o", "html:a.html", "-o", "markdown:a.md", "-o", "github:a.github"];
    run(toets(dir.path(), &[&args[..], &outputs, &more].concat()), 1);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let value = |name: &str| serde_json::from_str::<serde_json::Value>(&read(name)).unwrap();

    let text = read("a.txt");
    let shown = text.matches("T-01 · ").count();
    assert!(shown <= files * toets::limits::MAX_FINDINGS_SHOWN, "{shown} shown");
    assert!(text.contains("Nog 1800 bevindingen zijn hier niet getoond"), "{text}");
    let json = value("a.json");
    assert_eq!(json["findings"].as_array().unwrap().len(), files * each);
    assert_eq!(read("a.csv").lines().filter(|l| l.contains("T-01")).count(), files * each);
    assert_eq!(value("a.gitlab").as_array().unwrap().len(), files * each);
    assert_eq!(value("a.sarif")["runs"][0]["results"].as_array().unwrap().len(), files * each);
    assert_eq!(read("a.xml").matches("<testcase ").count(), files * each);
    assert_eq!(read("a.tap").lines().filter(|l| l.trim_start().starts_with("not ok ")).count(), files * each);
    for name in ["a.html", "a.md", "a.github"] {
        assert!(!read(name).is_empty(), "{name}");
    }
}
