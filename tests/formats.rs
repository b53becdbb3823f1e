//! The formats for services, held against their own schemas and readers, and against each other: the same findings everywhere.

#![cfg(test)]

#[path = "support/validators.rs"]
mod validators;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

const RULES: &str = "tests/fixtures/report/proef.regels";
const DRAFT: &str = "examples/meerdijk/meerdijk-concept.yaml";
const HOSTILE: &str = "tests/fixtures/formats/vijandig.yaml";
const FORMATS: [&str; 8] = ["sarif", "junit", "github", "gitlab", "tap", "markdown", "csv", "html"];

/// One run in every format.
struct Reports {
    name: String,
    dir: tempfile::TempDir,
    json: Value,
}

impl Reports {
    fn make(name: &str, args: &[&str]) -> Reports {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_toets"));
        command.env_remove("TOETS_LANG").args(["check", "--date", "2026-11-20", "--format", "json"]).args(args);
        for format in FORMATS {
            command.arg("--output").arg(format!("{format}:{}", dir.path().join(format).display()));
        }
        let out = command.output().unwrap();
        assert!(out.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        Reports { name: name.to_owned(), json: serde_json::from_slice(&out.stdout).unwrap(), dir }
    }

    fn path(&self, format: &str) -> PathBuf {
        self.dir.path().join(format)
    }

    fn text(&self, format: &str) -> String {
        std::fs::read_to_string(self.path(format)).unwrap()
    }

    fn value(&self, format: &str) -> Value {
        serde_json::from_str(&self.text(format)).unwrap()
    }

    fn findings(&self) -> &Vec<Value> {
        self.json["findings"].as_array().unwrap()
    }

    /// Those that a reader should look at: not met, deviations, in doubt.
    fn in_full(&self) -> Vec<&Value> {
        let counted = |f: &&Value| match f["verdict"].as_str().unwrap() {
            "voldoet_niet" | "afwijking" => true,
            "niet_te_toetsen" => f["severity"] != "none" || f["fault"] == true,
            _ => f["fault"] == true,
        };
        self.findings().iter().filter(counted).collect()
    }

    fn diagnostics(&self) -> usize {
        self.json["diagnostics"].as_array().unwrap().len()
    }

    fn count(&self, verdict: &str) -> usize {
        usize::try_from(self.json["summary"][verdict].as_u64().unwrap()).unwrap()
    }
}

fn below(folder: &str) -> Vec<String> {
    let mut out: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path().to_string_lossy().into_owned()).collect();
    out.sort();
    out
}

/// Every example alone, the stories together, files that cannot be read, and names that want to be something else.
static ALL: LazyLock<Vec<Reports>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for story in below("examples").into_iter().filter(|s| Path::new(s).is_dir()) {
        for file in below(&story).into_iter().filter(|f| f.ends_with(".yaml")) {
            out.push(Reports::make(&file, &[&file]));
        }
        if Path::new(&story).join("portefeuille.txt").is_file() {
            out.push(Reports::make(&format!("{story}, samen"), &[&story, "--portfolio"]));
        }
    }
    let report = ["tests/fixtures/report/afspraak.yaml", "tests/fixtures/report/kapot.yaml", "--ruleset", RULES];
    out.push(Reports::make("afspraak en kapot", &report));
    out.push(Reports::make("in English", &[&report[..], &["--lang", "en", "--level", "note"]].concat()));
    out.push(Reports::make("nooit", &[&report[..], &["--level", "never"]].concat()));
    out.push(Reports::make("bestaat niet", &["bestaat-niet.yaml"]));
    let (_dir, list) = known();
    out.push(Reports::make("bekend", &[DRAFT, "--baseline", &list]));
    let (_dir, windows) = on_windows();
    out.push(Reports::make("Windows", &[&windows, "--ruleset", RULES]));
    out.push(Reports::make("vijandig", &[HOSTILE, "--ruleset", RULES]));
    out
});

/// A list of known findings that lacks one of now and holds one that is gone.
fn known() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let list = dir.path().join("bekend.json");
    let path = list.to_str().unwrap().to_owned();
    let toets = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_toets")).args(args).output().unwrap();
    let made = toets(&["baseline", DRAFT, "--date", "2026-11-20", "-o", &path]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut value: Value = serde_json::from_str(&std::fs::read_to_string(&list).unwrap()).unwrap();
    let entries = value["findings"].as_array_mut().unwrap();
    entries[0]["fingerprint"] = "0".repeat(32).into();
    std::fs::write(&list, serde_json::to_string(&value).unwrap()).unwrap();
    (dir, path)
}

