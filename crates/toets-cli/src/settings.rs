//! What a run is asked to do: the command line first, then `toets.toml`, then what is usual.
//!
//! Takes: the options of a command and the nearest `toets.toml`. Gives: settings that hold for the run, each path as seen from
//! the working folder. Never reads an agreement. (The language comes from the command line, the environment and the file, in
//! that order: `cli::language`.)

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use crate::args::{AskedArgs, Baseline, Check, DepthArg, EasedArg, LevelArg, PipedArg, RulesetArg, VerdictArg, YesNo};
use crate::config::patterns::{self, Patterns};
use crate::config::{self, Loaded, Override};
use crate::files::{By, Kind, Named, Namer};
use crate::inputs::Input;
use crate::outputs::Outputs;
use crate::rulesets::{self, Origin};
use crate::{clock, fault, files};
use toets::diagnostic::Diagnostic;
use toets::evaluate::finding::{Verdict, Weight};
use toets::lang::Text;
use toets::report::Format;
use toets::run::eased::OFF;
use toets::run::receipt::{Asked, Ease};
use toets::run::{Depth, Explain, Question};
use toets::source::{Sources, Span, Spanned};
use toets::text;

/// The name of the list of known findings when nothing else is said.
const BASELINE: &str = "toets-baseline.json";

/// What holds for a run.
pub(crate) struct Settings {
    /// Holds the text of `toets.toml`, so that what is wrong with a value can be shown there.
    pub(crate) sources: Sources,
    pub(crate) files: Vec<Named>,
    /// The reports to make, and where each goes.
    pub(crate) outputs: Outputs,
    /// From which weight on a finding makes the run fail; `None` for never.
    pub(crate) level: Option<Weight>,
    pub(crate) fail_on: Vec<Verdict>,
    /// The options that change what comes out, wherever they were given.
    pub(crate) asked: Asked,
    /// Who gave them.
    pub(crate) given: Given,
    /// The ruleset among them, with who named it.
    pub(crate) ruleset: Option<Origin>,
    pub(crate) explain: Option<Explain>,
    pub(crate) verbose: bool,
    /// The list of known findings, with the place in `toets.toml`.
    pub(crate) baseline: Option<(Named, Option<Span>)>,
    pub(crate) changed_since: Option<String>,
    /// Where `toets.toml` is.
    pub(crate) config: Option<PathBuf>,
    /// Norms that count less for some files.
    eased: Vec<(Ease, Option<Patterns>)>,
    /// What is left out of folders.
    pub(crate) exclude: Patterns,
}

impl Settings {
    /// Says which of the files each norm counts less for.
    pub(crate) fn ease(&mut self, inputs: &[Input]) {
        let fitting = |(ease, patterns): (Ease, Option<Patterns>)| {
            let Some(patterns) = patterns else { return Some(ease) };
            let fit = inputs.iter().filter(|i| patterns.fit(&i.path)).map(|i| i.name.clone());
            let files: Vec<String> = fit.collect();
            (!files.is_empty()).then_some(Ease { files, ..ease })
        };
        self.asked.eased = std::mem::take(&mut self.eased).into_iter().filter_map(fitting).collect();
    }
}

/// Who gave what is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) date: Text,
    pub(crate) ruleset: Text,
    /// The places in `toets.toml` of the norms that are off by default; none when the command line names them.
    pub(crate) include: Vec<Span>,
    /// The norms that count less for some files, with their places there.
    pub(crate) eased: Vec<Spanned<String>>,
}

impl Default for Given {
    fn default() -> Self {
        Given::by(&Asked::default())
    }
}

impl Given {
    /// As the options say themselves, so that a result made again says the same.
    pub(crate) fn by(asked: &Asked) -> Self {
        Given {
            date: match &asked.date_in {
                Some(file) => text!("opgegeven in {file}", "given in {file}"),
                None => text!("opgegeven met --date", "given with --date"),
            },
            ruleset: match &asked.ruleset_in {
                Some(file) => text!("gevraagd in {file}", "asked for in {file}"),
                None => text!("gevraagd met --ruleset", "asked for with --ruleset"),
            },
            include: Vec::new(),
            eased: Vec::new(),
        }
    }
}

/// Why there are no settings, with the text to show it in.
pub(crate) type Refused = (Sources, Vec<Diagnostic>);

/// The part of the options that `check` and `baseline` share.
struct Typed<'a> {
    files: &'a [PathBuf],
    piped: &'a PipedArg,
    fail_on: &'a [VerdictArg],
    asked: &'a AskedArgs,
    portfolio: Option<YesNo>,
}

