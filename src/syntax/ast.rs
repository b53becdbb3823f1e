//! The syntax tree of a `.regels` file: what was written, with its place, nothing more.
//!
//! Names are not resolved and nothing is typed here. Comments are kept beside the tree for the formatter.

use crate::number::Number;
use crate::source::{FileId, Span, Spanned};

/// A name as written.
pub type Name = Spanned<String>;

/// A text as written, unescaped; its span holds the quotes.
pub type TextLit = Spanned<String>;

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// The file it was read from.
    pub file: FileId,
    /// Blocks in the order written.
    pub items: Vec<Item>,
    /// Comments in the order written: the span of `# …` without the line end.
    pub comments: Vec<Span>,
}

impl File {
    /// The blocks, each with the place in a source that `uit` gives it.
    pub fn placed(&self) -> impl Iterator<Item = (&Item, Option<&Cite>)> {
        let mut origin = None;
        self.items.iter().map(move |item| {
            match item {
                Item::Origin(cite) => origin = Some(cite),
                Item::Chapter(_) => origin = None,
                _ => {}
            }
            (item, origin)
        })
    }
}

/// A block.
#[derive(Debug, Clone)]
pub enum Item {
    /// `regelset`
    Ruleset(Ruleset),
    /// `hoofdstuk`
    Chapter(Chapter),
    /// `uit`: where the blocks after it come from that do not say so themselves
    Origin(Cite),
    /// `bron`
    Source(Source),
    /// `keuzelijst`
    ChoiceList(ChoiceList),
    /// `kenmerk`
    Qualifier(Qualifier),
    /// `circa`
    Circa(Circa),
    /// `object`, or `uitbreiding` when [`Object::text`] is absent
    Object(Object),
    /// `vervallen woord`
    Lapsed(LapsedWord),
    /// `parameter`
    Parameter(Parameter),
    /// `aanscherping`
    Tightening(Tightening),
    /// `begrip`
    Concept(Box<Concept>),
    /// `weggelaten`
    LeftOut(LeftOut),
    /// `regel`
    Rule(Box<Rule>),
    /// `engels`
    English(English),
}

impl Item {
    /// The whole block.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Item::Ruleset(x) => x.span,
            Item::Chapter(x) => x.span,
            Item::Origin(x) => x.span,
            Item::Source(x) => x.span,
            Item::ChoiceList(x) => x.span,
            Item::Qualifier(x) => x.span,
            Item::Circa(x) => x.span,
            Item::Object(x) => x.span,
            Item::Lapsed(x) => x.span,
            Item::Parameter(x) => x.span,
            Item::Tightening(x) => x.span,
            Item::Concept(x) => x.span,
            Item::LeftOut(x) => x.span,
            Item::Rule(x) => x.span,
            Item::English(x) => x.span,
        }
    }
}

/// `regelset npa-2025 "…" versie 1.0.0 geldig 2025-01-01 t/m 2034-12-31 bouwt op woningwet leest afspraak bundelt portefeuille`
#[derive(Debug, Clone)]
pub struct Ruleset {
    /// The whole block.
    pub span: Span,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: TextLit,
    /// Version as written.
    pub version: Option<Name>,
    /// First and last day it is meant for.
    pub valid: Option<(Spanned<jiff::civil::Date>, Spanned<jiff::civil::Date>)>,
    /// The sets it builds on.
    pub builds_on: Vec<Name>,
    /// The object that an agreement file holds.
    pub reads: Option<Name>,
    /// The object that several files form together.
    pub bundles: Option<Name>,
    /// The source whose text the set puts into rules.
    pub follows: Option<Name>,
    /// What to say about how much of the whole those files speak for.
    pub coverage: Option<TextLit>,
}

/// `hoofdstuk beschikbaarheid "Beschikbaarheid"`: the rules after it in this file belong to it.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The whole block.
    pub span: Span,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: TextLit,
    /// `rol`: the part it plays in reports.
    pub role: Option<Name>,
}

