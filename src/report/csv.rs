//! A table of all findings and of the faults in the files, for a spreadsheet or a script.
//!
//! Takes: a [`Run`]. Gives: CSV as RFC 4180 has it, in UTF-8 without a mark at the start, a comma between cells. Never a cell
//! that a spreadsheet would compute.

use std::io;

use crate::document::words;
use crate::evaluate::Detail;
use crate::evaluate::finding::strength_id;
use crate::lang::one_line;
use crate::report::escape;
use crate::report::place::{self, Place};
use crate::report::sink::Sink;
use crate::run::order::Listed;
use crate::run::{FileRun, Run, fingerprint};

/// The columns; only ever added to, at the end.
const HEAD: [&str; 18] = [
    "kind",
    "file",
    "line",
    "column",
    "rule",
    "title",
    "subject",
    "year",
    "verdict",
    "strength",
    "severity",
    "message",
    "source",
    "missing",
    "help",
    "fingerprint",
    "known",
    "proposals",
];

/// Writes the whole table.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write(run: &Run, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new()?;
    rows(run, sink, &mut table)?;
    table.pass_on(sink)
}

/// Rows that were not passed on yet.
struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new() -> Result<Self, csv::Error> {
        let mut writer = Self::empty();
        writer.write_record(HEAD)?;
        Ok(Table { writer })
    }

    fn empty() -> csv::Writer<Vec<u8>> {
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
    }

    fn pass_on(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        let written = std::mem::replace(&mut self.writer, Self::empty());
        let bytes = written.into_inner().map_err(|e| e.into_error())?;
        sink.text.lines(std::str::from_utf8(&bytes).map_err(io::Error::other)?);
        sink.pass_on();
        Ok(())
    }
}

fn rows(run: &Run, sink: &mut Sink<'_>, table: &mut Table) -> io::Result<()> {
    let mut faults = |file: &str, list: &[crate::diagnostic::Diagnostic]| -> Result<(), csv::Error> {
        for (d, print) in list.iter().zip(fingerprint::diagnostics(run, file, list)) {
            let at = place::fault(run, d);
            let help = d.help.as_ref().map_or("", |h| h.get(run.lang));
            let (message, severity) = (d.message.get(run.lang), d.severity.id());
            let [line, column] = numbers(at);
            let file = at.map_or(file, |p| p.file);
            record(
                &mut table.writer,
                [
                    "diagnostic",
                    file,
                    &line,
                    &column,
                    d.code,
                    "",
                    "",
                    "",
                    "",
                    "",
                    severity,
                    message,
                    "",
                    "",
                    help,
                    &print,
                    "",
                    "",
                ],
            )?;
        }
        Ok(())
    };
    faults("", &run.diagnostics)?;
    for file in &run.files {
        faults(&file.name, &file.diagnostics)?;
    }
    for file in &run.files {
        let prints = fingerprint::findings(run, file);
        // A row has a place, whatever comes out.
        run.each(
            file,
            |_| Some(Detail::Figures),
            |listed| {
                let print = prints.get(listed.index).map_or("", String::as_str);
                finding(&mut table.writer, run, file, listed, print)
            },
        )?;
        table.pass_on(sink)?;
    }
    Ok(())
}

fn finding(
    writer: &mut csv::Writer<Vec<u8>>,
    run: &Run,
    file: &FileRun,
    listed: Listed<'_>,
    print: &str,
) -> Result<(), csv::Error> {
    let (lang, Listed { checked, rule, finding, .. }) = (run.lang, listed);
    let at = place::finding(run, finding);
    let [line, column] = numbers(at);
    let year = finding.year.map_or_else(String::new, |y| y.to_string());
    let mut message = vec![words::message(rule, finding, lang)];
    message.extend(finding.reasons.iter().map(|r| r.get(lang)));
    message.dedup();
    // Empty where there is no list to be known in.
    let known = run.baseline.as_ref().map_or("", |_| if finding.known { "true" } else { "false" });
    let proposals: Vec<&str> = words::proposals(file, finding, lang).into_iter().map(|(_, text)| text).collect();
    let missing: Vec<&str> = finding.missing.iter().map(|m| m.path.as_str()).collect();
    record(
        writer,
        [
            "finding",
            at.map_or(&file.name, |p| p.file),
            &line,
            &column,
            &rule.id,
            rule.title.get(lang),
            &finding.subject,
            &year,
            finding.verdict.id(),
            strength_id(rule.strength),
            finding.weight.id(),
            &message.join("; "),
            &words::cites(checked, rule, lang).join("; "),
            &missing.join("; "),
            &words::remedies(finding, lang).join("; "),
            print,
            known,
            &proposals.join("; "),
        ],
    )
}

fn numbers(at: Option<Place<'_>>) -> [String; 2] {
    at.map_or_else(Default::default, |p| [p.line.to_string(), p.column.to_string()])
}

fn record(writer: &mut csv::Writer<Vec<u8>>, row: [&str; HEAD.len()]) -> Result<(), csv::Error> {
    // One line a row: not every spreadsheet reads a line end inside a cell.
    writer.write_record(row.map(|text| escape::cell(&one_line(text))))
}