/// Settings for `toets check`.
pub(crate) fn check(args: &Check) -> Result<Settings, Refused> {
    let Check { files, piped, fail_on, asked, portfolio, .. } = args;
    let typed = Typed { files, piped, fail_on, asked, portfolio: *portfolio };
    let (mut settings, loaded) = together(&typed)?;
    let format = args.format.map(|f| f.0).or(loaded.config.format).unwrap_or(Format::Text);
    settings.outputs = match outputs(args, format, &loaded) {
        Ok(outputs) => outputs,
        Err(d) => return Err((settings.sources, vec![d])),
    };
    settings.level = args.level.or(loaded.config.level).unwrap_or(LevelArg::Error).weight();
    if let Some(path) = &args.baseline {
        settings.baseline = Some((Named::typed(path), None));
    }
    settings.asked.rule.clone_from(&args.rule);
    settings.explain = explain(args);
    settings.asked.explain = settings.explain.is_some();
    settings.asked.ignore_deviations = args.ignore_deviations;
    settings.verbose = args.verbose;
    settings.changed_since.clone_from(&args.changed_since);
    Ok(settings)
}

/// The reports that are asked for: those of the command line, else those that the file lists.
fn outputs(args: &Check, format: Format, loaded: &Loaded) -> Result<Outputs, Diagnostic> {
    let mut outputs = Outputs::printed(format);
    let listed = loaded.config.output.as_deref().filter(|_| args.output.is_empty()).unwrap_or_default();
    for typed in &args.output {
        outputs.add(format, typed, |path| Named::typed(path))?;
    }
    for item in listed {
        let here = |path: &Path| loaded.named(path);
        outputs.add(format, Path::new(&item.value), here).map_err(|d| d.at(item.span))?;
    }
    Ok(outputs)
}

/// The questions that are asked, each once, in the order of the answers.
fn explain(args: &Check) -> Option<Explain> {
    if args.explain.is_empty() {
        return None;
    }
    let mut questions: Vec<Question> = args.explain.iter().flat_map(|q| q.questions()).copied().collect();
    questions.sort();
    questions.dedup();
    let depth = match args.depth {
        DepthArg::Short => Depth::Short,
        DepthArg::Adviser => Depth::Adviser,
        DepthArg::Full => Depth::Full,
    };
    Some(Explain { questions, depth })
}

/// Settings for `toets baseline`, whose output is the list of known findings, and where it goes.
pub(crate) fn baseline(args: &Baseline) -> Result<(Settings, Named), Refused> {
    let Baseline { files, piped, fail_on, asked, portfolio, .. } = args;
    let typed = Typed { files, piped, fail_on, asked, portfolio: *portfolio };
    let (mut settings, _) = together(&typed)?;
    let output = match (&args.output, settings.baseline.take()) {
        (Some(typed), _) => Named::typed(typed),
        (None, Some((usual, place))) => match usual.in_reach() {
            Ok(()) => usual,
            Err(d) => return Err((settings.sources, vec![place.map_or(d.clone(), |place| d.at(place))])),
        },
        // Nobody typed this name: it may be a link of somebody else.
        (None, None) => {
            let beside = settings.config.as_deref().map_or(PathBuf::from(BASELINE), |c| c.with_file_name(BASELINE));
            let by = By::within(beside.parent().unwrap_or(Path::new("")), Namer::Folder);
            Named::new(beside, by)
        }
    };
    Ok((settings, output))
}

/// What `--ruleset` names, else what `toets.toml` names.
pub(crate) fn ruleset(arg: &RulesetArg, loaded: &Loaded) -> Result<Option<Origin>, Diagnostic> {
    if let Some(name) = &arg.ruleset {
        return rulesets::typed(name).map(Some);
    }
    let Some(name) = &loaded.config.ruleset else { return Ok(None) };
    let origin = rulesets::named(&name.value, || loaded.named(Path::new(&name.value)));
    origin.map(Some).map_err(|d| d.at(name.span))
}

/// The nearest `toets.toml`, when nothing is wrong with it.
fn load(piped: &PipedArg) -> Result<Loaded, Refused> {
    let loaded = config::load_for(piped);
    if loaded.found.has_errors() { Err((loaded.sources, loaded.found.sorted())) } else { Ok(loaded) }
}

