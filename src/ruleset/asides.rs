//! What a ruleset says beside its rules: norms that are no rules, and words that lapsed.

use jiff::civil::Date;

use crate::lang::Text;
use crate::syntax::ast;
use crate::text;

use super::check::Checker;
use super::error;
use super::model::{ChapterId, LapsedWord, LeftOut, SetId};

impl Checker<'_> {
    /// A norm that is no rule: it has a source and a reason all the same.
    pub(crate) fn left_out(&mut self, norm: &ast::LeftOut, set: SetId, chapter: ChapterId) {
        let cites = self.cites(&norm.cites, norm.span);
        if cites.is_none() {
            let what = text!("norm {}", "norm {}", norm.id.value);
            self.report(error::without_source(norm.id.span, &what));
        }
        if norm.reason.is_none() {
            let example = "reden \"De tekst bindt geen lokale afspraak\"";
            self.report(error::missing_part(norm.id.span, "reden", example));
        }
        self.out.left_out.push(LeftOut {
            id: norm.id.value.clone(),
            title: self.text(&norm.title),
            set,
            chapter,
            cites: cites.unwrap_or_default(),
            reason: norm.reason.as_ref().map(|t| self.text(t)).unwrap_or_default(),
            span: norm.span,
        });
    }

    /// What to tell of a name that is not known because its word lapsed.
    pub(crate) fn lapsed_help(&self, name: &str) -> Option<Text> {
        if self.diagnostics.is_full() { None } else { self.out.lapsed_word(name).map(LapsedWord::help) }
    }

    pub(crate) fn lapsed_word(&mut self, lapsed: &ast::LapsedWord) {
        let since = match lapsed.since.value {
            ast::When::SinceDate(date) => date,
            ast::When::SinceYear(year) | ast::When::Years(year, _) => {
                i16::try_from(year).ok().and_then(|y| Date::new(y, 1, 1).ok()).unwrap_or(Date::MIN)
            }
            ast::When::Always => Date::MIN,
        };
        if let Some(first) = self.lapsed_spans.get(&lapsed.word.value).copied() {
            let what = text!("het vervallen woord", "the lapsed word");
            let d = error::duplicate(lapsed.word.span, &what, &lapsed.word.value, first);
            self.report(d.help(text!("haal een van beide weg", "remove one of the two")));
        }
        self.lapsed_spans.entry(lapsed.word.value.clone()).or_insert(lapsed.word.span);
        self.out.lapsed.push(LapsedWord {
            word: lapsed.word.value.clone(),
            since,
            text: self.text(&lapsed.text),
            span: lapsed.word.span,
        });
    }
}
