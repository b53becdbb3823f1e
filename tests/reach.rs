//! What a file of a stranger may reach: where it leads, what is shown of that, and what is written over. Each test lays out a
//! folder as an attacker would, and says what must not come out of it.

#![cfg(test)]
#![cfg(unix)]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/pipe.rs"]
mod pipe;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use folder::{GOOD, SMALL, folder, run, toets};
use pipe::pipe;

/// What must never be shown.
const SECRET: &str = "s3cr3t";

/// All that a command says, and how it ends. It never waits.
#[track_caller]
fn said(here: &Path, args: &[&str]) -> (String, i32) {
    let output = toets(here, args).timeout(Duration::from_secs(60)).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let code = output.status.code().unwrap_or_else(|| panic!("{args:?}: it waits"));
    (String::from_utf8(said).unwrap(), code)
}

/// That a command is refused with a code, and shows nothing of what it was led to.
#[track_caller]
fn refused(here: &Path, args: &[&str], code: &str) -> String {
    let (said, exit) = said(here, args);
    assert_eq!(exit, 2, "{args:?}: {said}");
    assert!(said.contains(code), "{args:?}: {said}");
    assert!(!said.contains(SECRET), "{args:?} shows a line: {said}");
    said
}

/// A repository `repo` with an agreement, beside files of somebody else.
fn repository(more: &[(&str, &str)]) -> tempfile::TempDir {
    let mut files = vec![
        ("geheim.yml", "geheim: s3cr3t\n"),
        ("geheim.json", "{\"geheim\": \"s3cr3t\"}\n"),
        ("geheim.regels", "s3cr3t\n"),
        ("buiten/x.regels", "s3cr3t\n"),
        ("kostbaar", "kostbaar\n"),
        ("repo/.git/HEAD", "ref: refs/heads/main\n"),
        ("repo/.git/config", "url = https://user:s3cr3t@example.invalid\n"),
        ("repo/a.yaml", SMALL),
    ];
    files.extend_from_slice(more);
    folder(&files)
}

fn write(dir: &Path, name: &str, text: &str) {
    fs::write(dir.join(name), text).unwrap();
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap()
}

// --- toets.toml ------------------------------------------------------------------------------------------------------------

/// A plain `toets check` in a repository of somebody else writes nowhere but in it.
#[test]
fn an_output_that_toets_toml_names_stays_in_the_repository() {
    let dir = repository(&[("repo/uit/leeg", "")]);
    let repo = dir.path().join("repo");
    symlink("../kostbaar", repo.join("link")).unwrap();
    symlink("../nieuw", repo.join("nergens")).unwrap();
    symlink("..", repo.join("omhoog")).unwrap();
    symlink(".git", repo.join("binnen")).unwrap();
    let whole = dir.path().join("kostbaar");
    for path in [
        "../kostbaar",
        "../.bashrc",
        "uit/../../kostbaar",
        "er-is-niets/../../kostbaar",
        whole.to_str().unwrap(),
        "link",
        "nergens",
        "omhoog/kostbaar",
        ".git/hooks/pre-commit",
        ".git/config",
        ".GIT/config",
        "binnen/config",
    ] {
        write(&repo, "toets.toml", &format!("paths = [\"a.yaml\"]\noutput = [\"tap:{path}\"]\n"));
        let said = refused(&repo, &["check"], "cli::out_of_reach");
        assert!(said.contains("─[toets.toml:2:"), "the place is shown: {said}");
    }
    assert_eq!(read(dir.path(), "kostbaar"), "kostbaar\n");
    assert_eq!(read(&repo, ".git/config"), "url = https://user:s3cr3t@example.invalid\n");
    for made in [".bashrc", "nieuw", "repo/.git/hooks"] {
        assert!(!dir.path().join(made).exists(), "{made}");
    }
    // Within the repository it goes where it is told, also through a link.
    symlink("uit", repo.join("daar")).unwrap();
    write(&repo, "toets.toml", "paths = [\"a.yaml\"]\nlevel = \"never\"\noutput = [\"tap:daar/r.tap\"]\n");
    run(toets(&repo, &["check"]), 0);
    assert!(read(&repo, "uit/r.tap").starts_with("TAP version"));
    // What a person types may go anywhere.
    run(toets(&repo, &["check", "-o", "tap:../hier.tap"]), 0);
    assert!(dir.path().join("hier.tap").is_file());
}

