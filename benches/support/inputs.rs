//! Inputs for the benchmarks: the shipped rulesets from disk, and agreements of any size, always the same for the same size.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each benchmark uses a part; a failure is a panic"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toets::agreement::{self, facts::Facts};
use toets::ruleset::{self, Checked};
use toets::source::{FileId, Sources};
use toets::syntax::{self, ast};

/// The rulesets that the norms of the national agreements need, those built upon first.
pub const SETS: [&str; 3] = ["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"];

/// The texts of the rulesets.
pub fn rules() -> (Sources, Vec<Vec<FileId>>) {
    let mut sources = Sources::new();
    let sets = SETS
        .iter()
        .map(|folder| {
            let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
            paths.retain(|p| p.extension().is_some_and(|x| x == "regels"));
            paths.sort();
            paths.iter().map(|p| sources.add(p.to_string_lossy(), std::fs::read_to_string(p).unwrap())).collect()
        })
        .collect();
    (sources, sets)
}

/// The syntax trees of the rulesets.
pub fn parsed(sources: &Sources, sets: &[Vec<FileId>]) -> Vec<Vec<ast::File>> {
    sets.iter().map(|files| files.iter().map(|f| syntax::parse(sources.get(*f).unwrap()).0).collect()).collect()
}

/// What an agreement says, with its text among the sources of the rulesets.
pub fn facts_in(checked: &Checked, mut sources: Sources, text: &str) -> (Facts, Sources) {
    let id = sources.add("afspraak.yaml", text);
    let tree = agreement::read(sources.get(id).unwrap()).0.unwrap();
    let facts = agreement::bind(checked, &tree, tree.root()).0.unwrap();
    (facts, sources)
}

/// The checked rulesets.
pub fn checked() -> (Checked, Sources) {
    let (sources, sets) = rules();
    let files = parsed(&sources, &sets);
    (ruleset::check(&files, &sources).0.unwrap(), sources)
}

/// The rulesets with only the rules of the first four themes: 30 % social rent, sloop and stock, rent, passend toewijzen. A target
/// was set for these, before the rest of the catalogue was there.
pub fn checked_of_four_themes() -> (Checked, Sources) {
    let (all, mut sets) = rules();
    let mut sources = Sources::new();
    for file in sets.iter_mut().flatten() {
        let source = all.get(*file).unwrap();
        let mut keep = true;
        let mut out = String::new();
        for line in source.text.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                keep = line.strip_prefix("regel ").is_none_or(of_four_themes);
            }
            out.push_str(if keep { line } else { "" });
            out.push('\n');
        }
        *file = sources.add(source.name.to_string(), out);
    }
    let files = parsed(&sources, &sets);
    let (checked, diagnostics) = ruleset::check(&files, &sources);
    (checked.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted().first())), sources)
}

/// Whether a rule that starts so is one of these themes: `BES-02 "…"`.
fn of_four_themes(rule: &str) -> bool {
    let id: String = rule.chars().take_while(|c| !c.is_whitespace()).collect();
    let (theme, number) = id.split_once('-').unwrap();
    let number: u32 = number.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().unwrap();
    match theme {
        "BES" => number <= 6,
        "VRD" => number <= 7,
        "BTL" => number <= 10,
        "WON" => number == 5,
        _ => false,
    }
}

/// Rulesets in which every rule of the national agreements stands `times` times under another id.
pub fn checked_times(times: usize) -> (Checked, Sources) {
    let (mut sources, mut sets) = rules();
    let copies: Vec<FileId> = sets.last().unwrap().clone();
    let declared = copies.iter().flat_map(|f| sources.get(*f).unwrap().text.lines());
    let own: BTreeSet<String> = declared
        .filter_map(|line| line.strip_prefix("regel ")?.split_once('-'))
        .map(|(prefix, _)| format!("{prefix}-"))
        .collect();
    for n in 1..times {
        for file in &copies {
            let source = sources.get(*file).unwrap();
            // Parameters and headers may stand once: keep the chapter and the rules.
            let text = source.text.to_string();
            let mut out = String::new();
            let mut keep = false;
            for line in text.lines() {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    keep = line.starts_with("regel ") || line.starts_with("hoofdstuk ");
                }
                if keep {
                    out.push_str(line);
                    out.push('\n');
                }
            }
            // Every rule of the set under an id of its own; one that it asks for is the copy too.
            for prefix in &own {
                out = out.replace(prefix, &format!("{prefix}{n}0"));
            }
            let id = sources.add(format!("copy-{n}"), out);
            sets.last_mut().unwrap().push(id);
        }
    }
    let files = parsed(&sources, &sets);
    let (checked, diagnostics) = ruleset::check(&files, &sources);
    (checked.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted().first())), sources)
}

/// An agreement with this many municipalities, corporations and projects.
pub fn agreement(municipalities: usize, corporations: usize, projects: usize) -> String {
    let mut out = String::from("naam: Meting\nperiode: 2026-2029\npeildatum: 2026-11-20\n");
    out.push_str("regio:\n  naam: Meetregio\n  overige_gemeenten: []\ngemeenten:\n");
    for i in 0..municipalities {
        writeln!(out, "  - naam: Gemeente {i}\n    beleidskader: {{vastgesteld_op: 2026-03-01}}").unwrap();
        out.push_str("    afwijkingstoets: {uniform: ja, openbaar: ja}\n    programma:\n");
        for year in 2026..=2029 {
            writeln!(out, "      {year}: {{woningen: {}, sociale_huur: {}}}", 100 + i % 7, 30 + i % 11).unwrap();
        }
    }
    out.push_str("corporaties:\n");
    for i in 0..corporations {
        writeln!(out, "  - naam: Corporatie {i}\n    woningen: 4200").unwrap();
        out.push_str("    huursomstijging: {2026: '3,6%'}\n    maximale_huurverhoging: {2026: '4,1%'}\n");
        out.push_str("    huurverhoging_na_isolatie: € 0 per maand\n    voorraad:\n      volledig: ja\n");
        out.push_str("      nieuwbouw: {2026: 40, 2027: 40, 2028: 40, 2029: 40}\n");
        out.push_str("      sloop: {2026: 5, 2027: 5, 2028: 5, 2029: 5}\n      netto_groei: 140\n");
        writeln!(out, "    toewijzen: {{2025: {{doelgroep: 100, passend: {}}}}}", 94 + i % 5).unwrap();
    }
    out.push_str("projecten:\n");
    for i in 0..projects {
        writeln!(out, "  - naam: Project {i}\n    gemeente: Gemeente 0\n    soort: SLN").unwrap();
        writeln!(out, "    aantal_te_bouwen: {}\n    aantal_te_slopen: 20", 25 + i % 20).unwrap();
        out.push_str("    aantal_sociale_huur: 20\n    jaar_oplevering: 2028\n    renovatie_overwogen: ja\n");
        out.push_str("    grond_sloop: technisch\n    verdichting: ja\n");
    }
    out
}

/// What an agreement says.
pub fn facts(checked: &Checked, text: &str) -> Facts {
    let mut sources = Sources::new();
    let id = sources.add("meting.yaml", text);
    let (tree, diagnostics) = agreement::read(sources.get(id).unwrap());
    let tree = tree.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted().first()));
    let (facts, diagnostics) = agreement::bind(checked, &tree, tree.root());
    facts.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted().first()))
}
