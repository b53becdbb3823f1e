//! From the text of `toets.toml` to settings.
//!
//! Takes: a file. Gives: every setting that could be read, and every fault at its place. Never guesses: what is not understood
//! is an error, since a setting that does nothing is believed to do something.

use clap::ValueEnum;
use toml::Spanned as At;
use toml::de::{DeTable, DeValue};

use super::{Config, error};
use crate::cli::args::{LangArg, LevelArg, VerdictArg};
use crate::cli::clock;
use crate::diagnostic::Diagnostics;
use crate::lang::Lang;
use crate::report::Format;
use crate::source::{SourceFile, Span, Spanned};

/// Every key, with an example of its value.
pub(super) const KEYS: [(&str, &str); 11] = [
    ("paths", "[\"afspraken/\"]"),
    ("ruleset", "\"npa-2025\""),
    ("include", "[\"WON-10\"]"),
    ("date", "2026-07-01"),
    ("lang", "\"nl\""),
    ("format", "\"text\""),
    ("output", "[\"sarif:toets.sarif\"]"),
    ("level", "\"warning\""),
    ("fail-on", "[\"niet_te_toetsen\"]"),
    ("baseline", "\"toets-baseline.json\""),
    ("portfolio", "true"),
];

struct Reader<'a, 'f> {
    file: &'a SourceFile,
    /// Bytes of a byte order mark: spans count from the first byte of the file.
    skip: usize,
    found: &'f mut Diagnostics,
}

pub(super) fn read(file: &SourceFile, found: &mut Diagnostics) -> Config {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let skip = file.text.len().saturating_sub(text.len());
    let mut askew = Diagnostics::new();
    let mut reader = Reader { file, skip, found };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = reader.span(error.span().unwrap_or_default());
        let fault = error::syntax(span, error.message());
        let broken = fault.code == error::SYNTAX;
        reader.found.push(fault);
        // What follows a fault in the notation is read askew, and so are the faults that would be found there.
        if broken {
            reader.found = &mut askew;
            break;
        }
    }
    let mut config = Config::default();
    // In the order of the file, so that faults are too.
    let mut entries: Vec<(&At<_>, &At<DeValue<'_>>)> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        reader.entry(&mut config, key.get_ref(), key.span(), value);
    }
    config
}

impl Reader<'_, '_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file.id, range.start.saturating_add(self.skip), range.end.saturating_add(self.skip))
    }

    fn entry(&mut self, config: &mut Config, key: &str, at: std::ops::Range<usize>, value: &At<DeValue<'_>>) {
        match key {
            "paths" => config.paths = self.texts(key, value),
            "ruleset" => config.ruleset = self.text(key, value),
            "include" => config.include = self.texts(key, value),
            "date" => config.date = self.date(key, value),
            "lang" => {
                // In any case, as on the command line and in the environment.
                let text = self.text(key, value).map(|t| Spanned::new(t.value.to_lowercase(), t.span));
                config.lang = text.and_then(|t| self.one_of::<LangArg>(key, &t)).map(Lang::from);
            }
            "format" => config.format = self.choice::<Format>(key, value),
            "output" => config.output = self.texts(key, value),
            "level" => config.level = self.choice::<LevelArg>(key, value),
            "fail-on" => {
                let texts = self.texts(key, value).unwrap_or_default();
                config.fail_on = Some(texts.iter().filter_map(|t| self.one_of::<VerdictArg>(key, t)).collect());
            }
            "baseline" => config.baseline = self.text(key, value),
            "portfolio" => match value.get_ref() {
                DeValue::Boolean(on) => config.portfolio = Some(*on),
                _ => self.wrong_type(key, value),
            },
            _ => {
                let span = self.span(at);
                self.found.push(error::unknown_key(span, key));
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: &At<DeValue<'_>>) {
        let span = self.span(value.span());
        self.found.push(error::wrong_type(span, key, value.get_ref().type_str()));
    }

    fn text(&mut self, key: &str, value: &At<DeValue<'_>>) -> Option<Spanned<String>> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Spanned::new(text.clone().into_owned(), self.span(value.span())))
            }
            DeValue::String(_) => {
                let span = self.span(value.span());
                self.found.push(error::empty(span, key));
                None
            }
            _ => {
                self.wrong_type(key, value);
                None
            }
        }
    }

    fn texts(&mut self, key: &str, value: &At<DeValue<'_>>) -> Option<Vec<Spanned<String>>> {
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| self.text(key, item)).collect()),
            _ => {
                self.wrong_type(key, value);
                None
            }
        }
    }

    /// A date of TOML itself, or a text as `--date` takes it.
    fn date(&mut self, key: &str, value: &At<DeValue<'_>>) -> Option<jiff::civil::Date> {
        let text = match value.get_ref() {
            DeValue::Datetime(day) if day.time.is_none() => day.to_string(),
            DeValue::String(text) => text.clone().into_owned(),
            _ => {
                self.wrong_type(key, value);
                return None;
            }
        };
        let date = clock::parse(&text);
        if date.is_none() {
            let span = self.span(value.span());
            self.found.push(error::bad_date(span, &text));
        }
        date
    }

    fn choice<T: ValueEnum>(&mut self, key: &str, value: &At<DeValue<'_>>) -> Option<T> {
        let text = self.text(key, value)?;
        self.one_of(key, &text)
    }

    fn one_of<T: ValueEnum>(&mut self, key: &str, text: &Spanned<String>) -> Option<T> {
        let value = T::from_str(&text.value, false).ok();
        if value.is_none() {
            let names: Vec<String> =
                T::value_variants().iter().filter_map(|v| v.to_possible_value()).map(|v| v.get_name().into()).collect();
            self.found.push(error::unknown_choice(text.span, key, &text.value, &names));
        }
        value
    }
}
