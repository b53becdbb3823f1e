//! The commands and their options, as clap reads them. What they mean to people stands in `help`, in both languages.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use toets::report::Format;
use toets::run::Question;

#[derive(Debug, Parser)]
#[command(name = "toets", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Common {
    #[arg(long, value_enum, global = true, ignore_case = true, value_name = "TAAL")]
    pub(crate) lang: Option<LangArg>,
    #[arg(long, value_enum, global = true, default_value = "auto", value_name = "WANNEER")]
    pub(crate) color: ColorArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Baseline(Baseline),
    Report(Report),
    Verify(Verify),
    Fix(Fix),
    Diff(Diff),
    Explain(Explain),
    Test(Test),
    Fmt(Fmt),
    New(New),
    Schema(Schema),
    Rulesets(Rulesets),
    Docs(Docs),
    Completions(Completions),
}

/// What changes which findings come out, for every command that judges agreements.
#[derive(Debug, Default, Args)]
pub(crate) struct AskedArgs {
    #[arg(long, value_name = "DATUM")]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) ruleset: RulesetArg,
    #[arg(long, value_name = "NAAM=WAARDE")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "NORM")]
    pub(crate) include: Vec<String>,
}

/// The name of what comes through standard input.
#[derive(Debug, Default, Args)]
pub(crate) struct PipedArg {
    #[arg(long, value_name = "PAD")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[arg(value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long, value_enum, value_name = "VORM")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long, value_enum, value_name = "NIVEAU")]
    pub(crate) level: Option<LevelArg>,
    #[arg(long, value_parser = listed::<VerdictArg>(), value_name = "UITKOMST", value_delimiter = ',')]
    pub(crate) fail_on: Vec<VerdictArg>,
    #[arg(long, value_name = "BESTAND")]
    pub(crate) baseline: Option<PathBuf>,
    #[arg(long, value_name = "REVISIE")]
    pub(crate) changed_since: Option<String>,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long, value_name = "NORM")]
    pub(crate) rule: Vec<String>,
    #[arg(long, value_parser = listed::<QuestionArg>(), value_name = "VRAAG", value_delimiter = ',')]
    pub(crate) explain: Vec<QuestionArg>,
    #[arg(long, value_enum, default_value = "adviseur", value_name = "DIEPTE", requires = "explain")]
    pub(crate) depth: DepthArg,
    #[arg(long)]
    pub(crate) ignore_deviations: bool,
    #[arg(long, value_enum, value_name = "JA|NEE", num_args = 0..=1, require_equals = true, default_missing_value = "ja")]
    #[arg(ignore_case = true)]
    pub(crate) portfolio: Option<YesNo>,
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[arg(long)]
    pub(crate) watch: bool,
    #[arg(long, short, value_name = "[VORM:]BESTAND")]
    pub(crate) output: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Baseline {
    #[arg(value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long, value_parser = listed::<VerdictArg>(), value_name = "UITKOMST", value_delimiter = ',')]
    pub(crate) fail_on: Vec<VerdictArg>,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long, value_enum, value_name = "JA|NEE", num_args = 0..=1, require_equals = true, default_missing_value = "ja")]
    #[arg(ignore_case = true)]
    pub(crate) portfolio: Option<YesNo>,
    #[arg(long, short, value_name = "BESTAND")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[arg(required = true, value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long, value_enum, value_name = "VORM")]
    pub(crate) format: Option<ReportFormatArg>,
    #[arg(long, short, value_name = "BESTAND")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long)]
    pub(crate) portfolio: bool,
    #[arg(long)]
    pub(crate) ignore_deviations: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormatArg {
    Markdown,
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[arg(value_name = "VERSLAG")]
    pub(crate) report: PathBuf,
    #[arg(value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    #[arg(value_name = "BESTAND")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long, value_name = "NUMMER")]
    pub(crate) apply: Vec<usize>,
    #[command(flatten)]
    pub(crate) asked: AskedArgs,
    #[arg(long, short, value_name = "BESTAND")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[arg(required = true, num_args = 1..=2, value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long, value_name = "ID|PAD")]
    pub(crate) ruleset: Vec<String>,
    #[arg(long, value_enum, default_value = "text", value_name = "VORM")]
    pub(crate) format: DiffFormatArg,
    #[arg(long, value_enum, value_name = "NIVEAU")]
    pub(crate) level: Option<LevelArg>,
    #[arg(long, value_name = "DATUM")]
    pub(crate) date: Option<String>,
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[arg(long, short, value_name = "BESTAND")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormatArg {
    Text,
    Markdown,
    Json,
}

/// Which ruleset, for commands that need one.
#[derive(Debug, Default, Args)]
pub(crate) struct RulesetArg {
    #[arg(long, value_name = "ID|PAD")]
    pub(crate) ruleset: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[arg(value_name = "NORM|CODE")]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) ruleset: RulesetArg,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    #[arg(value_name = "ID|PAD")]
    pub(crate) sets: Vec<String>,
    #[arg(long)]
    pub(crate) coverage: bool,
    #[arg(long)]
    pub(crate) boundaries: bool,
    #[arg(long)]
    pub(crate) mutate: bool,
    #[arg(long, value_name = "PROCENT", requires = "mutate", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_score: Option<u8>,
    #[arg(long, value_name = "NORM")]
    pub(crate) rule: Vec<String>,
    #[arg(long, value_enum, default_value = "text", value_name = "VORM")]
    pub(crate) format: TestFormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormatArg {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    #[arg(required = true, value_name = "BESTAND")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) piped: PipedArg,
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(flatten)]
    pub(crate) ruleset: RulesetArg,
    #[arg(long, short, value_name = "BESTAND")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    #[command(flatten)]
    pub(crate) ruleset: RulesetArg,
    #[arg(long, conflicts_with = "ruleset")]
    pub(crate) report: bool,
    #[arg(long, conflicts_with_all = ["ruleset", "report"])]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rulesets {}

#[derive(Debug, Args)]
pub(crate) struct Docs {
    #[command(flatten)]
    pub(crate) ruleset: RulesetArg,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    Nl,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

/// Yes or no, in the words of both languages and of services: an action passes on what its user wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    #[value(name = "ja", aliases = ["yes", "true", "on", "1"])]
    Yes,
    #[value(name = "nee", aliases = ["no", "false", "off", "0"])]
    No,
}

/// A value of a list with commas, around which people write blanks.
#[derive(Clone)]
struct Listed<T: ValueEnum + Clone + Send + Sync + 'static>(EnumValueParser<T>);

fn listed<T: ValueEnum + Clone + Send + Sync + 'static>() -> Listed<T> {
    Listed(EnumValueParser::new())
}

impl<T: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for Listed<T> {
    type Value = T;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&clap::Arg>, value: &OsStr) -> Result<T, clap::Error> {
        let trimmed = value.to_str().map_or(value, |text| OsStr::new(text.trim()));
        self.0.parse_ref(command, arg, trimmed)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.0.possible_values()
    }
}

