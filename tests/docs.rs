//! The commands in the documentation run, and print what the page shows; the code map has every module.
//! `TRYCMD=overwrite cargo test --test docs` writes the output again; read the change.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Pages with commands in ```console blocks.
const PAGES: [&str; 2] = ["README.md", "README.nl.md"];

/// Every page whose ```sh blocks are tried.
fn pages() -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = PAGES.iter().map(Into::into).collect();
    out.push("CONTRIBUTING.md".into());
    let stories = std::fs::read_dir("examples").unwrap().map(|e| e.unwrap().path().join("README.md"));
    out.extend(stories.filter(|p| p.is_file()));
    let docs = std::fs::read_dir("docs").unwrap().map(|e| e.unwrap().path());
    out.extend(docs.filter(|p| p.extension().is_some_and(|e| e == "md")));
    out.sort();
    out
}

#[test]
fn commands_print_what_the_pages_show() {
    let cases = trycmd::TestCases::new();
    for page in PAGES {
        cases.case(page);
    }
    cases.run();
}

/// A command that ends with 1 stands in a ```text block, so that the page does not show how the test is told of that code. Its
/// output is held here; `...` stands for lines left out.
#[test]
fn reports_that_end_with_one_are_what_the_pages_show() {
    let mut tried = 0;
    for page in PAGES {
        let text = std::fs::read_to_string(page).unwrap();
        for block in text.split("```text\n$ toets ").skip(1) {
            let (command, shown) = block.split("\n```").next().unwrap().split_once('\n').unwrap();
            let args: Vec<&str> = command.split_whitespace().collect();
            let out = Command::new(env!("CARGO_BIN_EXE_toets")).args(&args).output().unwrap();
            assert_eq!(out.status.code(), Some(1), "{page}: toets {command}");
            let printed = String::from_utf8(out.stdout).unwrap();
            let mut rest = printed.as_str();
            for (n, part) in shown.split("...\n").flat_map(|p| p.split("\n...")).enumerate() {
                let at = rest
                    .find(part)
                    .unwrap_or_else(|| panic!("{page}: toets {command} does not print\n{part}\nbut\n{rest}"));
                assert!(n > 0 || at == 0, "{page}: toets {command} begins with\n{rest}");
                rest = rest.get(at + part.len()..).unwrap();
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 2, "one in each language");
}

/// Commands without shown output: they must at least be understood and find their files.
#[test]
fn other_commands_are_understood() {
    // What they write, they write there.
    let copy = tempfile::tempdir().unwrap();
    for folder in ["examples", "rulesets", "docs"] {
        copied(Path::new(folder), &copy.path().join(folder));
    }
    let mut tried = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let mut language = None;
        for line in text.lines() {
            if let Some(after) = line.trim_start().strip_prefix("```") {
                language = if language.is_some() { None } else { Some(after.to_owned()) };
                continue;
            }
            let line = line.trim();
            let command = match language.as_deref() {
                Some("sh") => line.strip_prefix("cargo run --release -- ").or(line.strip_prefix("toets ")),
                // In running text: `toets check …` on a line of its own.
                None => line.strip_prefix("`toets ").and_then(|l| l.strip_suffix('`')),
                _ => None,
            };
            let Some(command) = command else { continue };
            // What it is for may stand behind it.
            let command = command.split(" # ").next().unwrap_or(command);
            let command = command.split(" > ").next().unwrap_or(command);
            // What a shell takes for a comment.
            let command = command.split(" #").next().unwrap_or(command);
            let args: Vec<&str> = command.split_whitespace().collect();
            // Files that the reader is to make do not exist here.
            if args.iter().any(|a| a.ends_with(".yaml") && !std::path::Path::new(a).exists() && !a.contains('/')) {
                continue;
            }
            let out = Command::new(env!("CARGO_BIN_EXE_toets")).current_dir(copy.path()).args(&args).output().unwrap();
            let code = out.status.code();
            assert!(
                matches!(code, Some(0 | 1)),
                "{}: `toets {command}` ends with {code:?}\n{}",
                page.display(),
                String::from_utf8_lossy(&out.stderr)
            );
            tried += 1;
        }
    }
    assert!(tried > 5, "only {tried} commands found");
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|e| e.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copied(&entry, &target);
        } else {
            std::fs::copy(&entry, &target).unwrap();
        }
    }
}

/// The rows of the code map: what is in the first cell, and all.
fn code_map() -> Vec<(Vec<String>, Vec<String>)> {
    let page = std::fs::read_to_string("docs/architecture.md").unwrap();
    let map = page.split("\n## ").find(|part| part.starts_with("Code map")).unwrap();
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    map.lines().filter(|l| l.starts_with("| `")).map(|l| (quoted(l.split(" | ").next().unwrap()), quoted(l))).collect()
}

/// A row names the folders that a module is in, and the module.
#[test]
fn the_code_map_has_every_module() {
    fn modules(folder: &Path, out: &mut Vec<PathBuf>) {
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                modules(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path.with_extension(""));
            }
        }
    }
    let word = |quoted: &String| -> Vec<String> {
        quoted.split([' ', ',', '/']).map(|w| w.trim_end_matches(".rs").to_owned()).collect()
    };
    let rows: Vec<Vec<String>> = code_map().iter().map(|(_, all)| all.iter().flat_map(word).collect()).collect();
    let mut all = Vec::new();
    for folder in ["src", "crates"] {
        modules(Path::new(folder), &mut all);
    }
    assert!(all.len() > 200, "{}", all.len());
    let names = |row: &Vec<String>, path: &Path| path.iter().all(|part| row.iter().any(|w| part == w.as_str()));
    all.retain(|path| !rows.iter().any(|row| names(row, path)));
    assert!(all.is_empty(), "no row of docs/architecture.md names {all:?}");
}

/// What the first cells name is there: from the top, or beside what the cell begins with.
#[test]
fn the_code_map_names_nothing_that_is_gone() {
    for (cell, _) in code_map() {
        let beside = Path::new(cell.first().unwrap().trim_end_matches('/')).parent().unwrap().to_path_buf();
        for name in cell.iter().filter(|name| !name.contains('<')) {
            assert!(Path::new(name).exists() || beside.join(name).exists(), "{name} in {cell:?}");
        }
    }
}
