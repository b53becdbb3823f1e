//! The words of the language, each once.
//!
//! Takes nothing. Gives: for each keyword of the grammar its word and where it may stand. Messages take the words from here; tests
//! hold the grammar, the dictionary for fuzzing, the formatter and `docs/language.md` against it. A keyword that the grammar
//! has and this table has not, or the other way round, does not build.

use super::parse::Rule;

/// A word of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Keyword {
    /// As it is written.
    pub(super) word: &'static str,
    /// Whether it is never a name.
    pub(super) reserved: bool,
    /// Whether a block starts with it.
    pub(super) block: bool,
    /// Whether a clause or an entry starts with it.
    pub(super) clause: bool,
}

macro_rules! keywords {
    (rules { $($rule:ident $word:literal $([$($of_rule:ident)+])?)+ } parts { $($part:literal $([$($of_part:ident)+])?)+ }) => {
        /// The words that are a rule of the grammar, blocks first, in the order in which a file has them.
        const OF_RULES: &[(Rule, Keyword)] = &[$((Rule::$rule, keyword($word, &[$($(Use::$of_rule),+)?]))),+];
        /// The words that are a part of a rule of the grammar.
        const OF_PARTS: &[Keyword] = &[$(keyword($part, &[$($(Use::$of_part),+)?])),+];

        /// The keywords among the rules of the grammar, as a pattern.
        macro_rules! a_keyword {
            () => { $(Rule::$rule)|+ };
        }
        pub(super) use a_keyword;
    };
}

/// Where a keyword may stand.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Use {
    Block,
    Clause,
    Reserved,
}

const fn keyword(word: &'static str, uses: &[Use]) -> Keyword {
    let mut keyword = Keyword { word, reserved: false, block: false, clause: false };
    let mut rest = uses;
    while let [first, others @ ..] = rest {
        match first {
            Use::Block => keyword.block = true,
            Use::Clause => keyword.clause = true,
            Use::Reserved => keyword.reserved = true,
        }
        rest = others;
    }
    keyword
}

keywords! {
    rules {
        k_regelset "regelset" [Block]
        k_hoofdstuk "hoofdstuk" [Block]
        k_uit "uit" [Block]
        k_bron "bron" [Block Clause Reserved]
        k_keuzelijst "keuzelijst" [Block]
        k_kenmerk "kenmerk" [Block Clause]
        k_circa "circa" [Block]
        k_object "object" [Block]
        k_uitbreiding "uitbreiding" [Block]
        k_vervallen "vervallen" [Block]
        k_parameter "parameter" [Block]
        k_aanscherping "aanscherping" [Block]
        k_begrip "begrip" [Block]
        k_weggelaten "weggelaten" [Block]
        k_regel "regel" [Block]
        k_onderwerp "onderwerp" [Block]
        k_engels "engels" [Block Reserved]

        k_aantal "aantal"
        k_afwijking "afwijking" [Clause]
        k_als "als" [Clause Reserved]
        k_altijd "altijd"
        k_anders "anders" [Clause Reserved]
        k_bedrag "bedrag"
        k_bij "bij" [Reserved]
        k_bouwt "bouwt" [Clause]
        k_bundelt "bundelt" [Clause]
        k_code "code"
        k_dan "dan" [Reserved]
        k_datum "datum" [Clause]
        k_deel "deel"
        k_dekking "dekking" [Clause]
        k_eis "eis" [Clause Reserved]
        k_en "en" [Reserved]
        k_figuur "figuur"
        k_formule "formule"
        k_gegeven "gegeven" [Clause Reserved]
        k_geldig "geldig" [Clause]
        k_geldt "geldt" [Reserved]
        k_gemengd "gemengd"
        k_graad "graad" [Clause Reserved]
        k_hoog "hoog"
        k_hulp "hulp" [Clause Reserved]
        k_in "in" [Reserved]
        k_interpretatie "interpretatie" [Clause Reserved]
        k_ja "ja" [Reserved]
        k_jaar "jaar"
        k_keuze "keuze"
        k_laag "laag"
        k_leest "leest" [Clause]
        k_ligt "ligt"
        k_lijn "lijn"
        k_lijst "lijst"
        k_link "link" [Clause]
        k_melding "melding" [Clause Reserved]
        k_mits "mits" [Clause Reserved]
        k_naar "naar" [Reserved]
        k_naast "naast"
        k_nee "nee" [Reserved]
        k_niet "niet" [Reserved]
        k_nooit "nooit"
        k_of "of" [Reserved]
        k_onbekend "onbekend"
        k_onbevestigd "onbevestigd" [Reserved]
        k_op "op"
        k_per "per" [Reserved]
        k_reden "reden" [Clause]
        k_rol "rol" [Reserved]
        k_saldo "saldo"
        k_standaard "standaard" [Clause]
        k_sterkte "sterkte" [Clause Reserved]
        k_strenger "strenger"
        k_telt "telt"
        k_tm "t/m"
        k_toelichting "toelichting" [Clause Reserved]
        k_van "van" [Reserved]
        k_vanaf "vanaf" [Clause Reserved]
        k_vast "vast"
        k_veld "veld" [Clause]
        k_verplicht "verplicht"
        k_versie "versie" [Clause]
        k_voldoet "voldoet" [Reserved]
        k_volgens "volgens"
        k_volgt "volgt"
        k_voor "voor" [Clause Reserved]
        k_waar "waar" [Reserved]
        k_waarbij "waarbij" [Clause Reserved]
        k_willekeurig "willekeurig"
        k_woord "woord"
    }

    parts {
        "beginsel"
        "elk" [Reserved]
        "elke" [Reserved]
        "enige" [Reserved]
        "geheel"
        "hoger"
        "inspanning"
        "is" [Reserved]
        "keer"
        "lager"
        "maand"
        "ontbreken" [Reserved]
        "procent"
        "procentpunt"
        "procentpunten"
        "ruimte"
        "streven"
        "verwachting"
    }
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Keyword> {
    OF_RULES.iter().map(|(_, keyword)| *keyword).chain(OF_PARTS.iter().copied())
}

/// The word of a rule of the grammar that is a keyword.
pub(super) fn word(rule: Rule) -> Option<&'static str> {
    OF_RULES.iter().find(|(of, _)| *of == rule).map(|(_, keyword)| keyword.word)
}

