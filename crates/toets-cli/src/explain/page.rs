//! A page of `docs/codes` for a terminal, in one language.
//!
//! Takes: Markdown with a Dutch and an English paragraph under each heading. Gives: the reader's half of it.

use toets::lang::Lang;

/// The page in a language: of a heading `nl / en` one side, of each pair of paragraphs one.
pub(crate) fn render(markdown: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut paragraphs: Vec<String> = Vec::new();
    for block in blocks(markdown) {
        if let Some(title) = block.strip_prefix('#') {
            flush(&mut paragraphs, lang, &mut out);
            let title = title.trim_start_matches('#').trim();
            let (nl, en) = title.split_once(" / ").unwrap_or((title, title));
            out.push_str(lang.pick(nl, en));
            out.push_str("\n\n");
        } else if let Some(code) = block.strip_prefix("```") {
            flush(&mut paragraphs, lang, &mut out);
            for line in code.lines().skip(1).filter(|l| !l.starts_with("```")) {
                out.push_str("    ");
                out.push_str(line);
                out.push('\n');
            }
            out.push('\n');
        } else {
            paragraphs.push(block);
        }
    }
    flush(&mut paragraphs, lang, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Headings, fenced code and paragraphs.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut fenced = false;
    let mut fresh = true;
    for line in markdown.lines() {
        let fence = line.starts_with("```");
        if !fenced && line.trim().is_empty() {
            fresh = true;
            continue;
        }
        if fresh || fence && !fenced || line.starts_with('#') && !fenced {
            blocks.push(line.to_string());
        } else if let Some(last) = blocks.last_mut() {
            last.push('\n');
            last.push_str(line);
        }
        fresh = line.starts_with('#') && !fenced;
        if fence {
            fenced = !fenced;
            fresh = !fenced;
        }
    }
    blocks
}

/// Dutch paragraphs come first, as many as there are English ones; a lone paragraph is for both.
fn flush(paragraphs: &mut Vec<String>, lang: Lang, out: &mut String) {
    let half = paragraphs.len().div_euclid(2);
    let mine: Vec<String> = if paragraphs.len().is_multiple_of(2) && half > 0 {
        let english = paragraphs.split_off(half);
        lang.pick(std::mem::take(paragraphs), english)
    } else {
        std::mem::take(paragraphs)
    };
    paragraphs.clear();
    for paragraph in mine {
        out.push_str(&paragraph);
        out.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a::b\n\n## Wat / What\n\nNederlands.\nTwee regels.\n\nEnglish.\n\n## Voorbeeld / Example\n```yaml\n# geen kop\n\na: 1\n```\n\n## Doen / Do\nEen.\n\nOne.\n";

    #[test]
    fn shows_one_language() {
        assert_eq!(
            render(PAGE, Lang::Nl),
            "a::b\n\nWat\n\nNederlands.\nTwee regels.\n\nVoorbeeld\n\n    # geen kop\n    \n    a: 1\n\nDoen\n\nEen.\n"
        );
        assert!(render(PAGE, Lang::En).contains("What\n\nEnglish.\n\nExample"));
    }
}
