#![allow(dead_code, reason = "each test binary uses a part")]
//! The diagnostic codes that the source mentions, and what belongs to each: a page, a bad fixture, a good one.

use std::collections::BTreeSet;

/// Every `stage::name` in the source, in order.
fn all() -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    let mut todo = vec![std::path::PathBuf::from("src"), std::path::PathBuf::from("crates")];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|x| x == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            // A code is a string of its own: two lower-case words with `::` between quotes. Which quote opens a string is not
            // counted: a quote within a text or a comment would turn all that follow it round.
            for part in text.split('"') {
                if let Some((stage, name)) = part.split_once("::")
                    && [stage, name].iter().all(|w| {
                        !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit())
                    })
                {
                    out.insert((stage.to_owned(), name.to_owned()));
                }
            }
        }
    }
    out
}

/// Whether a fixture is named after a code, as `duplicate_name_rule` is after `check::duplicate_name`.
pub(crate) fn shows(stem: &str, code: &str) -> bool {
    let name = code.split_once("::").map_or(code, |(_, name)| name);
    stem == name || stem.strip_prefix(name).is_some_and(|rest| rest.starts_with('_'))
}

fn fixtures(folder: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    entries.map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// What each code of these stages lacks, and pages of codes that are no more.
pub(crate) fn lacking(stages: &[(&str, &str)]) -> Vec<String> {
    let codes = all();
    let mut out = vec![];
    for (stage, folder) in stages {
        let (bad, good) = (fixtures(&format!("{folder}/bad")), fixtures(&format!("{folder}/good")));
        for (_, name) in codes.iter().filter(|(s, _)| s == stage) {
            if !bad.iter().any(|stem| shows(stem, name)) {
                out.push(format!("{stage}::{name} has no bad fixture in {folder}/bad"));
            }
            if !good.iter().any(|stem| shows(stem, name)) {
                out.push(format!("{stage}::{name} has no good fixture in {folder}/good"));
            }
        }
    }
    for (stage, name) in &codes {
        let page = std::fs::read_to_string(format!("docs/codes/{stage}/{name}.md")).unwrap_or_default();
        let headings = [
            format!("# {stage}::{name}"),
            "## Wat het betekent / What it means".to_owned(),
            "## Voorbeeld / Example".to_owned(),
            "## Wat te doen / What to do".to_owned(),
        ];
        let mut lines = page.lines();
        if !headings.iter().all(|h| lines.any(|l| l == h)) {
            out.push(format!("docs/codes/{stage}/{name}.md is missing, or lacks a heading"));
        }
    }
    for stage in std::fs::read_dir("docs/codes").unwrap().map(|e| e.unwrap().path()) {
        let folder = stage.file_name().unwrap().to_string_lossy().into_owned();
        for name in fixtures(&stage.to_string_lossy()) {
            if !codes.contains(&(folder.clone(), name.clone())) {
                out.push(format!("docs/codes/{folder}/{name}.md is about a code that does not exist"));
            }
        }
    }
    out
}