/// The words that start a block.
pub(super) fn blocks() -> impl Iterator<Item = &'static str> + Clone {
    OF_RULES.iter().filter(|(_, k)| k.block).map(|(_, k)| k.word)
}

/// Whether a word starts a block.
pub(super) fn is_block(word: &str) -> bool {
    blocks().any(|block| block == word)
}

/// Whether a word starts a clause.
pub(super) fn is_clause(word: &str) -> bool {
    all().any(|k| k.clause && k.word == word)
}

/// Whether a word is never a name.
pub(super) fn is_reserved(word: &str) -> bool {
    all().any(|k| k.reserved && k.word == word)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use pest::Parser;

    use super::super::parse::Regels;
    use super::*;

    const GRAMMAR: &str = include_str!("../../grammar/regels.pest");

    /// The words between double quotes on the lines of a text that are no comment.
    fn literals(text: &str) -> BTreeSet<&str> {
        let code = text.lines().filter(|l| !l.starts_with("//"));
        let quoted = code.flat_map(|l| l.split('"').skip(1).step_by(2));
        quoted.filter(|w| w.chars().count() > 1 && w.chars().all(|c| c.is_ascii_lowercase())).collect()
    }

    #[test]
    fn each_rule_of_the_grammar_is_its_word() {
        for (rule, keyword) in OF_RULES {
            let read = Regels::parse(*rule, keyword.word).map(|p| p.as_str() == keyword.word);
            assert_eq!(read, Ok(true), "{rule:?} is not `{}`", keyword.word);
        }
    }

    #[test]
    fn the_grammar_keeps_the_same_words_from_being_names() {
        for keyword in all() {
            let read = Regels::parse(Rule::keyword, keyword.word).is_ok_and(|p| p.as_str() == keyword.word);
            assert_eq!(read, keyword.reserved, "`{}`", keyword.word);
        }
        let reserved =
            GRAMMAR.split_once("keyword    = @{").and_then(|(_, rest)| rest.split_once("\nname ")).map(|(of, _)| of);
        assert_eq!(literals(reserved.unwrap_or_default()), all().filter(|k| k.reserved).map(|k| k.word).collect());
    }

    #[expect(clippy::disallowed_methods, reason = "a test reads what it is held against")]
    fn file(path: &str) -> String {
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn the_grammar_and_the_dictionary_have_these_words_and_no_others() {
        let words: BTreeSet<&str> = all().map(|k| k.word).filter(|w| !w.contains('/')).collect();
        assert_eq!(literals(GRAMMAR), words);
        assert_eq!(literals(&file("fuzz/regels.dict")), words);
    }

    #[test]
    fn the_page_lists_the_words_that_are_no_names() {
        let page = file("docs/language.md");
        let list = page.split_once("are no names: `").and_then(|(_, rest)| rest.split_once('`')).map(|(list, _)| list);
        let listed: BTreeSet<&str> = list.unwrap_or_default().split(' ').collect();
        assert_eq!(listed, all().filter(|k| k.reserved).map(|k| k.word).collect());
    }

    #[test]
    fn each_word_stands_once() {
        let mut seen = BTreeSet::new();
        assert!(all().all(|k| seen.insert(k.word)));
    }
}
