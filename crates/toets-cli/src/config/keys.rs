//! What can stand in `toets.toml`.

/// Every key, with an example of its value.
pub(super) const KEYS: [(&str, &str); 13] = [
    ("paths", "[\"afspraken/\"]"),
    ("exclude", "[\"concept-*.yaml\"]"),
    ("ruleset", "\"npa-2025\""),
    ("include", "[\"WON-10\"]"),
    ("date", "2026-07-01"),
    ("lang", "\"nl\""),
    ("format", "\"text\""),
    ("output", "[\"sarif:toets.sarif\"]"),
    ("level", "\"warning\""),
    ("fail-on", "[\"niet_te_toetsen\"]"),
    ("baseline", "\"toets-baseline.json\""),
    ("portfolio", "true"),
    ("overrides", "[{norms = [\"BES-02\"], paths = [\"oud/\"], level = \"warning\", reason = \"afspraak loopt af\"}]"),
];

/// The keys of an override.
pub(super) const OVERRIDE: [(&str, &str); 4] = [
    ("norms", "[\"BES-02\"]"),
    ("paths", "[\"oud/\"]"),
    ("level", "\"off\""),
    ("reason", "\"deze afspraak loopt af in 2026\""),
];
