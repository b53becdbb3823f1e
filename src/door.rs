//! The door for programs: rules and a file in; verdicts, findings and reports out.
//!
//! Takes: rules (built in, or as text), the bytes of an agreement and a [`World`] that knows other files and the day. Gives: a
//! [`Run`], which holds what came out and which every format shows. Never reads a file or a clock itself: a page in a browser, an
//! editor and the command line each bring a world of their own.
//!
//! ```
//! use toets::evaluate::{Detail, finding::Verdict};
//! use toets::{InMemory, Rules, lang::Lang, report};
//!
//! let rules = Rules::shipped("npa-2025").ok_or("no such rules")?;
//! let text = "periode: 2026\ngemeenten:\n  - naam: Meerdijk\n    programma: {2026: {woningen: 100, sociale_huur: 20}}\n";
//! let run = rules.check("afspraak.yaml", text.as_bytes(), &InMemory::on("2026-03-01".parse()?));
//!
//! let file = &run.files[0];
//! let missed = file.judged.iter().find(|j| j.verdict == Verdict::NotMet).ok_or("all is met")?;
//! let finding = file.tell(&run.sources, missed, Detail::Figures).ok_or("nothing to tell")?;
//! assert!(finding.message.get(Lang::En).contains("20 of 100"));
//! assert!(report::render(&run, report::Format::Html)?.contains("Meerdijk"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::agreement::facts::FactValue;
use crate::agreement::references::{self, Reader};
use crate::agreement::{self, Tree};
use crate::diagnostic::Diagnostics;
use crate::evaluate::{Options, TooMuch};
use crate::lang::Text;
use crate::remedy::Remedies;
use crate::ruleset::model::Role;
use crate::ruleset::{self, Checked};
use crate::run::receipt;
use crate::run::{FileRun, LoadedRuleset, Referred, Run};
use crate::shipped;
use crate::source::{FileId, Sources, Span};
use crate::syntax::{self, ast};
use crate::text;

pub use crate::agreement::references::Unread;

/// Checked rules with all that they build on, and their texts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rules {
    loaded: Arc<LoadedRuleset>,
    sources: Sources,
    /// The files of each set, those built upon first.
    sets: Vec<Vec<FileId>>,
    /// Why these.
    reason: Text,
}

/// What a file needs of what is around it.
pub trait World {
    /// The file at a path, as the file `from` names it: the one name that it has, however it is named, and its bytes.
    ///
    /// # Errors
    ///
    /// Why it is not to be had; that is said at the place that names it.
    fn file(&self, from: &str, path: &str) -> Result<(String, Vec<u8>), Unread>;

    /// The day on which a file is judged that does not state one.
    fn today(&self) -> Date;
}

/// A world of files in memory, by their paths (`a/b.yaml`).
#[derive(Debug, Clone)]
pub struct InMemory {
    files: BTreeMap<String, Vec<u8>>,
    today: Date,
}

impl InMemory {
    /// A world without files, on a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        InMemory { files: BTreeMap::new(), today }
    }

    /// The same world with a file in it.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl World for InMemory {
    fn file(&self, from: &str, path: &str) -> Result<(String, Vec<u8>), Unread> {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/').filter(|p| !matches!(*p, "" | ".")) {
            if part == ".." {
                // What lies above all files is nobody's.
                parts.pop().ok_or(Unread::Missing(None))?;
            } else {
                parts.push(part);
            }
        }
        let name = parts.join("/");
        let bytes = self.files.get(&name).ok_or(Unread::Missing(None))?.clone();
        Ok((name, bytes))
    }

    fn today(&self) -> Date {
        self.today
    }
}

impl Rules {
    /// Rules that are built in, by the id of their set (`npa-2025`).
    #[must_use]
    pub fn shipped(id: &str) -> Option<Self> {
        let mut sources = Sources::new();
        let (checked, sha256, sets) = shipped::load(id, &mut sources)?;
        let loaded = Arc::new(LoadedRuleset { checked, sha256 });
        Some(Rules { loaded, sources, sets, reason: text!("gekozen", "chosen") })
    }

