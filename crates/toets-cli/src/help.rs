//! What `--help` says, in Dutch and English: what a command is for, worked examples, and how it ends.
//!
//! Takes: a language. Gives: the clap command with its texts. Never parses anything.

mod options;
mod pages;

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::args::Cli;
use toets::lang::Lang;

use options::OPTIONS;
use pages::{PAGES, Page, TOP};

/// The command line with its texts in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let mut top = dressed(Cli::command(), &TOP, lang).subcommand_required(true).mut_args(|a| arg(a, "", lang));
    top = top.arg(flag("version", 'V', ArgAction::Version, lang)).disable_version_flag(true);
    for page in &PAGES {
        top = top.mut_subcommand(page.name, |c| dressed(c, page, lang).mut_args(|a| arg(a, page.name, lang)));
    }
    top
}

fn dressed(command: Command, page: &Page, lang: Lang) -> Command {
    let subcommands = page.name.is_empty();
    let usage_word = lang.pick("Gebruik", "Usage");
    let usage_line = if subcommands { lang.pick("toets OPDRACHT …", "toets COMMAND …") } else { "{usage}" };
    let template = format!("{{about}}\n\n{usage_word}: {usage_line}\n\n{{all-args}}{{after-help}}");
    let mut command = command
        .about(lang.pick(page.about.0, page.about.1))
        .after_help(lang.pick(page.more.0, page.more.1))
        .help_template(template)
        .disable_help_flag(true)
        .subcommand_help_heading(lang.pick("Opdrachten", "Commands"));
    if !subcommands {
        command = command.override_usage(usage(page.name, lang));
    }
    command.arg(flag("help", 'h', ArgAction::Help, lang))
}

/// clap writes `[OPTIONS]` in English, so the usage line is ours.
fn usage(name: &str, lang: Lang) -> String {
    let what = match name {
        "check" | "baseline" => lang.pick(" [BESTAND…]", " [FILE…]"),
        "report" => lang.pick(" BESTAND…", " FILE…"),
        "verify" => lang.pick(" VERSLAG [BESTAND…]", " REPORT [FILE…]"),
        "diff" => lang.pick(" BESTAND [BESTAND]", " FILE [FILE]"),
        "fmt" => lang.pick(" BESTAND…", " FILE…"),
        "fix" => lang.pick(" BESTAND", " FILE"),
        "explain" => lang.pick(" NORM|CODE", " NORM|CODE"),
        "test" => lang.pick(" [ID|MAP]…", " [ID|FOLDER]…"),
        "completions" => " SHELL",
        _ => "",
    };
    format!("toets {name}{what} {}", lang.pick("[opties]", "[options]"))
}

fn flag(name: &'static str, short: char, action: ArgAction, lang: Lang) -> Arg {
    arg(Arg::new(name).long(name).short(short).action(action), "", lang)
}

fn arg(arg: Arg, command: &str, lang: Lang) -> Arg {
    let id = arg.get_id().to_string();
    let of = |whose: &str| OPTIONS.iter().find(|(c, name, _, _)| *c == whose && *name == id);
    // A report asks for what a check asks for, and the words are the same.
    let as_check = || of("check").filter(|_| command == "report");
    let found = of(command).or_else(as_check).or_else(|| of(""));
    let heading = match (command, arg.is_positional()) {
        ("", _) => lang.pick("Bij elke opdracht", "With every command"),
        (_, true) => lang.pick("Argumenten", "Arguments"),
        (_, false) => lang.pick("Opties", "Options"),
    };
    let mut arg = arg.help_heading(heading);
    if arg.get_action().takes_values() {
        // clap's own notes on them are English; the texts below name the values.
        arg = arg.hide_possible_values(true).hide_default_value(true);
    }
    match found {
        Some((_, _, nl, en)) => arg.help(lang.pick(*nl, *en)),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_a_text_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            let top = command(lang);
            for c in std::iter::once(&top).chain(top.get_subcommands()) {
                for a in c.get_arguments() {
                    assert!(a.get_help().is_some(), "{} {}", c.get_name(), a.get_id());
                }
                assert!(c.get_about().is_some(), "{}", c.get_name());
            }
        }
        command(Lang::Nl).debug_assert();
    }
}
