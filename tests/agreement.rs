//! The agreement stage: fixtures that show what is read and what is refused.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is wrong")]

mod common;
#[path = "support/facts.rs"]
mod dump;
#[path = "support/render.rs"]
mod render;
#[path = "support/yaml.rs"]
mod yaml;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use toets::agreement::facts::Facts;
use toets::agreement::references::{self, Documents, Unread};
use toets::agreement::{self, NodeId, Tree, tree::Data};
use toets::diagnostic::Diagnostics;
use toets::lang::Text;
use toets::ruleset::Checked;
use toets::source::{FileId, Sources};

fn model() -> &'static (Checked, Sources) {
    static MODEL: OnceLock<(Checked, Sources)> = OnceLock::new();
    MODEL.get_or_init(|| {
        let (checked, sources, diagnostics) = common::load(&["tests/fixtures/agreement"]);
        (checked.unwrap_or_else(|| panic!("{diagnostics:?}")), sources)
    })
}

/// What came of the bytes of a file.
struct Reading {
    sources: Sources,
    file: FileId,
    tree: Option<Tree>,
    facts: Option<Facts>,
    diagnostics: Diagnostics,
}

/// Reads the bytes of a file by the test model, as far as they go.
fn read(bytes: &[u8]) -> Reading {
    read_with(&model().0, bytes)
}

/// Finds what fixtures refer to in a folder of their own.
struct Shelf<'a> {
    folder: &'a Path,
    sources: &'a mut Sources,
    trees: Vec<(String, Arc<Tree>)>,
}

impl references::Reader for Shelf<'_> {
    fn read(&mut self, _: FileId, path: &str) -> Result<Arc<Tree>, Unread> {
        if let Some((_, tree)) = self.trees.iter().find(|(p, _)| p == path) {
            return Ok(Arc::clone(tree));
        }
        // How far a file may lead is for the command line to say (tests/documents.rs).
        if path.starts_with("../../") {
            return Err(Unread::OutOfReach(Text::new("ligt buiten de repository", "lies outside the repository")));
        }
        let place = self.folder.join(path);
        if place.is_dir() {
            return Err(Unread::Unreadable(Text::new("het is een map", "it is a folder")));
        }
        let Ok(bytes) = std::fs::read(&place) else {
            let near = toets::diagnostic::did_you_mean(path, ["kader.yaml", "deel.yaml"]);
            return Err(Unread::Missing(near.map(str::to_owned)));
        };
        let (file, _) = agreement::decode(self.sources, path, &bytes);
        let (tree, _) = agreement::read(self.sources.get(file).unwrap());
        let tree = Arc::new(tree.ok_or(Unread::Broken)?);
        self.trees.push((path.to_owned(), Arc::clone(&tree)));
        Ok(tree)
    }
}

fn read_with(checked: &Checked, bytes: &[u8]) -> Reading {
    read_in(checked, bytes, Path::new("tests/fixtures/agreement/linked"))
}

/// Reads with the files of a folder within reach.
fn read_in(checked: &Checked, bytes: &[u8], folder: &Path) -> Reading {
    let mut sources = Sources::new();
    let (file, mut diagnostics) = agreement::decode(&mut sources, "afspraak.yaml", bytes);
    let (mut tree, mut facts) = (None, None);
    if !diagnostics.has_errors() {
        let text = sources.get(file).unwrap().text.to_string();
        let (read, found) = agreement::read(sources.get(file).unwrap());
        diagnostics.extend(found);
        if let Some(read) = &read {
            let documents = if text.contains("# zonder lezer") {
                Documents::default()
            } else {
                let mut shelf = Shelf { folder, sources: &mut sources, trees: vec![] };
                let (documents, found) = references::gather(checked, read, read.root(), &mut shelf);
                diagnostics.extend(found);
                documents
            };
            let (bound, found) = agreement::bind_with(checked, read, read.root(), &documents);
            diagnostics.extend(found);
            let bound = bound.filter(|_| !diagnostics.has_errors());
            facts = bound;
        }
        tree = read;
    }
    Reading { sources, file, tree, facts, diagnostics }
}

fn text(reading: &Reading) -> String {
    let text = reading.sources.get(reading.file).unwrap().text.replace("\r\n", "\n");
    // Else nobody would see it in a snapshot.
    text.replace('\r', "<CR>")
}

