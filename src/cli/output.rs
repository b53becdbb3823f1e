//! Standard output and standard error: what goes there, how wide it is, and whether it may have colours.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: the environment tells how to print")]

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use crate::cli::args::ColorArg;
use crate::cli::exit::Exit;
use crate::cli::files;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::receipt::Asked;
use crate::report::{self, Format, Run};
use crate::source::Sources;

/// The command as typed.
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// A variable of the environment; what is no text in it is shown as such.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Writes to standard error.
pub(crate) fn complain(text: &str) {
    // There is nowhere left to report that standard error is gone.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Bytes that go to standard output at a time.
const PIECE: usize = 64 * 1024;

/// Where a command prints.
#[derive(Debug)]
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    pub(crate) width: usize,
    colour: ColorArg,
    /// The reader of standard output stopped reading.
    gone: bool,
}

impl Terminal {
    pub(crate) fn new(lang: Lang, colour: ColorArg) -> Self {
        let columns = variable("COLUMNS").and_then(|c| c.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
        // 100 columns suit a file or a mail; the sample in the documentation is as wide.
        Terminal { lang, width: columns.or_else(terminal).filter(|w| *w > 0).unwrap_or(100), colour, gone: false }
    }

    /// Whether standard output gets colours: only a terminal does, unless asked otherwise.
    pub(crate) fn colour(&self) -> bool {
        self.colours(io::stdout().is_terminal())
    }

    /// The option wins, then who wants no colours, then who wants them anywhere; else a terminal that can show them.
    fn colours(&self, on_terminal: bool) -> bool {
        let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
        let forced = |name| set(name).is_some_and(|v| v != "0" && v != "false");
        match self.colour {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto if set("NO_COLOR").is_some() => false,
            ColorArg::Auto => {
                ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().any(forced)
                    || on_terminal && set("TERM").is_none_or(|t| t != "dumb")
            }
        }
    }

    /// Writes to standard output. A reader that stopped reading (`| head`) is no fault.
    pub(crate) fn print(&mut self, text: &str) -> Exit {
        self.print_with(|out| out.write_all(text.as_bytes()))
    }

    /// Writes to standard output, piece by piece.
    pub(crate) fn print_with(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
        let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Ok(()) => Exit::Ok,
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Exit::Ok
            }
            Err(e) => {
                self.complain(&self.lang.pick(
                    format!("fout: de uitvoer is niet te schrijven: {e}\n"),
                    format!("error: the output cannot be written: {e}\n"),
                ));
                Exit::Unreadable
            }
        }
    }

    /// Whether the reader of standard output stopped reading.
    pub(crate) fn gone(&self) -> bool {
        self.gone
    }

    /// Whether standard output is a terminal that can be wiped.
    pub(crate) fn is_screen(&self) -> bool {
        io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
    }

    /// Writes a result to a file, or to standard output where none is named.
    pub(crate) fn hand_over(&mut self, text: &str, output: Option<&Path>) -> Exit {
        let Some(path) = output else { return self.print(text) };
        match files::write(path, text) {
            Ok(()) => Exit::Ok,
            Err(d) => {
                self.diagnose(Sources::new(), vec![d]);
                Exit::Unreadable
            }
        }
    }

    /// Writes to standard error.
    pub(crate) fn complain(&self, text: &str) {
        complain(text);
    }

    /// Writes diagnostics to standard error, for commands whose output is not a report.
    pub(crate) fn diagnose(&self, sources: Sources, diagnostics: Vec<Diagnostic>) {
        let run = Run {
            sources,
            diagnostics,
            asked: Asked::default(),
            lang: self.lang,
            colour: self.colours(io::stderr().is_terminal()),
            width: self.width,
            ..Run::default()
        };
        match report::render(&run, Format::Text) {
            Ok(text) => self.complain(&text),
            Err(e) => self.complain(&format!("{e}\n")),
        }
    }
}
