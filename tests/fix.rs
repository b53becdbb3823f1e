//! `toets fix`: what it lists, what it writes, and what it leaves alone.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn toets(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("toets").unwrap();
    for name in ["TOETS_LANG", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

/// Standard output and standard error, with the exit code that was expected.
#[track_caller]
fn run(args: &[&str], code: i32) -> (String, String) {
    let output = toets(args).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    (out, err)
}

fn agreement(dir: &Path, text: &str) -> PathBuf {
    let path = dir.join("afspraak.yaml");
    fs::write(&path, text).unwrap();
    path
}

/// 7 of 40 homes is not 30%; a byte order mark, carriage returns, remarks and odd spaces.
const SHORT: &str = "\u{feff}# VERZONNEN\r\nperiode: 2026\r\npeildatum: 2026-01-10\r\ngemeenten:\r\n  - naam: Zonnedam   # de stad\r\n    programma:\r\n      2026: { woningen:  40, sociale_huur: 7 }  # te weinig\r\n";

#[test]
fn one_change_is_written_and_all_else_stays() {
    let dir = tempfile::tempdir().unwrap();
    let file = agreement(dir.path(), SHORT);
    let path = file.to_str().unwrap();
    let (list, _) = run(&["fix", path], 0);
    assert!(
        list.contains("  1  maak 5 van de 33 andere woningen sociale huur (12 van 40; 2026 van 7 naar 12)"),
        "{list}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), SHORT, "nothing is written unasked");
    let (said, _) = run(&["fix", path, "--apply", "1"], 0);
    assert!(said.contains("regel 7: gemeenten[Zonnedam].programma.2026.sociale_huur: 7 wordt 12"), "{said}");
    assert!(said.contains("BES-02 voldoet nu."), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), SHORT.replace("sociale_huur: 7", "sociale_huur: 12"));
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no other file is left behind");
}

#[test]
fn another_file_or_standard_output_leaves_the_agreement_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = agreement(dir.path(), SHORT);
    let new = dir.path().join("nieuw.yaml");
    let (path, other) = (file.to_str().unwrap(), new.to_str().unwrap());
    run(&["fix", path, "--apply", "1", "--output", other], 0);
    let expected = SHORT.replace("sociale_huur: 7", "sociale_huur: 12");
    assert_eq!(fs::read_to_string(&new).unwrap(), expected);
    assert_eq!(fs::read_to_string(&file).unwrap(), SHORT);
    let (_, err) = run(&["fix", path, "--apply", "1", "--output", other], 2);
    assert!(err.contains("cli::file_exists"), "{err}");
    let piped = toets(&["fix", "-", "--apply", "1"]).write_stdin(SHORT).output().unwrap();
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), expected);
}