fn fixture(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn bad() {
    insta::glob!("fixtures/agreement/bad/*.yaml", |path| {
        let reading = read(&fixture(path));
        assert!(reading.diagnostics.has_errors(), "{} has no error", path.display());
        assert!(reading.facts.is_none(), "facts with errors: {}", path.display());
        spans_are_sound(&reading);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(render::with_source(&reading.sources, &text(&reading), &reading.diagnostics));
        });
    });
}

#[test]
fn good() {
    insta::glob!("fixtures/agreement/good/*.yaml", |path| {
        let reading = read(&fixture(path));
        assert!(reading.diagnostics.is_empty(), "{}", render::plain(&reading.sources, &reading.diagnostics));
        let facts = reading.facts.as_ref().unwrap();
        let shown = dump::facts(&model().0, facts, &reading.sources);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n────\n{shown}", text(&reading).trim_end()));
        });
    });
}

/// What can be used, but should be looked at.
#[test]
fn warned() {
    insta::glob!("fixtures/agreement/warned/*.yaml", |path| {
        let reading = read(&fixture(path));
        assert!(!reading.diagnostics.is_empty() && !reading.diagnostics.has_errors(), "{}", path.display());
        let facts = reading.facts.as_ref().unwrap();
        let shown = dump::facts(&model().0, facts, &reading.sources);
        let said = render::with_source(&reading.sources, &text(&reading), &reading.diagnostics);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{said}────\n{shown}"));
        });
    });
}

fn spans_are_sound(reading: &Reading) {
    let text = &reading.sources.get(reading.file).unwrap().text;
    for d in reading.diagnostics.iter() {
        for label in d.labels.iter().filter(|l| l.span.file == reading.file) {
            let range = label.span.start as usize..label.span.end as usize;
            assert!(
                text.get(range.clone()).is_some(),
                "{}: {range:?} is outside the text or inside a character",
                d.code
            );
        }
    }
}

/// Our tree and another reader's agree on structure and texts.
fn agrees(tree: &Tree, id: NodeId, other: &serde_yaml::Value) {
    use serde_yaml::Value;
    match (tree.get(id).data, other) {
        (Data::Null, Value::Null) => {}
        (Data::Scalar(_), Value::String(s)) => assert_eq!(tree.text(id), Some(s.as_str())),
        (Data::Scalar(_), Value::Bool(_) | Value::Number(_)) => {}
        (Data::Seq(items), Value::Sequence(others)) => {
            assert_eq!(items.len(), others.len());
            items.iter().zip(others).for_each(|(a, b)| agrees(tree, *a, b));
        }
        (Data::Map(entries), Value::Mapping(others)) => {
            assert_eq!(entries.len(), others.len());
            for (entry, (key, value)) in entries.iter().zip(others) {
                agrees(tree, entry.key, key);
                agrees(tree, entry.value, value);
            }
        }
        (ours, theirs) => panic!("{ours:?} and {theirs:?} differ"),
    }
}

#[test]
fn the_tree_agrees_with_another_reader() {
    for folder in ["good", "bad"] {
        for path in std::fs::read_dir(format!("tests/fixtures/agreement/{folder}")).unwrap() {
            let bytes = fixture(&path.unwrap().path());
            let Some(tree) = read(&bytes).tree else { continue };
            // The other reader takes a byte order mark followed by CRLF for a document of its own.
            let text = std::str::from_utf8(&bytes).unwrap().trim_start_matches('\u{feff}');
            // It refuses integers of more than 20 digits.
            if let Ok(other) = serde_yaml::from_str(text) {
                agrees(&tree, tree.root(), &other);
            } else {
                assert!(text.contains("1234567890123456789012345678901"), "{text}");
            }
        }
    }
}

/// Every value that a file states is one fact, and what is wrong with a file leaves no facts at all.
#[test]
fn a_value_is_one_fact_and_a_faulty_file_gives_none() {
    let (checked, _) = model();
    let bound = |text: &str| {
        let mut sources = Sources::new();
        let file = sources.add("afspraak.yaml", text);
        let tree = agreement::read(sources.get(file).unwrap()).0.unwrap();
        let (facts, found) = agreement::bind(checked, &tree, tree.root());
        (facts.map(|f| f.len()), found.len())
    };
    // The agreement, its period, the list, the municipality with its name.
    assert_eq!(bound("gemeenten: [{naam: Meerdijk}]\nperiode: 2026\n"), (Some(5), 0));
    assert_eq!(bound("periode: 2026\n"), (Some(2), 0));
    assert_eq!(bound("periode: gauw\n"), (None, 1));
    assert_eq!(bound("periode: 2026\ngemeenten: [{naam: Meerdijk, woonvisie: misschien}]\n"), (None, 1));
}

