//! Which rulesets there are, loading them, and choosing one for an agreement.
//!
//! Takes: a name, a path, or a period. Gives: a checked ruleset with hashes, and why that one. Loads only what is asked for:
//! starting must stay fast. `bouwt op` is looked up beside the ruleset first, then among the embedded ones.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::receipt::hex;

use crate::cli::{fault, files, side_by_side};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lang::Text;
use crate::limits;
use crate::report::LoadedRuleset;
use crate::ruleset::{self, Checked, stored};
use crate::shipped::{SETS, Shipped};
use crate::source::{FileId, Sources};
use crate::syntax::{self, ast};
use crate::text;

/// Where a ruleset comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In the program, by its id.
    Embedded(&'static str),
    /// A folder of `.regels` files, or one such file.
    Path(PathBuf),
}

/// The rulesets of a run, each loaded once.
#[derive(Default)]
pub(crate) struct Library {
    loaded: Vec<(Origin, Option<Arc<LoadedRuleset>>)>,
    /// What is wrong in the rulesets loaded so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The rule files read from outside the program.
    read: Vec<FileId>,
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
    sets: Vec<Origin>,
    files: usize,
    bytes: usize,
    words: usize,
}

/// The embedded set with this id.
pub(crate) fn embedded(id: &str) -> Option<&'static Shipped> {
    SETS.iter().find(|s| s.id == id)
}

/// The embedded sets that hold norms.
pub(crate) fn choosable() -> impl Iterator<Item = &'static str> + Clone {
    SETS.iter().filter(|s| s.valid.is_some()).map(|s| s.id)
}

/// What `--ruleset` names: an embedded set by its id, else a path.
pub(crate) fn named(name: &str) -> Result<Origin, Diagnostic> {
    if let Some(set) = embedded(name) {
        return Ok(Origin::Embedded(set.id));
    }
    let path = PathBuf::from(name);
    if files::exists(&path) {
        return Ok(Origin::Path(path));
    }
    Err(fault::unknown_ruleset(name, choosable()))
}

/// What an agreement names: an embedded set by its id, else a path from the folder of its file.
///
/// # Errors
///
/// It names no ruleset, or one outside the repository of the file.
pub(crate) fn named_in(file: &Path, name: &str) -> Result<Origin, Diagnostic> {
    if let Some(set) = embedded(name).filter(|s| s.valid.is_some()) {
        return Ok(Origin::Embedded(set.id));
    }
    let path = file.parent().unwrap_or(Path::new("")).join(name);
    if name.is_empty() {
        return Err(fault::ruleset_in_file(name, choosable()));
    }
    if files::left(file, &path).is_some() {
        return Err(fault::ruleset_outside(name));
    }
    // The name comes from a file: it must not lead to a pipe, on which reading could wait for ever.
    if !files::exists(&path) || files::may_block(&path) {
        return Err(fault::ruleset_in_file(name, choosable()));
    }
    Ok(Origin::Path(path))
}

/// The embedded sets meant for a day that no other such set builds on, newest first.
pub(crate) fn valid_on(first: Date, last: Date) -> Vec<&'static Shipped> {
    let covers = |s: &Shipped| {
        s.valid.is_some_and(|(from, to)| {
            let day = |text: &str| text.parse::<Date>().ok();
            day(from).is_some_and(|f| f <= first) && day(to).is_some_and(|t| last <= t)
        })
    };
    let valid: Vec<_> = SETS.iter().filter(|s| covers(s)).collect();
    let mut top: Vec<_> =
        valid.iter().copied().filter(|s| !valid.iter().any(|other| other.builds_on.contains(&s.id))).collect();
    top.sort_by_key(|s| std::cmp::Reverse(s.valid.map(|(from, _)| from)));
    top
}

/// The embedded set that stands in while nothing is known of a file yet: the newest that holds on a day, else the newest.
pub(crate) fn usual(today: Date) -> Option<Origin> {
    let newest = || {
        let built_on = |id: &str| SETS.iter().any(|s| s.builds_on.contains(&id));
        SETS.iter().filter(|s| !built_on(s.id)).max_by_key(|s| s.valid.map(|(from, _)| from))
    };
    valid_on(today, today).first().copied().or_else(newest).map(|s| Origin::Embedded(s.id))
}

