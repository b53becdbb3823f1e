//! Diagnostics as data: what is wrong in a file, where, and what to do about it.
//!
//! Each stage has an `error.rs` with one constructor function per fault; this module only knows their shape. Nothing here
//! prints: `report` renders diagnostics, in every format from the same data.

use crate::lang::{self, Lang, Text};
use crate::limits::{MAX_DIAGNOSTICS_PER_FILE, MAX_LABELS, MAX_MESSAGE, MAX_NAMES_COMPARED};
use crate::source::Span;
use crate::text;

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Can be used, but look at it.
    Warning,
    /// The file cannot be used as it is.
    Error,
}

impl Severity {
    /// The word machines read.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Severity::Note => lang.pick("opmerking", "note"),
            Severity::Warning => lang.pick("waarschuwing", "warning"),
            Severity::Error => lang.pick("fout", "error"),
        }
    }
}

/// An underlined place with a few words under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What to underline.
    pub span: Span,
    /// The words under it; may be empty.
    pub text: Text,
}

/// One fault in one file (labels may point into others too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// `stage::name`; `docs/codes/stage/name.md` explains it, and so does `toets explain`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: Text,
    /// Where; the first label is the place that the diagnostic is filed under.
    pub labels: Vec<Label>,
    /// The next step, where there is one.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: Text) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            message,
            labels: vec![Label { span, text: Text::default() }],
            help: None,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: Text) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Gives it a place before those it has.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.labels.insert(0, Label { span, text: Text::default() });
        self
    }

    /// Puts words under the first underlined place.
    #[must_use]
    pub fn here(mut self, text: Text) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text;
        }
        self
    }

    /// Underlines another place, up to [`MAX_LABELS`]: a reader looks at the first few.
    #[must_use]
    pub fn also(mut self, span: Span, text: Text) -> Self {
        if self.labels.len() < MAX_LABELS {
            self.labels.push(Label { span, text });
        }
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Says what to do, if there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<Text>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// With the middle left out of what would be pages: a message repeats what stands in a file.
    #[must_use]
    pub(crate) fn shortened(mut self) -> Self {
        let short = |text: &mut Text| {
            for words in [&mut text.nl, &mut text.en] {
                if let std::borrow::Cow::Owned(less) = lang::shortened(words, MAX_MESSAGE) {
                    *words = less;
                }
            }
        };
        short(&mut self.message);
        self.labels.iter_mut().for_each(|l| short(&mut l.text));
        self.help.iter_mut().for_each(short);
        self
    }

    /// The place it is filed under.
    #[must_use]
    pub fn span(&self) -> Span {
        self.labels.first().map(|l| l.span).unwrap_or_default()
    }
}

/// The diagnostics of a stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds those of another stage.
    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// In the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Ordered by file and place, each exact repeat once.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|d| (d.span().file, d.span().start, d.span().end));
        self.list.dedup();
        self.list
    }
}

/// Diagnostics of one file or ruleset up to the limit; beyond it they are only counted. Errors and the rest have room of their
/// own, so that no error goes unsaid because there was much to remark.
#[derive(Debug, Default)]
pub struct Collector {
    list: Diagnostics,
    errors: usize,
    others: usize,
    /// Errors and others that were left out, and where the first of them stands.
    errors_beyond: usize,
    others_beyond: usize,
    first_beyond: Option<Span>,
}

impl Collector {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.has_room_for(diagnostic.severity, diagnostic.span()) {
            let said = if diagnostic.severity == Severity::Error { &mut self.errors } else { &mut self.others };
            *said = said.saturating_add(1);
            self.list.push(diagnostic.shortened());
        }
    }

    /// Takes over those of another one.
    pub fn add(&mut self, other: Collector) {
        other.list.list.into_iter().for_each(|d| self.push(d));
        self.errors_beyond = self.errors_beyond.saturating_add(other.errors_beyond);
        self.others_beyond = self.others_beyond.saturating_add(other.others_beyond);
        self.first_beyond = self.first_beyond.or(other.first_beyond);
    }

    /// Whether one more error would be shown. When not, it is only counted here, and looking for what its help could say, which
    /// takes far longer than finding it, is left out: a file of another kind has a fault on every line.
    pub fn has_room(&mut self, at: Span) -> bool {
        self.has_room_for(Severity::Error, at)
    }

    /// The same for one that weighs so much.
    pub fn has_room_for(&mut self, severity: Severity, at: Span) -> bool {
        let (said, beyond) = match severity {
            Severity::Error => (self.errors, &mut self.errors_beyond),
            Severity::Warning | Severity::Note => (self.others, &mut self.others_beyond),
        };
        if said < MAX_DIAGNOSTICS_PER_FILE {
            return true;
        }
        *beyond = beyond.saturating_add(1);
        self.first_beyond = self.first_beyond.or(Some(at));
        false
    }

    /// Counts errors that were not made.
    pub fn left_out(&mut self, number: usize) {
        self.errors_beyond = self.errors_beyond.saturating_add(number);
    }

    /// Whether no more errors are shown.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.errors >= MAX_DIAGNOSTICS_PER_FILE
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// What is shown, with a last one under this code that says how many were left out.
    #[must_use]
    pub fn finish(mut self, more: &'static str) -> Diagnostics {
        let said = match (self.errors_beyond, self.others_beyond) {
            (0, 0) => return self.list,
            (errors, 0) => text!("{errors} fouten", "{errors} more errors"),
            (0, others) => text!("{others} waarschuwingen", "{others} more warnings"),
            (errors, others) => {
                text!("{errors} fouten en {others} waarschuwingen", "{errors} more errors and {others} more warnings")
            }
        };
        let Text { nl, en } = said;
        let last = self.list.iter().last().map(Diagnostic::span);
        let span = self.first_beyond.or(last).unwrap_or_default();
        let message = text!("nog {nl}, vanaf hier niet meer getoond", "{en}, not shown from here on");
        let help = text!("verbeter eerst wat hierboven staat", "correct what stands above first");
        self.list.push(Diagnostic { severity: Severity::Note, ..Diagnostic::error(more, span, message) }.help(help));
        self.list
    }
}