/// A thing goes by its kind and its name, its name stands for it, another text for itself, and any other value by where it stands.
#[test]
fn what_things_and_values_are_called() {
    let (checked, _) = model();
    let reading = read(
        b"periode: 2026\nthemas: [Betaalbaarheid]\ngemeenten: [{naam: Meerdijk, netto_groei: 5}]\nstappen: [{jaar: 2026}]\n",
    );
    let facts = reading.facts.unwrap();
    let ids = (0..facts.len()).map(agreement::facts::FactId::new);
    let mut called: Vec<(String, String)> =
        ids.map(|id| (agreement::path(checked, &facts, id), agreement::label(checked, &facts, id))).collect();
    called.sort();
    let called: Vec<_> = called.iter().map(|(path, label)| (path.as_str(), label.as_str())).collect();
    assert_eq!(
        called,
        [
            ("", "afspraak"),
            ("gemeenten", "gemeenten"),
            ("gemeenten[Meerdijk]", "gemeente Meerdijk"),
            ("gemeenten[Meerdijk].naam", "gemeente Meerdijk"),
            ("gemeenten[Meerdijk].netto_groei", "gemeenten[Meerdijk].netto_groei"),
            ("periode", "periode"),
            ("stappen", "stappen"),
            ("stappen[1]", "stap 1"),
            ("stappen[1].jaar", "stappen[1].jaar"),
            ("themas", "themas"),
            ("themas[1]", "Betaalbaarheid"),
        ]
    );
}

/// Past the limit of faults the others are only counted, and of what is missing then nothing is said.
#[test]
fn past_the_limit_of_faults_missing_fields_are_not_looked_for() {
    let most = toets::limits::MAX_DIAGNOSTICS_PER_FILE;
    let beyond = |more: usize, last: &str| {
        let wrong = "  - {naam: A, woonvisie: misschien}\n".repeat(most + more);
        let reading = read(format!("periode: 2026\ngemeenten:\n{wrong}{last}").as_bytes());
        assert_eq!(reading.diagnostics.len(), most + usize::from(more > 0));
        reading.diagnostics.iter().last().unwrap().message.nl.clone()
    };
    assert!(beyond(2, "").contains('2'), "{}", beyond(2, ""));
    assert_eq!(beyond(2, "  - {woonvisie: ja}\n"), beyond(2, ""), "a name that is missing");
    assert_ne!(beyond(3, ""), beyond(2, ""));
}

/// Reads and binds a text that may be anything: it must not panic, and places must lie in the text.
fn survives(text: &str) {
    let reading = read(text.as_bytes());
    spans_are_sound(&reading);
    assert_eq!(reading.facts.is_none(), reading.diagnostics.has_errors(), "{text:?}");
    let Some(facts) = &reading.facts else { return };
    for id in 0..facts.len() {
        let id = agreement::facts::FactId::new(id);
        let span = facts.get(id).span;
        let text = &reading.sources.get(span.file).unwrap().text;
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
        let _ = (agreement::path(&model().0, facts, id), agreement::label(&model().0, facts, id));
    }
}

fn all_fixtures() -> Vec<String> {
    let folders = ["good", "bad"].map(|f| format!("tests/fixtures/agreement/{f}"));
    let mut texts: Vec<String> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(f).unwrap())
        .filter_map(|e| std::fs::read_to_string(e.unwrap().path()).ok())
        .filter(|t| t.len() < 2000)
        .collect();
    texts.sort();
    texts
}

mod random {
    use super::{all_fixtures, survives};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            survives(&text);
        }

        #[test]
        fn yaml_like_text_is_read_or_refused(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "periode", "gemeenten", "naam", "sloop", "2026", "minimaal", "€ 1.500", "4,5%", "ja", ": ", ":", "\n", "\n  ",
                    "\n    ", "- ", "{", "}", "[", "]", ", ", ",", "\"", "'", "#", "&a", "*a", "|", ">", "%", "\t", "é", "€", "---",
                ]),
                0..40,
            )
        ) {
            survives(&parts.concat());
        }

        #[test]
        fn a_changed_file_is_read_or_refused(
            which in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            insert in prop::sample::select(vec!["", ":", "\n", "  ", "\t", "[", "}", "\"", "'", ",", "&a ", "*a", "0", "%", "€", "-", "\u{feff}"]),
            remove in 0..3usize,
        ) {
            let texts = all_fixtures();
            let text = which.get(&texts);
            let chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len().saturating_add(1));
            let changed: String = chars.iter().take(at).copied().chain(insert.chars()).chain(chars.iter().skip(at.saturating_add(remove)).copied()).collect();
            survives(&changed);
        }
    }
}