/// An agreement as an editor on Windows saves it, with characters of more than one byte and more than one UTF-16 unit before the
/// figures on a line.
fn on_windows() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let text = "\u{feff}# één 🏘\r\nperiode: 2026 t/m 2028\r\ngemeenten:\r\n  - {naam: \"Méérdijk 🏘\", beleidskader: nee, \
                gesprekken: 0, programma: {2026: {woningen: 100, sociale_huur: 10}, 2027: {woningen: 9, sociale_huur: 0}}}\r\n";
    let path = dir.path().join("windows.yaml");
    std::fs::write(&path, text).unwrap();
    (dir, path.to_str().unwrap().to_owned())
}

fn named(name: &str) -> &'static Reports {
    ALL.iter().find(|r| r.name == name).unwrap()
}

fn hostile() -> &'static Reports {
    named("vijandig")
}

fn schema(path: &Path) -> jsonschema::Validator {
    let text = std::fs::read_to_string(path).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    // A bracket too many makes these no patterns; the errata of SARIF mend them, and `sarif_keeps_to_the_errata` holds to those.
    for object in ["run", "toolComponent"] {
        if let Some(language) = schema.pointer_mut(&format!("/definitions/{object}/properties/language")) {
            language.as_object_mut().unwrap().remove("pattern");
        }
    }
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn valid(validator: &jsonschema::Validator, value: &Value, name: &str) {
    let errors: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new(), "{name}");
}

#[test]
fn sarif_follows_the_schema_of_oasis() {
    let path = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
    let Some(path) = validators::installed(path) else { return };
    let schema = schema(&path);
    for reports in ALL.iter() {
        valid(&schema, &reports.value("sarif"), &reports.name);
    }
}

/// What the errata of the standard ask beyond the schema: a region begins somewhere, and a language is two letters.
#[test]
fn sarif_keeps_to_the_errata() {
    fn regions(value: &Value, seen: &mut usize) {
        for (key, v) in value.as_object().into_iter().flatten() {
            if matches!(key.as_str(), "region" | "deletedRegion") {
                assert!(v["startLine"].as_u64().is_some_and(|n| n > 0), "{v}");
                *seen += 1;
            }
            regions(v, seen);
        }
        value.as_array().into_iter().flatten().for_each(|v| regions(v, seen));
    }
    for reports in ALL.iter() {
        let report = reports.value("sarif");
        let run = &report["runs"][0];
        for language in [&run["language"], &run["tool"]["driver"]["language"]] {
            assert!(["nl", "en"].contains(&language.as_str().unwrap()));
        }
        let mut seen = 0;
        regions(&report, &mut seen);
        assert!(seen >= run["results"].as_array().unwrap().len(), "{}", reports.name);
    }
}

