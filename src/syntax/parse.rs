//! From text to the syntax tree.
//!
//! Takes: the text of one file. Gives: a tree with every block that could be read, and a diagnostic for every one that could
//! not. Never gives up at the first fault, and never panics, whatever the text.

pub(super) mod blocks;
mod concept;
mod data;
mod english;
mod expr;
mod header;
mod literal;
mod node;
mod parameter;
mod rule;
mod template;

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use pest::Parser;

pub(in crate::syntax) use self::node::Cx;
use self::node::{Built, Node};
use super::{ast, diagnose, error, scan};
use crate::diagnostic::{Collector, Diagnostics};
use crate::limits;
use crate::source::{SourceFile, Span};

pub use self::template::parse_template;

/// What pest makes of the grammar.
pub(super) mod grammar {
    use pest_derive::Parser;

    /// The parser of `.regels` files.
    #[derive(Parser)]
    #[cfg_attr(shipped, grammar = "grammar/regels.pest")]
    #[cfg_attr(not(shipped), grammar = "../../grammar/regels.pest")]
    pub(crate) struct Regels;
}

pub(super) use self::grammar::{Regels, Rule};

/// Reads a file: every block that parses becomes an item of the tree, every other one gives a diagnostic.
#[must_use]
pub fn parse(file: &SourceFile) -> (ast::File, Diagnostics) {
    let comments = blocks::comments(file);
    let mut items = Vec::new();
    let mut found = Collector::default();
    if words(file) > limits::MAX_RULESET_WORDS {
        found.push(error::file_too_long(Span::new(file.id, 0, 0)));
        return (ast::File { file: file.id, items, comments }, found.finish(MORE_FAULTS));
    }
    for block in blocks::cut(&file.text) {
        let cx = Cx::block(file, &comments, block);
        match item(&cx) {
            Ok(item) => items.extend(item),
            Err(fault) => cx.report(fault),
        }
        cx.into_diagnostics().into_iter().for_each(|fault| found.push(fault));
    }
    (ast::File { file: file.id, items, comments }, found.finish(MORE_FAULTS))
}

/// The code of more faults in rules than are shown.
pub(crate) const MORE_FAULTS: &str = "limit::more_faults";

/// How much there is to parse in a file: its words and signs. For the limit on a ruleset of several files.
#[must_use]
pub fn words(file: &SourceFile) -> usize {
    blocks::cut(&file.text)
        .into_iter()
        .filter_map(|block| file.text.get(block))
        .map(scan::words)
        .fold(0, usize::saturating_add)
}

/// One block.
fn item(cx: &Cx<'_>) -> Built<Option<ast::Item>> {
    let words = scan::words(cx.text());
    if words == 0 {
        return Ok(None);
    }
    if words > limits::MAX_BLOCK_WORDS {
        return Err(error::block_too_long(cx.head()));
    }
    let pairs = run(Rule::block, cx.text()).map_err(|e| diagnose::block(cx, &e))?;
    let node = Node::first(cx, pairs)?;
    let item = match node.rule() {
        Rule::ruleset => ast::Item::Ruleset(header::ruleset(&node)?),
        Rule::chapter => ast::Item::Chapter(header::chapter(&node)?),
        Rule::origin => ast::Item::Origin(header::cite(&node)?),
        Rule::source => ast::Item::Source(header::source(&node)?),
        Rule::choice_list => ast::Item::ChoiceList(data::choice_list(&node)?),
        Rule::qualifier => ast::Item::Qualifier(data::qualifier(&node)?),
        Rule::circa => ast::Item::Circa(data::circa(&node)?),
        Rule::object | Rule::extension => ast::Item::Object(data::object(&node)?),
        Rule::lapsed => ast::Item::Lapsed(data::lapsed(&node)?),
        Rule::parameter => ast::Item::Parameter(parameter::parameter(&node)?),
        Rule::tightening => ast::Item::Tightening(parameter::tightening(&node)?),
        Rule::concept => ast::Item::Concept(Box::new(concept::concept(&node)?)),
        Rule::left_out => ast::Item::LeftOut(rule::left_out(&node)?),
        Rule::norm | Rule::topic => ast::Item::Rule(Box::new(rule::rule(&node)?)),
        Rule::english => ast::Item::English(english::english(&node)?),
        _ => return Err(node.unreadable()),
    };
    Ok(Some(item))
}

/// Runs pest with a bound on its steps.
///
/// pest keeps the bound in one place for the whole process. So it only ever grows: a small file in one thread cannot stop a
/// large one in another.
fn run(rule: Rule, text: &str) -> Result<pest::iterators::Pairs<'_, Rule>, Box<pest::error::Error<Rule>>> {
    static STEPS: Mutex<usize> = Mutex::new(0);
    {
        let mut steps = STEPS.lock().unwrap_or_else(PoisonError::into_inner);
        let needed = text.len().saturating_mul(limits::PARSE_STEPS_PER_BYTE).saturating_add(PARSE_STEPS_BASE);
        if needed > *steps {
            *steps = needed;
            pest::set_call_limit(NonZeroUsize::new(needed));
        }
    }
    Regels::parse(rule, text).map_err(Box::new)
}

/// Steps that even the shortest text may take.
const PARSE_STEPS_BASE: usize = 100_000;
