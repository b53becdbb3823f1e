//! What the dossier rests on: program, rules, files, days and options, for people and for `toets verify`.

use crate::run::Run;
use crate::run::receipt::Receipt;

use super::{Block, Cell, Section, Table};

/// The section.
pub(super) fn section(run: &Run) -> Section {
    let lang = run.lang;
    let receipt = Receipt::of(run);
    let words = |nl: &'static str, en: &'static str| lang.pick(nl, en).to_owned();
    let mut rows = vec![vec![
        Cell::words(words("programma", "program")),
        Cell::words(format!("toets {}", receipt.toets)),
        Cell::default(),
    ]];
    let mut row = |kind: String, what: String, hash: &str| {
        rows.push(vec![Cell::words(kind), Cell::words(what), Cell::words(hash)]);
    };
    for set in &receipt.rulesets {
        row(words("regelset", "ruleset"), format!("{} {}", set.id, set.version), &set.sha256);
    }
    for input in &receipt.inputs {
        row(words("bestand", "file"), input.file.clone(), &input.sha256);
        for referred in &input.refers_to {
            row(
                words("bestand waarnaar dat verwijst", "file that it refers to"),
                referred.file.clone(),
                &referred.sha256,
            );
        }
        row(words("peildatum", "reference date"), format!("{} ({})", input.date, input.date_reason), "");
    }
    for option in options(&receipt) {
        row(words("optie", "option"), option, "");
    }
    let caption = words("Waarop dit dossier rust", "What this dossier rests on");
    let head = vec![words("wat", "what"), words("naam", "name"), "SHA-256".to_owned()];
    Section {
        title: words("Verantwoording", "Receipt"),
        blocks: vec![
            Block::paragraph(words(
                "Met dezelfde bestanden, regels en versie van toets komt dit dossier er tot op de byte weer zo uit. \
                 `toets verify` maakt het opnieuw en zegt of het gelijk is, of wat er anders is en waardoor.",
                "With the same files, rules and version of toets this dossier comes out the same, to the byte. \
                 `toets verify` makes it again and says whether it is identical, or what differs and why.",
            )),
            Block::Table(Table { caption, head, rows, ..Table::default() }),
            Block::Receipt(words("Verantwoording voor toets verify", "Receipt for toets verify"), receipt.to_text()),
        ],
        ..Section::default()
    }
}

/// The options as they would be typed.
fn options(receipt: &Receipt) -> Vec<String> {
    let o = &receipt.options;
    let one = |name: &str, value: &Option<String>| value.as_ref().map(|v| format!("--{name} {v}"));
    let many = |name: &str, values: &[String]| values.iter().map(|v| format!("--{name} {v}")).collect::<Vec<_>>();
    let mut out: Vec<String> = one("date", &o.date).into_iter().chain(one("ruleset", &o.ruleset)).collect();
    out.extend(many("set", &o.set));
    out.extend(many("include", &o.include));
    out.extend(o.portfolio.then(|| "--portfolio".to_owned()));
    out.extend(o.rule.iter().map(|r| format!("--rule {r}")));
    out.extend(o.ignore_deviations.then(|| "--ignore-deviations".to_owned()));
    out
}
