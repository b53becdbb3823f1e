//! The two languages people read: Dutch first, English too.

use serde::{Deserialize, Serialize};

/// A language for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch, the default: the people who answer for an agreement read Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Picks one of two values.
    pub fn pick<T>(self, nl: T, en: T) -> T {
        match self {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// Dutch.
    pub nl: String,
    /// English; a ruleset may leave it out, then it holds the Dutch text.
    pub en: String,
}

impl Text {
    /// A text from its two versions.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Text { nl: nl.into(), en: en.into() }
    }

    /// The same words in both languages (a name, a figure).
    pub fn same(text: impl Into<String>) -> Self {
        let nl: String = text.into();
        Text { en: nl.clone(), nl }
    }

    /// The version for a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nl.is_empty() && self.en.is_empty()
    }
}

/// What a character is called that a reader does not see, or sees as another one: those of word processors and web pages, and the
/// control characters. `None` for a character that shows itself.
#[must_use]
pub fn unseen(c: char) -> Option<Text> {
    let (nl, en) = match c {
        ' ' | '\t' | '\n' | '\r' => return None,
        '\u{a0}' => ("een vaste spatie", "a no-break space"),
        '\u{202f}' | '\u{2007}' => ("een smalle vaste spatie", "a narrow no-break space"),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ("een spatie zonder breedte", "a space without width"),
        '\u{200c}' | '\u{200d}' => ("een onzichtbaar verbindingsteken", "an invisible joiner"),
        '\u{ad}' => ("een zacht afbreekstreepje", "a soft hyphen"),
        '\u{b}' => ("een verticale tab", "a vertical tab"),
        c if c.is_whitespace() => ("een bijzondere spatie", "a special space"),
        c if c.is_control() => ("een stuurteken", "a control character"),
        _ => return None,
    };
    let code = format!("U+{:04X}", u32::from(c));
    Some(Text::new(format!("{nl} ({code})"), format!("{en} ({code})")))
}

/// `1 norm`, `3 normen`.
pub fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// On one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of at most so many characters: the middle of a longer one is left out.
#[must_use]
pub fn shortened(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    // A text has no more characters than bytes: most need no counting.
    if text.len() <= most || text.chars().nth(most).is_none() {
        return std::borrow::Cow::Borrowed(text);
    }
    let ends = most.saturating_sub(3).checked_div(2).unwrap_or(0);
    let head: String = text.chars().take(ends).collect();
    let mut tail: Vec<char> = text.chars().rev().take(ends).collect();
    tail.reverse();
    let tail: String = tail.into_iter().collect();
    std::borrow::Cow::Owned(format!("{head} … {tail}"))
}

/// Builds a [`Text`] from a Dutch and an English format string, with captured arguments.
#[macro_export]
macro_rules! text {
    ($nl:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::lang::Text::new(format!($nl $(, $($arg)*)?), format!($en $(, $($arg)*)?))
    };
}

/// With a capital at the start.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `a, b en c`.
#[must_use]
pub fn list(items: &[String], lang: Lang) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {} {last}", init.join(", "), lang.pick("en", "and")),
    }
}
