//! What can be wrong with a list of known findings; one constructor per fault.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::evaluate::finding::{Verdict, Weight};
use crate::lang::Text;
use crate::run::baseline::VERSION;
use crate::source::{SourceFile, Span};
use crate::text;

/// `baseline::syntax` and `baseline::wrong_form`, from what serde found.
pub(super) fn unreadable(file: &SourceFile, error: &serde_json::Error) -> Diagnostic {
    let span = place(file, error);
    let again = text!(
        "maak de lijst opnieuw met `toets baseline`, of haal haar terug uit versiebeheer",
        "make the list again with `toets baseline`, or take it back from version control"
    );
    // serde ends its sentence with the place, which the underline shows. Its words are English only.
    let said = error.to_string();
    let why = said.rsplit_once(" at line ").map_or(said.as_str(), |(why, _)| why);
    if !error.is_data() {
        let message = Text::new("de lijst is geen JSON", format!("the list is not JSON: {why}"));
        return Diagnostic::error("baseline::syntax", span, message).help(again);
    }
    let field = |start: &str| why.strip_prefix(start).and_then(|rest| rest.split('`').next());
    let message = if let Some(name) = field("missing field `") {
        text!("dit is geen lijst van toets: `{name}` ontbreekt", "this is not a list of toets: `{name}` is missing")
    } else if let Some(name) = field("unknown field `") {
        text!(
            "dit is geen lijst van toets: `{name}` hoort er niet in",
            "this is not a list of toets: `{name}` does not belong in it"
        )
    } else {
        Text::new("dit is geen lijst van toets", format!("this is not a list of toets: {why}"))
    };
    Diagnostic::error("baseline::wrong_form", span, message).help(again)
}

/// `baseline::newer`
pub(super) fn newer(file: &SourceFile, version: u64) -> Diagnostic {
    let message = text!(
        "deze lijst heeft vorm {version}; deze toets leest vorm {VERSION}",
        "this list has form {version}; this toets reads form {VERSION}"
    );
    let help = text!(
        "gebruik de toets waarmee de lijst gemaakt is, of maak haar opnieuw met `toets baseline`",
        "use the toets that made the list, or make it again with `toets baseline`"
    );
    Diagnostic::error("baseline::newer", find(file, "\"toets_baseline\""), message).help(help)
}

/// `baseline::wrong_form`, for a verdict or weight that does not exist.
pub(super) fn unknown_word(file: &SourceFile, word: &str) -> Diagnostic {
    let verdicts = Verdict::ALL.into_iter().map(Verdict::id);
    let weights = [Weight::None, Weight::Note, Weight::Warning, Weight::Error].into_iter().map(Weight::id);
    let help = match did_you_mean(word, verdicts.chain(weights)) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!("maak de lijst opnieuw met `toets baseline`", "make the list again with `toets baseline`"),
    };
    let message = text!("`{word}` is geen uitkomst en geen gewicht", "`{word}` is no outcome and no weight");
    Diagnostic::error("baseline::wrong_form", find(file, &format!("\"{word}\"")), message).help(help)
}

/// The first place of a text.
fn find(file: &SourceFile, text: &str) -> Span {
    let at = file.text.find(text).unwrap_or(0);
    Span::new(file.id, at, at.saturating_add(text.len()).min(file.text.len()))
}

/// The character that serde stopped at; the start of an empty file.
fn place(file: &SourceFile, error: &serde_json::Error) -> Span {
    let (start, end) = file.line_range(error.line().saturating_sub(1)).unwrap_or_default();
    let mut from = start.saturating_add(error.column().saturating_sub(1)).min(end);
    while !file.text.is_char_boundary(from) {
        from = from.saturating_sub(1);
    }
    let len = file.text.get(from..end).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(file.id, from, from.saturating_add(len))
}