/// How well a source is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Grade {
    /// Official text, read.
    A,
    /// A secondary source that quotes the official one.
    B,
    /// Weak or derived: unverified.
    C,
}

impl Grade {
    /// The letter.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        }
    }
}

/// `bron npa "…" datum 2024-12 kenmerk "…" link "…" graad A`
#[derive(Debug, Clone)]
pub struct Source {
    /// The whole block.
    pub span: Span,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: TextLit,
    /// Its date as written: a day, a month or a year.
    pub date: Option<Name>,
    /// Its official mark.
    pub mark: Option<Name>,
    /// Where it can be found.
    pub link: Option<Name>,
    /// How well it is known.
    pub grade: Option<Spanned<Grade>>,
}

/// `keuzelijst projectsoort "…" nieuwbouw code NIU "…" …`
#[derive(Debug, Clone)]
pub struct ChoiceList {
    /// The whole block.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// `van hoog naar laag`, `van laag naar hoog`: how its values are ordered, where they are.
    pub order: Option<Order>,
    /// What it is a list of.
    pub text: TextLit,
    /// The values, in order.
    pub choices: Vec<Choice>,
}

/// How the values of a choice list are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Order {
    /// `van hoog naar laag`
    Falling,
    /// `van laag naar hoog`
    Rising,
}

/// One value of a choice list.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The whole entry.
    pub span: Span,
    /// The value as files write it.
    pub name: Name,
    /// Codes of other standards (VERA) that mean the same.
    pub codes: Vec<Name>,
    /// A part that it plays in the tool.
    pub role: Option<Name>,
    /// What it means.
    pub text: Option<TextLit>,
}

/// `kenmerk telbasis: keuze (…) nooit gemengd "…"`: something that can be said of any figure or group of figures.
#[derive(Debug, Clone)]
pub struct Qualifier {
    /// The whole block.
    pub span: Span,
    /// Its name: the key in the agreement.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpr,
    /// Figures with different values are never added up.
    pub never_mixed: bool,
    /// What it says.
    pub text: TextLit,
}

/// `circa 10% of 1 procentpunt interpretatie "…"`: how far a figure written as `circa` or `bijna` may be off.
#[derive(Debug, Clone)]
pub struct Circa {
    /// The whole block.
    pub span: Span,
    /// The margin, as a fraction.
    pub margin: Spanned<Number>,
    /// The margin of a percentage, as a fraction, where it has one of its own.
    pub points: Option<Spanned<Number>>,
    /// Why.
    pub interpretation: TextLit,
}

/// `object gemeente "…" velden`, or `uitbreiding gemeente velden`.
#[derive(Debug, Clone)]
pub struct Object {
    /// The whole block.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// What it is; absent for an extension.
    pub text: Option<TextLit>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// How fields are counted where they are not stated.
    pub counts: Vec<Counts>,
}

/// `passend telt t in toewijzingen waar t.doelgroep`, `som_begin telt w.huur_begin voor w in woningen`: a field that may be stated,
/// or counted or added up from a list.
#[derive(Debug, Clone)]
pub struct Counts {
    /// The whole entry.
    pub span: Span,
    /// The field, of the same object.
    pub field: Name,
    /// What is added up of each; without it they are counted.
    pub body: Option<Expr>,
    /// The items, in a list of the same object.
    pub binding: Binding,
}

/// `naam: tekst verplicht rol aanduiding "…"`
#[derive(Debug, Clone)]
pub struct Field {
    /// The whole field.
    pub span: Span,
    /// Its name: the key in the agreement.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpr,
    /// `deel van woningen`: never more than that field of the same object.
    pub part_of: Option<Name>,
    /// A file without it is wrong.
    pub required: bool,
    /// `ligt vast`: no change of it is ever proposed.
    pub fixed: bool,
    /// A part it plays in the tool: `aanduiding`, `looptijd`, `peildatum`, `regelset`, `norm`.
    pub role: Option<Name>,
    /// What it means.
    pub text: TextLit,
}

