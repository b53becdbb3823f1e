//! `engels`: the English of the texts of another block.

use super::literal::string;
use super::template::template;
use crate::source::{Span, Spanned};
use crate::syntax::ast;
use crate::syntax::grammar::Rule;
use crate::syntax::node::{Built, Node};
use crate::syntax::texts::holds_values;

/// `engels regel BES-02 bij 3f2a "…" melding "…"`
pub(super) fn english(node: &Node<'_>) -> Built<ast::English> {
    let block = node.kids().need_any()?;
    let mut out = ast::English { span: node.span(), of: words_before(&block), read_at: None, texts: Vec::new() };
    for part in block.kids() {
        match part.rule() {
            // The name of the block, which `of` holds with the word before it.
            Rule::rule_id | Rule::block_id | Rule::name => {}
            Rule::read_at => out.read_at = Some(part.kids().need(Rule::mark)?.name()),
            Rule::string => {
                let key = Spanned::new(String::new(), part.span());
                out.texts.push(ast::EnglishText { key, text: string(&part) });
            }
            Rule::en_field => {
                let mut kids = part.kids();
                let key = kids.need(Rule::field_name)?.name();
                out.texts.push(ast::EnglishText { key, text: string(&kids.need(Rule::string)?) });
            }
            _ => {
                let key = words_before(&part);
                let text =
                    string(&part.all_kids().find(|n| n.rule() == Rule::string).ok_or_else(|| part.unreadable())?);
                let holds_values = holds_values(&key.value);
                out.texts.push(ast::EnglishText { key, text: if holds_values { template(&part, text) } else { text } });
            }
        }
    }
    Ok(out)
}

/// The words that a node starts with, up to its mark or text, with one space between them and without quotes.
fn words_before(node: &Node<'_>) -> ast::Name {
    let goes_on = |n: &Node<'_>| {
        !matches!(
            n.rule(),
            Rule::string
                | Rule::read_at
                | Rule::en_clause
                | Rule::en_topic_text
                | Rule::en_reason
                | Rule::en_reading
                | Rule::en_coverage
                | Rule::en_field
                | Rule::en_choice
                | Rule::en_value
        )
    };
    let words: Vec<Node<'_>> = node.all_kids().take_while(goes_on).collect();
    let span = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span().to(last.span()),
        _ => Span::new(node.span().file, node.span().start as usize, node.span().start as usize),
    };
    let text: Vec<&str> = words.iter().flat_map(|n| n.text().split_whitespace()).collect();
    Spanned::new(text.join(" ").trim_matches('\'').to_owned(), span)
}