/// The first YAML block of each page gives the code that the page explains when it is read by the data model that people use,
/// and nothing else where it needs no second file; every code has a page and a bad fixture.
#[test]
fn every_code_has_a_page_with_an_example_and_a_bad_fixture() {
    let codes = codes_in_source();
    let (real, _, faults) = common::load(&["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"]);
    let real = real.unwrap_or_else(|| panic!("{faults:?}"));
    let pages: Vec<String> = std::fs::read_dir("docs/codes/agreement")
        .unwrap()
        .map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    for page in &pages {
        assert!(codes.contains(page), "the page {page} explains no code");
    }
    let shown: String = std::fs::read_dir("tests/snapshots")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| ["agreement__bad@", "agreement__warned@"].iter().any(|s| p.to_string_lossy().contains(s)))
        .map(|p| std::fs::read_to_string(p).unwrap())
        .collect();
    for code in &codes {
        assert!(pages.contains(code), "agreement::{code} has no page");
        // A file over the limit is made in the unit tests of `decode`.
        assert!(
            code == "file_too_large" || shown.contains(&format!("agreement::{code}\n")),
            "agreement::{code} has no bad fixture"
        );
        let page = std::fs::read_to_string(format!("docs/codes/agreement/{code}.md")).unwrap();
        assert!(page.starts_with(&format!("# agreement::{code}\n")), "{code}");
        let Some(example) = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()) else {
            assert!(page.contains("```console\n"), "{code} has no example");
            continue;
        };
        let reading = read_with(&real, example.as_bytes());
        let found: Vec<_> = reading.diagnostics.iter().map(|d| d.code).collect();
        let own = format!("agreement::{code}");
        assert!(found.contains(&own.as_str()), "{code}: its example gives {found:?}");
        let alone = !example.contains("kader: ") || example.contains("kader: #");
        assert!(!alone || found.iter().all(|c| **c == own), "{code}: its example gives {found:?}");
    }
}

/// The names after `agreement::` in the source of the stage.
fn codes_in_source() -> std::collections::BTreeSet<String> {
    let mut codes = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src/agreement")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).unwrap();
                let quoted = text.split("\"agreement::").skip(1).filter_map(|rest| rest.split('"').next());
                codes.extend(quoted.map(str::to_owned));
            }
        }
    }
    codes
}

#[test]
fn examples_are_read_without_errors() {
    let (checked, _, diagnostics) = common::load(&["rulesets/basis"]);
    let checked = checked.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let schema = jsonschema::draft202012::new(&agreement::schema(&checked, toets::lang::Lang::Nl)).unwrap();
    let mut folders = vec![std::path::PathBuf::from("examples")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            let own = |p: &std::path::Path| {
                // A file with a ruleset of its own has fields of its own; the tests beside that ruleset are no agreements.
                let text = std::fs::read_to_string(p).unwrap();
                let named = text.lines().find_map(|l| l.strip_prefix("regelset: ")).unwrap_or("");
                let named = named.split_whitespace().next().unwrap_or(".");
                text.starts_with("regel: ") || named != "." && p.with_file_name(named).exists()
            };
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() && own(&path) {
                continue;
            } else if path.extension().is_some_and(|e| e == "yaml") {
                let reading = read_in(&checked, &fixture(&path), path.parent().unwrap());
                assert!(
                    !reading.diagnostics.has_errors(),
                    "{}:\n{}",
                    path.display(),
                    render::plain(&reading.sources, &reading.diagnostics)
                );
                let value = yaml::json(&text(&reading)).unwrap();
                let errors: Vec<String> =
                    schema.iter_errors(&value).map(|e| format!("{} {e}", e.instance_path())).collect();
                assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
                read += 1;
            }
        }
    }
    assert!(read > 0);
}

