//! What people write where something is still to be filled in: `…`, `n.v.t.`, `PM`, `nog te bepalen`.

/// The words, in letters only.
pub(crate) const PLACEHOLDERS: [&str; 21] = [
    "nvt",
    "nietvantoepassing",
    "pm",
    "promemorie",
    "ntb",
    "nnb",
    "nntb",
    "tebepalen",
    "nogtebepalen",
    "nadertebepalen",
    "nogintevullen",
    "intevullen",
    "invullen",
    "volgt",
    "volgtnog",
    "volgtlater",
    "nognietbekend",
    "onbekend",
    "todo",
    "tbd",
    "unknown",
];

/// Whether a whole value says that there is no value yet, or none. Capitals and punctuation make no difference, and neither do
/// characters that nobody sees.
#[must_use]
pub(crate) fn is_placeholder(text: &str) -> bool {
    // One or two points are a path to a folder. Most values are figures, and none of these words has a digit.
    if text.len() > LONGEST || matches!(text.trim(), "." | "..") || text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let letters = || text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let is = |word: &str| letters().eq(word.chars());
    let crosses = letters().nth(1).is_some() && letters().all(|c| c == 'x');
    letters().next().is_none() || crosses || text.contains('/') && is("na") || PLACEHOLDERS.into_iter().any(is)
}

/// No placeholder is longer: a longer text is not looked at letter by letter.
const LONGEST: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_to_be_filled_in() {
        for text in [
            "…",
            "...",
            "-",
            "--",
            "?",
            "n.v.t.",
            "NVT",
            "N.v.t",
            "PM",
            "p.m.",
            "nog te bepalen",
            "Nader te bepalen.",
            "n.t.b.",
            "TODO",
            "todo:",
            "volgt",
            "[in te vullen]",
            "<invullen>",
            "XXX",
            "n/a",
            "\u{200b}",
            "\u{a0}",
            "",
            "€ …",
            "… %",
            "___",
            "onbekend",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in
            ["0", "-5", "nee", "geen", "ja", "x", "na", "Volgt uit de woonvisie", "PM Wonen", "A", "100%", "nul", "."]
        {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
