//! Mistakes in the command itself, in the reader's language.
//!
//! Takes: what clap found wrong. Gives: one or two lines that say what was typed, and what could be typed. clap's own sentences
//! are English and never printed.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::help;
use toets::diagnostic::did_you_mean;
use toets::lang::Lang;
use toets::lang::one_line;

/// The sentence for a mistake, without a line end. `command`: the first word typed after the name of the program.
pub(crate) fn explain(error: &clap::Error, command: &str, lang: Lang) -> String {
    let get = |kind| error.get(kind).map(value).filter(|v| !v.is_empty());
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let typed = get(ContextKind::InvalidValue).unwrap_or_default();
    let subcommand = get(ContextKind::InvalidSubcommand).unwrap_or_default();
    let main = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            lang.pick(format!("er is geen opdracht `{subcommand}`"), format!("there is no command `{subcommand}`"))
        }
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            lang.pick(format!("`{arg}` hoort hier niet"), format!("`{arg}` does not belong here"))
        }
        ErrorKind::UnknownArgument => {
            lang.pick(format!("er is geen optie `{arg}`"), format!("there is no option `{arg}`"))
        }
        ErrorKind::InvalidValue if typed.is_empty() => {
            lang.pick(format!("`{arg}` heeft een waarde nodig"), format!("`{arg}` needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            lang.pick(format!("`{typed}` past niet bij `{arg}`"), format!("`{typed}` does not fit `{arg}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            lang.pick(format!("er ontbreekt nog: {arg}"), format!("still missing: {arg}"))
        }
        ErrorKind::ArgumentConflict => {
            let other = get(ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() || other == arg {
                lang.pick(format!("`{arg}` mag maar één keer"), format!("`{arg}` can be given once only"))
            } else {
                lang.pick(
                    format!("`{arg}` en `{other}` gaan niet samen"),
                    format!("`{arg}` and `{other}` exclude each other"),
                )
            }
        }
        ErrorKind::TooManyValues => lang.pick(
            format!("`{typed}` is er een te veel voor `{arg}`"),
            format!("`{typed}` is one too many for `{arg}`"),
        ),
        ErrorKind::InvalidUtf8 => lang
            .pick("de opdracht bevat tekens die geen tekst zijn", "the command holds characters that are not text")
            .into(),
        _ => lang.pick("deze opdracht is niet te lezen", "this command cannot be read").into(),
    };
    let valid: Vec<String> = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
        .into_iter()
        .filter_map(|k| error.get(k))
        .flat_map(values)
        .collect();
    let near: Vec<String> = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .filter_map(|k| error.get(k))
        .flat_map(values)
        .collect();
    let wrong = [&typed, &subcommand, &arg].into_iter().find(|w| !w.is_empty()).cloned().unwrap_or_default();
    let suggested = did_you_mean(&wrong, near.iter().chain(&valid).map(String::as_str))
        .map(str::to_string)
        .or_else(|| near.first().cloned());
    // What resembles a value need not be what was meant: the choice stays in sight.
    let next = if let (Some(s), false) = (&suggested, valid.is_empty()) {
        let all = valid.join(", ");
        lang.pick(format!("bedoelde u `{s}`? Kies uit: {all}"), format!("did you mean `{s}`? Choose from: {all}"))
    } else if let Some(s) = suggested {
        lang.pick(format!("bedoelde u `{s}`?"), format!("did you mean `{s}`?"))
    } else if !valid.is_empty() {
        lang.pick(format!("kies uit: {}", valid.join(", ")), format!("choose from: {}", valid.join(", ")))
    } else if command == "new" && error.kind() == ErrorKind::UnknownArgument && !arg.starts_with('-') {
        lang.pick(
            format!("`toets new --output {arg}` schrijft het sjabloon naar dat bestand"),
            format!("`toets new --output {arg}` writes the template to that file"),
        )
    } else {
        let known = help::command(lang).get_subcommands().any(|c| c.get_name() == command);
        let of = if known { format!("{command} ") } else { String::new() };
        lang.pick(format!("`toets {of}--help` toont wat er kan"), format!("`toets {of}--help` shows what is possible"))
    };
    format!("{}: {main}\n  {}: {next}", lang.pick("fout", "error"), lang.pick("hulp", "help"))
}

fn value(v: &ContextValue) -> String {
    values(v).join(", ")
}

/// What was typed, each on one line.
fn values(v: &ContextValue) -> Vec<String> {
    let typed = match v {
        ContextValue::String(s) => vec![s.clone()],
        ContextValue::Strings(list) => list.clone(),
        ContextValue::StyledStr(s) => vec![s.to_string()],
        ContextValue::StyledStrs(list) => list.iter().map(ToString::to_string).collect(),
        ContextValue::Number(n) => vec![n.to_string()],
        _ => Vec::new(),
    };
    typed.iter().map(|text| one_line(text)).collect()
}