/// `vervallen woord liberalisatiegrens vanaf 2025 "…"`: a word that could mean two things since a day.
#[derive(Debug, Clone)]
pub struct LapsedWord {
    /// The whole block.
    pub span: Span,
    /// The word.
    pub word: Name,
    /// Since when.
    pub since: Spanned<When>,
    /// What to write instead.
    pub text: TextLit,
}

/// A type as written.
#[derive(Debug, Clone)]
pub struct TypeExpr {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TypeKind,
}

/// Per what an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Per {
    /// Once.
    Once,
    /// Per month.
    Month,
    /// Per year.
    Year,
}

/// The kinds of types that can be written.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `per jaar T`, `per willekeurig jaar T`
    Table {
        /// Years outside the agreement's period are allowed.
        any_year: bool,
        /// Type of each year's entry.
        item: Box<TypeExpr>,
    },
    /// `lijst van T`
    List(Box<TypeExpr>),
    /// `keuze (a, b)`
    Choice(Vec<Name>),
    /// `ja/nee`
    YesNo,
    /// `kWh/m²`
    Heat,
    /// `bedrag`, `bedrag per maand`, `bedrag per jaar`
    Euro(Per),
    /// `aantal`, `aantal woningen`: not negative
    Count(Option<Name>),
    /// `saldo woningen`: a count that may be negative
    Balance(Option<Name>),
    /// `tekst`, `getal`, `percentage`, `procentpunt`, `datum`, `jaar`, `periode`, `regel`, an object or a choice list
    Named(String),
}

/// How a parameter's values are keyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ParamKey {
    /// One value for always.
    Always,
    /// A value per calendar year.
    Year,
    /// A value from a date on.
    Date,
}

/// Which way a parameter gets stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Stricter {
    /// `strenger hoger`
    Higher,
    /// `strenger lager`
    Lower,
}

/// `parameter maximale_huursomstijging: per jaar percentage "…" 2024 = 5,3% bron npa, "…"`
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The whole block.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// How its values are keyed.
    pub key: ParamKey,
    /// Type of each value.
    pub ty: TypeExpr,
    /// Which way is stricter.
    pub stricter: Option<Spanned<Stricter>>,
    /// What it is.
    pub text: TextLit,
    /// Its values in the order written.
    pub values: Vec<ParamValue>,
}

/// `aanscherping aandeel_sociale_huur voor BES-02 "…" altijd = 35% bron eigen, "…"`
#[derive(Debug, Clone)]
pub struct Tightening {
    /// The whole block.
    pub span: Span,
    /// The parameter of a ruleset below.
    pub name: Name,
    /// The rules that it counts for; none written means all.
    pub rules: Vec<Name>,
    /// Why.
    pub text: Option<TextLit>,
    /// Its values in the order written.
    pub values: Vec<ParamValue>,
}

/// When a parameter value holds.
#[derive(Debug, Clone)]
pub enum When {
    /// `altijd`
    Always,
    /// `vanaf 2025-07-01`
    SinceDate(jiff::civil::Date),
    /// `vanaf 2026`
    SinceYear(i32),
    /// `2024 t/m 2026`, or one year
    Years(i32, i32),
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            When::Always => f.write_str("altijd"),
            When::SinceDate(date) => write!(f, "vanaf {date}"),
            When::SinceYear(year) => write!(f, "vanaf {year:04}"),
            When::Years(from, to) if from == to => write!(f, "{from:04}"),
            When::Years(from, to) => write!(f, "{from:04} t/m {to:04}"),
        }
    }
}

/// One dated value of a parameter.
#[derive(Debug, Clone)]
pub struct ParamValue {
    /// The whole entry.
    pub span: Span,
    /// When it holds.
    pub when: Spanned<When>,
    /// The value.
    pub value: ParamKind,
    /// Source and place.
    pub cite: Option<Cite>,
    /// Grade, when it differs from the source's.
    pub grade: Option<Spanned<Grade>>,
    /// Why it is unverified.
    pub unverified: Option<TextLit>,
    /// A reading of ours.
    pub interpretation: Option<TextLit>,
}