#[test]
fn what_toets_toml_names_to_read_stays_in_the_repository() {
    let dir =
        repository(&[(".gitignore", ""), ("repo/.gitignore", "loka*\n"), ("repo/lokaal.yaml", "geheim: s3cr3t\n")]);
    let repo = dir.path().join("repo");
    for (link, to) in [("l.yml", "../geheim.yml"), ("l.json", "../geheim.json"), ("l.regels", "../geheim.regels")] {
        symlink(to, repo.join(link)).unwrap();
    }
    write(&repo, "lokaal.json", "{\"geheim\": \"s3cr3t\"}");
    write(&repo, "lokaal.regels", "s3cr3t");
    fs::create_dir(repo.join("lokale-regels")).unwrap();
    write(&repo, "lokale-regels/x.regels", "s3cr3t");
    for line in [
        "paths = [\"../geheim.yml\"]",
        "paths = [\"..\"]",
        "paths = [\"l.yml\"]",
        "paths = [\"lokaal.yaml\"]",
        "paths = [\".git/config\"]",
        "paths = [\"a.yaml\"]\nruleset = \"../geheim.regels\"",
        "paths = [\"a.yaml\"]\nruleset = \"../geheim.yml\"",
        "paths = [\"a.yaml\"]\nruleset = \"../buiten\"",
        "paths = [\"a.yaml\"]\nruleset = \"l.regels\"",
        "paths = [\"a.yaml\"]\nruleset = \"lokaal.regels\"",
        "paths = [\"a.yaml\"]\nruleset = \"lokale-regels\"",
        "paths = [\"a.yaml\"]\nruleset = \".git/config\"",
        "paths = [\"a.yaml\"]\nbaseline = \"../geheim.json\"",
        "paths = [\"a.yaml\"]\nbaseline = \"l.json\"",
        "paths = [\"a.yaml\"]\nbaseline = \"lokaal.json\"",
        "paths = [\"a.yaml\"]\nbaseline = \".git/config\"",
    ] {
        write(&repo, "toets.toml", line);
        let said = refused(&repo, &["check"], "cli::out_of_reach");
        assert!(said.contains("─[toets.toml:"), "the place is shown: {line}\n{said}");
    }
    // A list that is none shows nothing of itself.
    write(&repo, "pakket.json", "{\"geheim\": \"s3cr3t\"}");
    write(&repo, "toets.toml", "paths = [\"a.yaml\"]\nbaseline = \"pakket.json\"\n");
    refused(&repo, &["check"], "baseline::wrong_form");
    // What is missing elsewhere is not told from what is there.
    for file in ["../geheim.yml", "../is-er-niet.yml"] {
        write(&repo, "toets.toml", &format!("paths = [\"{file}\"]\n"));
        let said = refused(&repo, &["check"], "cli::out_of_reach");
        assert!(said.contains("ligt buiten de repository") && !said.contains("bedoelde u"), "{said}");
    }
    // Typed, the same files are read.
    let (text, _) = said(&repo, &["check", "../geheim.yml"]);
    assert!(text.contains("geheim: s3cr3t"), "{text}");
}

/// A pattern finds what a folder would have given, and begins nowhere where a path may not lead.
#[test]
fn a_pattern_of_toets_toml_stays_in_the_repository() {
    let dir = repository(&[
        ("buiten/s.yaml", "geheim: s3cr3t\n"),
        ("repo/.gitignore", "loka*\n"),
        ("repo/lokaal/s.yaml", "geheim: s3cr3t\n"),
        ("repo/.git/s.yaml", "geheim: s3cr3t\n"),
        ("repo/.verborgen/s.yaml", "geheim: s3cr3t\n"),
        ("repo/map/goed.yaml", GOOD),
        ("repo/map/uit/goed.yaml", GOOD),
    ]);
    let repo = dir.path().join("repo");
    symlink("../buiten", repo.join("naar")).unwrap();
    symlink("../../buiten", repo.join("map/naar")).unwrap();
    symlink("../../geheim.yml", repo.join("map/l.yml")).unwrap();
    symlink("../.git", repo.join("map/git")).unwrap();
    pipe(&repo.join("map/p.yaml"));
    let root = format!("{}/*.yml", dir.path().display());
    for (pattern, code) in [
        ("../*.yml", "cli::out_of_reach"),
        ("../buiten/*", "cli::out_of_reach"),
        ("map/../../buiten/*.yaml", "cli::out_of_reach"),
        (root.as_str(), "cli::out_of_reach"),
        ("/etc/*.yaml", "cli::out_of_reach"),
        ("naar/*.yaml", "cli::out_of_reach"),
        ("map/naar/*.yaml", "cli::out_of_reach"),
        ("map/git/*.yaml", "cli::out_of_reach"),
        (".git/*.yaml", "cli::out_of_reach"),
        ("lokaal/*.yaml", "cli::out_of_reach"),
        ("*/../../geheim.y*", "cli::nothing_fits"),
        ("**/../buiten/*.yaml", "cli::nothing_fits"),
        (".g*/*.yaml", "cli::nothing_fits"),
        ("na*/*.yaml", "cli::nothing_fits"),
        ("loka*/s.yaml", "cli::nothing_fits"),
        ("**/s.yaml", "cli::nothing_fits"),
        ("map/l.*", "cli::nothing_fits"),
        ("map/p.*", "cli::nothing_fits"),
    ] {
        write(&repo, "toets.toml", &format!("paths = [\"{pattern}\"]\n"));
        let said = refused(&repo, &["check"], code);
        assert!(said.contains("─[toets.toml:1:10]"), "the place is shown: {pattern}\n{said}");
    }
    write(&repo, "toets.toml", "paths = [\"**/*.y*ml\"]\nexclude = [\"/a.yaml\"]\nlevel = \"never\"\n");
    let (all, _) = run(toets(&repo, &["check", "--format", "csv"]), 0);
    assert!(all.contains("map/goed.yaml") && all.contains("map/uit/goed.yaml") && !all.contains("a.yaml"), "{all}");
    // What is left out leads nowhere, whatever it fits.
    write(
        &repo,
        "toets.toml",
        "paths = [\"map\"]\nexclude = [\"../../*\", \"/etc/**\", \".git\"]\nlevel = \"never\"\n",
    );
    assert_eq!(run(toets(&repo, &["check", "--format", "csv"]), 0).0, all);
}

