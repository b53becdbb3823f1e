//! `toets report`: from the files on the command line to a dossier for an adviser.

use std::path::Path;

use crate::cli::args::{Report, ReportFormatArg};
use crate::cli::check::{Shown, Start, inputs, judged_from, overwritten};
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::cli::output::Terminal;
use crate::cli::settings::{self, Judging};
use crate::diagnostic::Severity;
use crate::dossier::dossier;
use crate::receipt::{Asked, Form};
use crate::report::{Run, html, json, markdown};
use crate::source::Sources;

pub(crate) fn run(args: &Report, terminal: &mut Terminal) -> Exit {
    let inputs = inputs(&args.files, files::STDIN);
    if let Some(d) = args.output.as_deref().and_then(|output| overwritten(&inputs, output)) {
        terminal.diagnose(Sources::new(), vec![d]);
        return Exit::Unreadable;
    }
    let shown = Shown { lang: terminal.lang, may_be_brief: false };
    let judged = settings::judging(&args.asked).and_then(|Judging { sources, asked, given, .. }| {
        let asked = Asked { portfolio: args.portfolio, ignore_deviations: args.ignore_deviations, ..asked };
        let start = Start { sources, given, ..Start::default() };
        judged_from(start, &asked, inputs, shown).map_err(|d| (Sources::new(), vec![d]))
    });
    let run = match judged {
        Ok((run, _)) => run,
        Err((sources, all)) => {
            terminal.diagnose(sources, all);
            return Exit::Unreadable;
        }
    };
    // A dossier about half of the files would look like one about all of them.
    let broken = run.files.iter().any(|f| f.facts.is_none());
    if broken || run.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        let Run { sources, files, mut diagnostics, .. } = run;
        diagnostics.extend(files.into_iter().flat_map(|f| f.diagnostics));
        terminal.diagnose(sources, diagnostics);
        return Exit::Unreadable;
    }
    match rendered(&run, form(args)) {
        Ok(text) => terminal.hand_over(&text, args.output.as_deref()),
        Err(e) => {
            terminal.complain(&format!("{e}\n"));
            Exit::Internal
        }
    }
}

/// A result in one of the forms that hold a receipt.
pub(crate) fn rendered(run: &Run, form: Form) -> std::io::Result<String> {
    match form {
        Form::Json => json::render(run),
        Form::Markdown => Ok(markdown::render(&dossier(run))),
        Form::Html => Ok(html::render(&dossier(run))),
    }
}

/// The form asked for, else the one that the name of the file tells.
fn form(args: &Report) -> Form {
    let extension = args.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str()).unwrap_or("");
    match args.format {
        Some(ReportFormatArg::Html) => Form::Html,
        Some(ReportFormatArg::Markdown) => Form::Markdown,
        None if extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm") => Form::Html,
        None => Form::Markdown,
    }
}