/// The examples in the manual are read without errors, by the data model that is shipped.
#[test]
fn examples_in_the_manual_are_read_without_errors() {
    let (checked, _, _) = common::load(&["rulesets/basis"]);
    let checked = checked.unwrap();
    for manual in ["docs/agreement-format.md", "docs/agreement-format.nl.md"] {
        let text = std::fs::read_to_string(manual).unwrap();
        let examples: Vec<&str> = text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(examples.len() >= 5, "{manual}");
        for example in examples {
            let reading = read_with(&checked, example.as_bytes());
            let shown = render::plain(&reading.sources, &reading.diagnostics);
            assert!(reading.diagnostics.is_empty(), "{manual}:\n{example}\n{shown}");
        }
        notations_in_the_table_are_read(&text);
    }
}

/// Each notation between backticks in the table of notations is read in a field of its row's kind.
fn notations_in_the_table_are_read(manual: &str) {
    let fields = [
        "sloop",
        "netto_groei",
        "aandeel_sociale_huur",
        "marge",
        "leefbaarheid",
        "huurgrens",
        "warmtevraag",
        "",
        "jaar_woonvisie",
        "periode",
        "woonvisie",
    ];
    let rows = manual.lines().skip_while(|l| !l.starts_with("|---")).skip(1).take_while(|l| l.starts_with('|'));
    for (row, field) in rows.zip(fields) {
        for notation in row.split('`').skip(1).step_by(2) {
            let (field, file) = match field {
                "" => ("peildatum", "periode: 2026\npeildatum: "),
                // The row of amounts per month and per year holds one of each.
                "huurgrens" if notation.contains("jaar") => ("bijdrage", ""),
                field => (field, ""),
            };
            let text = if file.is_empty() {
                format!("periode: 2026\ngemeenten:\n  - naam: x\n    {field}: {notation}\n")
            } else {
                format!("{file}{notation}\n")
            };
            let reading = read(text.as_bytes());
            assert!(reading.diagnostics.is_empty(), "{text}{}", render::plain(&reading.sources, &reading.diagnostics));
        }
    }
}

/// What a caller may ask before the whole file is bound.
#[test]
fn roles_can_be_read_before_the_rest() {
    use agreement::facts::FactValue;
    use toets::ruleset::model::Role;
    let mut sources = Sources::new();
    let text = "regelset: npa-2025\nperiode: 2026 t/m 2029\ngetekend_op: 31-02-2026\nonbekend: 5\n";
    let id = sources.add("a.yaml", text);
    let tree = agreement::read(sources.get(id).unwrap()).0.unwrap();
    let peek = |role| agreement::peek(&model().0, &tree, role);
    let ruleset = peek(Role::Ruleset).unwrap();
    assert!(matches!(&ruleset.value, FactValue::Text(t) if &**t == "npa-2025"));
    assert_eq!(sources.text(ruleset.span), "npa-2025");
    assert!(
        matches!(peek(Role::Period).unwrap().value, FactValue::Period(a, b) if a.year() == 2026 && b.year() == 2029)
    );
    assert!(peek(Role::ReferenceDate).is_none(), "not stated");
    assert!(peek(Role::Signed).is_none(), "stated, but no day that exists");
}

/// A mark that the ruleset knows is that mark: it is not taken for a required field whose name looks like it.
#[test]
fn a_mark_does_not_stand_for_a_required_field_that_looks_like_it() {
    let rules = "regelset proef \"Proef\"\n  versie 1.0.0\n  leest afspraak\n\n\
                 kenmerk telbasis: keuze (start, einde)\n  \"Wat het cijfer telt\"\n\n\
                 object afspraak \"Een afspraak\"\n  telbases: tekst verplicht \"Hoe er is geteld\"\n  n: aantal \"Aantal\"\n";
    let (checked, _) = common::rulesets(&[rules]);
    let codes = |text: &str| -> Vec<&str> {
        let reading = read_with(&checked, text.as_bytes());
        reading.diagnostics.sorted().iter().map(|d| d.code).collect()
    };
    assert_eq!(codes("telbases: per jaar\nn: 5\n"), [""; 0]);
    assert_eq!(codes("telbasis: start\nn: 5\n"), ["agreement::missing_field"]);
    // A name that is no mark and no field is: then that is the one thing to say.
    assert_eq!(codes("telbasses: per jaar\nn: 5\n"), ["agreement::unknown_field"]);
}