    /// The built-in rules for an agreement: those that it names, or those in force for its period. `None` where it names others, or
    /// none hold for the whole period; of a file that states no period, or cannot be read, the newest.
    #[must_use]
    pub fn for_agreement(bytes: &[u8], today: Date) -> Option<Self> {
        let newest = || Self::shipped(shipped::usual(today)?.id);
        // Which field holds the period is for a data model to say; that of the newest rules is as good as any.
        let rules = newest()?;
        let mut sources = rules.sources.clone();
        let (file, mut found) = agreement::decode(&mut sources, "", bytes);
        let Some(tree) = agreement::tree_of(&sources, file, &mut found) else { return Some(rules) };
        let stated = |role| agreement::peek(rules.checked(), &tree, role).map(|said| said.value);
        match (stated(Role::Ruleset), stated(Role::Period)) {
            (Some(FactValue::Text(name)), _) => {
                Some(Rules { reason: text!("genoemd in het bestand", "named in the file"), ..Self::shipped(&name)? })
            }
            (_, Some(FactValue::Period(first, last))) => {
                let (set, reason) = shipped::for_period(first, last)?;
                Some(Rules { reason, ..Self::shipped(set.id)? })
            }
            _ => Some(Rules { reason: text!("de nieuwste", "the newest"), ..rules }),
        }
    }

    /// Rules of one's own: names and texts of the files of one set, which builds on others where that is given.
    ///
    /// # Errors
    ///
    /// A run without files that tells what is wrong with them, and that every format shows.
    pub fn parse(files: &[(&str, &str)], on: Option<&Rules>) -> Result<Self, Box<Run>> {
        let (mut sources, mut sets) = on.map_or_else(Default::default, |on| (on.sources.clone(), on.sets.clone()));
        let own: Vec<FileId> = files.iter().map(|(name, text)| sources.add(*name, *text)).collect();
        sets.push(own);
        let mut found = Diagnostics::new();
        let mut trees: Vec<Vec<ast::File>> = Vec::with_capacity(sets.len());
        for set in &sets {
            let mut of_set = Vec::with_capacity(set.len());
            for file in set.iter().filter_map(|id| sources.get(*id)) {
                let (tree, more) = syntax::parse(file);
                found.extend(more);
                of_set.push(tree);
            }
            trees.push(of_set);
        }
        let mut checked = None;
        if !found.has_errors() {
            let (made, more) = ruleset::check(&trees, &sources);
            found.extend(more);
            checked = made;
        }
        let Some(checked) = checked else {
            return Err(Box::new(Run { sources, diagnostics: found.sorted(), width: WIDTH, ..Run::default() }));
        };
        let bytes: Vec<&[u8]> = files.iter().map(|(_, text)| text.as_bytes()).collect();
        let below = on.map(|on| on.loaded.sha256.clone()).unwrap_or_default();
        let sha256 = below.into_iter().chain([receipt::sha256(&bytes.concat())]).collect();
        let loaded = Arc::new(LoadedRuleset { checked, sha256 });
        Ok(Rules { loaded, sources, sets, reason: text!("eigen regels", "rules of one's own") })
    }

    /// The rules themselves: what can be asked of each, and where it stands in [`Self::sources`].
    #[must_use]
    pub fn checked(&self) -> &Checked {
        &self.loaded.checked
    }

    /// The texts that the rules were made from.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Judges an agreement, on the day that it states or else that of the world.
    #[must_use]
    pub fn check(&self, name: &str, bytes: &[u8], world: &dyn World) -> Run {
        self.check_with(name, bytes, world, Options::default())
    }