/// A format of the library, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FormatArg(pub(crate) Format);

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<[FormatArg; Format::ALL.len()]> = LazyLock::new(|| Format::ALL.map(FormatArg));
        ALL.as_slice()
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.id()))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    Error,
    Warning,
    Note,
    Never,
}

/// What is left of a norm that counts less, in `toets.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EasedArg {
    Off,
    Note,
    Warning,
}

/// The outcomes that a run can be made to fail on, by the words that machines read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum VerdictArg {
    VoldoetNiet,
    Afwijking,
    NietTeToetsen,
    NietVanToepassing,
}

/// The questions by the words of both languages; either fits whatever the language of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionArg {
    #[value(name = "waarom", alias = "why")]
    Why,
    #[value(name = "waarom-niet", alias = "why-not")]
    WhyNot,
    #[value(name = "ontbreekt", alias = "missing")]
    Missing,
    #[value(name = "wat-als", alias = "what-if")]
    WhatIf,
    #[value(name = "bron", alias = "source")]
    Source,
    #[value(name = "alles", alias = "all")]
    All,
}

impl QuestionArg {
    pub(crate) fn questions(self) -> &'static [Question] {
        match self {
            QuestionArg::Why => &[Question::Why],
            QuestionArg::WhyNot => &[Question::WhyNot],
            QuestionArg::Missing => &[Question::Missing],
            QuestionArg::WhatIf => &[Question::WhatIf],
            QuestionArg::Source => &[Question::Source],
            QuestionArg::All => &Question::ALL,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DepthArg {
    #[value(name = "kort", alias = "short")]
    Short,
    #[value(name = "adviseur", alias = "adviser")]
    Adviser,
    #[value(name = "volledig", alias = "full")]
    Full,
}
