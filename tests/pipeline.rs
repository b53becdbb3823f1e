//! The action, the hooks, the GitLab job and the container recipe, as their services read them; and the commands of
//! `docs/ci.md`. What the services themselves add is not here: docs/notes/ci.md.

#![cfg(test)]
#![cfg(unix)]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/validators.rs"]
mod validators;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folder::{GOOD, SMALL, folder};
use serde_yaml::Value;

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A command with `toets` on its path and nothing of this run's git or GitHub around it.
fn command(program: &str, here: &Path) -> Command {
    let own = Path::new(env!("CARGO_BIN_EXE_toets")).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["GIT_", "GITHUB_", "TOETS_", "CI"].iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command.current_dir(here).env("PATH", path).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

fn git(here: &Path, args: &[&str]) -> Output {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
    command("git", here).args(identity).args(args).output().unwrap()
}

/// A repository whose only commit holds these files.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = folder(files);
    for args in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "-m", "x"]] {
        let output = git(dir.path(), args);
        assert!(output.status.success(), "{}", said(&output));
    }
    dir
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs the step of the action that checks, with these inputs, as GitHub does.
fn action(here: &Path, given: &[(&str, &str)]) -> (Output, String) {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let step = steps.iter().find(|s| s["id"] == "check").unwrap();
    let mut run = command("bash", here);
    run.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
    let inputs = action["inputs"].as_mapping().unwrap();
    for (name, _) in given {
        assert!(inputs.contains_key(*name), "the action has no input {name}");
    }
    for (name, value) in step["env"].as_mapping().unwrap() {
        let input = value.as_str().unwrap().strip_prefix("${{ inputs.").unwrap().strip_suffix(" }}").unwrap();
        let default = inputs[input]["default"].as_str().unwrap();
        let value = given.iter().find(|(n, _)| *n == input).map_or(default, |(_, v)| *v);
        run.env(name.as_str().unwrap(), value);
    }
    let summary = here.join(".git/summary");
    run.env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")).env("GITHUB_STEP_SUMMARY", &summary);
    let output = run.env("GITHUB_OUTPUT", here.join(".git/output")).output().unwrap();
    (output, fs::read_to_string(summary).unwrap_or_default())
}