/// How a value is given.
#[derive(Debug, Clone)]
pub enum ParamKind {
    /// `= expr`
    Given(Expr),
    /// `volgens formule expr`; `jaar` stands for the year asked for
    Formula(Expr),
    /// `onbekend "reden"`
    Unknown(TextLit),
}

/// `bron npa, "Beschikbaarheid › …"`
#[derive(Debug, Clone)]
pub struct Cite {
    /// The whole citation.
    pub span: Span,
    /// Which source.
    pub source: Name,
    /// Which place in it.
    pub place: Name,
}

/// The force of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Strength {
    /// `verplicht`
    Must,
    /// `in beginsel`: comply, or deviate with an accepted reason
    Principle,
    /// `streven`
    Aim,
    /// `inspanning`
    Effort,
    /// `ruimte`: something permitted
    May,
    /// `verwachting`: a monitoring figure
    Expect,
}

/// `begrip passende_huur(t: toewijzing, jaar) "…" bron npa, "…" = expr`: a thought that several norms share.
#[derive(Debug, Clone)]
pub struct Concept {
    /// The whole block.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// What it is asked of.
    pub givens: Vec<Given>,
    /// What it is.
    pub text: TextLit,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// What it stands for.
    pub value: Option<Expr>,
    /// What to say where it is a condition and does not hold.
    pub otherwise: Option<TextLit>,
    /// Readings of ours.
    pub interpretations: Vec<TextLit>,
}

/// `t: toewijzing`, or `jaar`: what a concept is asked of.
#[derive(Debug, Clone)]
pub struct Given {
    /// The whole of it.
    pub span: Span,
    /// Its name within the concept.
    pub name: Name,
    /// Its type; without one, that of its name.
    pub ty: Option<TypeExpr>,
}

/// `weggelaten LAND-05 "…" bron npa, "…" reden "…"`: a norm that is no rule, and why.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The whole block.
    pub span: Span,
    /// Its id; rules have ids from the same space.
    pub id: Name,
    /// Its title.
    pub title: TextLit,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// Why it is no rule.
    pub reason: Option<TextLit>,
}

/// `engels regel BES-02 bij 3f2a "…" melding "…"`: the English of the texts of another block.
#[derive(Debug, Clone)]
pub struct English {
    /// The whole block.
    pub span: Span,
    /// The block whose texts these are, as it starts: `regel BES-02`.
    pub of: Name,
    /// The state of the Dutch texts that these were held against.
    pub read_at: Option<Name>,
    /// The texts, each with the words that stand before it in the Dutch; none before the block's own.
    pub texts: Vec<EnglishText>,
}

/// One text of an `engels` block.
#[derive(Debug, Clone)]
pub struct EnglishText {
    /// The words before it, as [`texts`](super::texts) names them.
    pub key: Name,
    /// What it says.
    pub text: TextLit,
}

/// A rule. Clauses that may be given once are kept in a list when written twice, so that the checker can say so.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The whole block.
    pub span: Span,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: TextLit,
    /// `onderwerp`: it only asks that something is arranged.
    pub topic: bool,
    /// Its clauses in the order written.
    pub clauses: Vec<Clause>,
}

/// `veld gemeente.bouwbeleid.grondprijsmethode "een heldere methode"`: where an agreement states what a topic asks for.
#[derive(Debug, Clone)]
pub struct TopicField {
    /// The whole clause.
    pub span: Span,
    /// The field.
    pub path: Expr,
    /// Its type, where the topic declares it.
    pub ty: Option<TypeExpr>,
    /// What is arranged there, where the topic has several parts.
    pub text: Option<TextLit>,
}