/// The set for a period, and why.
pub(crate) fn for_period(first: Date, last: Date) -> Result<(Origin, Text), Diagnostic> {
    match valid_on(first, last).as_slice() {
        [] => Err(fault::no_ruleset_for_period(first, last, SETS)),
        [one, rest @ ..] => {
            let (from, to) = one.valid.unwrap_or_default();
            let years = |a: &str| a.get(..4).unwrap_or(a).to_string();
            let (from, to) = (years(from), years(to));
            let (a, b) = (first.year(), last.year());
            let period = if a == b { a.to_string() } else { format!("{a}–{b}") };
            let reason =
                text!("de looptijd {period} valt binnen {from}–{to}", "the period {period} lies within {from}–{to}");
            let reason = if rest.is_empty() {
                reason
            } else {
                Text::new(
                    format!("{}; het nieuwste van meer", reason.nl),
                    format!("{}; the newest of several", reason.en),
                )
            };
            Ok((Origin::Embedded(one.id), reason))
        }
    }
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
        let mut diagnostics = Diagnostics::new();
        let mut parts = Vec::new();
        let base = sources.len();
        gather(sources, origin, &mut parts, &mut Open::default(), &mut diagnostics);
        let mut checked = match origin {
            Origin::Embedded(id) => embedded(id).and_then(|set| stored::read(set.checked, base)),
            Origin::Path(_) => None,
        };
        if checked.is_none() {
            (checked, diagnostics) = check(sources, &mut parts, diagnostics);
        }
        let own = parts.iter().filter(|p| matches!(p.origin, Origin::Path(_)));
        self.read.extend(own.flat_map(|p| &p.ids));
        let sha256 = parts.into_iter().map(|p| p.sha256).collect();
        let loaded = checked.map(|checked| Arc::new(LoadedRuleset { checked, sha256 }));
        diagnostics.sorted().into_iter().for_each(|d| self.report(d));
        self.loaded.push((origin.clone(), loaded.clone()));
        loaded
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
    // A set that builds on itself is reported by the check stage; here it only must not go round.
    if open.sets.contains(origin) || parts.iter().any(|p| p.origin == *origin) {
        return;
    }
    open.sets.push(origin.clone());
    let (ids, files, bases, sha256) = match origin {
        // Its texts are known to be good, and its hash was made with the program.
        Origin::Embedded(id) => match embedded(id) {
            Some(set) => {
                let ids = set.files.iter().map(|(name, text)| sources.add(format!("toets:{name}"), *text)).collect();
                let bases = set.builds_on.iter().map(|b| (*b).to_string()).collect();
                (ids, Vec::new(), bases, set.sha256.to_string())
            }
            None => return,
        },
        Origin::Path(path) => {
            let texts = match texts(path, open) {
                Ok(texts) => texts,
                Err(d) => {
                    diagnostics.push(d);
                    return;
                }
            };
            let mut hash = Sha256::new();
            let mut ids = Vec::new();
            for (name, bytes) in texts {
                hash.update(&bytes);
                let (id, found) = crate::agreement::decode(sources, name, &bytes);
                diagnostics.extend(found);
                ids.push(id);
            }
            let words = ids.iter().filter_map(|id| sources.get(*id)).map(syntax::words);
            open.words = words.fold(open.words, usize::saturating_add);
            if open.words > limits::MAX_RULESET_WORDS {
                diagnostics.push(fault::too_many_words(path));
                return;
            }
            let files = parse_all(sources, &ids, diagnostics);
            let bases = builds_on(&files);
            (ids, files, bases, hex(&hash.finalize()))
        }
    };
    for base in bases {
        if let Some(base) = neighbour(origin, &base) {
            gather(sources, &base, parts, open, diagnostics);
        }
    }
    parts.push(Part { origin: origin.clone(), ids, files, sha256 });
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
    let mut files = parse_all(sources, &ids, diagnostics).into_iter();
    for part in parts.iter_mut().filter(|p| p.files.is_empty()) {
        part.files = files.by_ref().take(part.ids.len()).collect();
    }
}

/// Where a set that another builds on is found; the check stage reports one that is not.
fn neighbour(origin: &Origin, id: &str) -> Option<Origin> {
    if let Origin::Path(path) = origin {
        let beside = files::absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
        let shown = path.parent().map(Path::to_path_buf).unwrap_or_default();
        for name in [id.to_string(), format!("{id}.regels")] {
            if files::exists(&beside.join(&name)) {
                // The path as the user wrote it reads better in messages, where it leads to the same place.
                let short = shown.join(&name);
                return Some(Origin::Path(if files::exists(&short) { short } else { beside.join(&name) }));
            }
        }
    }
    embedded(id).map(|s| Origin::Embedded(s.id))
}

/// Names and bytes of a set's files, in order of name.
fn texts(path: &Path, open: &mut Open) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let paths = if files::is_folder(path) { files::direct(path, "regels")? } else { vec![path.to_path_buf()] };
    if paths.is_empty() {
        return Err(fault::no_rules_in_folder(path));
    }
    open.files = open.files.saturating_add(paths.len());
    if open.files > limits::MAX_RULESET_FILES {
        return Err(fault::too_many_rule_files(path));
    }
    let mut texts = Vec::with_capacity(paths.len());
    for file in &paths {
        let bytes = files::read(file)?;
        open.bytes = open.bytes.saturating_add(bytes.len());
        if open.bytes > limits::MAX_RULESET_BYTES {
            return Err(fault::ruleset_too_large(path));
        }
        texts.push((files::shown(file), bytes));
    }
    Ok(texts)
}

/// Parses files side by side: parsing the rules is most of a short run.
fn parse_all(sources: &Sources, ids: &[FileId], diagnostics: &mut Diagnostics) -> Vec<ast::File> {
    let wanted: Vec<_> = ids.iter().filter_map(|id| sources.get(*id)).collect();
    let parsed = side_by_side::map(wanted, syntax::parse);
    let mut files = Vec::new();
    for (file, found) in parsed {
        diagnostics.extend(found);
        files.push(file);
    }
    files
}