#[test]
fn the_action_catches_a_broken_agreement_and_passes_a_good_one() {
    let dir = repository(&[
        ("afspraken/goed.yaml", GOOD),
        ("afspraken/slecht.yaml", SMALL),
        ("toets.toml", "paths = [\"afspraken\"]\n"),
    ]);
    let here = dir.path();
    let (output, summary) = action(here, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("BES-02 voldoet niet") && summary.contains("### BES-02 "), "{summary}");
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .any(|l| l.starts_with("::error file=afspraken/slecht.yaml,line="))
    );
    assert_eq!(fs::read_to_string(here.join(".git/output")).unwrap(), "exit-code=1\n");
    let (output, _) = action(here, &[("paths", "afspraken/goed.yaml\n")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // A file that cannot be read.
    fs::write(here.join("afspraken/kapot.yaml"), "periode: [\n").unwrap();
    let (output, _) = action(here, &[("paths", "afspraken/goed.yaml\nafspraken/kapot.yaml")]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn every_input_of_the_action_reaches_the_program() {
    let dir = repository(&[("a b.yaml", SMALL), ("goed.yaml", GOOD)]);
    let here = dir.path();
    let code = |inputs: &[(&str, &str)]| {
        let (output, _) = action(here, inputs);
        (output.status.code().unwrap(), said(&output))
    };
    let paths = ("paths", "a b.yaml");
    assert_eq!(code(&[paths]).0, 1);
    assert_eq!(code(&[paths, ("level", "never")]).0, 0);
    assert_eq!(code(&[paths, ("level", "never"), ("fail-on", "voldoet_niet")]).0, 1);
    assert_eq!(code(&[paths, ("changed-since", "HEAD")]).0, 0);
    assert!(code(&[paths, ("lang", "en")]).1.contains("BES-02 not met"));
    assert!(code(&[paths, ("format", "plain")]).1.contains("Bestand a b.yaml."));
    let text = ("format", "text");
    for yes in ["true", "True", "TRUE", "yes", "1"] {
        assert!(code(&[paths, text, ("portfolio", yes)]).1.contains("portefeuille"), "{yes}");
    }
    fs::write(here.join("toets.toml"), "portfolio = true\n").unwrap();
    assert!(code(&[paths, text]).1.contains("portefeuille"));
    for no in ["false", "False", "no"] {
        assert!(!code(&[paths, text, ("portfolio", no)]).1.contains("portefeuille"), "{no}");
    }
    fs::remove_file(here.join("toets.toml")).unwrap();
    // What is not understood is never taken for no.
    let (exit, said) = code(&[paths, text, ("portfolio", "misschien")]);
    assert!(exit == 2 && said.contains("`misschien`"), "{said}");
    assert!(code(&[paths, text, ("lang", "EN")]).1.contains("BES-02 not met"));
    assert_eq!(code(&[("paths", "  goed.yaml \r\n\n"), ("fail-on", "voldoet_niet, afwijking")]).0, 0);
    assert!(code(&[paths, text, ("ruleset", "npa-2025")]).1.contains("gevraagd met --ruleset"));
    assert_eq!(code(&[paths, ("output", "sarif:a.sarif\njunit:a.xml\n")]).0, 1);
    assert!(fs::read_to_string(here.join("a.sarif")).unwrap().contains("BES-02") && here.join("a.xml").exists());
    assert!(command("toets", here).args(["baseline", "a b.yaml", "-o", "bekend.json"]).status().unwrap().success());
    assert_eq!(code(&[paths, ("baseline", "bekend.json")]).0, 0);
    // A name is never a command or an option.
    let evil = code(&[("paths", "$(touch gekaapt)\n--output=gekaapt\n; touch gekaapt")]);
    assert_eq!(evil.0, 2, "{}", evil.1);
    assert!(!here.join("gekaapt").exists());
}

/// A git hook that does what pre-commit does for one hook: the staged files of its kind, as arguments.
fn install_hook(here: &Path, id: &str) {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = hooks.as_sequence().unwrap().iter().find(|h| h["id"] == id).unwrap();
    for key in ["name", "description", "entry", "language"] {
        assert!(hook[key].is_string(), "{id} has no {key}");
    }
    let pattern = match (&hook["files"], &hook["types"]) {
        (Value::String(files), _) => files.clone(),
        // What pre-commit means by the type.
        (_, types) if types[0] == "yaml" => r"\.(yaml|yml)$".to_owned(),
        other => panic!("{other:?}"),
    };
    let entry = hook["entry"].as_str().unwrap();
    let names = hook["pass_filenames"].as_bool().unwrap_or(true);
    let pass = if names { "\"${files[@]}\"" } else { "" };
    let script = format!(
        "#!/usr/bin/env bash\nmapfile -t files < <(git diff --cached --name-only --diff-filter=ACM | grep -E '{pattern}')\n[ \"${{#files[@]}}\" = 0 ] && exit 0\n{entry} {pass}\n"
    );
    let path = here.join(".git/hooks/pre-commit");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Commits everything; whether the hook let it through, and what was said.
fn commit(here: &Path) -> (bool, String) {
    assert!(git(here, &["add", "-A"]).status.success());
    let output = git(here, &["commit", "-q", "-m", "y"]);
    (output.status.success(), said(&output))
}

#[test]
fn the_hook_stops_a_broken_agreement_and_lets_a_good_one_through() {
    let dir = repository(&[("oud.yaml", SMALL)]);
    let here = dir.path();
    install_hook(here, "toets");
    fs::write(here.join("nieuw.yaml"), SMALL).unwrap();
    let (through, text) = commit(here);
    assert!(!through && text.contains("BES-02 voldoet niet") && !text.contains("oud.yaml"), "{text}");
    fs::write(here.join("nieuw.yaml"), GOOD).unwrap();
    let (through, text) = commit(here);
    assert!(through, "{text}");
    // Nothing that concerns it.
    fs::write(here.join("los.txt"), "x").unwrap();
    assert!(commit(here).0);
}

#[test]
fn the_hook_for_what_changed_sees_who_refers_to_it() {
    let framework = "periode: 2026\ngemeenten:\n  - naam: A\n    programma: {2026: {woningen: 10, sociale_huur: 5}}\n";
    let dir = repository(&[
        ("kader.yaml", framework),
        ("afspraken/deel.yaml", "periode: 2026\nkader: ../kader.yaml\n"),
        ("toets.toml", "paths = [\"afspraken\"]\n"),
    ]);
    let here = dir.path();
    install_hook(here, "toets-changed");
    fs::write(here.join("kader.yaml"), framework.replace("sociale_huur: 5", "sociale_huur: 1")).unwrap();
    let (through, text) = commit(here);
    assert!(!through && text.contains("afspraken/deel.yaml"), "{text}");
    fs::write(here.join("kader.yaml"), framework.replace("sociale_huur: 5", "sociale_huur: 4")).unwrap();
    let (through, text) = commit(here);
    assert!(through, "{text}");
}

#[test]
fn the_hook_for_rules_lays_them_out() {
    let rules = fs::read_to_string("tests/fixtures/report/proef.regels").unwrap();
    let dir = repository(&[("a.txt", "x")]);
    let here = dir.path();
    install_hook(here, "toets-fmt");
    fs::write(here.join("proef.regels"), rules.replace("  bron ", "       bron    ")).unwrap();
    let (_, text) = commit(here);
    assert!(text.contains("proef.regels: opgemaakt"), "{text}");
    assert!(command("toets", here).args(["fmt", "--check", "proef.regels"]).status().unwrap().success());
}

/// The program pre-commit with these hooks of ours, in a repository; `None` where it is not installed.
fn pre_commit(here: &Path, hooks: &str, args: &[&str]) -> Option<(bool, String)> {
    let program = validators::python_command("pre-commit")?;
    // Our repository as it is now, as far as pre-commit reads it. It would build the program; here that is built already.
    let ours = repository(&[(".pre-commit-hooks.yaml", &fs::read_to_string(".pre-commit-hooks.yaml").unwrap())]);
    let rev = String::from_utf8(git(ours.path(), &["rev-parse", "HEAD"]).stdout).unwrap();
    let from = ours.path().display();
    let config = format!("repos:\n  - repo: {from}\n    rev: {}\n    hooks:\n{hooks}", rev.trim());
    fs::write(here.join(".pre-commit-config.yaml"), config).unwrap();
    assert!(git(here, &["add", "-A"]).status.success());
    let home = tempfile::tempdir().unwrap();
    let mut run = command(program.get_program().to_str().unwrap(), here);
    let output = run.env("PRE_COMMIT_HOME", home.path()).arg("run").args(args).output().unwrap();
    Some((output.status.success(), said(&output)))
}

/// A municipality of a region of ten, of which nobody has enough social rent.
fn of_the_region(n: usize) -> String {
    format!(
        "periode: 2026\nregio: {{naam: R, aantal_gemeenten: 10}}\ngemeenten:\n  - naam: G{n}\n    programma: {{2026: {{woningen: 100, sociale_huur: 10}}}}\n"
    )
}

#[test]
fn pre_commit_hands_over_a_region_as_a_whole() {
    let files: Vec<(String, String)> = (0..10).map(|n| (format!("g{n}.yaml"), of_the_region(n))).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("toets.toml", "paths = [\".\"]\nportfolio = true\n"));
    let dir = repository(&files);
    let here = dir.path();
    let hook = |id: &str, more: &str| format!("      - {{id: {id}, language: system, files: '^g.*|toml$'{more}}}\n");
    let Some((passed, text)) = pre_commit(here, &hook("toets", ", exclude: toml"), &["--all-files"]) else { return };
    assert!(!passed && text.contains("BES-01a voldoet niet"), "{text}");
    assert_eq!(text.matches("10 bestanden getoetst").count() + text.matches("Portefeuille").count(), 1, "{text}");
    // Dealt out over the cores it would be said of half a region.
    if std::thread::available_parallelism().is_ok_and(|n| n.get() > 1) {
        let dealt = hook("toets", ", exclude: toml, require_serial: false");
        let (_, text) = pre_commit(here, &dealt, &["--all-files"]).unwrap();
        assert!(!text.contains("BES-01a voldoet niet"), "{text}");
    }
    // Only one file is about to be committed: `toets-changed` looks at the whole region all the same.
    assert!(git(here, &["commit", "-q", "-m", "x"]).status.success());
    fs::write(here.join("g3.yaml"), of_the_region(3) + "# veranderd\n").unwrap();
    let (passed, text) = pre_commit(here, &hook("toets-changed", ""), &[]).unwrap();
    assert!(!passed && text.contains("BES-01a voldoet niet"), "{text}");
}

/// Runs the script of the GitLab job with these variables, as a runner does: line after line, until one fails.
fn gitlab(here: &Path, args: &str) -> Output {
    let file = yaml("ci/gitlab.yml");
    let job = &file["toets"];
    let lines =
        |key: &str| job[key].as_sequence().unwrap().iter().map(|l| l.as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let script = [lines("before_script"), lines("script")].concat().join("\n");
    let variables: BTreeMap<String, String> = file["variables"]
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(k, v)| (k.as_str().unwrap().to_owned(), v.as_str().unwrap().to_owned()))
        .collect();
    command("sh", here).envs(variables).env("TOETS_ARGS", args).args(["-e", "-c", &script]).output().unwrap()
}

#[test]
fn the_gitlab_job_fails_as_the_check_does_and_keeps_the_report() {
    let dir = repository(&[("goed.yaml", GOOD), ("slecht.yaml", SMALL), ("toets.toml", "paths = [\"slecht.yaml\"]\n")]);
    let here = dir.path();
    let output = gitlab(here, "");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let report = fs::read_to_string(here.join("toets-report.json")).unwrap();
    assert!(report.contains("\"BES-02\""));
    // What the job hands over is written by its script.
    for kind in ["codequality", "junit"] {
        let path = yaml("ci/gitlab.yml")["toets"]["artifacts"]["reports"][kind].as_str().unwrap().to_owned();
        assert!(fs::read_to_string(here.join(&path)).unwrap().contains("BES-02"), "{path}");
    }
    assert_eq!(gitlab(here, "goed.yaml").status.code(), Some(0));
    assert_eq!(gitlab(here, "slecht.yaml --level never").status.code(), Some(0));
}

/// The paths that the container recipe copies from the repository.
fn copied() -> Vec<String> {
    let recipe = fs::read_to_string("Containerfile").unwrap();
    let copies = recipe.lines().filter_map(|l| l.strip_prefix("COPY ")).filter(|l| !l.starts_with("--from"));
    let sources = copies.flat_map(|l| l.split_whitespace().rev().skip(1).map(str::to_owned).collect::<Vec<_>>());
    sources.collect()
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn the_container_recipe_copies_all_that_the_program_is_made_of() {
    let root = fs::canonicalize(".").unwrap();
    let copied = copied();
    assert!(copied.len() >= 6, "{copied:?}");
    for path in &copied {
        assert!(Path::new(path).exists(), "the Containerfile copies {path}, which is not there");
    }
    let within = |path: &Path| copied.iter().any(|c| path.starts_with(root.join(c)));
    let mut sources = vec![];
    for folder in ["src", "crates"] {
        rust_files(Path::new(folder), &mut sources);
    }
    let mut taken = 0;
    for source in sources {
        let text = fs::read_to_string(&source).unwrap();
        for part in text.split("include_str!(\"").skip(1).chain(text.split("include_bytes!(\"").skip(1)) {
            let name = part.split('"').next().unwrap();
            let path = fs::canonicalize(source.parent().unwrap().join(name)).unwrap();
            assert!(within(&path), "{} takes in {name}, which the Containerfile does not copy", source.display());
            taken += 1;
        }
    }
    assert!(taken >= 4, "{taken}");
    // The grammar is taken in by a macro of its own, these by `build.rs`.
    for taken_in in ["grammar/regels.pest", "rulesets", "docs/codes", "crates/toets/build.rs"] {
        assert!(within(&root.join(taken_in)), "{taken_in}");
    }
}

#[test]
fn cargo_accepts_what_the_container_recipe_copies() {
    let dir = tempfile::tempdir().unwrap();
    for path in copied() {
        let to = dir.path().join(&path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let done = Command::new("cp").arg("-r").arg(&path).arg(&to).status().unwrap();
        assert!(done.success());
    }
    let output = Command::new(env!("CARGO"))
        .current_dir(dir.path())
        .args(["metadata", "--no-deps", "--locked", "--offline", "--format-version", "1"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

/// Every command of `docs/ci.md`, in a repository as the page describes it, from top to bottom: a `toets.toml` is written where
/// the page shows it, and a list is there only once the page made it.
#[test]
fn the_commands_of_the_page_run() {
    let page = fs::read_to_string("docs/ci.md").unwrap();
    let dir = repository(&[("afspraken/a.yaml", SMALL)]);
    let mut tried = 0;
    for block in page.split("\n```").filter(|b| b.starts_with("toml\n") || b.starts_with("bash\n")) {
        let (language, text) = block.split_once('\n').unwrap();
        if language == "toml" {
            fs::write(dir.path().join("toets.toml"), text).unwrap();
            continue;
        }
        for line in text.lines() {
            let output = command("bash", dir.path()).args(["-c", line]).output().unwrap();
            assert!(matches!(output.status.code(), Some(0 | 1)), "{line}\n{}", said(&output));
            tried += 1;
        }
    }
    assert_eq!(tried, 10, "commands on the page");
    // With the list made, nothing is new.
    assert!(command("toets", dir.path()).arg("check").status().unwrap().success());
}
