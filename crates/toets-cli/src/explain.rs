//! `toets explain`: what a norm asks, or what an error code means.

mod norm;
mod page;

use crate::args::Explain;
use crate::exit::Exit;
use crate::output::Terminal;
use crate::rulesets::{Library, Origin};
use crate::{config, fault, make, settings};
use toets::ruleset::Checked;
use toets::shipped::{CODES, SETS};
use toets::source::Sources;

pub(crate) fn run(args: &Explain, terminal: &mut Terminal) -> Exit {
    let topic = args.what.trim();
    if let Some((_, text)) = CODES.iter().find(|(code, _)| code.eq_ignore_ascii_case(topic)) {
        return terminal.print(&page::render(text, terminal.lang));
    }
    // An id as people type it: `bes-02`.
    let id = topic.to_uppercase();
    let mut known: Vec<String> = CODES.iter().map(|(code, _)| (*code).to_string()).collect();
    if args.ruleset.ruleset.is_some() {
        return match make::load(&args.ruleset, terminal) {
            Ok((loaded, sources)) => {
                known.extend(ids(&loaded.checked));
                answer(&loaded.checked, &sources, topic, &id, &known, terminal)
            }
            Err(exit) => exit,
        };
    }
    // Rules of one's own, which `toets.toml` names, come before those in the program.
    let mut config = config::load();
    let own = settings::ruleset(&args.ruleset, &config).ok().flatten();
    if let Some(origin @ Origin::Path(_)) = own
        && let Some(loaded) = Library::default().load(&mut config.sources, &origin)
    {
        known.extend(ids(&loaded.checked));
        if find(&loaded.checked, topic, &id) {
            return answer(&loaded.checked, &config.sources, topic, &id, &known, terminal);
        }
    }
    // The most specific sets hold the norms of those they build on, so one of them mostly answers.
    let mut sources = Sources::new();
    let mut library = Library::default();
    let top = SETS.iter().rev().filter(|s| !SETS.iter().any(|o| o.builds_on.contains(&s.id)));
    for set in top {
        let Some(loaded) = library.load(&mut sources, &Origin::Embedded(set.id)) else { continue };
        known.extend(ids(&loaded.checked));
        if find(&loaded.checked, topic, &id) {
            return answer(&loaded.checked, &sources, topic, &id, &known, terminal);
        }
    }
    terminal.diagnose(sources, vec![fault::unknown_topic(topic, known.iter().map(String::as_str))]);
    Exit::Unreadable
}

/// Ids of rules, and of norms that are no rules.
fn ids(checked: &Checked) -> impl Iterator<Item = String> {
    checked.rules().iter().map(|r| r.id.clone()).chain(checked.left_out().iter().map(|l| l.id.clone()))
}

fn find(checked: &Checked, topic: &str, id: &str) -> bool {
    [topic, id].into_iter().any(|t| checked.rule_named(t).is_some() || checked.left_out_named(t).is_some())
}

fn answer(
    checked: &Checked,
    sources: &Sources,
    topic: &str,
    id: &str,
    known: &[String],
    terminal: &mut Terminal,
) -> Exit {
    if let Some(norm) = checked.left_out_named(topic).or_else(|| checked.left_out_named(id)) {
        let text = norm::render_left_out(checked, sources, norm, terminal);
        return terminal.print_ink(text);
    }
    match checked.rule_named(topic).or_else(|| checked.rule_named(id)) {
        Some(rule) => {
            let text = norm::render(checked, sources, rule, terminal);
            terminal.print_ink(text)
        }
        None => {
            let d = fault::unknown_topic(topic, known.iter().map(String::as_str));
            terminal.diagnose(Sources::new(), vec![d]);
            Exit::Unreadable
        }
    }
}
