//! The word that a reader knows for each rule of the grammar, for messages that say what was expected.
//!
//! The match is exhaustive: a new rule does not build until it has a word.

use super::parse::Rule;
use crate::lang::Text;
use crate::text;

/// What a rule is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A keyword on its own.
    Keyword(&'static str),
    /// Punctuation.
    Mark(&'static str),
    /// A block, by its first word.
    Block(&'static str),
    /// A clause, an entry or another part that may follow, by its first word.
    Clause(&'static str),
    /// An operator that may follow a value.
    Operator(&'static str),
    /// Something with a name of its own: in Dutch and in English.
    Thing(&'static str, &'static str),
    /// The end of the block.
    End,
    /// Nothing that a reader sees.
    Hidden,
}

/// The words that start a block.
pub(super) const BLOCKS: &[&str] = &[
    "regelset",
    "hoofdstuk",
    "bron",
    "keuzelijst",
    "kenmerk",
    "circa",
    "object",
    "uitbreiding",
    "vervallen",
    "parameter",
    "aanscherping",
    "begrip",
    "weggelaten",
    "regel",
    "onderwerp",
    "engels",
];

/// The words that start a clause or an entry.
const CLAUSES: &[&str] = &[
    "afwijking",
    "als",
    "anders",
    "bouwt",
    "bron",
    "bundelt",
    "datum",
    "dekking",
    "eis",
    "geldig",
    "gegeven",
    "graad",
    "hulp",
    "interpretatie",
    "kenmerk",
    "leest",
    "link",
    "melding",
    "mits",
    "reden",
    "standaard",
    "sterkte",
    "toelichting",
    "vanaf",
    "veld",
    "versie",
    "voor",
    "waarbij",
];

/// Whether a word starts a clause.
pub(super) fn is_clause(word: &str) -> bool {
    CLAUSES.contains(&word)
}

/// Whether a word is never a name; the grammar decides.
pub(super) fn is_keyword(word: &str) -> bool {
    use pest::Parser;
    super::parse::Regels::parse(Rule::keyword, word).is_ok_and(|pairs| pairs.as_str() == word)
}

/// Whether a word can be written as a name; the grammar decides.
pub(super) fn is_name(word: &str) -> bool {
    use pest::Parser;
    super::parse::Regels::parse(Rule::name, word).is_ok_and(|pairs| pairs.as_str() == word)
}

/// Whether a rule starts with a name that the author chooses.
pub(super) fn wants_name(rule: Rule) -> bool {
    matches!(rule, Rule::name | Rule::block_id | Rule::binding | Rule::let_item | Rule::pick | Rule::choice)
}

/// The keywords among rules, in order.
pub(super) fn first_words(rules: &[Rule]) -> Vec<&'static str> {
    let words = rules.iter().filter_map(|r| match class(*r) {
        Class::Keyword(word) | Class::Clause(word) | Class::Block(word) => Some(word),
        _ => None,
    });
    words.collect()
}

/// What was expected, in words.
pub(super) fn expected(rules: &[Rule]) -> Text {
    let mut items: Vec<Text> = Vec::new();
    let mut add = |item: Text| {
        if !items.contains(&item) {
            items.push(item);
        }
    };
    let after_value = rules.iter().any(|r| matches!(class(*r), Class::Operator(_)));
    for rule in rules {
        match class(*rule) {
            Class::Thing(nl, en) => add(Text::new(nl, en)),
            Class::Mark("." | "[" | "(") if after_value => {}
            Class::Mark(mark) => add(Text::same(format!("`{mark}`"))),
            _ => {}
        }
    }
    let mut words = first_words(rules);
    if after_value {
        add(text!("een bewerking zoals `+`, `>=` of `en`", "an operator such as `+`, `>=` or `en`"));
        // The words between two values go without saying after "an operator".
        words.retain(|word| is_clause(word));
    }
    let clauses = words.iter().filter(|word| is_clause(word)).count();
    if after_value && clauses > 2 {
        add(text!("de volgende clausule", "the next clause"));
        words.clear();
    }
    for word in words {
        add(Text::same(format!("`{word}`")));
    }
    if items.is_empty() {
        items.push(text!("het einde van het blok", "the end of the block"));
    }
    list(items)
}

/// `a, b of c`
pub(super) fn list(mut items: Vec<Text>) -> Text {
    let Some(last) = items.pop() else { return Text::default() };
    if items.is_empty() {
        return last;
    }
    let join = |pick: fn(&Text) -> &str| items.iter().map(pick).collect::<Vec<_>>().join(", ");
    Text::new(format!("{} of {}", join(|t| &t.nl), last.nl), format!("{} or {}", join(|t| &t.en), last.en))
}

/// The class of a rule.
pub(super) fn class(rule: Rule) -> Class {
    use Class::{Block, Clause, End, Hidden, Keyword, Mark, Operator, Thing};
    match rule {
        Rule::EOI => End,
        Rule::WHITESPACE | Rule::COMMENT | Rule::word_char | Rule::keyword => Hidden,
        Rule::ruleset_item
        | Rule::source_item
        | Rule::choice_order
        | Rule::concept_item
        | Rule::givens
        | Rule::choice_word
        | Rule::param_note
        | Rule::rule_item
        | Rule::topic_item
        | Rule::left_out_item => Hidden,
        Rule::block => Thing("een blok", "a block"),
        Rule::template_part | Rule::primary => Thing("een waarde", "a value"),

        Rule::word | Rule::name => Thing("een naam", "a name"),
        Rule::field_name | Rule::field => Thing("een veld", "a field"),
        Rule::block_id => Thing("een kenteken zoals `npa-2025`", "an id such as `npa-2025`"),
        Rule::rule_id => Thing("een regelnummer zoals `BES-02`", "a rule number such as `BES-02`"),
        Rule::string | Rule::string_rest | Rule::text => Thing("een tekst tussen aanhalingstekens", "a text in quotes"),
        Rule::quoted => Thing("een waarde tussen enkele aanhalingstekens", "a value in single quotes"),

        Rule::digits | Rule::decimal | Rule::number => Thing("een getal", "a number"),
        Rule::percentage => Thing("een percentage", "a percentage"),
        Rule::points => Thing("een aantal procentpunten", "a number of percentage points"),
        Rule::euro => Thing("een bedrag", "an amount"),
        Rule::heat => Thing("een aantal kWh/m²", "a number of kWh/m²"),
        Rule::date | Rule::loose_date => Thing("een datum zoals 2026-07-01", "a date such as 2026-07-01"),
        Rule::year => Thing("een jaar", "a year"),
        Rule::version => Thing("een versie zoals 1.0.0", "a version such as 1.0.0"),
        Rule::literal => Thing("een waarde", "a value"),

        Rule::ruleset => Block("regelset"),
        Rule::chapter => Block("hoofdstuk"),
        Rule::source => Block("bron"),
        Rule::choice_list => Block("keuzelijst"),
        Rule::qualifier => Block("kenmerk"),
        Rule::circa => Block("circa"),
        Rule::object => Block("object"),
        Rule::extension => Block("uitbreiding"),
        Rule::lapsed => Block("vervallen"),
        Rule::parameter => Block("parameter"),
        Rule::tightening => Block("aanscherping"),
        Rule::concept => Block("begrip"),
        Rule::left_out => Block("weggelaten"),
        Rule::norm => Block("regel"),
        Rule::topic => Block("onderwerp"),
        Rule::english => Block("engels"),

        Rule::set_version => Clause("versie"),
        Rule::set_valid => Clause("geldig"),
        Rule::set_builds_on => Clause("bouwt op"),
        Rule::set_reads => Clause("leest"),
        Rule::set_bundles => Clause("bundelt"),
        Rule::set_follows => Clause("volgt"),
        Rule::set_coverage => Clause("dekking"),
        Rule::source_date => Clause("datum"),
        Rule::source_mark => Clause("kenmerk"),
        Rule::source_link => Clause("link"),
        Rule::grade => Clause("graad"),
        Rule::grade_letter => Thing("A, B of C", "A, B or C"),
        Rule::falling | Rule::rising => Clause("van"),
        Rule::choice => Thing("een keuze", "a choice"),
        Rule::choice_code => Clause("code"),
        Rule::code_word => Thing("een code", "a code"),
        Rule::never_mixed => Clause("nooit gemengd"),
        Rule::role => Clause("rol"),
        Rule::part_of => Clause("deel van"),
        Rule::fixed => Clause("ligt vast"),

        Rule::type_expr
        | Rule::t_named
        | Rule::t_table
        | Rule::t_list
        | Rule::t_choice
        | Rule::t_yes_no
        | Rule::t_heat
        | Rule::t_euro
        | Rule::t_count
        | Rule::t_balance => Thing("een soort waarde, zoals `aantal woningen`", "a type, such as `aantal woningen`"),
        Rule::time_unit => Thing("`maand` of `jaar`", "`maand` or `jaar`"),
        Rule::noun => Thing("wat er geteld wordt, zoals `woningen`", "what is counted, such as `woningen`"),

        Rule::for_rules => Clause("voor"),
        Rule::stricter => Clause("strenger"),
        Rule::stricter_word => Thing("`hoger` of `lager`", "`hoger` or `lager`"),
        Rule::param_per => Clause("per"),
        Rule::param_key => Thing("`datum`", "`datum`"),
        Rule::param_value | Rule::own_value | Rule::param_when | Rule::year_range => {
            Thing("een jaar, `vanaf` of `altijd`", "a year, `vanaf` or `altijd`")
        }
        Rule::since_date | Rule::since_year => Clause("vanaf"),
        Rule::given => Clause("="),
        Rule::formula => Clause("volgens formule"),
        Rule::unknown => Clause("onbekend"),
        Rule::unverified => Clause("onbevestigd"),
        Rule::cite => Clause("bron"),
        Rule::interpretation => Clause("interpretatie"),

        Rule::a_given => Thing("`naam` of `naam: soort`", "`name` or `name: type`"),
        Rule::defined_as => Clause("="),

        Rule::strength => Clause("sterkte"),
        Rule::strength_word => Thing(
            "een sterkte: verplicht, in beginsel, streven, inspanning, ruimte of verwachting",
            "a strength: verplicht, in beginsel, streven, inspanning, ruimte or verwachting",
        ),
        Rule::foreach => Clause("voor"),
        Rule::each => Thing("`elke` of `elk`", "`elke` or `elk`"),
        Rule::binding => Thing("`naam in lijst`", "`name in list`"),
        Rule::r#where => Clause("waar"),
        Rule::lets => Clause("waarbij"),
        Rule::let_item => Thing("`naam = waarde`", "`name = value`"),
        Rule::reason => Clause("reden"),
        Rule::topic_field => Clause("veld"),
        Rule::default_off => Clause("standaard uit"),
        Rule::applies | Rule::message_when | Rule::advice_when => Clause("als"),
        Rule::given_that => Clause("gegeven"),
        Rule::requires => Clause("eis"),
        Rule::deviation => Clause("afwijking in"),
        Rule::proviso => Clause("mits"),
        Rule::otherwise => Clause("anders"),
        Rule::message => Clause("melding"),
        Rule::advice => Clause("hulp"),
        Rule::explanation => Clause("toelichting"),
        Rule::figure => Clause("figuur"),
        Rule::figure_line => Clause("lijn"),

        Rule::en_norm => Block("regel"),
        Rule::en_concept => Block("begrip"),
        Rule::en_topic => Block("onderwerp"),
        Rule::en_left_out => Block("weggelaten"),
        Rule::en_object => Block("object"),
        Rule::en_extension => Block("uitbreiding"),
        Rule::en_choices => Block("keuzelijst"),
        Rule::en_parameter => Block("parameter"),
        Rule::en_tightening => Block("aanscherping"),
        Rule::en_ruleset => Block("regelset"),
        Rule::en_chapter => Block("hoofdstuk"),
        Rule::en_source => Block("bron"),
        Rule::en_qualifier => Block("kenmerk"),
        Rule::en_circa => Block("circa"),
        Rule::en_lapsed => Block("vervallen woord"),
        Rule::read_at => Clause("bij"),
        Rule::mark => Thing("vier tekens zoals `3f2a`", "four characters such as `3f2a`"),
        Rule::en_clause => Thing("een woord van een regel, zoals `melding`", "a word of a rule, such as `melding`"),
        Rule::en_topic_text => Thing("een woord van een onderwerp, zoals `veld`", "a word of a topic, such as `veld`"),
        Rule::en_reason => Clause("reden"),
        Rule::en_reading => Clause("interpretatie"),
        Rule::en_coverage => Clause("dekking"),
        Rule::en_field => Thing("een veld", "a field"),
        Rule::en_choice => Thing("een keuze", "a choice"),
        Rule::en_value => Thing("een jaar, `vanaf` of `altijd`", "a year, `vanaf` or `altijd`"),

        Rule::style => Thing("`procent`, `getal`, `keer` of `geheel`", "`procent`, `getal`, `keer` or `geheel`"),
        Rule::expr
        | Rule::condition
        | Rule::operand
        | Rule::group
        | Rule::conditional
        | Rule::quantified
        | Rule::quant_word
        | Rule::outcome
        | Rule::reference
        | Rule::minus => Thing("een waarde", "a value"),
        Rule::operator => Operator(">="),
        Rule::membership => Operator("in"),
        Rule::member => Operator("."),
        Rule::index => Operator("["),
        Rule::arguments => Operator("("),
        Rule::over => Clause("voor"),
        Rule::pick => Thing("`naam in lijst`", "`name in list`"),

        Rule::colon => Mark(":"),
        Rule::comma => Mark(","),
        Rule::point => Mark("."),
        Rule::equals => Mark("="),
        Rule::open => Mark("("),
        Rule::close => Mark(")"),
        Rule::open_at => Mark("["),
        Rule::close_at => Mark("]"),

        Rule::k_aanscherping => Keyword("aanscherping"),
        Rule::k_aantal => Keyword("aantal"),
        Rule::k_afwijking => Keyword("afwijking"),
        Rule::k_als => Keyword("als"),
        Rule::k_altijd => Keyword("altijd"),
        Rule::k_anders => Keyword("anders"),
        Rule::k_bedrag => Keyword("bedrag"),
        Rule::k_begrip => Keyword("begrip"),
        Rule::k_bij => Keyword("bij"),
        Rule::k_bouwt => Keyword("bouwt"),
        Rule::k_bron => Keyword("bron"),
        Rule::k_bundelt => Keyword("bundelt"),
        Rule::k_circa => Keyword("circa"),
        Rule::k_code => Keyword("code"),
        Rule::k_dan => Keyword("dan"),
        Rule::k_datum => Keyword("datum"),
        Rule::k_volgt => Keyword("volgt"),
        Rule::k_dekking => Keyword("dekking"),
        Rule::k_deel => Keyword("deel"),
        Rule::k_eis => Keyword("eis"),
        Rule::k_en => Keyword("en"),
        Rule::k_engels => Keyword("engels"),
        Rule::k_figuur => Keyword("figuur"),
        Rule::k_formule => Keyword("formule"),
        Rule::k_gegeven => Keyword("gegeven"),
        Rule::k_geldig => Keyword("geldig"),
        Rule::k_geldt => Keyword("geldt"),
        Rule::k_gemengd => Keyword("gemengd"),
        Rule::k_graad => Keyword("graad"),
        Rule::k_hoofdstuk => Keyword("hoofdstuk"),
        Rule::k_hulp => Keyword("hulp"),
        Rule::k_hoog => Keyword("hoog"),
        Rule::k_in => Keyword("in"),
        Rule::k_interpretatie => Keyword("interpretatie"),
        Rule::k_ja => Keyword("ja"),
        Rule::k_jaar => Keyword("jaar"),
        Rule::k_kenmerk => Keyword("kenmerk"),
        Rule::k_keuze => Keyword("keuze"),
        Rule::k_keuzelijst => Keyword("keuzelijst"),
        Rule::k_laag => Keyword("laag"),
        Rule::k_leest => Keyword("leest"),
        Rule::k_lijst => Keyword("lijst"),
        Rule::k_lijn => Keyword("lijn"),
        Rule::k_ligt => Keyword("ligt"),
        Rule::k_link => Keyword("link"),
        Rule::k_melding => Keyword("melding"),
        Rule::k_mits => Keyword("mits"),
        Rule::k_naar => Keyword("naar"),
        Rule::k_nee => Keyword("nee"),
        Rule::k_niet => Keyword("niet"),
        Rule::k_nooit => Keyword("nooit"),
        Rule::k_naast => Keyword("naast"),
        Rule::k_object => Keyword("object"),
        Rule::k_of => Keyword("of"),
        Rule::k_onbekend => Keyword("onbekend"),
        Rule::k_onbevestigd => Keyword("onbevestigd"),
        Rule::k_onderwerp => Keyword("onderwerp"),
        Rule::k_op => Keyword("op"),
        Rule::k_parameter => Keyword("parameter"),
        Rule::k_per => Keyword("per"),
        Rule::k_reden => Keyword("reden"),
        Rule::k_regel => Keyword("regel"),
        Rule::k_regelset => Keyword("regelset"),
        Rule::k_rol => Keyword("rol"),
        Rule::k_saldo => Keyword("saldo"),
        Rule::k_standaard => Keyword("standaard"),
        Rule::k_sterkte => Keyword("sterkte"),
        Rule::k_strenger => Keyword("strenger"),
        Rule::k_toelichting => Keyword("toelichting"),
        Rule::k_uit => Keyword("uit"),
        Rule::k_uitbreiding => Keyword("uitbreiding"),
        Rule::k_van => Keyword("van"),
        Rule::k_vanaf => Keyword("vanaf"),
        Rule::k_vast => Keyword("vast"),
        Rule::k_veld => Keyword("veld"),
        Rule::k_verplicht => Keyword("verplicht"),
        Rule::k_versie => Keyword("versie"),
        Rule::k_vervallen => Keyword("vervallen"),
        Rule::k_voldoet => Keyword("voldoet"),
        Rule::k_volgens => Keyword("volgens"),
        Rule::k_voor => Keyword("voor"),
        Rule::k_waar => Keyword("waar"),
        Rule::k_waarbij => Keyword("waarbij"),
        Rule::k_weggelaten => Keyword("weggelaten"),
        Rule::k_willekeurig => Keyword("willekeurig"),
        Rule::k_woord => Keyword("woord"),
        Rule::k_tm => Keyword("t/m"),
    }
}
