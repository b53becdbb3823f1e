//! Reading the suite: the files below `conformance/`, as `schema/case-1.schema.json` describes them.
//!
//! Takes: the folder. Gives: rulesets and cases. Never looks at what anything evaluates to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A file of cases that share their rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The version of the format: 1.
    pub conformance: u32,
    pub title: String,
    pub level: Level,
    /// The texts of the rulesets, those built upon first.
    pub rules: Option<Texts>,
    /// Or the id of one in `rulesets.yaml`.
    pub ruleset: Option<String>,
    pub cases: Vec<Case>,
    /// Where it stands below `conformance/`, without extension.
    #[serde(skip)]
    pub path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Core,
    Notation,
    Layers,
    Errors,
    Norms,
    Portfolio,
}

impl Level {
    pub const ALL: [Level; 6] =
        [Level::Core, Level::Notation, Level::Layers, Level::Errors, Level::Norms, Level::Portfolio];

    pub fn id(self) -> &'static str {
        match self {
            Level::Core => "core",
            Level::Notation => "notation",
            Level::Layers => "layers",
            Level::Errors => "errors",
            Level::Norms => "norms",
            Level::Portfolio => "portfolio",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    One(String),
    Layers(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique in its file.
    pub id: String,
    pub title: String,
    /// Why this must come out.
    pub why: Option<String>,
    pub date: String,
    pub agreement: Option<String>,
    pub portfolio: Option<String>,
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    #[serde(default)]
    pub include: Vec<String>,
    pub expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Every outcome of the rules that are named here; other rules are not looked at.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Rules that may give no outcome.
    #[serde(default)]
    pub silent: Vec<String>,
    /// The one error that must be reported instead.
    pub error: Option<Fault>,
}

/// What comes out of a rule for a subject; `place` in a case, `places` in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub rule: String,
    /// Empty: the agreement as a whole.
    #[serde(default)]
    pub subject: String,
    pub year: Option<i32>,
    pub verdict: String,
    /// Paths of facts and names of values of law, in any order.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Line and column of a figure that the outcome rests on.
    pub place: Option<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `agreement` or `rules`
    #[serde(rename = "in")]
    pub within: String,
    pub code: String,
    pub line: usize,
    pub column: usize,
}

impl Expect {
    /// The rules whose outcomes are looked at.
    pub fn about(&self) -> Vec<&str> {
        let mut out: Vec<&str> =
            self.outcomes.iter().map(|o| &o.rule).chain(&self.silent).map(String::as_str).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// `rulesets.yaml`: where the text of each named ruleset stands, and which text it must be.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rulesets {
    pub conformance: u32,
    pub rulesets: Vec<Named>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub id: String,
    pub version: String,
    /// The folder from the root of the repository; its `.regels` files in order of name are the ruleset.
    pub folder: String,
    /// SHA-256 over the bytes of those files, one after the other.
    pub sha256: String,
    /// The rulesets it needs, those built upon first; not with itself.
    pub builds_on: Vec<String>,
}

/// The whole suite.
#[derive(Debug)]
pub struct Suite {
    pub rulesets: Vec<Named>,
    pub files: Vec<CaseFile>,
}

impl Suite {
    /// Reads the folder `conformance/` of a repository.
    pub fn read(root: &Path) -> Result<Suite, String> {
        let folder = root.join("conformance");
        let named: Rulesets = parse(&folder.join("rulesets.yaml"))?;
        let mut paths = vec![];
        for group in ["constructs", "norms"] {
            walk(&folder.join(group), &mut paths)?;
        }
        paths.sort();
        let mut files = vec![];
        for path in paths {
            let mut file: CaseFile = parse(&path)?;
            if file.conformance != 1 {
                return Err(format!("{}: version {} is not known here", path.display(), file.conformance));
            }
            let below = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
            file.path = below.to_string_lossy().replace('\\', "/");
            files.push(file);
        }
        Ok(Suite { rulesets: named.rulesets, files })
    }

    /// Every case with the file it stands in.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseFile, &Case)> {
        self.files.iter().flat_map(|f| f.cases.iter().map(move |c| (f, c)))
    }

    /// The texts of a named ruleset and of those it builds on, by folder, those built upon first.
    pub fn folders(&self, id: &str) -> Vec<&str> {
        let Some(set) = self.rulesets.iter().find(|r| r.id == id) else { return vec![] };
        let below = set.builds_on.iter().filter_map(|b| self.rulesets.iter().find(|r| r.id == *b));
        below.chain([set]).map(|r| r.folder.as_str()).collect()
    }
}

impl CaseFile {
    /// What identifies a case in the whole suite.
    pub fn full_id(&self, case: &Case) -> String {
        format!("{}#{}", self.path, case.id)
    }

    /// The row of the table that it counts in: `constructs/comparison`, `norms/npa-2025`.
    pub fn group(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(group, _)| group)
    }

    /// The texts of its rules, when it writes them out.
    pub fn texts(&self) -> Vec<&str> {
        match &self.rules {
            None => vec![],
            Some(Texts::One(text)) => vec![text],
            Some(Texts::Layers(texts)) => texts.iter().map(String::as_str).collect(),
        }
    }
}

/// The `.regels` files of a folder, in order of name, each with its text.
pub fn ruleset_files(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "regels"));
    paths.sort();
    paths
        .into_iter()
        .map(|p| {
            let text = std::fs::read_to_string(&p).map_err(|e| format!("{}: {e}", p.display()))?;
            Ok((p.to_string_lossy().replace('\\', "/"), text))
        })
        .collect()
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            out.push(path);
        }
    }
    Ok(())
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_yaml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}
