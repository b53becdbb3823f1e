//! `toets fmt`: rule files in the standard layout.

use crate::args::Fmt;
use crate::exit::Exit;
use crate::files::{Kind, Named, Said};
use crate::output::Terminal;
use crate::{fault, files};
use toets::diagnostic::{Diagnostic, Diagnostics};
use toets::source::Sources;
use toets::syntax;

pub(crate) fn run(args: &Fmt, terminal: &mut Terminal) -> Exit {
    let mut sources = Sources::new();
    let mut problems = Vec::new();
    let mut changed = 0usize;
    let mut same = 0usize;
    let mut exit = Exit::Ok;
    for file in paths(args, &mut problems) {
        let path = file.path();
        match one(&file, args.check, &mut sources, terminal) {
            Ok(Change::None) => same = same.saturating_add(1),
            Ok(Change::Printed(e)) => exit = exit.max(e),
            Ok(Change::Needed(said)) => {
                changed = changed.saturating_add(1);
                if !said.is_empty() {
                    terminal.diagnose(Sources::new(), said);
                }
                let lang = terminal.lang;
                let verb = if args.check {
                    lang.pick("niet in de vaste opmaak", "not in the standard layout")
                } else {
                    lang.pick("opgemaakt", "laid out")
                };
                terminal.complain(&format!("{}: {verb}\n", files::said(path)));
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
    /// Rewritten, with what is to be said of it; or with `--check` to be rewritten.
    Needed(Vec<Diagnostic>),
    /// Standard input went to standard output.
    Printed(Exit),
}

fn one(file: &Named, check: bool, sources: &mut Sources, terminal: &mut Terminal) -> Result<Change, Vec<Diagnostic>> {
    let changes = !check && !file.is_piped();
    let held = changes.then(|| file.hold()).transpose().map_err(|d| vec![d])?;
    let bytes = match &held {
        Some(held) => held.bytes().to_vec(),
        None => file.read(Kind::Rules).map_err(|d| vec![d])?,
    };
    let (id, mut found) = toets::agreement::decode(sources, files::shown(file.path()), &bytes);
    let formatted = sources.get(id).filter(|_| !found.has_errors()).map(|file| {
        let (tree, more) = syntax::parse(file);
        found.extend(more);
        let text = std::sync::Arc::clone(&file.text);
        let new = if found.has_errors() { String::new() } else { syntax::format(&tree, &text) };
        (text, new)
    });
    let Some((old, new)) = formatted.filter(|_| !found.has_errors()) else { return Err(errors(found)) };
    if file.is_piped() && !check {
        return Ok(Change::Printed(terminal.pass_through(&new)));
    }
    if *old == *new {
        return Ok(Change::None);
    }
    if let Some(held) = held {
        let Said(said) = held.replace(&new).map_err(|d| vec![d])?;
        return Ok(Change::Needed(said));
    }
    Ok(Change::Needed(Vec::new()))
}

fn errors(found: Diagnostics) -> Vec<Diagnostic> {
    found.sorted()
}

/// The files that the arguments stand for.
fn paths(args: &Fmt, problems: &mut Vec<Diagnostic>) -> Vec<Named> {
    let mut paths = Vec::new();
    let typed = Named::all_typed(&args.files, &args.piped).unwrap_or_else(|d| {
        problems.push(d);
        Vec::new()
    });
    for file in typed {
        let path = file.path();
        if file.is_piped() {
            paths.push(file);
        } else if file.is_folder() {
            let found = file.below(Kind::Rules);
            if found.files.is_empty() && found.closed.is_empty() {
                problems.push(fault::no_rules_in_folder(path));
            }
            problems.extend(found.closed.into_iter().map(|(_, said)| said));
            paths.extend(found.files);
        } else if path.extension().is_some_and(|e| e == "regels") || !file.exists() {
            paths.push(file);
        } else {
            problems.push(fault::not_rules(path));
        }
    }
    paths
}