    /// The same, with what changes which verdicts come out: see [`setting`](crate::evaluate::setting).
    #[must_use]
    pub fn check_with(&self, name: &str, bytes: &[u8], world: &dyn World, options: Options) -> Run {
        let mut sources = self.sources.clone();
        let (id, mut found) = agreement::decode(&mut sources, name, bytes);
        let tree = agreement::tree_of(&sources, id, &mut found);
        let mut file = FileRun {
            name: name.to_owned(),
            file: Some(id),
            sha256: receipt::sha256(bytes),
            ruleset: Some(self.loaded.clone()),
            ruleset_reason: self.reason.clone(),
            date: world.today(),
            date_reason: text!("vandaag", "today"),
            referred: Vec::new(),
            portfolio: None,
            facts: None,
            options,
            judged: Vec::new(),
            remedies: Remedies::default(),
            eased: Vec::new(),
            diagnostics: Vec::new(),
        };
        let mut asked = receipt::Asked { today: Some(file.date.to_string()), ..receipt::Asked::default() };
        if let Some(tree) = tree {
            if let Some(FactValue::Date(day)) =
                agreement::peek(self.checked(), &tree, Role::ReferenceDate).map(|said| said.value)
            {
                (file.date, file.date_reason) = (day, text!("staat in het bestand", "stated in the file"));
                asked.today = None;
            }
            let mut reader = Fetch { world, sources: &mut sources, read: Vec::new(), first: (id, name) };
            let (documents, more) = references::gather(self.checked(), &tree, tree.root(), &mut reader);
            found.extend(more);
            let used = documents.files();
            let read = reader.read.into_iter().filter(|r| used.contains(&r.file));
            file.referred = read.map(|r| Referred { name: r.name, file: r.file, sha256: r.sha256 }).collect();
            let (facts, more) = agreement::bind_with(self.checked(), &tree, tree.root(), &documents);
            found.extend(more);
            file.facts = facts.filter(|_| !found.has_errors());
        }
        file.judge(&sources, found, false);
        Run { sources, files: vec![file], asked, width: WIDTH, ..Run::default() }
    }
}

/// Where text is wrapped, unless a program asks for another width.
const WIDTH: usize = 100;

/// A file that another one refers to, read once.
struct FromWorld {
    name: String,
    file: FileId,
    sha256: String,
    /// `None` when it has errors.
    tree: Option<Arc<Tree>>,
}

/// Reads from a world what files refer to.
struct Fetch<'a> {
    world: &'a dyn World,
    sources: &'a mut Sources,
    read: Vec<FromWorld>,
    /// The file that everything starts from.
    first: (FileId, &'a str),
}

impl Reader for Fetch<'_> {
    fn read(&mut self, from: FileId, path: &str) -> Result<Arc<Tree>, Unread> {
        let read = self.read.iter().find(|r| r.file == from).map(|r| r.name.clone());
        let near = read.unwrap_or_else(|| if from == self.first.0 { self.first.1.to_owned() } else { String::new() });
        let (name, bytes) = self.world.file(&near, path)?;
        if let Some(known) = self.read.iter().find(|r| r.name == name) {
            return known.tree.clone().ok_or(Unread::Broken);
        }
        let (file, mut found) = agreement::decode(self.sources, name.clone(), &bytes);
        let tree = agreement::tree_of(self.sources, file, &mut found);
        self.read.push(FromWorld { name, file, sha256: receipt::sha256(&bytes), tree: tree.clone() });
        tree.ok_or(Unread::Broken)
    }
}

impl FileRun {
    /// Judges what the file says, and seeks the changes that would meet what is not met; of `many` files none are sought.
    pub fn judge(&mut self, sources: &Sources, mut found: Diagnostics, many: bool) {
        let judged = self.case(sources).map(|case| {
            let judged = case.judge()?;
            let remedies = if many { Remedies::of_many_files() } else { case.remedies(&judged) };
            Ok::<_, TooMuch>((judged, remedies, case.records()))
        });
        match judged {
            Some(Ok((judged, remedies, said))) => {
                said.into_iter().for_each(|d| found.push(d));
                (self.judged, self.remedies) = (judged, remedies);
            }
            Some(Err(why)) => {
                let place = self.file.map(|file| Span::new(file, 0, 0)).unwrap_or_default();
                found.push(why.told().at(place));
                self.facts = None;
            }
            None => {}
        }
        self.diagnostics.extend(found.sorted());
    }
}
