use super::*;
use crate::evaluate::finding::*;
use crate::ruleset::model::*;
use crate::source::Span;
use jiff::civil::date;

fn find(s: &Sources, id: FileId, what: &str, nth: usize) -> Span {
    let t = &s.get(id).unwrap().text;
    let at = t.match_indices(what).nth(nth).unwrap().0;
    Span::new(id, at, at + what.len())
}
fn t(a: &str, b: &str) -> Text {
    Text::new(a, b)
}

pub(crate) fn sample() -> Run {
    let mut sources = Sources::new();
    let rules = sources.add("toets:npa-2025/beschikbaarheid.regels", "regel BES-02 \"De gemeente programmeert ten minste 30% sociale huur\"\n  sterkte in beginsel\n  eis sociaal / totaal >= aandeel_sociale_huur\n");
    let a = sources.add("meerdijk-2026.yaml", "gemeenten:\n  - naam: Meerdijk # € 💶\n    programma:\n\t\t\n      2026: {woningen: 120, sociale_huur: 24}\r\n      2027: {woningen: 200, sociale_huur: 60}\n    overig: 1\n");
    let rspan = sources.get(rules).unwrap().span();
    let set = RulesetInfo {
        id: "npa-2025".into(),
        title: t("Nationale prestatieafspraken 2025-2034", "National performance agreements"),
        version: "1.0.0".into(),
        valid_from: date(2025, 1, 1),
        valid_to: date(2034, 12, 31),
        builds_on: vec![],
        span: rspan,
    };
    let cite = Citation {
        source: SourceId(0),
        place: "Beschikbaarheid › 30% sociale huur in de regio, punt 1".into(),
        span: rspan,
    };
    let rule = |id: &str, title: &str, ch, st| Rule {
        id: id.into(),
        title: t(title, "The municipality programmes at least 30% social rent"),
        set: SetId(0),
        chapter: ChapterId(ch),
        cites: vec![cite.clone()],
        strength: st,
        foreach: vec![],
        lets: vec![],
        applies: vec![],
        given: vec![],
        requires: vec![],
        deviation: None,
        message: None,
        advice: vec![],
        interpretations: vec![],
        explanation: None,
        slots: 0,
        slot_names: vec![],
        slot_types: vec![],
        span: rspan,
        id_span: rspan,
    };
    let checked = Checked {
        sets: vec![set],
        chapters: vec![
            Chapter { id: "beschikbaarheid".into(), title: t("Beschikbaarheid", "Availability"), set: SetId(0) },
            Chapter { id: "betaalbaarheid".into(), title: t("Betaalbaarheid", "Affordability"), set: SetId(0) },
        ],
        sources: vec![Source {
            id: "npa".into(),
            title: t("Nationale prestatieafspraken 2025-2034", "NPA"),
            date: None,
            mark: None,
            link: None,
            grade: Grade::A,
            span: rspan,
        }],
        choice_lists: vec![],
        objects: vec![],
        qualifiers: vec![],
        params: vec![],
        rules: vec![
            rule("BES-02", "De gemeente programmeert ten minste 30% sociale huur", 0, Strength::Principle),
            rule("BTL-01", "Huursom", 1, Strength::Must),
            rule("BES-01", "Regio", 0, Strength::Must),
        ],
        exprs: vec![],
        nouns: vec![],
        circa: None,
        root: ObjectId(0),
    };
    let ev = |n, what: &str, nth: usize, label: Text| {
        let s = find(&sources, a, what, nth);
        Evidence { span: s, path: format!("gemeenten[Meerdijk].programma.{n}"), value: Text::same(what), label }
    };
    let base = Finding {
        rule: RuleId(0),
        subject: "gemeente Meerdijk".into(),
        year: None,
        verdict: Verdict::NotMet,
        weight: Weight::Error,
        message: t(
            "Meerdijk programmeert 84 van 320 woningen als sociale huur (26,25%); nodig is 30%",
            "Meerdijk programmes 84 of 320 homes as social rent (26.25%); 30% is needed",
        ),
        reasons: vec![],
        remedies: vec![
            Remedy {
                text: t(
                    "maak 12 van de 236 andere woningen sociaal (96 van 320)",
                    "turn 12 of the 236 other homes into social rent (96 of 320)",
                ),
            },
            Remedy {
                text: t("voeg 18 sociale huurwoningen toe (102 van 338)", "add 18 social rent homes (102 of 338)"),
            },
            Remedy {
                text: t(
                    "leg de afwijking vast onder `afwijkingen`: overleg met de regio en een volkshuisvestelijke grond; de regio moet dan zelf op 30% blijven",
                    "record the deviation under `afwijkingen`",
                ),
            },
        ],
        evidence: vec![
            ev("2026.woningen", "120", 0, Text::default()),
            ev("2026.sociale_huur", "24", 0, Text::default()),
            ev("2027.woningen", "200", 0, t("totaal 320", "total 320")),
            ev("2027.sociale_huur", "60", 0, t("sociaal 84", "social 84")),
        ],
        missing: vec![],
        params: vec![ParamUse {
            name: "aandeel_sociale_huur".into(),
            at: String::new(),
            value: Text::same("30%"),
            cite: Some(cite.clone()),
            grade: Grade::C,
            unverified: Some(t("alleen in een nieuwsbericht gezien", "seen in a news item only")),
            interpretation: None,
            span: rspan,
        }],
        interpretations: vec![t(
            "‘Programmeert’ is gelezen als de som over de looptijd",
            "‘Programmes’ is read as the sum over the period",
        )],
        remarks: vec![t("2027 staat onder voorbehoud van goedkeuring", "2027 is subject to approval")],
        fault: false,
        trace: Some(TraceNode {
            kind: "eis",
            text: "sociaal / totaal >= aandeel_sociale_huur".into(),
            value: t("nee", "no"),
            span: rspan,
            children: vec![TraceNode {
                kind: "waarbij",
                text: "sociaal".into(),
                value: Text::same("84"),
                span: rspan,
                children: vec![TraceNode {
                    kind: "feit",
                    text: "programma.2026.sociale_huur".into(),
                    value: Text::same("24"),
                    span: find(&sources, a, "24", 0),
                    children: vec![],
                }],
            }],
        }),
    };
    let mut miss = Finding {
        rule: RuleId(1),
        verdict: Verdict::NotCheckable,
        weight: Weight::None,
        subject: "corporatie Woonwijk".into(),
        year: Some(2026),
        message: Text::default(),
        evidence: vec![],
        remedies: vec![],
        params: vec![],
        interpretations: vec![],
        remarks: vec![],
        trace: None,
        ..base.clone()
    };
    miss.missing = vec![
        Missing {
            path: "corporaties[Woonwijk].huursom.2026".into(),
            what: t("Huursomstijging van de corporatie", "Rise of the rent sum"),
            parameter: false,
            span: None,
        },
        Missing {
            path: "inflatie 2025".into(),
            what: t("Inflatie van het jaar", "Inflation"),
            parameter: true,
            span: None,
        },
    ];
    let mut miss2 = miss.clone();
    if let Some(m) = miss2.missing.first_mut() {
        m.path = "corporaties[Thuis].huursom.2027".into();
    }
    let open = Finding {
        reasons: vec![t(
            "circa 15.000 kan zowel boven als onder de grens uitkomen",
            "about 15,000 may end above or below the limit",
        )],
        missing: vec![],
        ..miss.clone()
    };
    let met = Finding {
        rule: RuleId(2),
        verdict: Verdict::Met,
        message: t("De regio programmeert 31%", "The region programmes 31%"),
        subject: "regio".into(),
        missing: vec![],
        year: None,
        ..miss.clone()
    };
    let dev = Finding {
        verdict: Verdict::Deviation,
        weight: Weight::None,
        reasons: vec![t("overleg met de regio op 1 maart 2026, grond: verhouding in de wijk", "consulted")],
        remedies: vec![],
        year: Some(2028),
        ..base.clone()
    };
    let d = Diagnostic::error(
        "agreement::unknown_field",
        find(&sources, a, "overig", 0),
        t("Onbekend veld `overig`", "Unknown field `overig`"),
    )
    .here(t("dit veld bestaat niet", "no such field"))
    .help(t("bedoelde je `overeenkomst`?", "did you mean `overeenkomst`?"));
    let loaded = Arc::new(LoadedRuleset { checked, sha256: vec!["ab".repeat(32)] });
    let fr = FileRun {
        name: "meerdijk-2026.yaml".into(),
        file: Some(a),
        sha256: "cd".repeat(32),
        ruleset: Some(loaded),
        ruleset_reason: t("gekozen om de looptijd 2026-2029", "chosen by the period"),
        date: date(2026, 11, 20),
        date_reason: t("vandaag", "today"),
        facts: Some(Facts { facts: vec![], marks: vec![], root: crate::agreement::facts::FactId(0) }),
        findings: vec![met, miss, miss2, open, dev, base],
        diagnostics: vec![],
    };
    let bad = FileRun {
        name: "kapot.yaml".into(),
        facts: None,
        findings: vec![],
        diagnostics: vec![d],
        file: Some(a),
        sha256: String::new(),
        ruleset: None,
        ruleset_reason: Text::default(),
        date: date(2026, 11, 20),
        date_reason: Text::default(),
    };
    Run {
        sources,
        files: vec![fr, bad],
        diagnostics: vec![],
        lang: Lang::Nl,
        verbose: false,
        colour: false,
        width: 100,
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "temporary")]
fn show() {
    let mut run = sample();
    println!("{}", text::render(&run));
    println!("=========== plain\n{}", plain::render(&run));
    run.verbose = true;
    run.lang = Lang::En;
    run.width = 60;
    println!("=========== verbose en\n{}", text::render(&run));
    println!("{}", json::render(&run).unwrap());
}