#[test]
fn several_at_once_when_they_go_together() {
    let dir = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("examples/meerdijk/meerdijk-concept.yaml").unwrap();
    let file = agreement(dir.path(), &text);
    let path = file.to_str().unwrap();
    // Both change the social homes of 2029.
    let (list, _) = run(&["fix", path], 0);
    let number = |words: &str| {
        let line = list.lines().find(|l| l.contains(words)).unwrap_or_else(|| panic!("{words}\n{list}"));
        line.split_whitespace().next().unwrap().to_owned()
    };
    let (change, add) = (number("maak 12 van de 236"), number("voeg 18 woningen"));
    let (_, err) = run(&["fix", path, "--apply", &change, "--apply", &add], 2);
    assert!(err.contains("cli::proposals_clash"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let (open, rent) = (number("zet `afwijkingstoets.openbaar` op `ja`"), number("verlaag `huursomstijging.2026`"));
    run(&["fix", path, "--apply", &open, "--apply", &rent, "--apply", &change], 0);
    let expected = text
        .replace("openbaar: nee", "openbaar: ja")
        .replace("\"3,9%\"", "\"3,6%\"")
        .replace("woningen: 70, sociale_huur: 30", "woningen: 70, sociale_huur: 42");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

#[test]
fn a_number_that_is_none() {
    let (_, err) = run(&["fix", "examples/meerdijk/meerdijk-concept.yaml", "--apply", "99"], 2);
    assert!(err.contains("cli::no_proposal") && err.contains("kies een nummer van 1 tot en met"), "{err}");
    let (_, err) = run(&["fix", "examples/meerdijk/meerdijk-2026.yaml", "--apply", "1", "--lang", "en"], 2);
    assert!(err.contains("there is no proposal 1"), "{err}");
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let file = agreement(dir.path(), "periode: 2026\ngemeentn: []\n");
    let (out, err) = run(&["fix", file.to_str().unwrap()], 2);
    assert!(out.is_empty() && err.contains("agreement::unknown_field"), "{out}{err}");
}

/// Applies the proposal with these words to a text that has one, and gives what stands in the file then.
#[track_caller]
fn with_new_project(text: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = agreement(dir.path(), text);
    let path = file.to_str().unwrap();
    let (list, _) = run(&["fix", path], 0);
    let line = list.lines().find(|l| l.contains("zet er een project bij met 6 vervangende woningen"));
    let number = line.unwrap_or_else(|| panic!("{list}")).split_whitespace().next().unwrap().to_owned();
    let (said, _) = run(&["fix", path, "--apply", &number], 0);
    assert!(said.contains("VRD-04a voldoet nu."), "{said}");
    fs::read_to_string(&file).unwrap()
}

/// 36 homes must come back for 24, and 30 do: one more project, in the layout of the others, and all else as it was.
#[test]
fn a_replacement_project_is_written_below_the_others() {
    let item = "{naam: Nog te noemen project, vervangende_woningen: 6}";
    let head = "\u{feff}# VERZONNEN\r\nperiode: 2026\r\npeildatum: 2026-01-10\r\n";
    let fields = "soort: sloop_nieuwbouw\r\n    aantal_te_slopen: 24\r\n    aantal_te_bouwen: 30  # of meer";
    let block = format!("{head}projecten:\r\n  - naam: Terpstraat\r\n    {fields}");
    let rest = "\r\n\r\n# het einde\r\nbouwen: {mijlpalen: ja}\r\n";
    assert_eq!(with_new_project(&format!("{block}{rest}")), format!("{block}\r\n  - {item}{rest}"));
    // A remark below the last field, and no line end at all.
    let remark = format!("{block}\r\n    # nog te bezien");
    assert_eq!(with_new_project(&remark), format!("{remark}\r\n  - {item}"));
    // The dash right below the key.
    let flush = format!("{head}projecten:\r\n- naam: Terpstraat\r\n  {}", fields.replace("    ", "  "));
    assert_eq!(with_new_project(&format!("{flush}\r\n")), format!("{flush}\r\n- {item}\r\n"));
    let one = "{naam: Terpstraat, soort: sloop_nieuwbouw, aantal_te_slopen: 24, aantal_te_bouwen: 30}";
    for (before, after) in [("[", "]"), ("[ ", ", # meer\r\n   ]  # alle"), ("[\r\n  ", "  # een\r\n]")] {
        let text = |more: &str| format!("{head}projecten: {before}{one}{more}{after}\r\nbouwen: {{mijlpalen: ja}}\r\n");
        assert_eq!(with_new_project(&text("")), text(&format!(", {item}")));
    }
    // In the notation of JSON it stays JSON.
    let json = r#"{"periode": "2026", "peildatum": "2026-01-10", "projecten": [{"naam": "T", "soort": "sloop_nieuwbouw", "aantal_te_slopen": 24, "aantal_te_bouwen": 30}]}"#;
    let written = with_new_project(json);
    assert!(written.ends_with(r#"}, {"naam": "Nog te noemen project", "vervangende_woningen": 6}]}"#), "{written}");
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok(), "{written}");
}

/// The last figure of a project and a project below it: each is written in its own place.
#[test]
fn a_new_project_comes_below_a_changed_figure() {
    let dir = tempfile::tempdir().unwrap();
    let text = "periode: 2026\npeildatum: 2026-01-10\nprojecten:\n  - naam: T\n    soort: sloop_nieuwbouw\n    \
                aantal_te_slopen: 24\n    aantal_te_bouwen: 30\n";
    let file = agreement(dir.path(), text);
    let path = file.to_str().unwrap();
    let (list, _) = run(&["fix", path], 0);
    let number = |words: &str| {
        let line = list.lines().find(|l| l.contains(words)).unwrap_or_else(|| panic!("{words}\n{list}"));
        line.split_whitespace().next().unwrap().to_owned()
    };
    let (project, more) = (number("zet er een project bij"), number("verhoog `aantal_te_bouwen`"));
    run(&["fix", path, "--apply", &project, "--apply", &more], 0);
    let expected =
        text.replace("bouwen: 30", "bouwen: 36") + "  - {naam: Nog te noemen project, vervangende_woningen: 6}\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
}

/// Layouts that nobody would choose: each proposal is written all the same, and only where it must.
const ODD: &str = r#"---
periode: "2026 t/m 2027"
peildatum: 2026-02-01
gemeenten:
- naam: A
  programma:
    2026:
      woningen: 1.200.000   # veel
      sociale_huur: '20'
    2027: {woningen: 120,
           sociale_huur: 20}
  bouwbeleid:
    grondprijsmethode: No
  wonen_en_zorg:
    woonzorgvisie: FALSE   # nog niet
    urgentieregeling: nee
corporaties:
- naam: C
  maximale_huurverhoging:
    2026: 6%
  huurverhoging_na_isolatie: € 1.234,50 per maand
  verkopen:
  - soort_koper: VAB
    goedkeuring_aw: "nee"
  - {goedkeuring_aw: nee, soort_koper: derde, }
bouwen: {bijsturing: nee,
   mijlpalen: nee,   # later
   }
leefbaarheid:
  {vocht_door_gebouw: nee}
"#;

#[test]
fn odd_layouts_are_written_too() {
    let dir = tempfile::tempdir().unwrap();
    let file = agreement(dir.path(), ODD);
    let path = file.to_str().unwrap();
    let (list, _) = run(&["fix", path], 0);
    let numbers: Vec<usize> = list.lines().filter_map(|l| l.get(..5)?.trim().parse().ok()).collect();
    assert!(numbers.len() > 8, "{list}");
    for n in &numbers {
        run(
            &[
                "fix",
                path,
                "--apply",
                &n.to_string(),
                "--output",
                dir.path().join(format!("{n}.yaml")).to_str().unwrap(),
            ],
            0,
        );
        let new = fs::read_to_string(dir.path().join(format!("{n}.yaml"))).unwrap();
        let lines: Vec<&str> = new.lines().collect();
        // Every remark is still there, and no line that is not about the change is another.
        assert!(["# veel", "# nog niet", "# later"].iter().all(|r| new.contains(r)), "{new}");
        let kept = ODD.lines().filter(|l| lines.contains(l)).count();
        assert!(kept + 3 >= ODD.lines().count(), "{new}");
    }
}

/// Of a whole country only what the files say together matters; each can be checked on its own.
#[test]
fn with_many_files_changes_are_not_sought_and_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..13 {
        fs::write(dir.path().join(format!("{i}.yaml")), SHORT).unwrap();
    }
    let output = toets(&["check", "--portfolio", dir.path().to_str().unwrap(), "--format", "json"]).output().unwrap();
    let json = String::from_utf8(output.stdout).unwrap();
    assert!(
        json.contains("bij zoveel bestanden is niet naar veranderingen gezocht") && !json.contains("\"number\": 1")
    );
}

/// What is too much in one year may go to another of homes; a rise of rents in percent may not.
#[test]
fn a_share_is_not_shifted_to_another_year() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.yaml");
    let text = "periode: 2026-2027\ncorporaties:\n  - naam: A\n    huursomstijging: {2026: 9%, 2027: 1%}\n";
    fs::write(&path, text).unwrap();
    let (out, _) = run(&["fix", path.to_str().unwrap(), "--date", "2026-11-20"], 0);
    assert!(out.contains("verlaag") && !out.contains("verschuif"), "{out}");
}
