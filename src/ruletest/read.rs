//! Reading a test file: `regel: BES-02` and a list of cases.

use jiff::civil::{Date, date};

use crate::agreement::tree::Data;
use crate::agreement::{self, NodeId, Tree, notation};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::evaluate::finding::Verdict;
use crate::lang::Text;
use crate::source::{SourceFile, Spanned};
use crate::text;

use super::{Case, Equivalent, Expected, TestFile};

/// The reference date of a case that names none: tests must not change with the calendar.
const DEFAULT_DATE: Date = date(2026, 1, 1);

const FILE_KEYS: [&str; 4] = ["regel", "gevallen", "gelijkwaardig", "toelichting"];
const CASE_KEYS: [&str; 8] =
    ["naam", "peildatum", "zet", "afspraak", "portefeuille", "verwacht", "ontbreekt", "toelichting"];

/// Reads a test file; `None` when its YAML or its form is wrong.
#[must_use]
pub fn read(file: &SourceFile) -> (Option<TestFile>, Diagnostics) {
    let (tree, mut found) = agreement::read(file);
    let Some(tree) = tree else { return (None, found) };
    let mut reader = Reader { tree: &tree, found: Diagnostics::new(), meant: vec![] };
    let root = tree.root();
    reader.keys_are_known(root, &FILE_KEYS);
    let rule = reader.text_of(root, "regel");
    let mut cases = vec![];
    match tree.value(root, "gevallen").map(|e| (e.value, tree.get(e.value).data)) {
        Some((_, Data::Seq(items))) => {
            for item in items {
                cases.extend(reader.case(*item));
            }
        }
        Some((value, _)) => {
            reader.wrong(value, text!("`gevallen` hoort een lijst te zijn", "`gevallen` must be a list"));
        }
        None => reader.missing_key(root, "gevallen"),
    }
    let equivalent = reader.equivalent(root);
    found.extend(reader.found);
    let ok = !found.has_errors();
    match rule {
        Some(rule) if ok => (Some(TestFile { rule, cases, equivalent, tree }), found),
        _ => (None, found),
    }
}

struct Reader<'a> {
    tree: &'a Tree,
    found: Diagnostics,
    /// Keys that a mistyped one probably meant: that they are missing need not be said too.
    meant: Vec<(NodeId, &'static str)>,
}

