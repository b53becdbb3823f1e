//! Which English text belongs to which Dutch one.
//!
//! Takes: the files of one set. Gives: the English of each Dutch text, by the place of the Dutch; the Dutch texts that have none;
//! and what is wrong with an `engels` block. A set may leave English out: then nothing is missing.

use std::collections::{BTreeSet, HashMap};

use crate::source::{Sources, Span};
use crate::syntax::ast::{self, English, EnglishText, TemplatePart, TextLit};
use crate::syntax::{parse_template, texts};
use crate::text;

use super::checker::{Checker, id};
use super::error;
use super::model::{SetId, Untranslated};

/// The texts of the blocks of one name, in order.
type Blocks<'a> = HashMap<String, Vec<texts::Part<'a>>>;

impl Checker<'_> {
    /// The English of a set, found before anything else of the set is read.
    pub(super) fn english(&mut self, files: &[ast::File]) {
        let items = || files.iter().flat_map(|f| &f.items);
        let english: Vec<&English> =
            items().filter_map(|i| if let ast::Item::English(e) = i { Some(e) } else { None }).collect();
        if english.is_empty() {
            return;
        }
        let mut blocks: Blocks<'_> = HashMap::new();
        for item in items().filter(|i| !matches!(i, ast::Item::English(_))) {
            blocks.entry(texts::name(item)).or_default().extend(texts::parts(item));
        }
        let mut first: HashMap<(&str, &str), Span> = HashMap::new();
        for block in english {
            let name = block.of.value.as_str();
            let keys = block.texts.iter().map(|t| (name, t.key.value.as_str()));
            // An object may be extended in several files, each with its English: twice the same text is one too many.
            if let Some(first) = keys.clone().find_map(|key| first.get(&key).copied()) {
                let d = error::duplicate(block.of.span, &text!("het Engels van", "the English of"), name, first);
                self.report(
                    d.help(text!("zet alle teksten onder een van beide", "put all texts under one of the two")),
                );
                continue;
            }
            first.extend(keys.map(|key| (key, block.of.span)));
            self.english_block(block, &blocks);
        }
        let set = SetId(id(self.out.sets.len()));
        for item in items() {
            for part in texts::parts(item).iter().filter(|p| !self.english.contains_key(&p.text.span)) {
                let text = format!("{} {}", texts::name(item), part.key).trim_end().to_owned();
                self.out.untranslated.push(Untranslated { set, text, span: part.text.span });
            }
        }
    }

    fn english_block(&mut self, block: &English, blocks: &Blocks<'_>) {
        let name = &block.of.value;
        let Some(parts) = blocks.get(name) else {
            if self.diagnostics.has_room(block.of.span) {
                let mut known: Vec<&str> = blocks.keys().map(String::as_str).collect();
                known.sort_unstable();
                self.report(error::english_of_nothing(block.of.span, name, self.near(name, known)));
            }
            return;
        };
        if let Some(read_at) = &block.read_at {
            let state = texts::state(parts, block);
            if read_at.value != state {
                let dutch = parts.first().map(|p| p.text.span);
                self.report(error::english_not_read_again(read_at.span, name, dutch, &state));
            }
        }
        let mut english: HashMap<&str, Vec<&EnglishText>> = HashMap::new();
        block.texts.iter().for_each(|t| english.entry(t.key.value.as_str()).or_default().push(t));
        let mut dutch: HashMap<&str, Vec<&TextLit>> = HashMap::new();
        parts.iter().for_each(|p| dutch.entry(p.key.as_str()).or_default().push(p.text));
        for text in &block.texts {
            let key = text.key.value.as_str();
            // At the first of them.
            if let Some(english) = english.remove(key) {
                let dutch = dutch.get(key).map_or(&[][..], Vec::as_slice);
                self.english_texts(name, key, &english, dutch, parts);
            }
        }
    }

    /// The texts behind the same words: as many as there are in Dutch, in the same order.
    fn english_texts(
        &mut self,
        name: &str,
        key: &str,
        english: &[&EnglishText],
        dutch: &[&TextLit],
        parts: &[texts::Part<'_>],
    ) {
        match (english, dutch) {
            ([], _) => {}
            ([first, ..], []) => {
                let near = self.near(key, parts.iter().map(|p| p.key.as_str()).filter(|k| !k.is_empty()));
                self.report(error::english_of_no_text(first.key.span, name, key, near));
            }
            // A chapter that is opened in several files has its title in each.
            ([title], [_, ..]) if key.is_empty() => {
                for text in dutch {
                    self.english.insert(text.span, title.text.clone());
                }
            }
            _ if english.len() != dutch.len() => {
                let at = english.get(dutch.len()).or(english.last()).map(|t| t.text.span).unwrap_or_default();
                let near = dutch.get(english.len()).or(dutch.last()).map(|t| t.span).unwrap_or_default();
                self.report(error::english_count(at, near, key, (english.len(), dutch.len())));
            }
            _ => {
                for (text, of) in english.iter().zip(dutch) {
                    if texts::holds_values(key) {
                        self.english_has_the_values(&text.text, of);
                    }
                    self.english.insert(of.span, text.text.clone());
                }
            }
        }
    }

    /// What stands between braces is the same in both languages, in whatever order.
    fn english_has_the_values(&mut self, english: &TextLit, dutch: &TextLit) {
        // What cannot be read was reported when the file was parsed.
        let (Some(en), Some(nl)) = (values(self.sources, english), values(self.sources, dutch)) else { return };
        let lacks: Vec<&String> = nl.difference(&en).collect();
        let own: Vec<&String> = en.difference(&nl).collect();
        if !lacks.is_empty() || !own.is_empty() {
            self.report(error::english_values(english.span, dutch.span, &lacks, &own));
        }
    }
}

/// The values in a text, as they are written.
fn values(sources: &Sources, text: &TextLit) -> Option<BTreeSet<String>> {
    let file = sources.get(text.span.file)?;
    let parts = parse_template(file, text).ok()?;
    let written = |part| match part {
        TemplatePart::Words(_) => None,
        TemplatePart::Value(e, style) => {
            let words = file.text.get(e.span.start as usize..e.span.end as usize)?;
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(format!("{{{words}{}}}", style.written()))
        }
    };
    Some(parts.into_iter().filter_map(written).collect())
}
