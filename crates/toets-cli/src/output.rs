//! Standard output and standard error: what goes there, how wide it is, and whether it may have colours.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: the environment tells how to print")]

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use crate::args::ColorArg;
use crate::exit::Exit;
use crate::files::{Named, Said};
use toets::diagnostic::Diagnostic;
use toets::lang::Lang;
use toets::printable::printable;
use toets::report::{self, Format, Ink, Sink};
use toets::run::Run;
use toets::run::receipt::Asked;
use toets::source::Sources;

/// The command as typed.
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// A variable of the environment; what is no text in it is shown as such.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Writes lines to standard error, made safe.
pub(crate) fn complain(text: &str) {
    complain_with(|sink| {
        sink.lines(text);
        Ok(())
    });
}

/// Writes to standard error.
fn complain_with(write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>) {
    let mut out = BufWriter::new(io::stderr().lock());
    let mut sink = Sink::new(&mut out);
    // There is nowhere left to report that standard error is gone.
    let _ = write(&mut sink).and_then(|()| sink.finish());
}

/// Begins the last line of standard error anew, with words of ours.
pub(crate) fn redraw(words: &str) {
    // What only shows how far the program is need not arrive.
    let _ = write!(io::stderr().lock(), "\r{}\u{1b}[K", printable(words));
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

    /// Text for standard output, in colours if it gets them.
    pub(crate) fn ink(&self) -> Ink {
        Ink::new(self.colour())
    }

    /// Writes lines to standard output, made safe. A reader that stopped reading (`| head`) is no fault.
    pub(crate) fn print(&mut self, text: &str) -> Exit {
        self.print_with(|sink| {
            sink.lines(text);
            Ok(())
        })
    }

    /// Writes what was made for standard output.
    pub(crate) fn print_ink(&mut self, ink: Ink) -> Exit {
        self.print_with(|sink| {
            sink.ink(ink);
            Ok(())
        })
    }

    /// Writes to standard output, piece by piece.
    pub(crate) fn print_with(&mut self, write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>) -> Exit {
        self.send(|out| {
            let mut sink = Sink::new(out);
            let written = write(&mut sink);
            sink.finish().and(written)
        })
    }

    /// Writes a file of somebody else's to standard output, changed as was asked: byte for byte, because it goes back into a file.
    /// On a screen, where it can only be looked at, it is made safe.
    pub(crate) fn pass_through(&mut self, text: &str) -> Exit {
        if io::stdout().is_terminal() { self.print(text) } else { self.send(|out| out.write_all(text.as_bytes())) }
    }

    /// Cleans the screen and what scrolled off it.
    pub(crate) fn wipe(&mut self) -> Exit {
        self.send(|out| out.write_all(b"\x1b[H\x1b[2J\x1b[3J"))
    }

    fn send(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Exit {
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

    /// Writes a report to the file that was typed, or to standard output where none was.
    pub(crate) fn hand_over(
        &mut self,
        output: Option<&Path>,
        write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>,
    ) -> Exit {
        match output {
            Some(path) => self.written(Named::typed(path).write_report(write)),
            None => self.print_with(write),
        }
    }

    /// Says what is to be said of a file that was written, or why it was not.
    pub(crate) fn written(&self, written: Result<Said, Diagnostic>) -> Exit {
        let (exit, said) = match written {
            Ok(Said(said)) => (Exit::Ok, said),
            Err(d) => (Exit::Unreadable, vec![d]),
        };
        if !said.is_empty() {
            self.diagnose(Sources::new(), said);
        }
        exit
    }

    /// Writes lines to standard error, made safe.
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
        complain_with(|sink| report::write(&run, Format::Text, sink));
    }
}
