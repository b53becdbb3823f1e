//! The word that a reader knows for each rule of the grammar, for messages that say what was expected.
//!
//! The match is exhaustive: a new rule does not build until it has a word.

use super::keywords::{self, is_clause};
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
        Rule::rule_id => Thing("een regelnummer zoals `ABC-01`", "a rule number such as `ABC-01`"),
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
        Rule::origin => Block("uit"),
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
        Rule::counts => Clause("telt"),

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
        Rule::en_value => Thing("een jaar, `vanaf` of `interpretatie`", "a year, `vanaf` or `interpretatie`"),

        Rule::style => Thing("`procent`, `keer` of `geheel`", "`procent`, `keer` or `geheel`"),
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

        keywords::a_keyword!() => Keyword(keywords::word(rule).unwrap_or_default()),
    }
}