/// The candidate that a mistyped name most likely meant, if one is close.
///
/// Comparing two names takes as long as their lengths times each other: names that differ too much in length to be close are not
/// compared, and of the others the first [`MAX_NAMES_COMPARED`].
#[must_use]
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // No name is that long: what was typed is another kind of text.
    if typed.len() > LONGEST_NAME {
        return None;
    }
    let typed_lower = typed.to_lowercase();
    let longest = typed.chars().count();
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = candidates
        .iter()
        .copied()
        .filter(|c| c.len() <= LONGEST_NAME && c.chars().count().abs_diff(longest) <= FURTHEST)
        .take(MAX_NAMES_COMPARED)
        .map(|c| (strsim::damerau_levenshtein(&typed_lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| {
            let allowed = longest.max(c.chars().count()).div_ceil(3).clamp(1, FURTHEST);
            *distance <= allowed && *distance < longest && !is_opposite(&typed_lower, &c.to_lowercase())
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(b.1)))
        .map(|(_, c)| c);
    // A longer word for the same thing: `woningcorporaties` for `corporaties`. Short names are part of many words.
    let part = || {
        let inside = candidates
            .into_iter()
            .filter(|c| c.len() > SHORT_NAME && c.len() <= LONGEST_NAME && typed_lower.ends_with(&c.to_lowercase()));
        inside.max_by(|a, b| a.len().cmp(&b.len()).then(b.cmp(a)))
    };
    near.or_else(part)
}

/// Whether two words differ in what turns their meaning: `verkoop` is no slip of the pen for `aankoop`, nor `maximaal` for
/// `minimaal`.
fn is_opposite(a: &str, b: &str) -> bool {
    const TURNS: [(&str, &str); 12] = [
        ("ver", "aan"),
        ("ver", "in"),
        ("in", "uit"),
        ("min", "max"),
        ("toe", "af"),
        ("on", ""),
        ("niet_", ""),
        ("nieuw", "sloop"),
        ("begin", "eind"),
        ("eerste", "laatste"),
        ("huur", "koop"),
        ("boven", "onder"),
    ];
    let turned = |a: &str, b: &str| {
        TURNS.iter().any(|(x, y)| {
            a.match_indices(x).any(|(at, _)| {
                let (before, rest) = a.split_at_checked(at).unwrap_or((a, ""));
                let after = rest.get(x.len()..).unwrap_or("");
                b.strip_prefix(before)
                    .and_then(|b| b.strip_prefix(y))
                    .is_some_and(|b| strsim::damerau_levenshtein(b, after) <= 1)
            })
        })
    };
    turned(a, b) || turned(b, a)
}

/// Names for a message: between backticks, and no more than the first few.
pub fn few_names<'a>(names: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(most).map(|n| format!("`{n}`")).collect();
    let shown = shown.join(", ");
    if names.next().is_some() { format!("{shown}, …") } else { shown }
}

/// Letters that two names may differ in and still be close.
const FURTHEST: usize = 4;

/// Bytes of a name beyond which it is not held against others: the longest name of ours has some forty.
const LONGEST_NAME: usize = 100;

/// A name of this length or less is no hint when a typed word ends in it.
const SHORT_NAME: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_nearest_name_only() {
        assert_eq!(did_you_mean("sociale_hur", ["sociale_huur", "woningen"]), Some("sociale_huur"));
        assert_eq!(did_you_mean("xyz", ["sociale_huur", "woningen"]), None);
        assert_eq!(did_you_mean("ja", ["nee"]), None);
        // What turns the meaning is no slip of the pen.
        assert_eq!(did_you_mean("verkoop", ["aankoop", "inkoop"]), None);
        assert_eq!(did_you_mean("maximaal", ["minimaal"]), None);
        assert_eq!(did_you_mean("verkop", ["aankoop", "verkoop"]), Some("verkoop"));
    }

    #[test]
    fn a_page_of_text_is_no_name() {
        let page = "sociale_huur".repeat(1000);
        assert_eq!(did_you_mean(&page, ["sociale_huur"]), None);
    }

    #[test]
    fn suggests_the_name_that_a_longer_word_ends_in() {
        assert_eq!(did_you_mean("woningcorporaties", ["gemeenten", "corporaties"]), Some("corporaties"));
        assert_eq!(did_you_mean("straatnaam", ["naam"]), None);
    }
}