#[test]
fn sarif_points_at_the_characters_that_its_snippets_show() {
    let mut seen = 0;
    for reports in ALL.iter() {
        let report = reports.value("sarif");
        let run = &report["runs"][0];
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        let rules = run["tool"]["driver"]["rules"].as_array().map_or(&[][..], Vec::as_slice);
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"], "{}", reports.name);
            // GitHub takes no rule without them.
            for words in ["shortDescription", "fullDescription", "help"] {
                assert!(
                    rules[index][words]["text"].as_str().is_some_and(|t| !t.is_empty()),
                    "{words}: {}",
                    rules[index]
                );
            }
            assert!(result["partialFingerprints"]["toets/v1"].as_str().is_some_and(|f| f.len() == 32), "{result}");
            let related = result["relatedLocations"].as_array().into_iter().flatten();
            for location in result["locations"].as_array().unwrap().iter().chain(related) {
                let physical = &location["physicalLocation"];
                let Some(snippet) = physical["region"]["snippet"]["text"].as_str() else { continue };
                let file = physical["artifactLocation"]["uri"].as_str().unwrap();
                let Some(text) = read(file) else { continue };
                assert_eq!(cut(&text, &physical["region"]), snippet, "{file}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

/// What an editor shows at a region of SARIF.
fn cut(text: &str, region: &Value) -> String {
    let units: Vec<u16> = text.trim_start_matches('\u{feff}').encode_utf16().collect();
    String::from_utf16(&units[range(&units, region)]).unwrap()
}

/// The units of UTF-16 that a region of SARIF stands for.
fn range(units: &[u16], region: &Value) -> std::ops::Range<usize> {
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let at = |line: &str, column: &str| {
        let lines = units.split_inclusive(|u| *u == u16::from(b'\n'));
        let before: usize = lines.take(number(line).saturating_sub(1)).map(<[u16]>::len).sum();
        before.saturating_add(number(column)).saturating_sub(1)
    };
    at("startLine", "startColumn")..at("endLine", "endColumn")
}

/// A file on this machine that has no place among the examples is named by its address.
fn read(uri: &str) -> Option<String> {
    std::fs::read_to_string(uri.strip_prefix("file://").unwrap_or(uri)).ok()
}

/// An editor that applies a fix of SARIF writes the same bytes as `toets fix --apply`.
#[test]
fn sarif_fixes_are_the_smallest_changes_to_the_byte() {
    let (dir, windows) = on_windows();
    let mut seen = 0;
    for (file, more) in [(DRAFT, &[][..]), (&windows, &["--ruleset", RULES][..])] {
        let reports = Reports::make(file, &[&[file], more].concat());
        let text = std::fs::read_to_string(file).unwrap();
        for result in reports.value("sarif")["runs"][0]["results"].as_array().unwrap() {
            let same = |f: &&Value| {
                f["rule"] == result["ruleId"]
                    && f["subject"] == result["properties"]["subject"]
                    && f["year"].as_i64() == result["properties"]["year"].as_i64()
            };
            let finding = reports.findings().iter().find(same);
            let numbered: Vec<&Value> = finding
                .and_then(|f| f["remedies"].as_array())
                .into_iter()
                .flatten()
                .filter(|r| r["number"].is_u64())
                .collect();
            let fixes = result["fixes"].as_array().map_or(&[][..], Vec::as_slice);
            assert_eq!(fixes.len(), numbered.len(), "{result}");
            let several = |fix: &Value| fix["artifactChanges"][0]["replacements"].as_array().unwrap().len() > 1;
            for (fix, remedy) in fixes.iter().zip(numbered).filter(|(fix, _)| file != DRAFT || several(fix)) {
                let out = dir.path().join("nieuw.yaml");
                let _ = std::fs::remove_file(&out);
                let written = Command::new(env!("CARGO_BIN_EXE_toets"))
                    .args(["fix", file, "--date", "2026-11-20", "--apply", &remedy["number"].to_string(), "-o"])
                    .arg(&out)
                    .args(more)
                    .output()
                    .unwrap();
                assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
                assert_eq!(applied(&text, fix), std::fs::read_to_string(&out).unwrap(), "{file}: {fix}");
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "{seen}");
}

/// The text with a fix of SARIF made.
fn applied(text: &str, fix: &Value) -> String {
    let change = &fix["artifactChanges"][0];
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let mut units: Vec<u16> = text.encode_utf16().collect();
    // From the end, so that the places before it stay.
    for replacement in change["replacements"].as_array().unwrap().iter().rev() {
        let new = replacement["insertedContent"]["text"].as_str().unwrap();
        units.splice(range(&units.clone(), &replacement["deletedRegion"]), new.encode_utf16());
    }
    format!("{mark}{}", String::from_utf16(&units).unwrap())
}

#[test]
fn what_is_known_is_shown_as_known_and_fails_nothing() {
    let reports = named("bekend");
    let is_known = |f: &&&Value| f["known"] == true;
    let full = reports.in_full();
    let known = full.iter().filter(is_known).count();
    assert!(known > 20 && full.len() - known >= 1, "{known} of {}", full.len());
    let sarif = reports.value("sarif");
    let state = |wanted: &str| {
        sarif["runs"][0]["results"].as_array().unwrap().iter().filter(|r| r["baselineState"] == wanted).count()
    };
    assert_eq!((state("unchanged"), state("new")), (known, full.len() - known));
    assert_eq!(sarif["runs"][0]["properties"]["baseline"]["gone"], 1);
    // Without a list there is no state.
    assert!(named("vijandig").value("sarif")["runs"][0]["results"][0]["baselineState"].is_null());
    let github = reports.text("github");
    assert_eq!(
        github
            .lines()
            .filter(|l| l.starts_with("::notice") && l.contains("title=") && l.contains(" bekend%2C "))
            .count(),
        known
    );
    let gitlab = reports.value("gitlab");
    let info = gitlab.as_array().unwrap().iter().filter(|i| i["description"].as_str().unwrap().contains(" bekend, "));
    assert_eq!(info.inspect(|i| assert_eq!(i["severity"], "info", "{i}")).count(), known);
    assert_eq!(rows(reports).iter().filter(|r| r["known"] == "true").count(), known);
    assert!(rows(named("vijandig")).iter().all(|r| r["known"].is_empty()));
    let tap = reports.text("tap");
    assert_eq!(tap.lines().filter(|l| l.starts_with("not ok") && l.contains("# TODO bekend, ")).count(), known);
    let junit = quick_junit::Report::deserialize_from_str(&reports.text("junit")).unwrap();
    let failed = |c: &&quick_junit::TestCase| matches!(c.status, quick_junit::TestCaseStatus::NonSuccess { .. });
    let failures = junit.test_suites.iter().flat_map(|s| &s.test_cases).filter(failed).count();
    let news = full.iter().filter(|f| f["known"] != true && f["severity"] == "error").count();
    assert_eq!((failures, reports.text("junit").matches("bekend: ").count()), (news, known));
    for format in ["markdown", "html"] {
        let text = reports.text(format);
        assert!(text.contains(&format!("Bekend ({known})")) && text.contains("Niet meer gevonden (1)"), "{format}");
        assert!(text.contains(&format!("nieuw, {known} bekend, 1 niet meer gevonden")), "{format}");
    }
}

#[test]
fn sarif_says_what_the_law_says_and_suppresses_accepted_deviations() {
    let example = ALL.iter().find(|r| r.name.ends_with("meerdijk-concept.yaml")).unwrap().value("sarif");
    let rules = example["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|r| r["help"]["text"].as_str().is_some_and(|t| !t.is_empty())), "{rules:#?}");
    assert!(rules.iter().any(|r| r["helpUri"].as_str().is_some_and(|u| u.starts_with("https://"))), "no link to a law");
    let mut accepted = 0;
    for reports in ALL.iter() {
        for result in reports.value("sarif")["runs"][0]["results"].as_array().unwrap() {
            let deviation = result["properties"]["verdict"] == "afwijking";
            assert_eq!(result["suppressions"].is_array(), deviation, "{result}");
            if deviation {
                assert_eq!(result["suppressions"][0]["status"], "accepted");
                accepted += 1;
            }
        }
    }
    assert!(accepted > 0);
}

#[test]
fn gitlab_gets_what_it_reads() {
    let schema = schema(Path::new("tests/schemas/codeclimate.json"));
    for reports in ALL.iter() {
        let issues = reports.value("gitlab");
        let mut prints = BTreeSet::new();
        for issue in issues.as_array().unwrap() {
            valid(&schema, issue, &reports.name);
            assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|n| n > 0), "{issue}");
            assert!(["info", "minor", "major", "critical"].contains(&issue["severity"].as_str().unwrap()));
            assert!(prints.insert(issue["fingerprint"].as_str().unwrap().to_owned()), "twice: {issue}");
        }
    }
}

#[test]
fn junit_follows_the_schema_of_jenkins() {
    let (Some(mut python), Some(schema)) = (validators::python("junit.py"), validators::installed("junit-10.xsd"))
    else {
        return;
    };
    let out = python.arg(schema).args(ALL.iter().map(|r| r.path("junit"))).output().unwrap();
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}

#[test]
fn perl_reads_the_tests() {
    for reports in ALL.iter() {
        let Some(mut perl) = validators::perl() else { return };
        let out = perl.arg(reports.path("tap")).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(!said.contains("wrong:") && out.status.success(), "{}: {said}", reports.name);
        let n = reports.findings().len() + reports.diagnostics();
        assert!(
            said.starts_with(&format!("run {n} "))
                && said.contains(&format!("planned {n} "))
                && said.trim_end().ends_with(" stray 0"),
            "{}: {said}",
            reports.name
        );
        let skipped = reports.findings().iter().filter(|f| skipped(f, &reports.name)).count();
        assert!(said.contains(&format!("skipped {skipped} ")), "{}: {said}", reports.name);
    }
}

/// Not decided or not about this, and not at the level of the run either.
fn skipped(finding: &Value, name: &str) -> bool {
    let level = match name {
        "in English" => &["note", "warning", "error"][..],
        "nooit" => &[][..],
        _ => &["error"][..],
    };
    matches!(finding["verdict"].as_str(), Some("niet_te_toetsen" | "niet_van_toepassing"))
        && !level.contains(&finding["severity"].as_str().unwrap())
}

#[test]
fn another_reader_of_tap_agrees() {
    for reports in ALL.iter() {
        let Some(mut parser) = validators::node("tap-parser") else { return };
        let out = parser.arg("-j").stdin(std::fs::File::open(reports.path("tap")).unwrap()).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        let read: Value = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}"));
        let complete = read.as_array().unwrap().iter().find(|e| e[0] == "complete").unwrap();
        assert_eq!(complete[1]["count"], reports.findings().len() + reports.diagnostics(), "{}", reports.name);
        assert_eq!(
            complete[1]["failures"].as_array().unwrap().iter().filter(|f| f["tapError"].is_string()).count(),
            0,
            "{said}"
        );
    }
}

#[test]
fn a_browser_and_a_validator_accept_the_page() {
    if let Some(mut python) = validators::python("html.py") {
        let out = python.args(ALL.iter().map(|r| r.path("html"))).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let pages: Vec<Value> =
            String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(pages.len(), ALL.len());
        for (page, reports) in pages.iter().zip(ALL.iter()) {
            let elements = page["elements"].as_object().unwrap();
            for strange in ["script", "img", "iframe", "form", "link", "b_"] {
                assert!(!elements.contains_key(strange), "{}: {strange}", reports.name);
            }
            assert_eq!(elements["main"], 1, "{}", reports.name);
            if reports.name == "vijandig" {
                assert!(page["text"].as_str().unwrap().contains("<script>alert(1)</script>"), "shown as it stands");
            }
        }
    }
    if let Some(mut validator) = validators::node("html-validate") {
        // It reads files by their extension.
        let dir = tempfile::tempdir().unwrap();
        for (i, reports) in ALL.iter().enumerate() {
            std::fs::copy(reports.path("html"), dir.path().join(format!("{i}.html"))).unwrap();
        }
        let out = validator.args(["--config", "tests/validators/htmlvalidate.json"]).arg(dir.path()).output().unwrap();
        assert!(
            out.status.success(),
            "{}{}",
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr)
        );
    }
}

fn rows(reports: &Reports) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().from_path(reports.path("csv")).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_table_reads_the_same_everywhere() {
    for reports in ALL.iter() {
        let text = reports.text("csv");
        assert!(
            text.lines().count() == rows(reports).len() + 1 && !text.replace("\r\n", "").contains(['\r', '\n']),
            "RFC 4180"
        );
    }
    let Some(mut python) = validators::python("table.py") else { return };
    let out = python.args(ALL.iter().map(|r| r.path("csv"))).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    for (line, reports) in String::from_utf8(out.stdout).unwrap().lines().zip(ALL.iter()) {
        let theirs: Vec<Vec<String>> = serde_json::from_str(line).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(reports.path("csv")).unwrap();
        let ours: Vec<Vec<String>> = reader.deserialize().map(|r| r.unwrap()).collect();
        assert_eq!(ours, theirs, "{}", reports.name);
    }
}

/// A line of GitHub's runner, read back as its sources say it does: level, properties, words.
fn command(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let undo = |s: &str| {
        s.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let (head, words) = line.strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ')?;
    let properties =
        properties.split(',').map(|p| p.split_once('=').unwrap()).map(|(k, v)| (k.to_owned(), undo(v))).collect();
    Some((level.to_owned(), properties, undo(words)))
}

#[test]
fn every_format_has_the_same_findings() {
    for reports in ALL.iter() {
        let name = &reports.name;
        let (all, full, faults) = (reports.findings().len(), reports.in_full().len(), reports.diagnostics());
        let verdicts = ["voldoet_niet", "afwijking", "niet_te_toetsen", "voldoet", "niet_van_toepassing"];
        assert_eq!(verdicts.map(|v| reports.count(v)).iter().sum::<usize>(), all, "{name}");

        let run = &reports.value("sarif")["runs"][0];
        let notes = run["invocations"][0]["toolConfigurationNotifications"].as_array().map_or(0, Vec::len);
        assert_eq!(run["results"].as_array().unwrap().len() + notes, full + faults, "{name}");
        for verdict in verdicts {
            assert_eq!(run["properties"]["summary"][verdict], reports.count(verdict), "{name} {verdict}");
        }

        let gitlab = reports.value("gitlab");
        assert_eq!(gitlab.as_array().unwrap().len(), full + faults, "{name}");

        let rows = rows(reports);
        // The same norms, under the same fingerprints.
        let pair =
            |rule: &Value, print: &Value| (rule.as_str().unwrap().to_owned(), print.as_str().unwrap().to_owned());
        let results = run["results"].as_array().unwrap();
        let sarif: BTreeSet<_> =
            results.iter().map(|r| pair(&r["ruleId"], &r["partialFingerprints"]["toets/v1"])).collect();
        let quality: BTreeSet<_> =
            gitlab.as_array().unwrap().iter().map(|i| pair(&i["check_name"], &i["fingerprint"])).collect();
        let table: BTreeSet<_> = rows.iter().map(|r| (r["rule"].clone(), r["fingerprint"].clone())).collect();
        assert!(sarif.is_subset(&quality) && quality.is_subset(&table), "{name}");
        assert_eq!((sarif.len() + notes, table.len()), (quality.len(), all + faults), "{name}");
        let mut rules: Vec<&str> = reports.findings().iter().map(|f| f["rule"].as_str().unwrap()).collect();
        let mut listed: Vec<&str> =
            rows.iter().filter(|r| r["kind"] == "finding").map(|r| r["rule"].as_str()).collect();
        rules.sort_unstable();
        listed.sort_unstable();
        assert_eq!(rules, listed, "{name}");

        for verdict in verdicts {
            assert_eq!(
                rows.iter().filter(|r| r["verdict"] == verdict).count(),
                reports.count(verdict),
                "{name} {verdict}"
            );
        }
        assert_eq!(rows.iter().filter(|r| r["kind"] == "diagnostic").count(), faults, "{name}");

        let junit = quick_junit::Report::deserialize_from_str(&reports.text("junit")).unwrap();
        let cases: Vec<_> = junit.test_suites.iter().flat_map(|s| &s.test_cases).collect();
        assert_eq!(cases.len(), all + faults, "{name}");
        let of_type = |wanted: &str| {
            let is = |c: &&&quick_junit::TestCase| match &c.status {
                quick_junit::TestCaseStatus::Success { .. } => wanted == "voldoet",
                quick_junit::TestCaseStatus::NonSuccess { ty, .. }
                | quick_junit::TestCaseStatus::Skipped { ty, .. } => ty.as_ref().is_some_and(|t| t.as_str() == wanted),
            };
            cases.iter().filter(is).count()
        };
        for verdict in verdicts {
            assert_eq!(of_type(verdict), reports.count(verdict), "{name} {verdict}");
        }
        let names: BTreeSet<_> =
            cases.iter().map(|c| (c.classname.as_ref().unwrap().as_str(), c.name.as_str())).collect();
        assert_eq!(names.len(), cases.len(), "{name}: services tell tests apart by name");

        let github = reports.text("github");
        let (last, annotations) = github.trim_end().rsplit_once('\n').unwrap_or((&github, ""));
        let (last, annotations) = if annotations.is_empty() { ("", last) } else { (last, annotations) };
        assert_eq!(last.lines().filter(|l| command(l).is_some()).count(), full + faults, "{name}");
        let counts: Vec<usize> =
            annotations.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(counts, verdicts.map(|v| reports.count(v)), "{name}: {annotations}");

        // What is known stands in a list of its own where people read.
        let full = full - reports.in_full().iter().filter(|f| f["known"] == true).count();
        let html = reports.text("html");
        assert_eq!(html.matches("<article ").count(), full + faults, "{name}");

        let markdown = reports.text("markdown");
        assert!(markdown.len() < 65_000, "{name}");
        if !markdown.contains("--format html") {
            let heads = markdown.lines().filter(|l| l.starts_with("### "));
            assert_eq!(heads.count(), full + faults, "{name}:\n{markdown}");
        }
    }
}

/// What a reader of Markdown makes of a text: words, and the kinds of markup in it.
fn markup(text: &str) -> (String, BTreeSet<String>) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut words = String::new();
    let mut kinds = BTreeSet::new();
    for event in Parser::new_ext(
        text,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_MATH,
    ) {
        match event {
            Event::Text(t) => words.push_str(&t),
            Event::Start(Tag::Link { .. }) => drop(kinds.insert("link".to_owned())),
            Event::Start(Tag::Image { .. }) => drop(kinds.insert("image".to_owned())),
            Event::Start(Tag::Emphasis) => drop(kinds.insert("emphasis".to_owned())),
            Event::Start(Tag::Strikethrough) => drop(kinds.insert("strikethrough".to_owned())),
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => drop(kinds.insert("code".to_owned())),
            Event::InlineMath(_) | Event::DisplayMath(_) => drop(kinds.insert("math".to_owned())),
            Event::Html(h) | Event::InlineHtml(h) => {
                let ours = ["<details><summary>", "</details>", "</summary>", "<details>", "<summary>"];
                if !ours.iter().any(|o| h.trim().starts_with(o)) {
                    kinds.insert(format!("html {h}"));
                }
            }
            _ => {}
        }
    }
    (words, kinds)
}

#[test]
fn a_name_is_no_markup_in_a_comment() {
    let text = hostile().text("markdown");
    let (words, kinds) = markup(&text);
    assert_eq!(kinds, BTreeSet::new(), "{text}");
    let plain = words.replace('\u{200B}', "");
    for name in [
        "<script>alert(1)</script>",
        "[klik](http://kwaad.example)",
        "**vet** `code` <b>",
        "| x |",
        ":tada: $x$",
        "@iedereen #1 !2 ~label",
    ] {
        assert!(plain.contains(name), "{name}: {plain}");
    }
    for mention in ["@iedereen", "#1 ", "!2", "~label", "a@kwaad"] {
        assert!(!words.contains(mention), "{mention}");
    }
    // What becomes a link by itself is cut where the reader of links looks.
    assert!(!text.contains("http://") && !text.contains("www.k"), "{text}");
}

#[test]
fn a_name_is_no_formula_in_a_table() {
    let mut guarded = 0;
    for row in rows(hostile()) {
        for (column, cell) in row {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%']), "{column}: {cell}");
            guarded += usize::from(cell.starts_with('\''));
        }
    }
    assert!(guarded >= 5, "the messages that begin with such a name: {guarded}");
}

#[test]
fn a_name_is_no_command_in_a_log() {
    let text = hostile().text("github");
    let lines: Vec<&str> = text.lines().collect();
    // Last come what GitHub leaves out and the counts: words of ours alone.
    let annotations = lines.len() - 2;
    for line in &lines[..annotations] {
        let (level, properties, words) = command(line).unwrap_or_else(|| panic!("{line}"));
        assert!(["error", "warning", "notice"].contains(&level.as_str()));
        assert_eq!(properties["file"], HOSTILE);
        assert!(!words.is_empty());
    }
    assert_eq!(annotations, hostile().in_full().len());
    // In every other format too: its output may stand in the log of a job.
    let printed = |format: &str, more: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_toets"))
            .args(["check", HOSTILE, "--ruleset", RULES, "--format", format, "--level", "never"])
            .args(more)
            .env("COLUMNS", "40")
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let coloured = printed("text", &["--color", "always", "--verbose"]);
    for after in coloured.split('\u{1b}').skip(1) {
        let code = after.split_once('m').map_or("", |(code, _)| code);
        let colour = code.strip_prefix('[').is_some_and(|c| c.chars().all(|c| c.is_ascii_digit() || c == ';'));
        assert!(colour, "not a colour: {code:?}");
    }
    assert!(!coloured.contains("\u{1b}[31m wis"), "a colour of the name's own");
    for format in ["text", "plain", "json"].into_iter().chain(FORMATS) {
        let text = if FORMATS.contains(&format) { hostile().text(format) } else { printed(format, &["--verbose"]) };
        if format != "github" {
            assert!(!text.lines().any(|l| l.trim_start().starts_with("::")), "{format}");
            assert!(!text.contains("##[") && !text.contains("##vso["), "{format}");
        }
        let obeyed = |c: char| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{FFFE}')
        };
        assert!(!text.contains(obeyed), "{format}: {:?}", text.chars().find(|c| obeyed(*c)));
    }
}

/// What else prints names from a file: the other commands about it, whose output may stand in a log too.
#[test]
fn a_name_is_no_command_in_other_reports() {
    let dir = tempfile::tempdir().unwrap();
    let other = dir.path().join("ander.yaml");
    let text = std::fs::read_to_string(HOSTILE).unwrap();
    std::fs::write(&other, text.replace("sociale_huur: 10", "sociale_huur: 30")).unwrap();
    let other = other.to_str().unwrap();
    for args in [
        &["diff", HOSTILE, other, "--format", "text"][..],
        &["diff", HOSTILE, other, "--format", "markdown"],
        &["diff", HOSTILE, other, "--format", "json"],
        &["report", HOSTILE, "--format", "markdown"],
        &["report", HOSTILE, "--format", "html"],
        &["check", HOSTILE, "--explain", "alles"],
        &["fix", HOSTILE],
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_toets")).args(args).args(["--ruleset", RULES]).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        // It does show the names.
        assert!(text.contains("gehackt"), "{args:?}: {text}");
        for line in text.split(['\n', '\r']) {
            assert!(!line.trim_start().starts_with("::"), "{args:?}: {line}");
        }
        assert!(!text.contains("##[") && !text.contains("##vso["), "{args:?}");
        let obeyed = |c: char| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{FFFE}')
        };
        assert!(!text.contains(obeyed), "{args:?}: {:?}", text.chars().find(|c| obeyed(*c)));
        match args.last() {
            Some(&"html") => {
                assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("</main>{{"), "{args:?}");
            }
            Some(&"markdown") => {
                let (_, kinds) = markup(&text);
                assert!(!kinds.iter().any(|k| k.starts_with("html") || k == "image"), "{args:?}: {kinds:?}");
                // Lines of the file are quoted as they are; a quote holds no links.
                let link = |e: &pulldown_cmark::Event<'_>| matches!(e, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) if dest_url.contains("kwaad"));
                assert!(!pulldown_cmark::Parser::new(&text).any(|e| link(&e)), "{args:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn a_name_is_no_element_no_test_and_no_link() {
    let junit = quick_junit::Report::deserialize_from_str(&hostile().text("junit")).unwrap();
    let cases: Vec<_> = junit.test_suites.iter().flat_map(|s| &s.test_cases).collect();
    assert_eq!(cases.len(), hostile().findings().len());
    assert!(cases.iter().any(|c| c.name.as_str().contains("]]></testcase><testcase name='x'/>&amp;")));
    let tap = hostile().text("tap");
    assert_eq!(tap.lines().filter(|l| l.starts_with("ok ") || l.starts_with("not ok ")).count(), cases.len());
    assert_eq!(tap.lines().filter(|l| l.starts_with("1..")).count(), 1);
    // SARIF keeps names as they are, and shows no link in a message.
    let results = hostile().value("sarif")["runs"][0]["results"].clone();
    let results = results.as_array().unwrap();
    assert!(results.iter().any(|r| r["properties"]["subject"].as_str().unwrap().contains("\u{1b}[31m")));
    assert!(results.iter().all(|r| !r["message"]["text"].as_str().unwrap().contains("k](")), "a link in a message");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let again = Reports::make("nog eens", &[HOSTILE, "--ruleset", RULES]);
    for format in FORMATS {
        assert_eq!(again.text(format), hostile().text(format), "{format}");
    }
}

#[test]
fn a_comment_always_fits() {
    let dir = tempfile::tempdir().unwrap();
    let many: String = (0..400)
        .map(|i| format!("  - {{naam: Gemeente met een lange naam aan het water {i}, beleidskader: nee}}\n"))
        .collect();
    let file = dir.path().join("veel.yaml");
    std::fs::write(&file, format!("gemeenten:\n{many}")).unwrap();
    let reports = Reports::make("veel", &[file.to_str().unwrap(), "--ruleset", RULES]);
    let text = reports.text("markdown");
    assert!(
        text.chars().count() < 65_536 && text.contains("Weggelaten om in één reactie te passen: "),
        "{}",
        text.len()
    );
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
    assert_eq!(reports.value("gitlab").as_array().unwrap().len(), 400, "the others leave nothing out");
}
