//! Which rulesets there are, loading them, and choosing one for an agreement.
//!
//! Takes: a name, a path, or a period. Gives: a checked ruleset with hashes, and why that one. Loads only what is asked for:
//! starting must stay fast. `bouwt op` is looked up beside the ruleset first, then among the embedded ones.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use toets::run::receipt::{Originals, hex};

use crate::files::{By, Kind, Named, Refused};
use crate::{fault, files, side_by_side};
use toets::diagnostic::{Diagnostic, Diagnostics};
use toets::lang::Text;
use toets::limits;
use toets::ruleset::{self, Checked};
use toets::run::LoadedRuleset;
use toets::shipped::{self, SETS};
use toets::source::{FileId, Sources};
use toets::syntax::{self, ast};

/// Where a ruleset comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In the program, by its id.
    Embedded(&'static str),
    /// A folder of `.regels` files, or one such file, with who named it.
    Path(Named),
}

impl Origin {
    /// Whether both are the same ruleset, whoever named it.
    fn is_at(&self, other: &Origin) -> bool {
        match (self, other) {
            (Origin::Embedded(a), Origin::Embedded(b)) => a == b,
            (Origin::Path(a), Origin::Path(b)) => a.path() == b.path(),
            _ => false,
        }
    }
}

/// The rulesets of a run, each loaded once.
#[derive(Default)]
pub(crate) struct Library {
    loaded: Vec<(Origin, Option<Arc<LoadedRuleset>>)>,
    /// What is wrong in the rulesets loaded so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The rule files read from outside the program.
    read: Vec<FileId>,
    /// What the files were when a result was made that is made again.
    pub(crate) originals: Arc<Originals>,
}

/// The files of one set.
struct Part {
    origin: Origin,
    ids: Vec<FileId>,
    /// Their trees; empty until all embedded sets are parsed together.
    files: Vec<ast::File>,
    sha256: String,
}

/// What is being read for one ruleset: it has the same limits with all that it builds on as without.
#[derive(Default)]
struct Open {
    originals: Arc<Originals>,
    sets: Vec<Origin>,
    files: usize,
    bytes: usize,
    words: usize,
}

/// The ids of the embedded sets that hold norms.
pub(crate) fn choosable() -> impl Iterator<Item = &'static str> + Clone {
    shipped::with_norms().map(|s| s.id)
}

/// What `--ruleset` names: an embedded set by its id, else a path.
pub(crate) fn typed(name: &str) -> Result<Origin, Diagnostic> {
    named(name, || Named::typed(name))
}

/// What a name stands for: an embedded set by its id, else a path, with who named it.
pub(crate) fn named(name: &str, path: impl FnOnce() -> Named) -> Result<Origin, Diagnostic> {
    if let Some(set) = shipped::set(name) {
        return Ok(Origin::Embedded(set.id));
    }
    let path = path();
    match path.is_readable(Kind::Rules) {
        Ok(()) => Ok(Origin::Path(path)),
        Err(Refused::NoFile | Refused::System(_)) => Err(fault::unknown_ruleset(name, choosable())),
        Err(why @ Refused::Beyond(..)) => Err(path.said(why)),
    }
}

/// What an agreement names: an embedded set by its id, else a path from the folder of its file.
///
/// # Errors
///
/// It names no ruleset, or one that it may not lead to.
pub(crate) fn named_in(file: &Path, name: &str) -> Result<Origin, Diagnostic> {
    if let Some(set) = shipped::set(name).filter(|s| s.valid.is_some()) {
        return Ok(Origin::Embedded(set.id));
    }
    let path = Named::new(file.parent().unwrap_or(Path::new("")).join(name), By::agreement(file));
    let unknown = || fault::ruleset_in_file(name, choosable());
    match path.is_readable(Kind::Rules) {
        _ if name.is_empty() => Err(unknown()),
        Ok(()) => Ok(Origin::Path(path)),
        Err(Refused::NoFile | Refused::System(_)) => Err(unknown()),
        // As it stands in the file.
        Err(Refused::Beyond(beyond, namer)) => Err(fault::out_of_reach(Path::new(name), beyond, namer)),
    }
}

/// The embedded set that stands in while nothing is known of a file yet.
pub(crate) fn usual(today: Date) -> Option<Origin> {
    shipped::usual(today).map(|s| Origin::Embedded(s.id))
}

/// The set for a period, and why.
pub(crate) fn for_period(first: Date, last: Date) -> Result<(Origin, Text), Diagnostic> {
    let found = shipped::for_period(first, last).map(|(set, reason)| (Origin::Embedded(set.id), reason));
    found.ok_or_else(|| fault::no_ruleset_for_period(first, last, SETS))
}