/// A clause of a rule.
#[derive(Debug, Clone)]
pub enum Clause {
    /// `bron npa, "…"`
    Cite(Cite),
    /// `sterkte in beginsel`
    Strength(Spanned<Strength>),
    /// `standaard uit "…"`: only when asked for by its id
    DefaultOff(Span, TextLit),
    /// `voor elke gemeente in afspraak.gemeenten, elk jaar in …`
    ForEach(Span, Vec<Binding>),
    /// `waarbij naam = expr …`
    Let(Span, Vec<LetItem>),
    /// `als expr anders "…"`: the rule applies
    Applies(Span, Expr, Option<TextLit>),
    /// `gegeven expr anders "…"`: without it nothing can be said
    Given(Span, Expr, Option<TextLit>),
    /// `eis expr`
    Requires(Span, Expr),
    /// `veld afspraak.leefbaarheid.wijkbudget`
    Field(TopicField),
    /// `afwijking in expr mits expr …`
    Deviation(Deviation),
    /// `melding "…"`, `melding "…" als expr`
    Message(Span, TextLit, Option<Expr>),
    /// `hulp "…" als expr`
    Advice(Span, TextLit, Option<Expr>),
    /// `interpretatie "…"`
    Interpretation(Span, TextLit),
    /// `toelichting "…"`
    Explanation(Span, TextLit),
    /// `figuur "…" per j in … lijn "…" = expr …`
    Figure(Figure),
}

impl Clause {
    /// The whole clause.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Clause::Cite(c) => c.span,
            Clause::Strength(s) => s.span,
            Clause::Deviation(d) => d.span,
            Clause::Field(f) => f.span,
            Clause::Figure(f) => f.span,
            Clause::ForEach(s, _)
            | Clause::Let(s, _)
            | Clause::Applies(s, ..)
            | Clause::Given(s, ..)
            | Clause::Requires(s, _)
            | Clause::DefaultOff(s, _)
            | Clause::Message(s, ..)
            | Clause::Advice(s, ..)
            | Clause::Interpretation(s, _)
            | Clause::Explanation(s, _) => *s,
        }
    }
}

/// `gemeente in afspraak.gemeenten waar …`
#[derive(Debug, Clone)]
pub struct Binding {
    /// The whole binding.
    pub span: Span,
    /// The name bound.
    pub name: Name,
    /// What it ranges over.
    pub over: Expr,
    /// Which of those.
    pub filter: Option<Expr>,
}

/// `totaal = som(…)`
#[derive(Debug, Clone)]
pub struct LetItem {
    /// The whole item.
    pub span: Span,
    /// The name bound.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// `figuur "…" per j in jaren(…) lijn "…" = expr naast "…" = expr`
#[derive(Debug, Clone)]
pub struct Figure {
    /// The whole clause.
    pub span: Span,
    /// What it shows.
    pub title: TextLit,
    /// The years.
    pub per: Binding,
    /// What is drawn for each year.
    pub lines: Vec<FigureLine>,
}

/// `lijn "…" = expr`, `naast "…" = expr`
#[derive(Debug, Clone)]
pub struct FigureLine {
    /// The whole line.
    pub span: Span,
    /// `naast`: something to hold the lines against.
    pub beside: bool,
    /// What it is.
    pub title: TextLit,
    /// Its value in a year.
    pub value: Expr,
}

/// `afwijking in gemeente.afwijkingen mits …`
#[derive(Debug, Clone)]
pub struct Deviation {
    /// The whole clause.
    pub span: Span,
    /// The list of records; `afwijking` stands for the record in the provisos.
    pub records: Expr,
    /// What the record must satisfy.
    pub provisos: Vec<Proviso>,
}

/// `mits expr anders "…"`
#[derive(Debug, Clone)]
pub struct Proviso {
    /// The whole proviso.
    pub span: Span,
    /// The condition.
    pub condition: Expr,
    /// What to say when it fails.
    pub otherwise: Option<TextLit>,
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ExprKind,
}

impl Expr {
    /// The expressions that it is directly made of.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        fn binding(b: &Binding) -> Vec<&Expr> {
            std::iter::once(&b.over).chain(&b.filter).collect()
        }
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Name(_) | ExprKind::RuleRef(_) | ExprKind::Outcome(..) => vec![],
            ExprKind::Member(a, _) | ExprKind::Not(a) | ExprKind::Neg(a) | ExprKind::Group(a) => vec![a],
            ExprKind::Index(a, _, b) | ExprKind::Binary(_, a, b) | ExprKind::Fallback(a, b) => vec![a, b],
            ExprKind::If(a, b, c) => vec![a, b, c],
            ExprKind::In(a, list, _) => std::iter::once(&**a).chain(list).collect(),
            ExprKind::Call(_, list) => list.iter().collect(),
            ExprKind::Counted(_, b) => binding(b),
            ExprKind::Quantified(_, b, e) | ExprKind::Comprehension(_, e, b) | ExprKind::Pick(_, b, e) => {
                binding(b).into_iter().chain(std::iter::once(&**e)).collect()
            }
        }
    }
}