fn together(typed: &Typed<'_>) -> Result<(Settings, Loaded), Refused> {
    let mut loaded = load(typed.piped)?;
    match resolve(typed, &loaded) {
        Ok(mut settings) => {
            settings.sources = std::mem::take(&mut loaded.sources);
            Ok((settings, loaded))
        }
        Err(d) => Err((loaded.sources, vec![d])),
    }
}

/// What changes the outcomes, and who asked for it.
pub(crate) struct Judging {
    /// Holds the text of `toets.toml`, so that what is wrong with a value can be shown there.
    pub(crate) sources: Sources,
    pub(crate) asked: Asked,
    pub(crate) given: Given,
    /// The ruleset among what is asked, with who named it.
    pub(crate) ruleset: Option<Origin>,
    /// The level of `toets.toml`.
    pub(crate) level: Option<LevelArg>,
    /// What is left out of folders.
    pub(crate) exclude: Patterns,
}

/// The same options for a command that names its files itself and makes a report of its own.
pub(crate) fn judging(typed: &AskedArgs, piped: &PipedArg) -> Result<Judging, Refused> {
    let loaded = load(piped)?;
    let settings = asked(typed, &loaded).and_then(|asked| Ok((asked, exclude(&loaded)?)));
    match settings {
        Ok(((asked, given, ruleset), exclude)) => {
            Ok(Judging { sources: loaded.sources, asked, given, ruleset, level: loaded.config.level, exclude })
        }
        Err(d) => Err((loaded.sources, vec![d])),
    }
}

fn asked(typed: &AskedArgs, loaded: &Loaded) -> Result<(Asked, Given, Option<Origin>), Diagnostic> {
    let (config, file) = (&loaded.config, loaded.name());
    let mut given = Given::default();
    let mut date_in = None;
    let date = match (typed.date.as_deref(), config.date) {
        (Some(text), _) => Some(clock::parse(text).ok_or_else(|| fault::bad_date(text))?.to_string()),
        (None, Some(date)) => {
            date_in = Some(file.clone());
            Some(date.to_string())
        }
        (None, None) => None,
    };
    let origin = ruleset(&typed.ruleset, loaded)?;
    let ruleset = origin.as_ref().map(|origin| match origin {
        Origin::Embedded(id) => (*id).to_owned(),
        Origin::Path(path) => files::shown(path.path()),
    });
    let ruleset_in = (ruleset.is_some() && typed.ruleset.ruleset.is_none()).then(|| file.clone());
    let include = match (typed.include.as_slice(), &config.include) {
        ([], Some(norms)) => {
            given.include = norms.iter().map(|n| n.span).collect();
            norms.iter().map(|n| n.value.clone()).collect()
        }
        (norms, _) => norms.to_vec(),
    };
    let set = typed.set.clone();
    Ok((Asked { date, date_in, ruleset_in, ruleset, set, include, ..Asked::default() }, given, origin))
}

fn resolve(typed: &Typed<'_>, loaded: &Loaded) -> Result<Settings, Diagnostic> {
    let config = &loaded.config;
    let (asked, mut given, ruleset) = asked(typed.asked, loaded)?;
    given.eased = config.overrides.iter().flat_map(|o| &o.norms).cloned().collect();
    let portfolio = typed.portfolio.map(|answer| answer == YesNo::Yes);
    let exclude = exclude(loaded)?;
    let fail_on = match (typed.fail_on, &config.fail_on) {
        ([], Some(verdicts)) => verdicts,
        (verdicts, _) => verdicts,
    };
    Ok(Settings {
        sources: Sources::new(),
        files: paths(typed, loaded, &exclude)?,
        outputs: Outputs::printed(Format::Text),
        level: LevelArg::Error.weight(),
        fail_on: fail_on.iter().copied().map(Verdict::from).collect(),
        asked: Asked { portfolio: portfolio.or(config.portfolio).unwrap_or(false), ..asked },
        given,
        ruleset,
        explain: None,
        verbose: false,
        baseline: config.baseline.as_ref().map(|b| (loaded.named(Path::new(&b.value)), Some(b.span))),
        changed_since: None,
        config: loaded.path.clone(),
        eased: config.overrides.iter().map(|o| eased(o, loaded)).collect::<Result<_, _>>()?,
        exclude,
    })
}

