//! From trees to verdicts: choosing ruleset and date, gathering what a file refers to, binding, judging.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::rulesets::{self, Origin};
use crate::{fault, side_by_side};
use toets::agreement::facts::FactValue;
use toets::agreement::references::{self, Documents};
use toets::agreement::{self, Tree};
use toets::diagnostic::{Diagnostic, Diagnostics};
use toets::evaluate::{self, Options};
use toets::lang::Text;
use toets::limits::MAX_RUN_VALUES;
use toets::remedy::Remedies;
use toets::ruleset::Checked;
use toets::ruleset::model::Role;
use toets::run::{FileRun, LoadedRuleset, Referred};

use toets::text;

use super::Checker;
use super::shelf::Read;
use crate::inputs::Input;

/// A file that is ready to be bound, or that has no more to come.
pub(super) struct Ready {
    pub(super) path: PathBuf,
    pub(super) run: FileRun,
    found: Diagnostics,
    todo: Option<Todo>,
    /// The files that it refers to, also those that could not be read.
    pub(super) asked: Vec<PathBuf>,
    /// It is held against rules outside the program.
    pub(super) own_rules: bool,
}

/// A file that is ready to be judged.
pub(super) struct Bound {
    pub(super) run: FileRun,
    found: Diagnostics,
}

/// What binding a file takes.
struct Todo {
    tree: Arc<Tree>,
    documents: Documents,
    loaded: Arc<LoadedRuleset>,
    options: Options,
}

impl Checker {
    /// Reads, binds and judges files, each once.
    pub(crate) fn files(&mut self, inputs: Vec<Input>) -> Vec<FileRun> {
        let bound = self.bound(inputs);
        self.judged(bound)
    }

    /// Reads and binds files.
    pub(super) fn bound(&mut self, inputs: Vec<Input>) -> Vec<Bound> {
        let mut ready = Vec::with_capacity(inputs.len());
        for read in self.shelf.read(&mut self.sources, inputs) {
            ready.push(self.ready(read));
        }
        // Everything that files refer to is gathered: from here on each tree is let go with its file.
        self.shelf.forget();
        let ready = self.only_changed(ready);
        let pass = self.passes_unknown_fields;
        side_by_side::map(ready, |file| bind(file, pass))
    }

    /// Judges files.
    pub(super) fn judged(&self, bound: Vec<Bound>) -> Vec<FileRun> {
        let progress = self.progress(text!("bestanden", "files"), bound.len());
        side_by_side::map(bound, |file| {
            let Bound { mut run, found } = file;
            run.judge(&self.sources, found, self.many);
            run.ease(&self.asked.eased);
            progress.tick();
            run
        })
    }

    /// All that cannot be done side by side: rulesets and further files are read when a file asks for them.
    fn ready(&mut self, read: Read) -> Ready {
        let run = FileRun {
            name: read.name,
            file: read.file,
            sha256: read.sha256,
            ruleset: None,
            ruleset_reason: Text::default(),
            date: self.date.unwrap_or(self.today),
            date_reason: Text::default(),
            referred: Vec::new(),
            portfolio: None,
            facts: None,
            options: Options::default(),
            judged: Vec::new(),
            eased: Vec::new(),
            remedies: Remedies::default(),
            diagnostics: Vec::new(),
        };
        let mut found = read.found;
        let mut ready =
            Ready { path: read.path, run, found: Diagnostics::new(), todo: None, asked: Vec::new(), own_rules: false };
        if let Some(tree) = read.tree.filter(|_| !found.has_errors()) {
            self.values = self.values.saturating_add(tree.len());
            if self.values > MAX_RUN_VALUES {
                found.push(fault::too_many_values().at(tree.span(tree.root())));
            } else {
                ready.todo = self.todo(tree, &mut ready, &mut found);
            }
        }
        ready.found = found;
        ready
    }

