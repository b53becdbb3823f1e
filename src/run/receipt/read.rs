//! Finds the receipt in a result that was made before.
//!
//! Takes: the text of a JSON result or a report. Gives: its receipt with the outcomes, and which form it has. Never trusts
//! more than it reads: what is no receipt is none.

use serde::Deserialize;

use super::{Asked, Brief, Receipt, seal};
use crate::limits;

/// The forms that hold a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `toets check --format json`
    Json,
    /// `toets report --format markdown`
    Markdown,
    /// `toets report --format html`
    Html,
}

/// What stands behind the fence of the block in Markdown.
pub(crate) const FENCE: &str = "json toets-receipt";

/// What stands before the receipt in HTML; nothing that a file says can look like it, because `<` is written as `&lt;`.
pub(crate) const ELEMENT: &str = "<pre id=\"toets-receipt\">";

/// A result of `toets check --format json`, as far as it is needed.
#[derive(Deserialize)]
struct Result {
    receipt: Receipt,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    file: String,
    rule: String,
    subject: String,
    year: Option<i32>,
    verdict: String,
    message: String,
    reasons: Vec<String>,
}

/// The receipt in a text, with its outcomes; `None` when there is none, or not a whole one.
#[must_use]
pub fn read(text: &str) -> Option<(Receipt, Form)> {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with('{') {
        let result = serde_json::from_str::<Result>(start).ok().filter(|r| was_made(&r.receipt))?;
        let mut outcomes: Vec<Brief> = result.findings.into_iter().map(brief).collect();
        outcomes.sort();
        return Some((Receipt { outcomes: Some(outcomes), ..result.receipt }, Form::Json));
    }
    if let Some((_, after)) = text.rsplit_once(ELEMENT) {
        let (body, _) = after.split_once("</pre>")?;
        return whole(&unescaped(body)).map(|r| (r, Form::Html));
    }
    // Only at the start of a line: what is quoted from a file stands behind a line number.
    let (_, after) = text.rsplit_once(&format!("\n```{FENCE}"))?;
    let (_, after) = after.split_once('\n')?;
    let (body, _) = after.split_once("\n```")?;
    whole(body).map(|r| (r, Form::Markdown))
}

fn whole(json: &str) -> Option<Receipt> {
    serde_json::from_str::<Receipt>(json).ok().filter(|r| r.outcomes.is_some() && was_made(r))
}

/// Whether a run can have been so: of more files, or asked for more, none is made, and making it again would take as long as whoever
/// wrote the receipt likes.
fn was_made(receipt: &Receipt) -> bool {
    let Asked { rule, include, set, eased, .. } = &receipt.options;
    let lists = [rule, include, set].into_iter().chain(eased.iter().map(|e| &e.norms));
    let asked = lists.map(Vec::len).fold(eased.len(), usize::saturating_add);
    receipt.inputs.len() <= limits::MAX_FILES && asked <= limits::MAX_ASKED
}

fn brief(f: Finding) -> Brief {
    let seal = seal(&f.message, f.reasons.iter().map(String::as_str));
    Brief { file: f.file, rule: f.rule, subject: f.subject, year: f.year, verdict: f.verdict, seal }
}

/// The characters that the HTML report writes as entities.
fn unescaped(html: &str) -> String {
    // `&amp;` last: what it gives is not read again.
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
