//! `toets fmt`: rule files in the standard layout.

use std::path::{Path, PathBuf};

use crate::cli::args::Fmt;
use crate::cli::exit::Exit;
use crate::cli::output::Terminal;
use crate::cli::{fault, files};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::syntax;

pub(crate) fn run(args: &Fmt, terminal: &mut Terminal) -> Exit {
    let mut sources = Sources::new();
    let mut problems = Vec::new();
    let mut changed = 0usize;
    let mut same = 0usize;
    let mut exit = Exit::Ok;
    for path in paths(&args.files, &mut problems) {
        match one(&path, args.check, &mut sources, terminal) {
            Ok(Change::None) => same = same.saturating_add(1),
            Ok(Change::Printed(e)) => exit = exit.max(e),
            Ok(Change::Needed) => {
                changed = changed.saturating_add(1);
                let lang = terminal.lang;
                let verb = if args.check {
                    lang.pick("niet in de vaste opmaak", "not in the standard layout")
                } else {
                    lang.pick("opgemaakt", "laid out")
                };
                terminal.complain(&format!("{}: {verb}\n", files::said(&path)));
            }
            Err(found) => problems.extend(found),
        }
    }
    if args.check && changed > 0 {
        exit = exit.max(Exit::Findings);
    }
    if changed == 0 && same > 0 && problems.is_empty() {
        terminal.complain(
            terminal.lang.pick("Alles staat in de vaste opmaak.\n", "Everything is in the standard layout.\n"),
        );
    }
    if !problems.is_empty() {
        terminal.diagnose(sources, problems);
        exit = Exit::Unreadable;
    }
    exit
}

enum Change {
    None,
    /// Rewritten, or with `--check` to be rewritten.
    Needed,
    /// Standard input went to standard output.
    Printed(Exit),
}

fn one(path: &Path, check: bool, sources: &mut Sources, terminal: &mut Terminal) -> Result<Change, Vec<Diagnostic>> {
    let bytes = files::read(path).map_err(|d| vec![d])?;
    let (id, mut found) = crate::agreement::decode(sources, files::shown(path), &bytes);
    let formatted = sources.get(id).filter(|_| !found.has_errors()).map(|file| {
        let (tree, more) = syntax::parse(file);
        found.extend(more);
        let text = std::sync::Arc::clone(&file.text);
        let new = if found.has_errors() { String::new() } else { syntax::format(&tree, &text) };
        (text, new)
    });
    let Some((old, new)) = formatted.filter(|_| !found.has_errors()) else { return Err(errors(found)) };
    if path.as_os_str() == files::STDIN && !check {
        return Ok(Change::Printed(terminal.pass_through(&new)));
    }
    if *old == *new {
        return Ok(Change::None);
    }
    if !check {
        files::write(path, &new).map_err(|d| vec![d])?;
    }
    Ok(Change::Needed)
}

fn errors(found: Diagnostics) -> Vec<Diagnostic> {
    found.sorted()
}

/// The files that the arguments stand for.
fn paths(args: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for path in args {
        if files::is_folder(path) {
            let found = files::below(path, &["regels"]);
            if found.files.is_empty() && found.closed.is_empty() {
                problems.push(fault::no_rules_in_folder(path));
            }
            problems.extend(found.closed.into_iter().map(|(_, said)| said));
            paths.extend(found.files);
        } else if path.as_os_str() == files::STDIN
            || path.extension().is_some_and(|e| e == "regels")
            || !files::exists(path)
        {
            paths.push(path.clone());
        } else {
            problems.push(fault::not_rules(path));
        }
    }
    paths
}