/// Outside git the folder of `toets.toml` is the bound, wherever the program runs.
#[test]
fn without_a_repository_the_folder_of_toets_toml_is_the_bound() {
    let dir = folder(&[("kostbaar", "kostbaar\n"), ("map/in/a.yaml", SMALL), ("map/toets.toml", "")]);
    let map = dir.path().join("map");
    for path in ["../kostbaar", "in/../../kostbaar"] {
        write(&map, "toets.toml", &format!("paths = [\"in\"]\nlevel = \"never\"\noutput = [\"text:{path}\"]\n"));
        let said = refused(&map.join("in"), &["check"], "cli::out_of_reach");
        assert!(said.contains("buiten de map van toets.toml"), "{said}");
    }
    write(&map, "toets.toml", "paths = [\"in\"]\nlevel = \"never\"\noutput = [\"text:uit.txt\"]\n");
    run(toets(&map.join("in"), &["check"]), 0);
    assert!(map.join("uit.txt").is_file());
    assert_eq!(read(dir.path(), "kostbaar"), "kostbaar\n");
}

/// Pipes and devices are refused before they are opened; a person may name one.
#[test]
fn what_toets_toml_names_is_no_pipe() {
    let dir = repository(&[]);
    let repo = dir.path().join("repo");
    for name in ["p.yaml", "p.json", "p.regels", "p.txt"] {
        pipe(&repo.join(name));
    }
    fs::create_dir(repo.join("regels")).unwrap();
    pipe(&repo.join("regels/p.regels"));
    for (line, code) in [
        ("paths = [\"p.yaml\"]", "cli::unreadable"),
        ("paths = [\"-\"]", "cli::not_found"),
        ("paths = [\"a.yaml\"]\nruleset = \"p.regels\"", "cli::unknown_ruleset"),
        ("paths = [\"a.yaml\"]\nruleset = \"regels\"", "cli::unreadable"),
        ("paths = [\"a.yaml\"]\nbaseline = \"p.json\"", "cli::unreadable"),
        ("paths = [\"a.yaml\"]\noutput = [\"text:p.txt\"]", "cli::unwritable"),
        ("paths = [\"a.yaml\"]\noutput = [\"text:/dev/stdout\"]", "cli::out_of_reach"),
    ] {
        write(&repo, "toets.toml", line);
        refused(&repo, &["check"], code);
    }
    fs::remove_file(repo.join("toets.toml")).unwrap();
    let shell = |script: &str| {
        let mut bash = Command::new("bash");
        bash.current_dir(&repo).env("T", env!("CARGO_BIN_EXE_toets")).args(["-c", script]).output().unwrap()
    };
    let output = shell("\"$T\" check <(cat a.yaml) --level never -o /dev/stdout");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("BES-02"));
    run(toets(&repo, &["baseline", "a.yaml", "-o", "bekend.json"]), 0);
    let output = shell("\"$T\" check a.yaml --baseline <(cat bekend.json)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Names that the program comes to by itself may be links of somebody else.
#[test]
fn a_name_that_nobody_typed_leads_no_further() {
    let dir = repository(&[]);
    let repo = dir.path().join("repo");
    symlink("../geheim.yml", repo.join("toets.toml")).unwrap();
    refused(&repo, &["check", "a.yaml"], "cli::out_of_reach");
    fs::remove_file(repo.join("toets.toml")).unwrap();
    symlink("../kostbaar", repo.join("toets-baseline.json")).unwrap();
    refused(&repo, &["baseline", "a.yaml"], "cli::out_of_reach");
    assert_eq!(read(dir.path(), "kostbaar"), "kostbaar\n");
    run(toets(&repo, &["baseline", "a.yaml", "-o", "toets-baseline.json"]), 0);
    assert!(read(dir.path(), "kostbaar").contains("toets_baseline"), "what is typed may go anywhere");
    // A file that must be new is not made behind a link.
    symlink("../elders.yaml", repo.join("nieuw.yaml")).unwrap();
    refused(&repo, &["new", "-o", "nieuw.yaml"], "cli::file_exists");
    assert!(!dir.path().join("elders.yaml").exists());
}

// --- what agreements name --------------------------------------------------------------------------------------------------

/// The bound holds for every file of a ruleset, not for its folder.
#[test]
fn a_link_in_a_folder_of_rules_stays_within_too() {
    let dir = repository(&[
        ("repo/.gitignore", "lokaal.regels\n"),
        ("repo/lokaal.regels", "s3cr3t\n"),
        ("repo/.env", "s3cr3t\n"),
    ]);
    let repo = dir.path().join("repo");
    fs::create_dir_all(repo.join("regels/tests")).unwrap();
    write(&repo, "b.yaml", &format!("{SMALL}regelset: regels\n"));
    let typed: &[&str] = &["check", "a.yaml", "--ruleset", "regels"];
    let named: &[&str] = &["check", "b.yaml"];
    let other: [&[&str]; 4] = [
        &["schema", "--ruleset", "regels"],
        &["test", "regels"],
        &["docs", "--ruleset", "regels"],
        &["explain", "BES-02", "--ruleset", "regels"],
    ];
    for to in ["../../geheim.regels", "../../geheim.yml", "../.env", "../.git/config"] {
        symlink(to, repo.join("regels/x.regels")).unwrap();
        for args in [typed, named] {
            refused(&repo, args, "cli::out_of_reach");
        }
        if to == "../.env" {
            for args in other {
                refused(&repo, args, "cli::out_of_reach");
            }
        }
        fs::remove_file(repo.join("regels/x.regels")).unwrap();
    }
    // Git ignores the file behind the link: an agreement may not name it.
    symlink("../lokaal.regels", repo.join("regels/x.regels")).unwrap();
    refused(&repo, named, "cli::out_of_reach");
    fs::remove_file(repo.join("regels/x.regels")).unwrap();
    for to in ["/dev/stdin", "/dev/zero", "../pijp.regels"] {
        let _ = fs::remove_file(repo.join("pijp.regels"));
        pipe(&repo.join("pijp.regels"));
        symlink(to, repo.join("regels/x.regels")).unwrap();
        for args in [typed, named] {
            let (said, code) = said(&repo, args);
            assert_eq!(code, 2, "{said}");
        }
        fs::remove_file(repo.join("regels/x.regels")).unwrap();
    }
    // A set that it builds on stands beside it, and is held to the same.
    let own = "regelset eigen \"Eigen\"\n  versie 1.0.0\n  geldig 2025-01-01 t/m 2034-12-31\n  leest afspraak\n  bouwt op basis_elders\n";
    write(&repo, "regels/eigen.regels", own);
    symlink("../buiten", repo.join("basis_elders")).unwrap();
    refused(&repo, named, "cli::out_of_reach");
    refused(&repo, typed, "cli::out_of_reach");
    // The tests beside a set are those of the set.
    fs::remove_file(repo.join("basis_elders")).unwrap();
    fs::remove_dir(repo.join("regels/tests")).unwrap();
    symlink("../../buiten", repo.join("regels/tests")).unwrap();
    write(&repo, "regels/eigen.regels", &own.replace("basis_elders", "npa-2025"));
    refused(&repo, &["test", "regels"], "cli::out_of_reach");
    // A link within the repository is no matter.
    let rules = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    write(&repo, "gedeeld.regels", &rules);
    fs::remove_file(repo.join("regels/eigen.regels")).unwrap();
    symlink("../gedeeld.regels", repo.join("regels/x.regels")).unwrap();
    for args in [typed, named] {
        let (said, code) = said(&repo, args);
        assert_eq!(code, 1, "{said}");
    }
}

/// `kader` and the like lead to agreements that belong to the repository, and `regelset` to rules; of all else no line is shown.
#[test]
fn a_reference_leads_to_agreements_of_the_repository_only() {
    let dir = repository(&[
        ("repo/.gitignore", "*.lokaal.yaml\n/prive/\n!prive/toch.yaml\n"),
        ("repo/in/.gitignore", "!open.lokaal.yaml\nalleen-hier.yaml\n"),
        ("repo/.env", "API_KEY=s3cr3t\n"),
        ("repo/x.lokaal.yaml", "periode: 2026\ngeheim: s3cr3t\n"),
        ("repo/in/open.lokaal.yaml", GOOD),
        ("repo/in/alleen-hier.yaml", "periode: 2026\ngeheim: s3cr3t\n"),
        ("repo/prive/toch.yaml", "periode: 2026\ngeheim: s3cr3t\n"),
        ("repo/instellingen.yml", "wachtwoord: s3cr3t\nnaam: dienst\n"),
        ("repo/lijst.yaml", "- s3cr3t\n"),
        ("repo/kapot.yaml", "wachtwoord: [s3cr3t\n"),
        ("repo/latin.yaml", "x: s3cr3t\n"),
        ("repo/tekst.txt", "periode: 2026\ngeheim: s3cr3t\n"),
        ("repo/kader.yaml", GOOD),
        ("repo/geheim.regels", "s3cr3t s3cr3t\n"),
        ("repo/fout.regels", "regelset x \"X\"\n  versie 1.0.0\n\nregel X-01 \"T\"\n  eis 1 >\n"),
        ("elders.gitdir/config", "s3cr3t\n"),
    ]);
    let repo = dir.path().join("repo");
    fs::write(repo.join("latin.yaml"), b"x: s3cr3t \xE9\n").unwrap();
    symlink(".env", repo.join("env.yaml")).unwrap();
    symlink(".git/config", repo.join("config.yaml")).unwrap();
    symlink("x.lokaal.yaml", repo.join("link.yaml")).unwrap();
    let outside = "agreement::reference_outside";
    let none = "agreement::not_an_agreement";
    let broken = "agreement::broken_reference";
    let all = [
        (".git/config", outside),
        (".git/config.yaml", outside),
        ("config.yaml", outside),
        ("../geheim.yml", outside),
        ("x.lokaal.yaml", outside),
        ("link.yaml", outside),
        ("in/alleen-hier.yaml", outside),
        ("prive/toch.yaml", outside),
        (".env", none),
        ("env.yaml", none),
        ("tekst.txt", none),
        ("instellingen.yml", none),
        ("lijst.yaml", none),
        ("kapot.yaml", broken),
        ("latin.yaml", broken),
    ];
    let mut wanted = vec![];
    fs::create_dir(repo.join("b")).unwrap();
    for (n, (path, code)) in all.into_iter().enumerate() {
        for (field, end) in [("kader: ", ""), ("vorige: ", ""), ("bod: ", ""), ("delen: [", "]")] {
            let name = format!("b/{n:02}-{}.yaml", field.trim_end_matches([':', ' ', '[']));
            write(&repo, &name, &format!("{SMALL}{field}../{path}{end}\n"));
            wanted.push((name, code.to_owned()));
        }
    }
    wanted.sort();
    let (out, _) = run(toets(&repo, &["check", "b", "--format", "json"]), 2);
    assert!(!out.contains(SECRET), "{out}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let found: Vec<(String, String)> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["labels"][0]["file"].as_str().unwrap().to_owned(), d["code"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(found, wanted);
    for args in [&["check", "b"][..], &["check", "b", "--format", "github"], &["check", "b", "--portfolio"]] {
        refused(&repo, args, "");
    }
    for (path, _) in [all[0], all[3], all[8], all[11], all[13]] {
        write(&repo, "b.yaml", &format!("{SMALL}vorige: {path}\n"));
        for args in
            [&["diff", "b.yaml"][..], &["report", "b.yaml"], &["fix", "b.yaml"], &["baseline", "b.yaml", "-o", "x"]]
        {
            refused(&repo, args, "");
        }
    }
    for path in [".env", ".git/config", "../geheim.regels", "../buiten", "tekst.txt", "kader.yaml"] {
        write(&repo, "b.yaml", &format!("{SMALL}regelset: {path}\n"));
        refused(&repo, &["check", "b.yaml"], "cli::out_of_reach");
    }
    write(&repo, "b.yaml", &format!("{SMALL}regelset: geheim.regels\n"));
    refused(&repo, &["check", "b.yaml"], "cli::not_rules");
    // Rules with a fault in them are still rules, and a name that is not there is looked for.
    write(&repo, "b.yaml", &format!("{SMALL}regelset: fout.regels\n"));
    let (text, _) = said(&repo, &["check", "b.yaml"]);
    assert!(text.contains("syntax::") && !text.contains("cli::not_rules"), "{text}");
    write(&repo, "b.yaml", &format!("{SMALL}kader: kadr.yaml\n"));
    assert!(refused(&repo, &["check", "b.yaml"], "agreement::missing_reference").contains("bedoelde u `kader.yaml`?"));
    for path in ["kader.yaml", "in/open.lokaal.yaml"] {
        write(&repo, "b.yaml", &format!("periode: 2026\nkader: {path}\n"));
        run(toets(&repo, &["check", "b.yaml", "--date", "2026-01-01"]), 0);
    }
    // Without a repository the files are one's own, and still of their kind.
    let los = folder(&[
        ("a/b.yaml", "periode: 2026\nkader: ../kader.yaml\n"),
        ("a/c.yaml", "periode: 2026\nkader: ../geheim.yml\n"),
        ("a/d.yaml", "periode: 2026\nkader: ../.git/config.yaml\n"),
        ("kader.yaml", GOOD),
        ("geheim.yml", "geheim: s3cr3t\n"),
    ]);
    run(toets(los.path(), &["check", "a/b.yaml", "--date", "2026-01-01"]), 0);
    refused(los.path(), &["check", "a/c.yaml"], none);
    refused(los.path(), &["check", "a/d.yaml"], outside);
}

/// Which files git ignores is worked out without git; here git itself is asked whether that is right.
#[test]
fn what_git_ignores_is_what_git_says() {
    let lists = [
        (
            ".gitignore",
            "# niets\n*.a.yaml\n/b/\nc/*.yaml\n!c/toch.yaml\nd/**/e.yaml\n\\#f.yaml\ng.yaml \nh\\ .yaml\n**/i/**\nj/k.yaml\n[!x]l.yaml\n",
        ),
        ("m/.gitignore", "n.yaml\n!o.a.yaml\n/p.yaml\n"),
        ("m/q/.gitignore", "*\n!r.yaml\n"),
        (".git/info/exclude", "uitgesloten.yaml\nm/n2.yaml\n"),
    ];
    let files = [
        "x.a.yaml",
        "b/x.yaml",
        "b.yaml",
        "c/x.yaml",
        "c/toch.yaml",
        "c/d/x.yaml",
        "d/e.yaml",
        "d/x/y/e.yaml",
        "#f.yaml",
        "g.yaml",
        "z/i/x.yaml",
        "i/x.yaml",
        "j/k.yaml",
        "z/j/k.yaml",
        "al.yaml",
        "xl.yaml",
        "m/n.yaml",
        "n.yaml",
        "m/o.a.yaml",
        "m/p.yaml",
        "m/z/p.yaml",
        "m/q/s.yaml",
        "m/q/r.yaml",
        "uitgesloten.yaml",
        "z/uitgesloten.yaml",
        "m/n2.yaml",
        "gewoon.yaml",
    ];
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(here).env("HOME", here).env("GIT_CONFIG_NOSYSTEM", "1").args(args);
        git.status().unwrap().code().unwrap()
    };
    assert_eq!(git(&["init", "-q", "."]), 0);
    for (name, text) in lists.into_iter().chain(files.map(|f| (f, GOOD))) {
        fs::create_dir_all(here.join(name).parent().unwrap()).unwrap();
        fs::write(here.join(name), text).unwrap();
    }
    let mut seen = [0, 0];
    for file in files {
        let ignored = git(&["check-ignore", "-q", file]) == 0;
        seen[usize::from(ignored)] += 1;
        fs::write(here.join("b.yaml"), format!("periode: 2026\nkader: \"{file}\"\n")).unwrap();
        let mut command = toets(here, &["check", "b.yaml", "--date", "2026-01-01", "--level", "never"]);
        let output = command.env("HOME", here).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        // A file that refers to itself goes round; that is another matter.
        if file != "b.yaml" {
            assert_eq!(text.contains("git slaat het over"), ignored, "{file}: {text}");
        }
    }
    assert!(seen[0] > 8 && seen[1] > 8, "{seen:?}");
}

/// A list that nobody can go through within bounds ignores everything.
#[test]
fn an_endless_list_of_ignored_names_ignores_all() {
    let long = "x\n".repeat(toets::limits::MAX_IGNORE_BYTES);
    let dir = repository(&[
        ("repo/.gitignore", &long),
        ("repo/kader.yaml", GOOD),
        ("repo/b.yaml", "periode: 2026\nkader: kader.yaml\n"),
    ]);
    refused(&dir.path().join("repo"), &["check", "b.yaml"], "agreement::reference_outside");
    // And one that is a pipe is none.
    fs::remove_file(dir.path().join("repo/.gitignore")).unwrap();
    pipe(&dir.path().join("repo/.gitignore"));
    let (_, code) = said(&dir.path().join("repo"), &["check", "b.yaml", "--date", "2026-01-01"]);
    assert_eq!(code, 0);
}

/// A working tree may keep what belongs to git under another name.
#[test]
fn the_folder_of_git_is_known_by_what_dot_git_says() {
    let dir = folder(&[
        ("repo/.git", "gitdir: gitmap\n"),
        ("repo/gitmap/kader.yaml", GOOD),
        ("repo/gitmap/info/exclude", "lokaal.yaml\n"),
        ("repo/lokaal.yaml", GOOD),
        ("repo/b.yaml", "periode: 2026\nkader: gitmap/kader.yaml\n"),
        ("repo/c.yaml", "periode: 2026\nkader: lokaal.yaml\n"),
    ]);
    let repo = dir.path().join("repo");
    assert!(refused(&repo, &["check", "b.yaml"], "agreement::reference_outside").contains("van git zelf"));
    assert!(refused(&repo, &["check", "c.yaml"], "agreement::reference_outside").contains("git slaat het over"));
    fs::remove_file(repo.join(".git")).unwrap();
    symlink("gitmap", repo.join(".git")).unwrap();
    assert!(refused(&repo, &["check", "b.yaml"], "agreement::reference_outside").contains("van git zelf"));
}

// --- what a report names ---------------------------------------------------------------------------------------------------

/// Anybody can write a report. Made afresh, so that its hashes are those of today's rules.
#[test]
fn a_forged_report_leads_no_further_than_the_working_folder() {
    let dir = repository(&[(
        "elders/eigen.regels",
        &fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap(),
    )]);
    let repo = dir.path().join("repo");
    pipe(&repo.join("p.yaml"));
    symlink("../geheim.yml", repo.join("l.yaml")).unwrap();
    let ask = |extra: &[&str], report: &str| {
        let args = [&["check", "a.yaml", "--format", "json", "--level", "never", "-o", report], extra].concat();
        run(toets(&repo, &args), 0);
        read(&repo, report)
    };
    let real = ask(&[], "r.json");
    let forged = |from: &str, to: &str| {
        let text = real.replace(from, to);
        assert_ne!(text, real, "{from}");
        write(&repo, "v.json", &text);
    };
    let whole = dir.path().join("geheim.yml");
    for (name, code) in [
        ("../geheim.yml", "cli::out_of_reach"),
        (whole.to_str().unwrap(), "cli::out_of_reach"),
        ("l.yaml", "cli::out_of_reach"),
        (".git/config", "cli::out_of_reach"),
        ("/etc/passwd", "cli::out_of_reach"),
        ("p.yaml", "cli::unreadable"),
        ("-", "cli::not_given"),
    ] {
        forged("\"file\": \"a.yaml\"", &format!("\"file\": \"{name}\""));
        let said = refused(&repo, &["verify", "v.json"], code);
        assert!(code != "cli::out_of_reach" || said.contains(&format!("`{name}`")), "{said}");
    }
    for name in ["../geheim.regels", "../geheim.yml", "../buiten", "/etc/passwd", ".git/config", "p.yaml", "/dev/stdin"]
    {
        forged("\"ruleset\": null", &format!("\"ruleset\": \"{name}\""));
        refused(&repo, &["verify", "v.json", "a.yaml"], "cli::");
        refused(&repo, &["verify", "v.json"], "cli::");
    }
    // The advice works: what is typed is read, an agreement and rules alike.
    run(toets(&repo, &["verify", "r.json"]), 0);
    fs::copy(repo.join("a.yaml"), dir.path().join("a.yaml")).unwrap();
    run(toets(&repo, &["check", "../a.yaml", "--format", "json", "--level", "never", "-o", "e.json"]), 0);
    assert!(refused(&repo, &["verify", "e.json"], "cli::out_of_reach").contains("achter het verslag: `../a.yaml`"));
    run(toets(&repo, &["verify", "e.json", "../a.yaml"]), 0);
    ask(&["--ruleset", "../elders/eigen.regels"], "s.json");
    refused(&repo, &["verify", "s.json"], "cli::out_of_reach");
    run(toets(&repo, &["verify", "s.json", "../elders/eigen.regels"]), 0);
    run(toets(&repo, &["verify", "s.json", "a.yaml", "../elders/eigen.regels"]), 0);
}

// --- what is never written over --------------------------------------------------------------------------------------------

/// Whatever a run read is not written over, by its real path.
#[test]
fn an_output_never_goes_over_what_the_run_read() {
    let own = fs::read_to_string("examples/eigen-regels/zonnedam/zonnedam.regels").unwrap();
    let dir = folder(&[
        ("kader.yaml", GOOD),
        ("vorig.yaml", GOOD),
        ("b.yaml", "periode: 2026\nkader: kader.yaml\nvorige: vorig.yaml\n"),
        ("regels/x.regels", &own),
        ("toets.toml", "level = \"never\"\nruleset = \"regels\"\nbaseline = \"bekend.json\"\n"),
    ]);
    let here = dir.path();
    fs::create_dir(here.join("map")).unwrap();
    run(toets(here, &["baseline", "b.yaml", "-o", "bekend.json"]), 0);
    let inputs = ["kader.yaml", "vorig.yaml", "b.yaml", "regels/x.regels", "toets.toml", "bekend.json"];
    let before: Vec<String> = inputs.iter().map(|name| read(here, name)).collect();
    for (n, name) in inputs.into_iter().enumerate() {
        symlink(here.join(name), here.join("link")).unwrap();
        let ways = [name, "link", &format!("map/../{name}"), &here.join(name).display().to_string()];
        let output = ways[n % 4];
        let said = refused(here, &["check", "b.yaml", "-o", output], "cli::output_is_input");
        assert!(!said.contains("BES-"), "nothing is printed of a run whose report goes nowhere: {said}");
        let output = ways[(n + 1) % 4];
        refused(
            here,
            &["check", "b.yaml", "-o", "text:goed.txt", "-o", &format!("json:{output}")],
            "cli::output_is_input",
        );
        assert!(!here.join("goed.txt").exists());
        if name != "bekend.json" {
            refused(here, &["report", "b.yaml", "-o", output], "cli::output_is_input");
            refused(here, &["diff", "b.yaml", "vorig.yaml", "-o", output], "cli::output_is_input");
            refused(here, &["baseline", "b.yaml", "-o", output], "cli::output_is_input");
        }
        fs::remove_file(here.join("link")).unwrap();
    }
    // Also when it comes from a file of settings, or through standard input.
    write(here, "toets.toml", "paths = [\"b.yaml\"]\noutput = [\"text:kader.yaml\"]\n");
    refused(here, &["check"], "cli::output_is_input");
    let mut piped = Command::new("sh");
    piped
        .current_dir(here)
        .env("T", env!("CARGO_BIN_EXE_toets"))
        .args(["-c", "\"$T\" check - -o kader.yaml < kader.yaml"]);
    assert_eq!(piped.output().unwrap().status.code(), Some(2));
    write(here, "toets.toml", &before[4]);
    assert_eq!(inputs.iter().map(|name| read(here, name)).collect::<Vec<_>>(), before);
}

// --- runs at the same time -------------------------------------------------------------------------------------------------

/// Rules that `fmt` lays out anew.
const LOOSE: &str = "regelset   x    \"X\"\n  versie 1.0.0\n";

/// Who changes a file has it to itself from reading to replacing: another run is refused, and nothing is lost.
#[test]
fn a_file_that_is_being_changed_is_not_changed_by_another_run() {
    let dir = folder(&[("a.yaml", SMALL), ("x.regels", LOOSE), ("bekend.json", "{}\n")]);
    let here = dir.path();
    for (file, args) in [
        ("a.yaml", &["fix", "a.yaml", "--apply", "1", "--date", "2026-01-01"][..]),
        ("x.regels", &["fmt", "x.regels"]),
        ("bekend.json", &["baseline", "a.yaml", "-o", "bekend.json"]),
    ] {
        let before = read(here, file);
        let held = fs::File::open(here.join(file)).unwrap();
        held.lock().unwrap();
        let said = refused(here, args, "cli::in_use");
        assert!(said.contains(&format!("`{file}`")), "{said}");
        assert_eq!(read(here, file), before);
        // Who only looks waits for nobody.
        run(toets(here, &["check", "a.yaml", "--level", "never"]), 0);
        drop(held);
        run(toets(here, args), 0);
        assert_ne!(read(here, file), before);
    }
}

/// Two changes at once: both are there, or one of the two was refused.
#[test]
fn of_two_changes_at_once_none_gets_lost() {
    let text = fs::read_to_string("examples/meerdijk/meerdijk-concept.yaml").unwrap();
    let dir = folder(&[("een.yaml", &text), ("twee.yaml", &text)]);
    let here = dir.path();
    let apply = |file: &str, number: &str| toets(here, &["fix", file, "--apply", number]);
    run(apply("een.yaml", "1"), 0);
    run(apply("twee.yaml", "2"), 0);
    let alone = [read(here, "een.yaml"), read(here, "twee.yaml")];
    assert_ne!(alone[0], alone[1]);
    for _ in 0..4 {
        write(here, "x.yaml", &text);
        let both: Vec<i32> = std::thread::scope(|scope| {
            let runs =
                ["1", "2"].map(|n| scope.spawn(move || apply("x.yaml", n).output().unwrap().status.code().unwrap()));
            runs.map(|run| run.join().unwrap()).to_vec()
        });
        let now = read(here, "x.yaml");
        match both.as_slice() {
            [0, 0] => assert!(!alone.contains(&now), "both say that they are done, and one change is gone"),
            [0, 2] => assert_eq!(now, alone[0]),
            [2, 0] => assert_eq!(now, alone[1]),
            other => panic!("{other:?}"),
        }
    }
}

/// Each run cleans up what a killed one left, and leaves alone what another is writing.
#[test]
fn many_runs_write_into_one_folder_without_trouble() {
    let dir = folder(&[(".toets-1-0.tmp", "over"), ("uit/.toets-2-0.tmp", "over")]);
    let here = dir.path();
    for round in 0..3 {
        let children: Vec<_> = (0..24)
            .map(|n| {
                let mut toets = Command::new(env!("CARGO_BIN_EXE_toets"));
                toets.current_dir(here).args(["new", "--output", &format!("uit/{round}-{n}.yaml")]);
                toets.stderr(std::process::Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let names: Vec<_> = fs::read_dir(here.join("uit")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 72, "{names:?}");
    // Of many that make the same new file, one does.
    let children: Vec<_> = (0..12)
        .map(|_| {
            let mut toets = Command::new(env!("CARGO_BIN_EXE_toets"));
            toets
                .current_dir(here)
                .args(["new", "--output", "een.yaml"])
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    let done =
        children.into_iter().filter_map(|mut child| child.wait().unwrap().code()).filter(|code| *code == 0).count();
    assert_eq!(done, 1);
}

/// A text is put in the place of another as a new file: what the old one had is taken along, and what could not be is said.
#[test]
fn what_belongs_to_a_file_is_kept_or_said() {
    let dir = folder(&[("a.yaml", SMALL), ("b.yaml", SMALL), ("x.regels", LOOSE), ("uit.txt", "")]);
    let here = dir.path();
    let fix = |file: &str| run(toets(here, &["fix", file, "--apply", "1", "--date", "2026-01-01"]), 0).1;
    let name = "user.herkomst";
    let a = here.join("a.yaml");
    // What the folder itself gives a file is there without us.
    rustix::fs::setxattr(&a, name, b"gemeente", rustix::fs::XattrFlags::CREATE).unwrap();
    assert_eq!(fix("a.yaml"), "");
    let mut value = [0; 16];
    let size = rustix::fs::getxattr(&a, name, &mut value[..]).unwrap();
    assert_eq!(&value[..size], b"gemeente");
    for (file, args) in [
        ("b.yaml", &["fix", "b.yaml", "--apply", "1", "--date", "2026-01-01"][..]),
        ("x.regels", &["fmt", "x.regels"]),
        ("uit.txt", &["check", "a.yaml", "-o", "uit.txt"]),
    ] {
        let other = here.join(format!("{file}.ook"));
        fs::hard_link(here.join(file), &other).unwrap();
        let old = fs::read_to_string(&other).unwrap();
        let (_, err) = run(toets(here, args), 0);
        assert!(err.contains("cli::not_kept") && err.contains("harde koppeling"), "{err}");
        assert_eq!(fs::read_to_string(&other).unwrap(), old);
        assert_ne!(read(here, file), old);
    }
}
