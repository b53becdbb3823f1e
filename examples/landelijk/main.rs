//! Writes a national portfolio of made-up agreements: 342 municipalities in 35 regions, with 280 housing corporations.
//!
//! `cargo run --example landelijk -- FOLDER` writes one file per municipality. The same seed gives the same bytes on every
//! machine: whole numbers only, no clock, no randomness from outside.

#![expect(clippy::print_stderr, reason = "a program of its own: it has nowhere else to say what went wrong")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const MUNICIPALITIES: u64 = 342;
const REGIONS: u64 = 35;
const CORPORATIONS: u64 = 280;
const YEARS: std::ops::RangeInclusive<u64> = 2026..=2029;
const SEED: u64 = 20_261_120;

fn main() -> ExitCode {
    // A mistyped option must not become a folder.
    let folder = std::env::args_os().nth(1).filter(|arg| !arg.to_string_lossy().starts_with('-'));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("cargo run --example landelijk -- MAP");
        return ExitCode::from(2);
    };
    match write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{}: {e}", folder.display());
            ExitCode::from(2)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "writing the files is what this program is for")]
fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for number in 0..MUNICIPALITIES {
        std::fs::write(folder.join(format!("gemeente-{:03}.yaml", number.saturating_add(1))), agreement(number))?;
    }
    Ok(())
}

/// A generator of numbers (xorshift64*): small, and the same everywhere.
struct Dice(u64);

