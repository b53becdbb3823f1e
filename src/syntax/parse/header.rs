//! `regelset`, `hoofdstuk` and `bron`: what a set is, how it is divided, and what it is taken from.

use super::literal::{date, string};
use super::pieces::{grade, once, text, text_of};
use super::template::template;
use crate::syntax::ast;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Node};

/// `regelset npa-2025 "…" versie … geldig … bouwt op … leest … bundelt … volgt … dekking …`
pub(super) fn ruleset(node: &Node<'_>) -> Built<ast::Ruleset> {
    let mut kids = node.kids();
    let mut set = ast::Ruleset {
        span: node.span(),
        id: kids.need(Rule::block_id)?.name(),
        title: text(&kids.need(Rule::text)?)?,
        version: None,
        valid: None,
        builds_on: Vec::new(),
        reads: None,
        bundles: None,
        follows: None,
        coverage: None,
    };
    for item in kids {
        match item.rule() {
            Rule::set_version => once(&mut set.version, &item, item.kids().need(Rule::version)?.name()),
            Rule::set_valid => {
                let mut days = item.kids();
                let valid = (date(&days.need(Rule::date)?)?, date(&days.need(Rule::date)?)?);
                once(&mut set.valid, &item, valid);
            }
            Rule::set_builds_on => set.builds_on.extend(item.kids().map(|id| id.name())),
            Rule::set_reads => once(&mut set.reads, &item, item.kids().need(Rule::name)?.name()),
            Rule::set_bundles => once(&mut set.bundles, &item, item.kids().need(Rule::name)?.name()),
            Rule::set_follows => once(&mut set.follows, &item, item.kids().need(Rule::block_id)?.name()),
            Rule::set_coverage => once(&mut set.coverage, &item, template(&item, text_of(&item)?)),
            _ => return Err(item.unreadable()),
        }
    }
    Ok(set)
}

/// `hoofdstuk beschikbaarheid "…" rol …`
pub(super) fn chapter(node: &Node<'_>) -> Built<ast::Chapter> {
    let mut kids = node.kids();
    Ok(ast::Chapter {
        span: node.span(),
        id: kids.need(Rule::block_id)?.name(),
        title: text(&kids.need(Rule::text)?)?,
        role: kids.maybe(Rule::role).map(|r| r.kids().need(Rule::name).map(|n| n.name())).transpose()?,
    })
}

/// `bron npa "…" datum … kenmerk … link … graad …`
pub(super) fn source(node: &Node<'_>) -> Built<ast::Source> {
    let mut kids = node.kids();
    let mut source = ast::Source {
        span: node.span(),
        id: kids.need(Rule::block_id)?.name(),
        title: text(&kids.need(Rule::text)?)?,
        date: None,
        mark: None,
        link: None,
        grade: None,
    };
    for item in kids {
        match item.rule() {
            Rule::source_date => once(&mut source.date, &item, item.kids().need(Rule::loose_date)?.name()),
            Rule::source_mark => once(&mut source.mark, &item, string(&item.kids().need(Rule::string)?)),
            Rule::source_link => once(&mut source.link, &item, string(&item.kids().need(Rule::string)?)),
            Rule::grade => once(&mut source.grade, &item, grade(&item)?),
            _ => return Err(item.unreadable()),
        }
    }
    Ok(source)
}
