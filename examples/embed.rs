//! A program that uses `toets` as a library, without files of its own and without a clock: rules, an agreement that names a
//! framework, verdicts, one finding in both languages, one change that would meet a norm, and a report as a page.
//! Run: `cargo run --example embed`

#![expect(clippy::print_stdout, reason = "an example shows what it has")]

use std::error::Error;

use toets::evaluate::Detail;
use toets::evaluate::finding::Verdict;
use toets::lang::Lang;
use toets::{InMemory, Rules, report};

const FRAMEWORK: &str = "\
naam: Kader 2026-2027
periode: 2026-2027
gemeenten:
  - naam: Meerdijk
    programma:
      2026: {woningen: 100, sociale_huur: 20}
      2027: {woningen: 120, sociale_huur: 30}
";

const AGREEMENT: &str = "\
naam: Jaarschijf 2026
periode: 2026
kader: kader.yaml
gemeenten:
  - naam: Meerdijk
";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let world = InMemory::on("2026-03-01".parse()?).with("meerdijk/kader.yaml", FRAMEWORK);

    // The rules in force for the period that the agreement states.
    let rules = Rules::for_agreement(AGREEMENT.as_bytes(), "2026-03-01".parse()?).ok_or("no rules for this period")?;
    let run = rules.check("meerdijk/2026.yaml", AGREEMENT.as_bytes(), &world);
    let file = run.files.first().ok_or("a run about one file")?;

    for verdict in Verdict::ALL {
        let count = file.judged.iter().filter(|j| j.verdict == verdict).count();
        println!("{}: {count}", verdict.words(Lang::En));
    }

    // One finding, in both languages, with the figures that it rests on.
    let missed = file.judged.iter().find(|j| j.verdict == Verdict::NotMet).ok_or("all norms are met")?;
    let finding = file.tell(&run.sources, missed, Detail::Figures).ok_or("nothing to tell")?;
    let rule = rules.checked().rule(finding.rule);
    println!("\n{} {}", rule.id, rule.title.get(Lang::En));
    println!("nl: {}\nen: {}", finding.message.get(Lang::Nl), finding.message.get(Lang::En));
    for figure in &finding.evidence {
        let (name, line, _) = run.sources.place(figure.span);
        println!("    {name}:{line} {} = {}", figure.path, figure.value.get(Lang::En));
    }

    // The smallest change that would meet it.
    if let Some(change) = file.remedies.of(missed).proposals.first() {
        println!("change: {}", change.text.get(Lang::En));
    }

    // A whole report; there is one for people, and there are some for programs.
    let page = report::render(&run, report::Format::Html)?;
    println!("\na page that names the agreement: {}", page.contains("Meerdijk"));
    Ok(())
}