    /// Chooses ruleset and date for a file that could be read, and gathers what it refers to.
    fn todo(&mut self, tree: Arc<Tree>, ready: &mut Ready, found: &mut Diagnostics) -> Option<Todo> {
        let run = &mut ready.run;
        let origin = match self.choose(&tree, &ready.path) {
            Ok((origin, reason)) => {
                run.ruleset_reason = reason;
                origin
            }
            Err(d) => {
                found.push(d);
                return None;
            }
        };
        ready.own_rules = matches!(origin, Origin::Path(_));
        let loaded = self.library.load(&mut self.sources, &origin)?;
        let checked = &loaded.checked;
        (run.date, run.date_reason) = match (self.date, agreement::peek(checked, &tree, Role::ReferenceDate)) {
            (Some(date), _) => (date, self.given.date.clone()),
            (None, Some(said)) => match said.value {
                FactValue::Date(date) => (date, text!("staat in het bestand", "stated in the file")),
                _ => self.of_today(),
            },
            (None, None) => self.of_today(),
        };
        run.ruleset = Some(loaded.clone());
        let mut reader = self.shelf.reader(&mut self.sources);
        let (documents, more) = references::gather(checked, &tree, tree.root(), &mut reader);
        ready.asked = reader.asked;
        found.extend(more);
        for file in documents.files() {
            let name = self.sources.get(file).map(|f| f.name.clone()).unwrap_or_default();
            run.referred.push(Referred { name, file, sha256: self.shelf.sha256(file) });
        }
        match self.options(checked) {
            Ok(options) => Some(Todo { tree, documents, loaded, options }),
            Err(d) => {
                self.library.report(d);
                None
            }
        }
    }

    /// The day of the run; from here on what comes out depends on it.
    fn of_today(&mut self) -> (Date, Text) {
        self.counts_today = true;
        (self.today, text!("vandaag", "today"))
    }

    /// What `--set` and `--include` mean in a ruleset.
    pub(super) fn options(&self, checked: &Checked) -> Result<Options, Diagnostic> {
        let set = self
            .set
            .iter()
            .map(|(name, value)| evaluate::setting(checked, name, value).map_err(fault::setting_does_not_fit))
            .collect::<Result<_, _>>()?;
        let rule = |(at, id): (usize, &String)| {
            let found = checked.rule_id(id).or_else(|| checked.rule_id(&id.to_uppercase()));
            found.ok_or_else(|| {
                let unknown = fault::unknown_norm(id, checked.rules().iter().map(|r| r.id.as_str()));
                self.given.include.get(at).map_or(unknown.clone(), |place| unknown.at(*place))
            })
        };
        let include = self.asked.include.iter().enumerate().map(rule).collect::<Result<_, _>>()?;
        Ok(Options { set, include, ignore_deviations: self.asked.ignore_deviations })
    }

    /// The ruleset for a file: the one asked for, the one it names, or the one for its period.
    fn choose(&mut self, tree: &Tree, file: &Path) -> Result<(Origin, Text), Diagnostic> {
        if let Some(origin) = &self.ruleset {
            return Ok((origin.clone(), self.given.ruleset.clone()));
        }
        let Some(usual) = rulesets::usual(self.today) else { return Err(fault::unknown_ruleset("", [].into_iter())) };
        // Which fields hold the ruleset and the period is for a data model to say; the usual one is as good as any.
        let Some(loaded) = self.library.load(&mut self.sources, &usual) else {
            return Ok((usual, Text::default()));
        };
        if let Some(said) = agreement::peek(&loaded.checked, tree, Role::Ruleset)
            && let FactValue::Text(name) = &said.value
        {
            let named = rulesets::named_in(file, name).map_err(|d| d.at(said.span))?;
            return Ok((named, text!("genoemd in het bestand", "named in the file")));
        }
        match agreement::peek(&loaded.checked, tree, Role::Period) {
            Some(said) => match said.value {
                FactValue::Period(first, last) => rulesets::for_period(first, last).map_err(|d| d.at(said.span)),
                _ => Ok((usual, text!("de nieuwste", "the newest"))),
            },
            // What is wrong with it is said below.
            None if agreement::states(&loaded.checked, tree, Role::Period) => Ok((
                usual,
                text!(
                    "de nieuwste; de looptijd in het bestand is niet te lezen",
                    "the newest; the period in the file cannot be read"
                ),
            )),
            None => Ok((
                usual,
                text!("de nieuwste; het bestand noemt geen looptijd", "the newest; the file states no period"),
            )),
        }
    }
}

/// Binds one file.
fn bind(file: Ready, passes_unknown_fields: bool) -> Bound {
    let Ready { mut run, mut found, todo, .. } = file;
    if let Some(Todo { tree, documents, loaded, options }) = todo {
        let bind = if passes_unknown_fields { agreement::bind_known } else { agreement::bind_with };
        let (facts, more) = bind(&loaded.checked, &tree, tree.root(), &documents);
        found.extend(more);
        run.options = options;
        run.facts = facts.filter(|_| !found.has_errors());
    }
    Bound { run, found }
}