fn eased(said: &Override, loaded: &Loaded) -> Result<(Ease, Option<Patterns>), Diagnostic> {
    let patterns = (!said.paths.is_empty()).then(|| Patterns::new(&loaded.folder(), &said.paths)).transpose()?;
    let level = match said.level {
        EasedArg::Off => OFF,
        EasedArg::Note => Weight::Note.id(),
        EasedArg::Warning => Weight::Warning.id(),
    };
    let norms = said.norms.iter().map(|n| n.value.clone()).collect();
    Ok((Ease { norms, files: Vec::new(), level: level.to_owned(), reason: said.reason.clone() }, patterns))
}

/// What is left out of folders.
fn exclude(loaded: &Loaded) -> Result<Patterns, Diagnostic> {
    match loaded.config.exclude.as_slice() {
        [] => Ok(Patterns::default()),
        texts => Patterns::new(&loaded.folder(), texts),
    }
}

/// What to check: what was typed, else what the file lists.
fn paths(typed: &Typed<'_>, loaded: &Loaded, exclude: &Patterns) -> Result<Vec<Named>, Diagnostic> {
    let named = Named::all_typed(typed.files, typed.piped)?;
    if !named.is_empty() {
        return Ok(named);
    }
    let listed = loaded.config.paths.as_deref().unwrap_or_default();
    if listed.is_empty() {
        return Err(fault::nothing_to_check());
    }
    let mut found = Vec::new();
    let mut walked = BTreeMap::new();
    for listed in listed {
        let path = loaded.named(Path::new(&listed.value));
        // A file with such signs in its name is that file.
        if patterns::is_pattern(&listed.value) && !path.exists() {
            found.extend(fitting(listed, loaded, exclude, &mut walked).map_err(|d| d.at(listed.span))?);
        } else {
            path.is_readable(Kind::Agreement).map_err(|why| path.said(why).at(listed.span))?;
            found.push(path);
        }
    }
    Ok(found)
}

/// The agreements that a pattern of `paths` stands for. Each folder is `walked` through once.
fn fitting(
    listed: &Spanned<String>,
    loaded: &Loaded,
    exclude: &Patterns,
    walked: &mut BTreeMap<PathBuf, Vec<Named>>,
) -> Result<Vec<Named>, Diagnostic> {
    let pattern = Patterns::of_path(listed)?;
    let (start, _) = patterns::parted(&listed.value);
    let folder = loaded.named(start);
    let known = match walked.entry(folder.path().to_path_buf()) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let here = if folder.path().as_os_str().is_empty() { loaded.named(Path::new(".")) } else { folder.clone() };
            here.is_readable(Kind::Agreement).map_err(|why| here.said(why))?;
            let mut below = here.below(Kind::Agreement);
            below.closed.retain(|(path, _)| !exclude.fit_folder(path));
            if let Some((_, said)) = below.closed.pop() {
                return Err(said);
            }
            new.insert(below.files)
        }
    };
    // As it would be typed: without a `.` before it.
    let plain = |file: &Named| file.path().strip_prefix(".").unwrap_or(file.path()).to_path_buf();
    let start = folder.path().strip_prefix(".").unwrap_or(folder.path());
    let fit = |file: &Named| plain(file).strip_prefix(start).is_ok_and(|below| pattern.fit_below(below));
    let all: Vec<&Named> = known.iter().filter(|file| fit(file)).collect();
    let kept: Vec<&&Named> = all.iter().filter(|file| !exclude.fit(file.path())).collect();
    match (all.is_empty(), kept.is_empty()) {
        (true, _) => Err(fault::nothing_fits(&listed.value)),
        (_, true) => Err(fault::all_left_out(Path::new(&listed.value))),
        _ => Ok(kept.into_iter().map(|file| Named::new(plain(file), file.by().clone())).collect()),
    }
}

/// `naam=waarde`.
pub(crate) fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty() && !value.is_empty()).then(|| (name.to_string(), value.to_string()))
}

impl LevelArg {
    /// The least weight that counts; `None` for never.
    pub(crate) fn weight(self) -> Option<Weight> {
        match self {
            LevelArg::Error => Some(Weight::Error),
            LevelArg::Warning => Some(Weight::Warning),
            LevelArg::Note => Some(Weight::Note),
            LevelArg::Never => None,
        }
    }
}

impl From<VerdictArg> for Verdict {
    fn from(arg: VerdictArg) -> Self {
        match arg {
            VerdictArg::VoldoetNiet => Verdict::NotMet,
            VerdictArg::Afwijking => Verdict::Deviation,
            VerdictArg::NietTeToetsen => Verdict::NotCheckable,
            VerdictArg::NietVanToepassing => Verdict::NotApplicable,
        }
    }
}
