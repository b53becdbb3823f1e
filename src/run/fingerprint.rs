//! Which finding this is: the same in the next run, after lines moved and figures changed.
//!
//! Takes: what came of a file. Gives: one short text per finding and per diagnostic, for baselines and for the formats of
//! services that follow a finding over time. It rests on the path of the file, the rule and what it is about; never on lines,
//! on messages, on the language or on the version of a ruleset. The verdict is no part of it: who keeps fingerprints compares
//! verdicts beside them.
//!
//! What has a name is known by that name, what has none by its place in its list.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::agreement::facts::FactValue;
use crate::agreement::path;
use crate::diagnostic::Diagnostic;
use crate::evaluate::finding::Judged;
use crate::lang::one_line;
use crate::ruleset::model::Role;
use crate::run::{FileRun, Run, is_piped};

/// Says how fingerprints are made; another way gets another name, so that nobody compares the two.
pub const METHOD: &str = "toets/v1";

/// One fingerprint for each thing that came out of a file, in that order: 32 hexadecimal digits, all different. The file is
/// known by its path from the top of the repository.
#[must_use]
pub fn findings(run: &Run, file: &FileRun) -> Vec<String> {
    findings_in(file, &run.addresses.of(&file.name).path)
}

/// The same for a file that is known by another path.
pub(crate) fn findings_in(file: &FileRun, name: &str) -> Vec<String> {
    let (Some(loaded), Some(facts)) = (file.ruleset.as_deref(), &file.facts) else { return Vec::new() };
    let checked = &loaded.checked;
    let kind = if file.portfolio.is_some() { "portfolio" } else { "finding" };
    let name = file_name(name);
    let identity = |judged: &Judged| {
        let mut parts = vec![kind.to_owned(), name.to_owned(), checked.rule(judged.rule).id.clone()];
        parts.push(judged.year.map_or_else(String::new, |year| year.to_string()));
        parts.push(file.subject(judged));
        parts.extend(judged.about.iter().map(|id| path(checked, facts, *id)));
        parts
    };
    distinct(file.judged.iter().map(identity))
}

/// Which agreement a file is, whatever it is called and whatever figures it holds: the name that it gives itself, its period and
/// the municipalities that it is about. `None` where it says none of these.
pub(crate) fn agreement(file: &FileRun) -> Option<String> {
    let (checked, facts) = (&file.ruleset.as_deref()?.checked, file.facts.as_ref()?);
    let stated = |role| facts.field(facts.root(), checked.object(checked.root()).role(role)?);
    let mut parts = vec!["agreement".to_owned()];
    for role in [Role::Label, Role::Period, Role::Area] {
        parts.push(role_of(role).to_owned());
        match stated(role).map(|id| (&facts.get(id).value, id)) {
            Some((FactValue::Text(text), _)) => parts.push(one_line(text)),
            Some((FactValue::Period(first, last), _)) => parts.push(format!("{first}/{last}")),
            Some((FactValue::List(items), _)) => {
                let mut names: Vec<String> = items.iter().map(|item| path(checked, facts, *item)).collect();
                names.sort();
                parts.extend(names);
            }
            _ => {}
        }
    }
    (parts.len() > 4).then(|| hash(&parts, 1))
}

fn role_of(role: Role) -> &'static str {
    match role {
        Role::Label => "label",
        Role::Period => "period",
        _ => "area",
    }
}

/// One fingerprint for each diagnostic of a file, in their order; `file` is its name, or empty for those of no file.
///
/// A diagnostic is known by its code and by the characters that it underlines.
#[must_use]
pub fn diagnostics(run: &Run, file: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    let address = run.addresses.of(file);
    let identity = |d: &Diagnostic| {
        let underlined = one_line(run.sources.text(d.span()));
        // A fault of the command line underlines nothing; what it names stands in its message.
        let said = if d.labels.is_empty() { d.message.nl.clone() } else { underlined };
        vec!["diagnostic".to_owned(), file_name(&address.path).to_owned(), d.code.to_owned(), said]
    };
    distinct(diagnostics.iter().map(identity))
}

/// The path of a file as part of a fingerprint; standard input is the same in either language.
fn file_name(path: &str) -> &str {
    if is_piped(path) { "-" } else { path }
}

/// Hashes; of things that are the same in all their parts, each gets its number.
fn distinct(identities: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut seen: HashMap<Vec<String>, u32> = HashMap::new();
    let mut out = Vec::new();
    for parts in identities {
        let nth = seen.entry(parts.clone()).or_default();
        *nth = nth.saturating_add(1);
        out.push(hash(&parts, *nth));
    }
    out
}

fn hash(parts: &[String], nth: u32) -> String {
    let mut digest = Sha256::new();
    // Each part with its length: `a`, `bc` is another thing than `ab`, `c`.
    let nth = nth.to_string();
    for part in [METHOD].into_iter().chain(parts.iter().map(String::as_str)).chain([nth.as_str()]) {
        digest.update(part.len().to_string());
        digest.update(":");
        digest.update(part);
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_has_one_name() {
        assert_eq!(file_name("standaardinvoer"), file_name("-"));
        assert_eq!(file_name("standard input"), file_name("-"));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let of = |parts: &[&str]| hash(&parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(), 1);
        assert_ne!(of(&["a", "bc"]), of(&["ab", "c"]));
        assert_ne!(of(&["a", ""]), of(&["a"]));
    }

    #[test]
    fn a_fingerprint_never_changes() {
        // Baselines of users hold these: a change here makes all their known findings new ones. Give METHOD another name then.
        let parts =
            ["finding", "a.yaml", "BES-02", "2026", "gemeente Meerdijk", "gemeenten[Meerdijk]"].map(str::to_owned);
        assert_eq!(hash(&parts, 1), "c8c4d0ea3bfbec4e11c2738cb0d0130b");
    }
}
