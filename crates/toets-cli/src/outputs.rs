//! `--format` and `--output`: which reports a run makes, and where each goes.
//!
//! `--output FILE` is the report of `--format`, in a file instead of on standard output; `--output sarif:FILE` is one more.

use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::fault;
use crate::files::{self, Named};
use crate::output::Terminal;
use toets::diagnostic::Diagnostic;
use toets::report::{self, Format};
use toets::run::Run;
use toets::source::Sources;

/// How wide a report is that goes to a file.
const WIDTH: usize = 100;

/// The reports of a run.
#[derive(Debug)]
pub(crate) struct Outputs {
    /// The format for standard output, unless that report goes to a file.
    printed: Option<Format>,
    files: Vec<(Format, Named)>,
}

impl Outputs {
    /// One report, on standard output.
    pub(crate) fn printed(format: Format) -> Self {
        Outputs { printed: Some(format), files: Vec::new() }
    }

    /// One more, as it was `typed`; `whole` makes its path one from the working folder.
    pub(crate) fn add(
        &mut self,
        format: Format,
        typed: &Path,
        whole: impl Fn(&Path) -> Named,
    ) -> Result<(), Diagnostic> {
        let (format, path) = match named(typed)? {
            Some((format, path)) => (format, whole(&path)),
            None => {
                self.printed = None;
                (format, whole(typed))
            }
        };
        path.in_reach()?;
        let real = files::real(path.path());
        if self.files.iter().any(|(_, p)| files::real(p.path()) == real) {
            return Err(fault::output_twice(path.path()));
        }
        self.files.push((format, path));
        Ok(())
    }

    /// All formats, that of standard output first.
    pub(crate) fn formats(&self) -> impl Iterator<Item = Format> {
        self.printed.into_iter().chain(self.files.iter().map(|(format, _)| *format))
    }

    /// The format of standard output.
    pub(crate) fn on_screen(&self) -> Option<Format> {
        self.printed
    }

    /// Writes every report; one that cannot be written does not stop the others. Nothing is written at
    /// all when one of them would go over what was read.
    pub(crate) fn write(&self, run: &mut Run, terminal: &mut Terminal) -> Exit {
        let refused: Vec<_> = self.files.iter().filter_map(|(_, path)| path.was_read()).collect();
        if !refused.is_empty() {
            terminal.diagnose(Sources::new(), refused);
            return Exit::Unreadable;
        }
        let mut exit = Exit::Ok;
        if let Some(format) = self.printed {
            run.colour = terminal.colour();
            run.width = terminal.width;
            exit = exit.max(terminal.print_with(|out| report::write(run, format, out)));
            say_left_out(run, format, "", terminal);
        }
        run.colour = false;
        run.width = WIDTH;
        for (format, path) in &self.files {
            exit = exit.max(terminal.written(path.write_report(|out| report::write(run, *format, out))));
            say_left_out(run, *format, &format!("{}: ", files::said(path.path())), terminal);
        }
        exit
    }
}

/// What a service does not show of a report, for who makes it.
fn say_left_out(run: &Run, format: Format, before: &str, terminal: &Terminal) {
    if let Some(said) = (format == Format::Sarif).then(|| report::sarif::left_out(run)).flatten() {
        terminal.complain(&format!("{before}{}\n", said.get(terminal.lang)));
    }
}

/// `sarif:report.sarif`; `None` for a path alone.
fn named(typed: &Path) -> Result<Option<(Format, PathBuf)>, Diagnostic> {
    let Some((word, path)) = typed.to_str().and_then(|t| t.split_once(':')) else { return Ok(None) };
    // One letter is a drive, and a folder before it makes it a path.
    if word.len() < 2 || !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') || path.is_empty() {
        return Ok(None);
    }
    match Format::ALL.into_iter().find(|f| f.id() == word) {
        Some(format) => Ok(Some((format, PathBuf::from(path)))),
        None => Err(fault::unknown_format(word, path, Format::ALL.iter().map(|f| f.id()))),
    }
}
