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
