//! From findings and diagnostics to text that people or machines read.
//!
//! Takes: a [`Run`]. Gives: one of the formats ([`Format`]). Never decides anything: every format prints the same findings.

pub mod address;
mod against;
mod answer;
mod chart;
pub mod comment;
#[cfg(feature = "cli")]
pub mod csv;
#[cfg(feature = "cli")]
pub mod diff;
pub mod eased;
pub(crate) mod escape;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod html;
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only the command line draws in colours"))]
pub(crate) mod ink;
mod inline;
pub mod json;
#[cfg(feature = "cli")]
pub mod junit;
pub mod markdown;
pub(crate) mod markup;
#[cfg(feature = "cli")]
pub(crate) mod norms;
pub(crate) mod outline;
pub mod page;
mod place;
pub mod plain;
pub(crate) mod printable;
#[cfg(feature = "cli")]
pub(crate) mod proposals;
mod run;
pub mod sarif;
mod sink;
#[cfg(feature = "cli")]
mod source;
pub mod tap;
#[cfg(feature = "cli")]
pub mod text;
mod told;
pub(crate) mod words;

#[cfg(feature = "cli")]
use std::io::{self, Write};

#[cfg(feature = "cli")]
use crate::lang::Lang;

pub use address::Addresses;
pub use eased::Eased;
pub use ink::Ink;
pub use run::{Depth, Explain, FileRun, LoadedRuleset, Outcome, Question, Referred, Run, Since, Together};
pub use sink::Sink;
pub use told::Told;

/// What standard input is called where a file has its name, for programs and for people.
pub(crate) const PIPED: &str = "-";
const PIPED_IN_WORDS: (&str, &str) = ("standaardinvoer", "standard input");

/// What standard input is called in a report for people.
#[cfg(feature = "cli")]
pub(crate) fn piped_in_words(lang: Lang) -> &'static str {
    lang.pick(PIPED_IN_WORDS.0, PIPED_IN_WORDS.1)
}

/// Whether this is the name of standard input.
pub(crate) fn is_piped(name: &str) -> bool {
    [PIPED, PIPED_IN_WORDS.0, PIPED_IN_WORDS.1].contains(&name)
}

/// The formats a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For screen readers.
    Plain,
    /// For machines: everything.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// JUnit XML, for build services.
    Junit,
    /// Workflow commands of GitHub: annotations.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// The Test Anything Protocol, version 13.
    Tap,
    /// For a comment on a pull request.
    Markdown,
    /// A table.
    Csv,
    /// One page without anything from elsewhere.
    Html,
}

impl Format {
    /// All formats, those for people at a terminal first.
    pub const ALL: [Format; 11] = [
        Format::Text,
        Format::Plain,
        Format::Json,
        Format::Sarif,
        Format::Junit,
        Format::Github,
        Format::Gitlab,
        Format::Tap,
        Format::Markdown,
        Format::Csv,
        Format::Html,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Plain => "plain",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Tap => "tap",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::Html => "html",
        }
    }

    /// Whether people read it: then many files together may be shown as one, and standard input has a name in their language.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Text | Format::Plain | Format::Markdown | Format::Html)
    }
}

/// Writes the report in a format, to the last line.
///
/// # Errors
///
/// When it cannot be written.
#[cfg(feature = "cli")]
pub fn write(run: &Run, format: Format, out: &mut Sink<'_>) -> io::Result<()> {
    let mut made = Ok(());
    match format {
        Format::Text => text::write(run, out),
        Format::Plain => plain::write(run, out),
        Format::Json => made = json::write(run, out),
        Format::Sarif => made = sarif::write(run, out),
        Format::Junit => made = junit::write(run, out),
        Format::Github => github::write(run, out),
        Format::Gitlab => made = gitlab::write(run, out),
        Format::Tap => tap::write(run, out),
        Format::Markdown => comment::write(run, out),
        Format::Csv => made = csv::write(run, out),
        Format::Html => page::write(run, out),
    }
    // What went wrong first says most.
    out.flush().and(made)
}

/// The report in a format, as a text.
///
/// # Errors
///
/// Never in practice: it is written to memory.
#[cfg(feature = "cli")]
pub fn render(run: &Run, format: Format) -> io::Result<String> {
    let mut out = Vec::new();
    write(run, format, &mut Sink::new(&mut out))?;
    String::from_utf8(out).map_err(io::Error::other)
}
