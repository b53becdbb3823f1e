//! Shared by the integration tests: loading rulesets from folders and writing diagnostics as plain text.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests: a failure is a panic, and each test binary uses a part"
)]

use std::path::Path;

use toets::diagnostic::{Diagnostic, Diagnostics};
use toets::evaluate::finding::Finding;
use toets::evaluate::{Case, Detail};
use toets::lang::Lang;
use toets::ruleset::{self, Checked};
use toets::source::Sources;
use toets::syntax;

/// Reads and checks rulesets from folders, those built upon first.
pub fn load(folders: &[&str]) -> (Option<Checked>, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let mut all = Diagnostics::new();
    let mut sets = vec![];
    for folder in folders {
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .unwrap_or_else(|e| panic!("{folder}: {e}"))
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|x| x == "regels"))
            .collect();
        paths.sort();
        let mut files = vec![];
        for path in paths {
            let id = sources.add(path.to_string_lossy(), std::fs::read_to_string(&path).unwrap());
            let (file, diagnostics) = syntax::parse(sources.get(id).unwrap());
            all.extend(diagnostics);
            files.push(file);
        }
        sets.push(files);
    }
    let (checked, diagnostics) = ruleset::check(&sets, &sources);
    all.extend(diagnostics);
    (checked, sources, all.sorted())
}

/// Rulesets from texts, one set each, those built upon first; nothing may be wrong with them.
#[track_caller]
pub fn rulesets(texts: &[impl AsRef<str>]) -> (Checked, Sources) {
    let mut sources = Sources::new();
    let mut all = Diagnostics::new();
    let mut sets = vec![];
    for (i, text) in texts.iter().enumerate() {
        let id = sources.add(format!("{i}.regels"), text.as_ref());
        let (file, found) = syntax::parse(sources.get(id).unwrap());
        all.extend(found);
        sets.push(vec![file]);
    }
    let (checked, found) = ruleset::check(&sets, &sources);
    all.extend(found);
    let checked = checked.unwrap_or_else(|| panic!("{}", plain(&all.sorted(), &sources, Lang::Nl)));
    (checked, sources)
}

/// The files of a folder with an extension, in order of name; none when there is no such folder.
pub fn files(folder: &str, extension: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut out: Vec<String> = entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|x| x == extension))
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    out.sort();
    out
}

/// Diagnostics as plain text: code, place, message, the underlined text, help.
pub fn plain(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let mut out = String::new();
    for d in diagnostics {
        let (file, line, column) = sources.place(d.span());
        let file = Path::new(file).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        out.push_str(&format!("{}[{}] {file}:{line}:{column}\n  {}\n", d.severity.id(), d.code, d.message.get(lang)));
        for label in &d.labels {
            let (_, line, column) = sources.place(label.span);
            let text = sources.text(label.span);
            let first = text.lines().next().unwrap_or("");
            let more = if text.lines().count() > 1 { " …" } else { "" };
            out.push_str(&format!("    {line}:{column} `{first}{more}` {}\n", label.text.get(lang)));
        }
        if let Some(help) = &d.help {
            out.push_str(&format!("  hulp: {}\n", help.get(lang)));
        }
    }
    out
}

/// Everything that a case gives, most important first.
pub fn findings(case: Case<'_>, detail: Detail) -> Vec<Finding> {
    let mut teller = case.teller();
    case.judge().unwrap().iter().map(|judged| teller.finding(judged, detail).unwrap()).collect()
}