impl Library {
    /// Keeps a diagnostic that is not about one agreement; said once.
    pub(crate) fn report(&mut self, d: Diagnostic) {
        if !self.diagnostics.contains(&d) {
            self.diagnostics.push(d);
        }
    }

    /// The rule files read from outside the program.
    pub(crate) fn paths(&self, sources: &Sources) -> Vec<PathBuf> {
        self.read.iter().filter_map(|id| sources.get(*id)).map(|f| PathBuf::from(&f.name)).collect()
    }

    /// The ruleset of an origin with all it builds on; `None` when it has errors, which are then among the diagnostics.
    pub(crate) fn load(&mut self, sources: &mut Sources, origin: &Origin) -> Option<Arc<LoadedRuleset>> {
        if let Some((_, loaded)) = self.loaded.iter().find(|(o, _)| o == origin) {
            return loaded.clone();
        }
        let loaded = match origin {
            Origin::Embedded(id) => {
                shipped::load(id, sources).map(|(checked, sha256, _)| LoadedRuleset { checked, sha256 })
            }
            Origin::Path(_) => self.load_own(sources, origin),
        };
        let loaded = loaded.map(Arc::new);
        self.loaded.push((origin.clone(), loaded.clone()));
        loaded
    }

    /// A ruleset outside the program, with what it builds on.
    fn load_own(&mut self, sources: &mut Sources, origin: &Origin) -> Option<LoadedRuleset> {
        let (mut diagnostics, mut parts) = (Diagnostics::new(), Vec::new());
        let mut open = Open { originals: self.originals.clone(), ..Open::default() };
        gather(sources, origin, &mut parts, &mut open, &mut diagnostics);
        let (checked, diagnostics) = check(sources, &mut parts, diagnostics);
        let own = parts.iter().filter(|p| matches!(p.origin, Origin::Path(_)));
        self.read.extend(own.flat_map(|p| &p.ids));
        let sha256 = parts.into_iter().map(|p| p.sha256).collect();
        diagnostics.sorted().into_iter().for_each(|d| self.report(d));
        checked.map(|checked| LoadedRuleset { checked, sha256 })
    }
}

/// Parses and checks what was gathered.
fn check(sources: &Sources, parts: &mut [Part], mut diagnostics: Diagnostics) -> (Option<Checked>, Diagnostics) {
    parse_embedded(sources, parts, &mut diagnostics);
    if diagnostics.has_errors() {
        return (None, diagnostics);
    }
    let sets: Vec<Vec<ast::File>> = parts.iter_mut().map(|p| std::mem::take(&mut p.files)).collect();
    let (checked, more) = ruleset::check(&sets, sources);
    diagnostics.extend(more);
    (checked, diagnostics)
}

/// Reads a set and, before it, those it builds on.
fn gather(
    sources: &mut Sources,
    origin: &Origin,
    parts: &mut Vec<Part>,
    open: &mut Open,
    diagnostics: &mut Diagnostics,
) {
    // A set that builds on itself is reported by the check stage; here it only must not go round, whoever named it.
    if open.sets.iter().any(|o| o.is_at(origin)) || parts.iter().any(|p| p.origin.is_at(origin)) {
        return;
    }
    open.sets.push(origin.clone());
    let (ids, files, bases, sha256) = match origin {
        // Its texts are known to be good, and its hash was made with the program.
        Origin::Embedded(id) => match shipped::set(id) {
            Some(set) => {
                let ids = set.files.iter().map(|(name, text)| sources.add(format!("toets:{name}"), *text)).collect();
                let bases = set.builds_on.iter().map(|b| (*b).to_string()).collect();
                (ids, Vec::new(), bases, set.sha256.to_string())
            }
            None => return,
        },
        Origin::Path(set) => match own(sources, set, open, diagnostics) {
            Ok(own) => own,
            Err(d) => {
                diagnostics.push(d);
                return;
            }
        },
    };
    for base in bases {
        if let Some(base) = neighbour(origin, &base) {
            gather(sources, &base, parts, open, diagnostics);
        }
    }
    parts.push(Part { origin: origin.clone(), ids, files, sha256 });
}

/// Files, trees, names after `bouwt op`, and hash.
type Gathered = (Vec<FileId>, Vec<ast::File>, Vec<String>, String);

