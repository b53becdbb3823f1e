//! The command line: the only part that reads files, knows the time and writes to a terminal.
//!
//! Takes: arguments. Gives: an exit code and what was written. Never decides a verdict: commands call the library and print.

#![deny(clippy::disallowed_methods)]

mod args;
mod baseline;
mod check;
mod clock;
mod config;
mod diff;
mod docs;
mod exit;
mod explain;
mod fault;
mod files;
mod fix;
mod fmt;
mod git;
mod help;
mod inputs;
mod known;
mod make;
mod output;
mod outputs;
mod paths;
mod progress;
mod report;
mod rulesets;
mod settings;
mod side_by_side;
mod test;
mod usage;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Mutex;

use clap::error::ErrorKind;
use clap::{FromArgMatches, ValueEnum};

use crate::args::{Cli, Command, LangArg, PipedArg};
use crate::exit::Exit;
use crate::output::Terminal;
use toets::lang::Lang;
use toets::source::Sources;

/// Runs the program with its own arguments, environment and terminal.
#[must_use]
pub fn main() -> ExitCode {
    let args = output::arguments();
    let lang = language(&args);
    // The default hook prints an English page for programmers; what the user needs to know is said below.
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut said) = PANIC.lock() {
            *said = info.to_string().replace('\n', " ");
        }
    }));
    std::panic::catch_unwind(|| run(args, lang)).unwrap_or_else(|_| internal(lang)).into()
}

/// What the last panic said, with its place in the program.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// A fault in the program itself: said plainly, with what to send to the makers.
fn internal(lang: Lang) -> Exit {
    let what = PANIC.lock().map(|said| said.clone()).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let text = lang.pick(
        format!(
            "fout in toets zelf: {what}\n  hulp: aan uw bestand ligt het niet; meld dit met de versie ({version}) en de opdracht\n"
        ),
        format!(
            "fault in toets itself: {what}\n  help: it is not your file; report this with the version ({version}) and the command\n"
        ),
    );
    output::complain(&text);
    Exit::Internal
}

fn run(mut args: Vec<OsString>, lang: Lang) -> Exit {
    // `toets help check` is what people try; clap's own help command speaks English.
    if args.get(1).is_some_and(|a| a == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    let command = args.get(1).map(|a| a.to_string_lossy().into_owned()).unwrap_or_default();
    let cli = match help::command(lang).try_get_matches_from(args).and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) => return not_a_command(&error, &command, lang),
    };
    let mut terminal = Terminal::new(lang, cli.common.color);
    if let Some(typed) = named_language().filter(|typed| cli.common.lang.is_none() && lang_named(typed).is_none()) {
        terminal.diagnose(Sources::new(), vec![fault::unknown_language(&typed)]);
        return Exit::Unreadable;
    }
    match cli.command {
        Command::Check(args) => check::run(&args, &mut terminal),
        Command::Baseline(args) => baseline::run(&args, &mut terminal),
        Command::Report(args) => report::run(&args, &mut terminal),
        Command::Verify(args) => verify::run(&args, &mut terminal),
        Command::Fix(args) => fix::run(&args, &mut terminal),
        Command::Diff(args) => diff::run(&args, &mut terminal),
        Command::Explain(args) => explain::run(&args, &mut terminal),
        Command::Test(args) => test::run(&args, &mut terminal),
        Command::Fmt(args) => fmt::run(&args, &mut terminal),
        Command::New(args) => make::template(&args, &mut terminal),
        Command::Schema(args) => make::schema(&args, &mut terminal),
        Command::Docs(args) => docs::run(&args, &mut terminal),
        Command::Rulesets(_) => make::rulesets(&mut terminal),
        Command::Completions(args) => make::completions(args.shell, &mut terminal),
    }
}

/// Help and version are answers; everything else is a mistake in the command.
fn not_a_command(error: &clap::Error, command: &str, lang: Lang) -> Exit {
    let mut terminal = Terminal::new(lang, args::ColorArg::Auto);
    match error.kind() {
        ErrorKind::DisplayHelp => terminal.print(&error.render().to_string()),
        ErrorKind::DisplayVersion => terminal.print(&error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            terminal.complain(&help::command(lang).render_help().to_string());
            Exit::Unreadable
        }
        _ => {
            terminal.complain(&format!("{}\n", usage::explain(error, command, lang)));
            Exit::Unreadable
        }
    }
}

/// The language, before anything else is read: help and mistakes are written in it too. The command line wins, then the
/// environment, then `toets.toml`.
fn language(args: &[OsString]) -> Lang {
    let mut chosen = named_language();
    let mut piped = PipedArg::default();
    let mut args = args.iter().map(|a| a.to_string_lossy());
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            chosen = args.next().map(|a| a.into_owned());
        } else if let Some(lang) = arg.strip_prefix("--lang=") {
            chosen = Some(lang.to_string());
        } else if arg == "--stdin-filename" {
            piped.stdin_filename = args.next().map(|a| a.into_owned().into());
        } else if let Some(name) = arg.strip_prefix("--stdin-filename=") {
            piped.stdin_filename = Some(name.into());
        }
    }
    match chosen {
        // What is no language is said in Dutch.
        Some(name) => lang_named(&name).unwrap_or_default(),
        None => config::load_for(&piped).config.lang.unwrap_or_default(),
    }
}

/// The language that the environment names.
fn named_language() -> Option<String> {
    output::variable("TOETS_LANG").filter(|v| !v.is_empty())
}

fn lang_named(name: &str) -> Option<Lang> {
    LangArg::from_str(name.trim(), true).ok().map(Lang::from)
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Nl => Lang::Nl,
            LangArg::En => Lang::En,
        }
    }
}
