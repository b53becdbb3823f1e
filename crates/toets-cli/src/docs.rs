//! `toets docs`: every norm of a ruleset, or of all that are in the program, as Markdown.

use crate::args::Docs;
use crate::exit::Exit;
use crate::make;
use crate::output::Terminal;
use crate::rulesets::{Library, Origin};
use toets::report;
use toets::shipped;
use toets::source::Sources;

pub(crate) fn run(args: &Docs, terminal: &mut Terminal) -> Exit {
    if args.ruleset.ruleset.is_some() {
        return match make::load(&args.ruleset, terminal) {
            Ok((loaded, sources)) => print(&[&loaded], &sources, terminal),
            Err(exit) => exit,
        };
    }
    let mut library = Library::default();
    let mut sources = Sources::new();
    let sets = shipped::with_norms();
    let sets: Vec<_> = sets.filter_map(|set| library.load(&mut sources, &Origin::Embedded(set.id))).collect();
    if library.diagnostics.is_empty() {
        let sets: Vec<_> = sets.iter().map(|set| &**set).collect();
        return print(&sets, &sources, terminal);
    }
    terminal.diagnose(sources, library.diagnostics);
    Exit::Unreadable
}

fn print(sets: &[&toets::run::LoadedRuleset], sources: &Sources, terminal: &mut Terminal) -> Exit {
    let lang = terminal.lang;
    terminal.print_with(|out| {
        report::write_norms(sets, sources, lang, out);
        Ok(())
    })
}
