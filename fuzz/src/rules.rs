//! Rulesets to try agreements on.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use toets::ruleset;
use toets::run::LoadedRuleset;
use toets::source::Sources;
use toets::syntax;

/// A checked ruleset with the texts it was read from.
pub struct Rules {
    pub sources: Sources,
    pub loaded: Arc<LoadedRuleset>,
}

/// The newest national agreements, with the sets they build on.
pub fn national() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| folders(&["basis", "woningwet", "npa-2025"]))
}

/// The acts alone: a tenth of the rules.
pub fn law() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| folders(&["basis", "woningwet"]))
}

/// A model with a field of every kind that has a notation.
pub fn kinds() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let fields = super::notations::FIELDS.map(|f| format!("  {}: {} \"Veld\"\n", f.name, f.ty));
        let text = format!(
            "regelset proef \"Proef\"\n  versie 1.0.0\n  leest afspraak\n\n\
             circa 10%\n  interpretatie \"Een tiende\"\n\n\
             object afspraak \"Afspraak\"\n{}",
            fields.concat()
        );
        let mut sources = Sources::new();
        sources.add("proef.regels", text);
        checked(sources, std::slice::from_ref(&(0..1)))
    })
}

/// The folder of the project, from the fuzz crate as well as from its tests.
fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if here.join("rulesets").is_dir() { here.to_owned() } else { here.parent().unwrap().to_owned() }
}

fn folders(ids: &[&str]) -> Rules {
    let mut sources = Sources::new();
    let mut sets = Vec::new();
    for id in ids {
        let first = sources.len();
        let folder = project().join("rulesets").join(id);
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.retain(|p| p.extension().is_some_and(|x| x == "regels"));
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            sources.add(name, std::fs::read_to_string(&path).unwrap());
        }
        sets.push(first..sources.len());
    }
    checked(sources, &sets)
}

fn checked(sources: Sources, sets: &[std::ops::Range<u32>]) -> Rules {
    let parse = |number: u32| {
        let (file, faults) = syntax::parse(sources.get(toets::source::FileId(number)).unwrap());
        assert_eq!(faults.sorted(), []);
        file
    };
    let trees: Vec<Vec<_>> = sets.iter().map(|set| set.clone().map(parse).collect()).collect();
    let (checked, faults) = ruleset::check(&trees, &sources);
    let checked = checked.unwrap_or_else(|| panic!("{:#?}", faults.sorted()));
    let sha256 = vec!["0".repeat(64); sets.len()];
    Rules { loaded: Arc::new(LoadedRuleset { checked, sha256 }), sources }
}
