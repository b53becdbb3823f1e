//! `toets docs`: every norm of a ruleset, or of all that are in the program, as Markdown.

use crate::cli::args::Docs;
use crate::cli::exit::Exit;
use crate::cli::make;
use crate::cli::output::Terminal;
use crate::cli::rulesets::{Library, Origin};
use crate::lang::Lang;
use crate::report::markup::Markdown;
use crate::report::norms;
use crate::shipped;
use crate::source::Sources;

pub(crate) fn run(args: &Docs, terminal: &mut Terminal) -> Exit {
    let lang = terminal.lang;
    let mut out = Markdown::default();
    out.markup(head(lang));
    if args.ruleset.ruleset.is_some() {
        return match make::load(&args.ruleset, terminal) {
            Ok((loaded, sources)) => {
                out.markup("\n");
                norms::markdown(&loaded.checked, &sources, lang, &mut out);
                terminal.print(out.as_str())
            }
            Err(exit) => exit,
        };
    }
    let mut library = Library::default();
    let mut sources = Sources::new();
    for set in shipped::with_norms() {
        if let Some(loaded) = library.load(&mut sources, &Origin::Embedded(set.id)) {
            out.markup("\n");
            norms::markdown(&loaded.checked, &sources, lang, &mut out);
        }
    }
    if library.diagnostics.is_empty() {
        return terminal.print(out.as_str());
    }
    terminal.diagnose(sources, library.diagnostics);
    Exit::Unreadable
}

fn head(lang: Lang) -> &'static str {
    lang.pick(
        "# De normen\n\n\
         Gemaakt uit de regelsets door `toets docs`.\n\
         `toets explain NORM` zegt van elke norm meer.\n\
         Een lezing is een keuze die de tekst van de norm niet zelf maakt.\n",
        "# The norms\n\n\
         Made from the rulesets by `toets docs`.\n\
         `toets explain NORM` says more of each norm.\n\
         A reading is a choice that the text of the norm does not make itself.\n",
    )
}
