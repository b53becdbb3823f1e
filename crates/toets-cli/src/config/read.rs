//! From the text of `toets.toml` to settings.
//!
//! Takes: a file. Gives: every setting that could be read, and every fault at its place. Never guesses: what is not understood
//! is an error, since a setting that does nothing is believed to do something.

use clap::ValueEnum;
use toml::Spanned as At;
use toml::de::{DeTable, DeValue};

use super::keys::{KEYS, OVERRIDE};
use super::{Config, Override, error};
use crate::args::{EasedArg, FormatArg, LangArg, LevelArg, VerdictArg};
use crate::clock;
use toets::diagnostic::Diagnostics;
use toets::lang::Lang;
use toets::source::{SourceFile, Span, Spanned};

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
            "exclude" => config.exclude = self.texts(key, value).unwrap_or_default(),
            "ruleset" => config.ruleset = self.text(key, value),
            "include" => config.include = self.texts(key, value),
            "date" => config.date = self.date(key, value),
            "lang" => {
                // In any case, as on the command line and in the environment.
                let text = self.text(key, value).map(|t| Spanned::new(t.value.to_lowercase(), t.span));
                config.lang = text.and_then(|t| self.one_of::<LangArg>(key, &t)).map(Lang::from);
            }
            "format" => config.format = self.choice::<FormatArg>(key, value).map(|f| f.0),
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
            "overrides" => match value.get_ref() {
                DeValue::Array(items) => {
                    config.overrides = items.iter().filter_map(|item| self.an_override(key, item)).collect();
                }
                _ => self.wrong_type(key, value),
            },
            _ => self.unknown_key(at, key, &KEYS),
        }
    }

    fn an_override(&mut self, key: &str, item: &At<DeValue<'_>>) -> Option<Override> {
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong_type(key, item);
            return None;
        };
        let (mut norms, mut paths, mut level, mut reason) = (None, None, None, None);
        let mut entries: Vec<(&At<_>, &At<DeValue<'_>>)> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        // What is there and wrong is said where it stands; a key that is written otherwise is not missing as well.
        let strange = entries.iter().any(|(key, _)| !OVERRIDE.iter().any(|(name, _)| name == key.get_ref()));
        let mut there: Vec<String> = Vec::new();
        for (key, value) in entries {
            there.push(key.get_ref().to_string());
            match key.get_ref().as_ref() {
                "norms" => norms = self.some_texts("norms", value),
                "paths" => paths = self.some_texts("paths", value),
                "level" => level = self.choice::<EasedArg>("level", value),
                "reason" => reason = self.text("reason", value),
                other => self.unknown_key(key.span(), other, &OVERRIDE),
            }
        }
        for (name, example) in OVERRIDE.iter().filter(|(name, _)| *name != "paths") {
            if !strange && !there.iter().any(|key| key == name) {
                let span = self.span(item.span());
                self.found.push(error::missing_key(span, name, example));
            }
        }
        Some(Override { norms: norms?, paths: paths.unwrap_or_default(), level: level?, reason: reason?.value })
    }

    /// A list that would do nothing, or the opposite of what it seems, without anything in it.
    fn some_texts(&mut self, key: &str, value: &At<DeValue<'_>>) -> Option<Vec<Spanned<String>>> {
        let texts = self.texts(key, value)?;
        if matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
            let span = self.span(value.span());
            self.found.push(error::empty(span, key));
            return None;
        }
        Some(texts)
    }

    fn unknown_key(&mut self, at: std::ops::Range<usize>, key: &str, known: &[(&str, &str)]) {
        let span = self.span(at);
        self.found.push(error::unknown_key(span, key, known));
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
