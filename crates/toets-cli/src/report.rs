//! `toets report`: from the files on the command line to a dossier for an adviser.

use std::io;
use std::path::Path;

use crate::args::{Report, ReportFormatArg};
use crate::check::{Shown, Start, judged_from};
use crate::exit::Exit;
use crate::files::{self, Named};
use crate::inputs::inputs;
use crate::output::Terminal;
use crate::settings::{self, Judging};
use toets::diagnostic::Severity;
use toets::report::{self, Sink};
use toets::run::Run;
use toets::run::receipt::{Asked, Form};
use toets::source::Sources;

pub(crate) fn run(args: &Report, terminal: &mut Terminal) -> Exit {
    let files = match Named::all_typed(&args.files, &args.piped) {
        Ok(files) => files,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let shown = Shown { lang: terminal.lang, may_be_brief: false };
    let judged = settings::judging(&args.asked, &args.piped).and_then(
        |Judging { sources, asked, given, ruleset, exclude, .. }| {
            let inputs = inputs(&files, &exclude, files::STDIN);
            let asked = Asked { portfolio: args.portfolio, ignore_deviations: args.ignore_deviations, ..asked };
            let start = Start { sources, given, ruleset, ..Start::default() };
            judged_from(start, &asked, inputs, shown).map_err(|d| (Sources::new(), vec![d]))
        },
    );
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
    terminal.hand_over(args.output.as_deref(), |out| write(&run, form(args), out))
}

/// Writes a result in one of the forms that hold a receipt.
pub(crate) fn write(run: &Run, form: Form, out: &mut Sink<'_>) -> io::Result<()> {
    report::write_dossier(run, form, out)
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