impl Dice {
    /// One per municipality, so that a file does not change when another does.
    fn of(number: u64) -> Self {
        let mut dice = Dice(SEED ^ number.saturating_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number from `low` up to and including `high`.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        let span = high.saturating_sub(low).saturating_add(1);
        low.saturating_add((self.next() >> 11).checked_rem(span).unwrap_or(0))
    }
}

/// The agreement of one municipality. Writing to a string does not fail, so its results are left alone.
fn agreement(number: u64) -> String {
    let mut dice = Dice::of(number);
    let mut out = String::new();
    let name = format!("Verzonnen-{:03}", number.saturating_add(1));
    let region = number.saturating_mul(REGIONS).checked_div(MUNICIPALITIES).unwrap_or(0);
    let in_region =
        (0..MUNICIPALITIES).filter(|n| n.saturating_mul(REGIONS).checked_div(MUNICIPALITIES) == Some(region)).count();
    let _ = writeln!(out, "# VERZONNEN, gemaakt door examples/landelijk.\n");
    let _ = writeln!(out, "naam: Prestatieafspraken {name} 2026-2029 (verzonnen)");
    let _ = writeln!(out, "status: getekend\ngetekend_op: 2025-12-10\nperiode: 2026 t/m 2029\n");
    let _ = writeln!(out, "regio:\n  naam: Regio {:02}\n  aantal_gemeenten: {in_region}", region.saturating_add(1));
    let _ = writeln!(
        out,
        "  woondeal: {{van_jaar: 2026, tot_en_met_jaar: 2029, sociale_huur: {}}}\n",
        region.saturating_add(28).saturating_mul(90)
    );
    let _ = writeln!(out, "gemeenten:\n  - naam: {name}\n    programma:");
    let social: Vec<u64> = YEARS.map(|year| programme(&mut out, &mut dice, year)).collect();
    let _ = writeln!(out, "    toepassing_dertig_procent: regio_en_gemeente");
    let _ = writeln!(
        out,
        "    beleidskader: {{soort: volkshuisvestingsprogramma, vastgesteld: ja, vastgesteld_op: 2026-03-12}}"
    );
    let _ = writeln!(out, "    afwijkende_plannen: {}\n", if dice.between(0, 3) == 0 { "ja" } else { "nee" });
    let _ = writeln!(out, "corporaties:");
    let many = dice.between(1, 3);
    for i in 0..many {
        corporation(&mut out, &mut dice, number, i, many, &social, &name);
    }
    let _ = writeln!(out, "\nhuurdersorganisaties:\n  - naam: Huurdersraad {name}\n\nprojecten:");
    for i in 1..=dice.between(3, 8) {
        project(&mut out, &mut dice, i, &name);
    }
    out
}

/// A year of the programme; gives its social-rent homes.
fn programme(out: &mut String, dice: &mut Dice, year: u64) -> u64 {
    let homes = dice.between(90, 330);
    let social = homes.saturating_mul(dice.between(26, 36)).checked_div(100).unwrap_or(0);
    let mid = homes.saturating_mul(dice.between(2, 8)).checked_div(100).unwrap_or(0);
    let buy = homes.saturating_mul(dice.between(15, 30)).checked_div(100).unwrap_or(0);
    let _ = writeln!(
        out,
        "      {year}: {{woningen: {homes}, sociale_huur: {social}, middenhuur: {mid}, betaalbare_koop: {buy}}}"
    );
    social
}

fn per_year(mut value: impl FnMut(usize) -> u64) -> String {
    let years: Vec<String> = YEARS.enumerate().map(|(i, year)| format!("{year}: {}", value(i))).collect();
    format!("{{{}}}", years.join(", "))
}

fn corporation(out: &mut String, dice: &mut Dice, number: u64, i: u64, many: u64, social: &[u64], place: &str) {
    // The first corporation of each file runs through all 280; the others are neighbours.
    let which = number.saturating_add(i.saturating_mul(37)).checked_rem(CORPORATIONS).unwrap_or(0).saturating_add(1);
    let share = |i: usize| social.get(i).copied().unwrap_or(0).checked_div(many).unwrap_or(0);
    let homes = dice.between(6000, 7400).checked_div(many).unwrap_or(0);
    let _ = writeln!(out, "  - naam: Corporatie {which:03}\n    woningen: {homes}\n    voorraad:");
    let _ = writeln!(out, "      nieuwbouw: {}", per_year(share));
    for field in ["beter_benutten", "aankoop", "splitsing", "verkoop_aan_overigen", "liberalisatie", "samenvoeging"] {
        let _ = writeln!(out, "      {field}: 0");
    }
    let _ = writeln!(out, "      sloop: {}", per_year(|_| dice.between(0, 12)));
    let _ = writeln!(out, "      verkoop_aan_toekomstige_bewoners: {}", per_year(|_| dice.between(0, 6)));
    let _ = writeln!(out, "    nieuwbouwafspraken:");
    for (segment, divide) in [("sociale_huur", 1u64), ("middenhuur", 10)] {
        let numbers = per_year(|i| share(i).checked_div(divide).unwrap_or(0));
        let _ = writeln!(
            out,
            "      - {{segment: {segment}, type_afspraak: individueel, gemeente: {place}, telbasis: oplevering, aantallen: {numbers}}}"
        );
    }
    let _ = writeln!(out, "    huursomstijging: {{2026: \"3,{}%\"}}", dice.between(2, 7));
    let _ = writeln!(out, "    maximale_huurverhoging: {{2026: \"4,{}%\"}}", dice.between(0, 2));
    let _ = writeln!(out, "    huurverhoging_na_isolatie: \"€ 0\"\n    iah_in_kwetsbare_wijken: nee");
    let target = dice.between(150, 320);
    let fitting = target.saturating_mul(dice.between(93, 99)).checked_div(100).unwrap_or(0);
    let lettings = target.saturating_add(50);
    let low = lettings.saturating_mul(dice.between(90, 97)).checked_div(100).unwrap_or(0);
    let _ = writeln!(
        out,
        "    toewijzen:\n      2025: {{doelgroep: {target}, passend: {fitting}, daeb_verhuringen: {lettings}, binnen_inkomensgrens: {low}}}"
    );
}

fn project(out: &mut String, dice: &mut Dice, i: u64, place: &str) {
    let homes = dice.between(20, 180);
    let social = homes.saturating_mul(dice.between(0, 60)).checked_div(100).unwrap_or(0);
    let _ = writeln!(out, "  - naam: Project {i} {place}\n    gemeente: {place}\n    soort: nieuwbouw");
    let _ = writeln!(out, "    jaar_oplevering: {}", dice.between(2026, 2029));
    let _ = writeln!(out, "    aantal_te_bouwen: {homes}\n    aantal_sociale_huur: {social}");
}