/// A literal value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `30` or `1,5`
    Number(Number),
    /// `30%`, as the fraction 3/10
    Percentage(Number),
    /// `0,5 procentpunt`, as the fraction 1/200
    Points(Number),
    /// `€ 25 per maand`
    Euro(Number, Per),
    /// `108 kWh/m²`
    Heat(Number),
    /// `2026-07-01`
    Date(jiff::civil::Date),
    /// `"tekst"`
    Text(String),
    /// `'A+'`: a value of a choice list that is no plain name
    Choice(String),
    /// `ja`, `nee`
    Bool(bool),
}

/// Operators between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "their names say all")]
pub enum BinaryOp {
    Or,
    And,
    Ge,
    Le,
    Gt,
    Lt,
    Eq,
    Ne,
    Add,
    Sub,
    Mul,
    Div,
}

impl BinaryOp {
    /// The operator as a rule may write it; `is` and `is niet` are other ways to write two of them.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            BinaryOp::Or => "of",
            BinaryOp::And => "en",
            BinaryOp::Ge => ">=",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Lt => "<",
            BinaryOp::Eq => "=",
            BinaryOp::Ne => "<>",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
        }
    }
}

/// Which part of a table an index takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum IndexRange {
    /// `[jaar]`
    At,
    /// `[t/m jaar]`
    UpTo,
    /// `[vanaf jaar]`
    From,
}

/// The kinds of expressions.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A variable, parameter, choice value or the root object.
    Name(String),
    /// `BES-01`, only before `voldoet` or compared with a field of type `regel`.
    RuleRef(String),
    /// `a.b`
    Member(Box<Expr>, Name),
    /// `a[b]`, `a[t/m b]`, `a[vanaf b]`
    Index(Box<Expr>, IndexRange, Box<Expr>),
    /// `a + b`, `a en b`, `a >= b`
    Binary(Spanned<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `niet a`
    Not(Box<Expr>),
    /// `-a`
    Neg(Box<Expr>),
    /// `a in (b, c)`; true for `niet in`
    In(Box<Expr>, Vec<Expr>, bool),
    /// `BES-01 voldoet`
    Outcome(Name),
    /// `a bij ontbreken b`
    Fallback(Box<Expr>, Box<Expr>),
    /// `als a dan b anders c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `elke x in a waar b geldt c`; true for `elke`, false for `enige`
    Quantified(bool, Box<Binding>, Box<Expr>),
    /// `som(a, b)`
    Call(Name, Vec<Expr>),
    /// `som(a voor x in b waar c)`
    Comprehension(Name, Box<Expr>, Box<Binding>),
    /// `aantal(x in b waar c)`
    Counted(Name, Box<Binding>),
    /// `laagste(x in b waar c naar d)`
    Pick(Name, Box<Binding>, Box<Expr>),
    /// `(a)`
    Group(Box<Expr>),
}

/// How a message writes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Style {
    /// As its type says.
    Plain,
    /// `als procent`
    Percent,
    /// `als keer`: `1,5 keer`
    Times,
    /// `als geheel`: rounded up to a whole number
    Whole,
}

impl Style {
    /// What stands behind the value.
    #[must_use]
    pub fn written(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Percent => " als procent",
            Style::Times => " als keer",
            Style::Whole => " als geheel",
        }
    }
}

/// A part of a message.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Literal words.
    Words(String),
    /// `{expr als stijl}`
    Value(Expr, Style),
}