/// Reads a set from files.
fn own(
    sources: &mut Sources,
    set: &Named,
    open: &mut Open,
    diagnostics: &mut Diagnostics,
) -> Result<Gathered, Diagnostic> {
    let texts = texts(set, open)?;
    let mut hash = Sha256::new();
    let mut read = Vec::with_capacity(texts.len());
    for (file, bytes) in &texts {
        hash.update(bytes);
        read.push(toets::agreement::decode(sources, files::shown(file.path()), bytes));
    }
    let ids: Vec<FileId> = read.iter().map(|(id, _)| *id).collect();
    let words = ids.iter().filter_map(|id| sources.get(*id)).map(syntax::words);
    open.words = words.fold(open.words, usize::saturating_add);
    if open.words > limits::MAX_RULESET_WORDS {
        return Err(fault::too_many_words(set.path()));
    }
    let mut trees = Vec::with_capacity(ids.len());
    for (((file, _), (_, mut found)), (tree, more)) in texts.iter().zip(read).zip(parsed(sources, &ids)) {
        found.extend(more);
        // Lines are shown of rules that have faults, and not of whatever else has such a name.
        if file.is_a_strangers() && tree.items.is_empty() && found.has_errors() {
            diagnostics.push(fault::not_rules(file.path()));
        } else {
            diagnostics.extend(found);
        }
        trees.push(tree);
    }
    let bases = builds_on(&trees);
    Ok((ids, trees, bases, hex(&hash.finalize())))
}

/// The names after `bouwt op`.
fn builds_on(files: &[ast::File]) -> Vec<String> {
    files
        .iter()
        .flat_map(|f| &f.items)
        .filter_map(|i| if let ast::Item::Ruleset(r) = i { Some(&r.builds_on) } else { None })
        .flatten()
        .map(|n| n.value.clone())
        .collect()
}

/// Parses the embedded sets, whose order is known without parsing, in one go.
fn parse_embedded(sources: &Sources, parts: &mut [Part], diagnostics: &mut Diagnostics) {
    let ids: Vec<FileId> = parts.iter().filter(|p| p.files.is_empty()).flat_map(|p| &p.ids).copied().collect();
    let mut files = Vec::with_capacity(ids.len());
    for (file, found) in parsed(sources, &ids) {
        diagnostics.extend(found);
        files.push(file);
    }
    let mut files = files.into_iter();
    for part in parts.iter_mut().filter(|p| p.files.is_empty()) {
        part.files = files.by_ref().take(part.ids.len()).collect();
    }
}

/// Where a set that another builds on is found; the check stage reports one that is not.
fn neighbour(origin: &Origin, id: &str) -> Option<Origin> {
    if let Origin::Path(path) = origin {
        let beside = files::absolute(path.path()).parent().map(Path::to_path_buf).unwrap_or_default();
        let shown = path.path().parent().map(Path::to_path_buf).unwrap_or_default();
        for name in [id.to_string(), format!("{id}.regels")] {
            // The path as the user wrote it reads better in messages, where it leads to the same place.
            for folder in [&shown, &beside] {
                let base = path.beside(folder, &name);
                // One that it may not lead to is said to be so when it is read.
                if files::is_there(base.path()) {
                    return Some(Origin::Path(base));
                }
            }
        }
    }
    shipped::set(id).map(|s| Origin::Embedded(s.id))
}

/// A set's files with their bytes, in order of name.
fn texts(set: &Named, open: &mut Open) -> Result<Vec<(Named, Vec<u8>)>, Diagnostic> {
    let files = if set.is_folder() { set.direct(Kind::Rules)? } else { vec![set.clone()] };
    if files.is_empty() {
        return Err(fault::no_rules_in_folder(set.path()));
    }
    open.files = open.files.saturating_add(files.len());
    if open.files > limits::MAX_RULESET_FILES {
        return Err(fault::too_many_rule_files(set.path()));
    }
    let mut texts = Vec::with_capacity(files.len());
    for file in files {
        let bytes = file.read(Kind::Rules)?;
        open.bytes = open.bytes.saturating_add(bytes.len());
        if open.bytes > limits::MAX_RULESET_BYTES {
            return Err(fault::ruleset_too_large(set.path()));
        }
        texts.push((file, bytes));
    }
    let named: Vec<(String, &[u8])> = texts.iter().map(|(f, b)| (files::shown(f.path()), b.as_slice())).collect();
    let named: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    if let Some(then) = open.originals.files(&named) {
        texts.iter_mut().zip(then).for_each(|((_, bytes), then)| *bytes = then);
    }
    Ok(texts)
}

/// Parses files side by side: parsing the rules is most of a short run.
fn parsed(sources: &Sources, ids: &[FileId]) -> Vec<(ast::File, Diagnostics)> {
    let wanted: Vec<_> = ids.iter().filter_map(|id| sources.get(*id)).collect();
    side_by_side::map(wanted, syntax::parse)
}
