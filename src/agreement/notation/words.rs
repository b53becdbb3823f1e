//! Words with a fixed meaning.

use crate::agreement::facts::Wording;

/// `ja` or `nee`, also `yes`, `no`, `true` and `false`, in capitals or not. Other words that some YAML readers take for yes
/// or no (`on`, `y`) are not read.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    let is = |word: &str| text.trim().chars().flat_map(char::to_lowercase).eq(word.chars());
    let is_one_of = |words: [&str; 3]| words.into_iter().any(is);
    if is_one_of(["ja", "yes", "true"]) {
        Some(true)
    } else if is_one_of(["nee", "no", "false"]) {
        Some(false)
    } else {
        None
    }
}

/// One of the wordings of [`Wording::ALL`].
pub(crate) fn wording(text: &str) -> Option<Wording> {
    Wording::ALL.iter().find(|(_, word)| same_word(word, text)).map(|(wording, _)| *wording)
}

/// Whether two words are the same but for capitals, and spaces and hyphens in place of underscores.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

/// A word without what makes no difference: capitals, and spaces and hyphens in place of underscores.
pub(crate) fn word(text: &str) -> String {
    letters(text).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    let each = text.trim().chars().flat_map(char::to_lowercase);
    each.map(|c| if matches!(c, ' ' | '-') { '_' } else { c })
}