impl Reader<'_> {
    fn wrong(&mut self, node: NodeId, message: Text) {
        self.found.push(Diagnostic::error("test::bad_case", self.tree.span(node), message));
    }

    fn text_of(&mut self, map: NodeId, key: &str) -> Option<Spanned<String>> {
        let found = self.tree.value(map, key).and_then(|e| {
            let text = self.tree.text(e.value)?;
            Some(Spanned::new(text.to_owned(), self.tree.span(e.value)))
        });
        if found.is_none() {
            self.missing_key(map, key);
        }
        found
    }

    /// `gelijkwaardig: [{mutant: …, reden: …}]`
    fn equivalent(&mut self, root: NodeId) -> Vec<Equivalent> {
        let Some(e) = self.tree.value(root, "gelijkwaardig") else { return vec![] };
        let Data::Seq(items) = self.tree.get(e.value).data else {
            self.wrong(e.value, text!("`gelijkwaardig` hoort een lijst te zijn", "`gelijkwaardig` must be a list"));
            return vec![];
        };
        let mut out = vec![];
        for item in items.iter().copied() {
            let (mutant, reason) = (self.text_of(item, "mutant"), self.text_of(item, "reden"));
            out.extend(mutant.zip(reason).map(|(mutant, reason)| Equivalent { mutant, reason }));
        }
        out
    }

    /// Reports a key that is not there, at the first key that is.
    fn missing_key(&mut self, map: NodeId, key: &str) {
        if self.meant.iter().any(|(of, meant)| *of == map && *meant == key) {
            return;
        }
        let at = self.tree.entries(map).first().map_or(map, |e| e.key);
        self.wrong(at, text!("`{key}` ontbreekt", "`{key}` is missing"));
    }

    fn keys_are_known(&mut self, map: NodeId, known: &[&'static str]) {
        for entry in self.tree.entries(map) {
            let key = self.tree.text(entry.key).unwrap_or("").to_owned();
            if known.contains(&key.as_str()) {
                continue;
            }
            let meant = did_you_mean(&key, known.iter().copied());
            self.meant.extend(known.iter().find(|k| Some(**k) == meant).map(|k| (map, *k)));
            let all = known.join(", ");
            let help = match meant {
                Some(s) => text!("bedoelde u `{s}`?", "did you mean `{s}`?"),
                None => text!("hier kunnen staan: {all}", "these can stand here: {all}"),
            };
            let message = text!("`{key}` hoort hier niet", "`{key}` does not belong here");
            self.found.push(Diagnostic::error("test::bad_case", self.tree.span(entry.key), message).help(help));
        }
    }

    fn case(&mut self, node: NodeId) -> Option<Case> {
        if !matches!(self.tree.get(node).data, Data::Map(_)) {
            self.wrong(
                node,
                text!(
                    "een geval bestaat uit `naam`, `afspraak` en `verwacht`",
                    "a case consists of `naam`, `afspraak` and `verwacht`"
                ),
            );
            return None;
        }
        self.keys_are_known(node, &CASE_KEYS);
        let name = self.text_of(node, "naam");
        let date = match self.tree.value(node, "peildatum") {
            None => DEFAULT_DATE,
            Some(e) => self.tree.text(e.value).and_then(|t| notation::date(t).ok()).unwrap_or_else(|| {
                self.wrong(e.value, text!("dit is geen datum", "this is not a date"));
                DEFAULT_DATE
            }),
        };
        let set = self.settings(node);
        let one = self.tree.value(node, "afspraak").map(|e| e.value);
        let several = self.tree.value(node, "portefeuille").map(|e| e.value);
        match (one, several) {
            (None, None) => self.missing_key(node, "afspraak"),
            (Some(_), Some(both)) => self.wrong(
                both,
                text!(
                    "een geval heeft een `afspraak` of een `portefeuille`, niet allebei",
                    "a case has an `afspraak` or a `portefeuille`, not both"
                ),
            ),
            _ => {}
        }
        let (agreement, portfolio) = (one.or(several), several.is_some());
        let expected = self.expected(node);
        let missing = self.missing(node);
        Some(Case { name: name?, date, set, agreement: agreement?, portfolio, expected: expected?, missing })
    }

    fn settings(&mut self, node: NodeId) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(e) = self.tree.value(node, "zet") else { return vec![] };
        let one = |key: NodeId| self.tree.text(key).map(|t| Spanned::new(t.to_owned(), self.tree.span(key)));
        self.tree.entries(e.value).iter().filter_map(|e| one(e.key).zip(one(e.value))).collect()
    }

    fn verdict(&mut self, node: NodeId) -> Option<Spanned<Verdict>> {
        let text = self.tree.text(node).unwrap_or("").to_owned();
        // `voldoet niet`, as people say it, is `voldoet_niet`.
        let found = Verdict::ALL.into_iter().find(|v| notation::same_word(v.id(), &text));
        if found.is_none() {
            let known: Vec<&str> = Verdict::ALL.iter().map(|v| v.id()).collect();
            let known = known.join(", ");
            let message = text!("een uitkomst is een van: {known}", "a verdict is one of: {known}");
            let meant = did_you_mean(&text, Verdict::ALL.iter().map(|v| v.id()));
            let help = meant.map(|s| text!("bedoelde u `{s}`?", "did you mean `{s}`?"));
            self.found.push(Diagnostic::error("test::bad_case", self.tree.span(node), message).maybe_help(help));
        }
        found.map(|v| Spanned::new(v, self.tree.span(node)))
    }

    fn expected(&mut self, node: NodeId) -> Option<Expected> {
        let Some(e) = self.tree.value(node, "verwacht") else {
            self.missing_key(node, "verwacht");
            return None;
        };
        let entries = self.tree.entries(e.value).to_vec();
        if entries.is_empty() {
            return self.verdict(e.value).map(Expected::All);
        }
        let mut out = vec![];
        for entry in entries {
            let subject = self.tree.text(entry.key).unwrap_or("").to_owned();
            let subject = Spanned::new(subject, self.tree.span(entry.key));
            out.push((subject, self.verdict(entry.value)?));
        }
        Some(Expected::Each(out))
    }

    fn missing(&mut self, node: NodeId) -> Option<Spanned<Vec<String>>> {
        let e = self.tree.value(node, "ontbreekt")?;
        match self.tree.get(e.value).data {
            Data::Seq(items) => {
                let list = items.iter().filter_map(|i| self.tree.text(*i)).map(str::to_owned).collect();
                Some(Spanned::new(list, self.tree.span(e.value)))
            }
            _ => {
                self.wrong(e.value, text!("`ontbreekt` hoort een lijst te zijn", "`ontbreekt` must be a list"));
                None
            }
        }
    }
}
