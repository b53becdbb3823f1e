//! What is built into the program: the rulesets, their tests, and the pages about error codes.
//!
//! Written by `UPDATE=1 cargo test --test embedded`; do not edit.

/// A ruleset as it stands in `rulesets/`.
#[derive(Debug)]
pub(crate) struct EmbeddedSet {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its title, Dutch and English.
    pub(crate) title: (&'static str, &'static str),
    /// Its version.
    pub(crate) version: &'static str,
    /// First and last day; `None` for a data model.
    pub(crate) valid: Option<(&'static str, &'static str)>,
    /// The sets it builds on.
    pub(crate) builds_on: &'static [&'static str],
    /// Names and texts of its files, in order of name.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// Names and texts of the tests beside it.
    pub(crate) tests: &'static [(&'static str, &'static str)],
}

/// The rulesets, those built upon first.
pub(crate) const SETS: &[EmbeddedSet] = &[
    EmbeddedSet {
        id: "basis",
        title: ("Gegevensmodel van lokale prestatieafspraken", "Data model of local performance agreements"),
        version: "1.0.0",
        valid: None,
        builds_on: &[],
        files: &[
            ("basis/afspraak.regels", include_str!("../../rulesets/basis/afspraak.regels")),
            ("basis/corporatie.regels", include_str!("../../rulesets/basis/corporatie.regels")),
            ("basis/keuzelijsten.regels", include_str!("../../rulesets/basis/keuzelijsten.regels")),
            ("basis/project.regels", include_str!("../../rulesets/basis/project.regels")),
            ("basis/regelset.regels", include_str!("../../rulesets/basis/regelset.regels")),
        ],
        tests: &[],
    },
    EmbeddedSet {
        id: "woningwet",
        title: ("Woningwet en de jaarlijkse grenzen", "Housing Act and the yearly limits"),
        version: "1.0.0",
        valid: Some(("2022-01-01", "2034-12-31")),
        builds_on: &["basis"],
        files: &[
            ("woningwet/regelset.regels", include_str!("../../rulesets/woningwet/regelset.regels")),
            ("woningwet/toewijzen.regels", include_str!("../../rulesets/woningwet/toewijzen.regels")),
        ],
        tests: &[
            ("woningwet/tests/WON-05.yaml", include_str!("../../rulesets/woningwet/tests/WON-05.yaml")),
            ("woningwet/tests/WON-05a.yaml", include_str!("../../rulesets/woningwet/tests/WON-05a.yaml")),
        ],
    },
    EmbeddedSet {
        id: "npa-2025",
        title: ("Nationale prestatieafspraken 2025-2034", "National performance agreements 2025-2034"),
        version: "1.0.0",
        valid: Some(("2025-01-01", "2034-12-31")),
        builds_on: &["woningwet"],
        files: &[
            ("npa-2025/beschikbaarheid.regels", include_str!("../../rulesets/npa-2025/beschikbaarheid.regels")),
            ("npa-2025/betaalbaarheid.regels", include_str!("../../rulesets/npa-2025/betaalbaarheid.regels")),
            ("npa-2025/passend-toewijzen.regels", include_str!("../../rulesets/npa-2025/passend-toewijzen.regels")),
            ("npa-2025/regelset.regels", include_str!("../../rulesets/npa-2025/regelset.regels")),
            ("npa-2025/voorraad.regels", include_str!("../../rulesets/npa-2025/voorraad.regels")),
        ],
        tests: &[
            ("npa-2025/tests/BES-01.yaml", include_str!("../../rulesets/npa-2025/tests/BES-01.yaml")),
            ("npa-2025/tests/BES-02.yaml", include_str!("../../rulesets/npa-2025/tests/BES-02.yaml")),
            ("npa-2025/tests/BES-03.yaml", include_str!("../../rulesets/npa-2025/tests/BES-03.yaml")),
            ("npa-2025/tests/BES-04.yaml", include_str!("../../rulesets/npa-2025/tests/BES-04.yaml")),
            ("npa-2025/tests/BES-04a.yaml", include_str!("../../rulesets/npa-2025/tests/BES-04a.yaml")),
            ("npa-2025/tests/BES-05.yaml", include_str!("../../rulesets/npa-2025/tests/BES-05.yaml")),
            ("npa-2025/tests/BES-06.yaml", include_str!("../../rulesets/npa-2025/tests/BES-06.yaml")),
            ("npa-2025/tests/BTL-01.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-01.yaml")),
            ("npa-2025/tests/BTL-02.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-02.yaml")),
            ("npa-2025/tests/BTL-02a.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-02a.yaml")),
            ("npa-2025/tests/BTL-03.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-03.yaml")),
            ("npa-2025/tests/BTL-04.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-04.yaml")),
            ("npa-2025/tests/BTL-04a.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-04a.yaml")),
            ("npa-2025/tests/BTL-05.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-05.yaml")),
            ("npa-2025/tests/BTL-06.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-06.yaml")),
            ("npa-2025/tests/BTL-07.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-07.yaml")),
            ("npa-2025/tests/BTL-08.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-08.yaml")),
            ("npa-2025/tests/BTL-09.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-09.yaml")),
            ("npa-2025/tests/BTL-10.yaml", include_str!("../../rulesets/npa-2025/tests/BTL-10.yaml")),
            ("npa-2025/tests/VRD-01.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-01.yaml")),
            ("npa-2025/tests/VRD-02.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-02.yaml")),
            ("npa-2025/tests/VRD-03.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-03.yaml")),
            ("npa-2025/tests/VRD-04.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-04.yaml")),
            ("npa-2025/tests/VRD-04a.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-04a.yaml")),
            ("npa-2025/tests/VRD-05.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-05.yaml")),
            ("npa-2025/tests/VRD-06.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-06.yaml")),
            ("npa-2025/tests/VRD-07.yaml", include_str!("../../rulesets/npa-2025/tests/VRD-07.yaml")),
        ],
    },
];

/// Codes of diagnostics with the page about each.
pub(crate) const CODES: &[(&str, &str)] = &[
    ("cli::bad_date", include_str!("../../docs/codes/cli/bad_date.md")),
    ("cli::bad_setting", include_str!("../../docs/codes/cli/bad_setting.md")),
    ("cli::file_exists", include_str!("../../docs/codes/cli/file_exists.md")),
    ("cli::no_agreements", include_str!("../../docs/codes/cli/no_agreements.md")),
    ("cli::no_rules", include_str!("../../docs/codes/cli/no_rules.md")),
    ("cli::no_ruleset_for_period", include_str!("../../docs/codes/cli/no_ruleset_for_period.md")),
    ("cli::not_found", include_str!("../../docs/codes/cli/not_found.md")),
    ("cli::not_rules", include_str!("../../docs/codes/cli/not_rules.md")),
    ("cli::unknown_ruleset", include_str!("../../docs/codes/cli/unknown_ruleset.md")),
    ("cli::unknown_topic", include_str!("../../docs/codes/cli/unknown_topic.md")),
    ("cli::unreadable", include_str!("../../docs/codes/cli/unreadable.md")),
    ("cli::unwritable", include_str!("../../docs/codes/cli/unwritable.md")),
];
