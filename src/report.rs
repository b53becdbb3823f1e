//! What people and machines read: a document set in a form, or a run as data.
//!
//! Takes: a [`Run`], or a comparison. Gives: one of the formats ([`Format`]). Never decides anything: what a document
//! says stands in its blocks.

mod chart;
pub mod csv;
pub mod diff;
pub(crate) mod escape;
pub mod github;
pub mod gitlab;
mod html;
pub mod ink;
pub mod json;
pub mod junit;
mod markdown;
pub(crate) mod markup;
mod place;
mod plain;
pub mod proposals;
pub mod sarif;
mod sink;
mod source;
pub mod tap;
pub mod text;

use std::io::{self, Write};

use crate::document::dossier::dossier;
use crate::document::report::report;
use crate::document::{self, Block, Setter};
use crate::lang::Lang;
use crate::run::receipt;
use crate::run::{LoadedRuleset, Run};
use crate::source::Sources;

pub use ink::Ink;
pub use sink::Sink;

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

/// A form in which blocks are set.
trait Form {
    /// Sets a block under those before it.
    fn set(&mut self, block: Block, out: &mut Ink);

    /// Sets what stands at the end.
    fn end(&mut self, _: &mut Ink) {}
}

/// Blocks on their way out in a form.
struct Setting<'a, 's, F> {
    form: F,
    out: &'a mut Sink<'s>,
}

impl<F: Form> Setter for Setting<'_, '_, F> {
    fn set(&mut self, block: Block) {
        self.form.set(block, &mut self.out.text);
        self.out.pass_on_many();
    }

    fn is_over(&self) -> bool {
        self.out.is_over()
    }
}

/// Sets a document in a form.
fn set(form: impl Form, out: &mut Sink<'_>, build: impl FnOnce(&mut dyn Setter)) {
    let mut setting = Setting { form, out };
    build(&mut setting);
    let Setting { mut form, out } = setting;
    form.end(&mut out.text);
}

/// Writes the dossier of a run.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_dossier(run: &Run, form: receipt::Form, out: &mut Sink<'_>) -> io::Result<()> {
    let (sources, lang) = (&run.sources, run.lang);
    match form {
        receipt::Form::Json => return write(run, Format::Json, out),
        receipt::Form::Markdown => set(markdown::Page::new(sources, lang, false), out, |out| dossier(run, out)),
        receipt::Form::Html => set(html::Page::new(sources, lang), out, |out| dossier(run, out)),
    }
    out.flush()
}

/// Writes the norms of rulesets as Markdown.
pub fn write_norms(sets: &[&LoadedRuleset], sources: &Sources, lang: Lang, out: &mut Sink<'_>) {
    set(markdown::Page::new(sources, lang, false), out, |out| {
        document::norms::head(lang, out);
        sets.iter().for_each(|set| document::norms::norms(&set.checked, sources, lang, out));
    });
}

/// Writes the report in a format, to the last line.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(run: &Run, format: Format, out: &mut Sink<'_>) -> io::Result<()> {
    let mut made = Ok(());
    let (sources, lang) = (&run.sources, run.lang);
    match format {
        Format::Text => set(text::Text::of(run), out, |out| report(run, out)),
        Format::Plain => set(plain::Plain::new(sources, lang, run.verbose), out, |out| report(run, out)),
        Format::Json => made = json::write(run, out),
        Format::Sarif => made = sarif::write(run, out),
        Format::Junit => made = junit::write(run, out),
        Format::Github => github::write(run, out),
        Format::Gitlab => made = gitlab::write(run, out),
        Format::Tap => tap::write(run, out),
        Format::Markdown => set(markdown::Page::new(sources, lang, true), out, |out| report(run, out)),
        Format::Csv => made = csv::write(run, out),
        Format::Html => set(html::Page::new(sources, lang), out, |out| {
            out.set(document::report::title(lang));
            report(run, out);
        }),
    }
    // What went wrong first says most.
    out.flush().and(made)
}

/// The report in a format, as a text.
///
/// # Errors
///
/// Never in practice: it is written to memory.
pub fn render(run: &Run, format: Format) -> io::Result<String> {
    let mut out = Vec::new();
    write(run, format, &mut Sink::new(&mut out))?;
    String::from_utf8(out).map_err(io::Error::other)
}
