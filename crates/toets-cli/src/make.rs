//! Commands that print something made from a ruleset or from the program itself: `new`, `schema`, `rulesets`, `completions`.

use std::sync::Arc;

use clap_complete::Shell;

use crate::args::{New, RulesetArg, Schema};
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Terminal;
use crate::rulesets::{self, Library};
use crate::{clock, config, files, help, settings};
use toets::diagnostic::Severity;
use toets::report::json;
use toets::run::LoadedRuleset;
use toets::shipped::SETS;
use toets::source::Sources;

/// The ruleset of an option, or the usual one; what is wrong with it goes to standard error.
pub(crate) fn load(arg: &RulesetArg, terminal: &Terminal) -> Result<(Arc<LoadedRuleset>, Sources), Exit> {
    let mut config = config::load();
    let mut library = Library::default();
    // What is wrong in `toets.toml` is in the way only where the file is asked.
    let asked = if arg.ruleset.is_none() && config.found.has_errors() {
        library.diagnostics = std::mem::take(&mut config.found).sorted();
        None
    } else {
        settings::ruleset(arg, &config).map_err(|d| library.diagnostics.push(d)).ok()
    };
    let origin = match asked {
        Some(Some(origin)) => Some(origin),
        Some(None) => rulesets::usual(clock::today()),
        None => None,
    };
    let mut sources = config.sources;
    let loaded = origin.and_then(|o| library.load(&mut sources, &o));
    // Warnings about rules are for their authors, who see them with `check`, `test` and `fmt`.
    let broken = library.diagnostics.iter().any(|d| d.severity == Severity::Error);
    match loaded.filter(|_| !broken) {
        Some(loaded) => Ok((loaded, sources)),
        None => {
            terminal.diagnose(sources, library.diagnostics);
            Err(Exit::Unreadable)
        }
    }
}

/// `toets new`
pub(crate) fn template(args: &New, terminal: &mut Terminal) -> Exit {
    let (loaded, _) = match load(&args.ruleset, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let text = toets::agreement::template(&loaded.checked, terminal.lang);
    let Some(path) = &args.output else { return terminal.print(&text) };
    let written = terminal.written(Named::typed(path).write_new(&text));
    if written == Exit::Ok {
        let name = files::said(path);
        terminal.complain(&terminal.lang.pick(
            format!("{name} gemaakt. Vul het in en toets het: toets check {name}\n"),
            format!("Made {name}. Fill it in and check it: toets check {name}\n"),
        ));
    }
    written
}

/// `toets schema`
pub(crate) fn schema(args: &Schema, terminal: &mut Terminal) -> Exit {
    if args.report {
        return terminal.print(json::SCHEMA);
    }
    if args.diff {
        return terminal.print(toets::report::diff::json::SCHEMA);
    }
    let (loaded, _) = match load(&args.ruleset, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let schema = toets::agreement::schema(&loaded.checked, terminal.lang);
    terminal.print_with(|out| json::layout::write_indented(&schema, out))
}

/// `toets rulesets`
pub(crate) fn rulesets(terminal: &mut Terminal) -> Exit {
    let lang = terminal.lang;
    let mut out = String::new();
    for set in SETS {
        out.push_str(&format!("{} {}  {}\n", set.id, set.version, lang.pick(set.title.0, set.title.1)));
        match set.valid {
            Some((from, to)) => {
                out.push_str(&format!("  {} {from} {} {to}\n", lang.pick("geldig", "valid"), lang.pick("t/m", "to")));
            }
            None => out.push_str(lang.pick(
                "  gegevensmodel: de velden van een afspraakbestand, zonder normen\n",
                "  data model: the fields of an agreement file, without norms\n",
            )),
        }
        if !set.builds_on.is_empty() {
            out.push_str(&format!("  {} {}\n", lang.pick("bouwt op", "builds on"), set.builds_on.join(", ")));
        }
    }
    terminal.print(&out)
}

/// `toets completions`
pub(crate) fn completions(shell: Shell, terminal: &mut Terminal) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut help::command(terminal.lang), "toets", &mut out);
    terminal.print(&String::from_utf8_lossy(&out))
}
