//! The norms and faults that a SARIF report speaks of: what they ask and where the law says so.
//!
//! Takes: rules and diagnostic codes as results name them. Gives: each once, in the order in which they are first named.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use serde_json::{Value, json};

use crate::document::words;
use crate::evaluate::finding::{strength_id, strength_words};
use crate::lang::Lang;
use crate::report::escape;
use crate::report::markup::Markdown;
use crate::ruleset::Checked;
use crate::ruleset::model::Rule;
use crate::run::Run;

/// The descriptors so far.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) list: Vec<Value>,
    /// Where each stands in the list, by its ruleset and id.
    known: HashMap<(String, String), usize>,
}

impl Rules {
    /// Adds a norm.
    pub(super) fn norm(&mut self, checked: &Checked, rule: &Rule, lang: Lang) {
        let set = checked.set(rule.set);
        self.add(&set.id, &rule.id, || norm(checked, rule, lang));
    }

    /// Adds a diagnostic code.
    pub(super) fn code(&mut self, code: &'static str, lang: Lang) {
        // GitHub takes no rule without these; what is wrong is said by the result, and the page tells the rest.
        let what = lang.pick("Melding over een bestand", "Message about a file");
        self.add("", code, || {
            json!({
                "id": code,
                "shortDescription": { "text": format!("{what}: {code}") },
                "fullDescription": { "text": format!("{what}: {code} (toets explain {code})") },
                "help": { "text": format!("toets explain {code}") },
            })
        });
    }

    /// The index of a norm that is in the list.
    pub(super) fn of_norm(&self, checked: &Checked, rule: &Rule) -> Option<usize> {
        self.known.get(&(checked.set(rule.set).id.clone(), rule.id.clone())).copied()
    }

    /// The index of a diagnostic code that is in the list.
    pub(super) fn of_code(&self, code: &str) -> Option<usize> {
        self.known.get(&(String::new(), code.to_owned())).copied()
    }

    fn add(&mut self, set: &str, id: &str, make: impl FnOnce() -> Value) {
        let list = &mut self.list;
        self.known.entry((set.to_owned(), id.to_owned())).or_insert_with(|| {
            list.push(make());
            list.len().saturating_sub(1)
        });
    }
}

fn norm(checked: &Checked, rule: &Rule, lang: Lang) -> Value {
    let mut text = String::new();
    let mut markdown = Markdown::default();
    let mut link = None;
    for cite in &rule.cites {
        let words = words::cite(checked, cite, lang);
        let source = checked.source(cite.source);
        // Only an address of the web is a link, whatever a ruleset of someone's own says.
        let address = source.link.as_deref().filter(|l| is_address(l));
        link = link.or(address);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{words}");
        markdown.markup("- ");
        match address {
            Some(address) => markdown.link(&words, address),
            None => markdown.text(&words),
        }
        markdown.markup("\n");
    }
    for more in rule.explanation.iter().chain(&rule.interpretations) {
        let _ = writeln!(text, "\n{}", more.get(lang));
        markdown.put("\n{}\n", &[&more.get(lang)]);
    }
    let _ = write!(text, "\ntoets explain {}", rule.id);
    markdown.markup("\n");
    markdown.sentence(&format!("`toets explain {}`", rule.id));
    json!({
        "id": rule.id,
        "shortDescription": { "text": escape::sarif(rule.title.get(lang)) },
        "fullDescription": {
            "text": escape::sarif(&format!("{} ({})", rule.title.get(lang), strength_words(rule.strength, lang))),
        },
        "help": { "text": escape::sarif(text.trim_end()), "markdown": markdown.as_str() },
        "helpUri": link,
        "properties": {
            "strength": strength_id(rule.strength),
            "ruleset": checked.set(rule.set).id,
            "chapter": checked.chapter(rule.chapter).id,
            "tags": [strength_id(rule.strength), checked.chapter(rule.chapter).id],
        },
    })
}

/// An address that a reader may follow, without the characters that end it in Markdown.
fn is_address(link: &str) -> bool {
    (link.starts_with("https://") || link.starts_with("http://"))
        && link.bytes().all(|b| {
            b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
        })
}

/// The rulesets that took part, with version and hash.
pub(super) fn sets(run: &Run) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for loaded in run.files.iter().filter_map(|f| f.ruleset.as_deref()) {
        for (set, sha256) in loaded.checked.sets().iter().zip(&loaded.sha256) {
            if seen.insert((set.id.as_str(), sha256.as_str())) {
                out.push(json!({
                    "name": set.id,
                    "fullName": set.title.get(run.lang),
                    "version": set.version,
                    "properties": { "sha256": sha256 },
                }));
            }
        }
    }
    out
}
