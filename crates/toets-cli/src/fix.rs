//! `toets fix`: the changes that meet a norm, and one of them written into the agreement.
//!
//! Never writes unasked, and never what was not read back: the new text is judged before it takes the place of the old one, and
//! the old one must still be what was judged.

use std::path::Path;

use crate::args::Fix;
use crate::check::Start;
use crate::exit::Exit;
use crate::files::{Kind, Named};
use crate::output::Terminal;
use crate::rulesets::Origin;
use crate::settings::{self, Judging};
use crate::{check, fault, files};
use toets::agreement;
use toets::diagnostic::Diagnostic;
use toets::evaluate::finding::{Judged, Verdict};
use toets::lang::{Lang, Text};
use toets::remedy::{self, Proposal};
use toets::report;
use toets::report::proposals::Written;
use toets::run::FileRun;
use toets::run::receipt::Asked;
use toets::source::Sources;
use toets::text;

pub(crate) fn run(args: &Fix, terminal: &mut Terminal) -> Exit {
    let file = match Named::all_typed([&args.file], &args.piped) {
        Ok(all) => all.into_iter().next().unwrap_or_else(|| Named::typed(&args.file)),
        Err(d) => return refuse(terminal, Sources::new(), d),
    };
    let piped = file.is_piped();
    let path = file.path().to_path_buf();
    let name =
        if file.is_nameless() { toets::run::piped_in_words(terminal.lang).to_owned() } else { files::shown(&path) };
    let Judging { sources, asked, given, ruleset, .. } = match settings::judging(&args.asked, &args.piped) {
        Ok(judging) => judging,
        Err((sources, all)) => {
            terminal.diagnose(sources, all);
            return Exit::Unreadable;
        }
    };
    let start = Start { sources, given, ruleset: ruleset.clone(), ..Start::default() };
    let mut held = None;
    let bytes = if in_place(args) {
        file.hold().map(|kept| held.insert(kept).bytes().to_vec())
    } else {
        file.read(Kind::Agreement)
    };
    let judged = bytes.and_then(|bytes| check::one(start, &asked, (&path, &name), bytes, terminal.lang));
    let mut judged = match judged {
        Ok(judged) => judged,
        Err(d) => return refuse(terminal, Sources::new(), d),
    };
    let file = judged.files.pop();
    let (sources, diagnostics) = (judged.sources, judged.diagnostics);
    let run = match file {
        Some(run) if run.facts.is_some() => run,
        broken => return unread(terminal, broken, sources, diagnostics),
    };
    if args.apply.is_empty() {
        if !diagnostics.is_empty() {
            terminal.diagnose(Sources::new(), diagnostics);
        }
        let text = report::proposals::render(&run, &sources, terminal.lang, terminal.width);
        return terminal.print_ink(text);
    }
    let fixed = match fixed(args, (&asked, ruleset), (&path, &name), &run, &sources) {
        Ok(fixed) => fixed,
        Err(d) => return refuse(terminal, sources, d),
    };
    let written = report::proposals::written(&run, &sources, &fixed.proposals, terminal.lang, terminal.width);
    if piped && args.output.is_none() {
        terminal.complain(&written.to_string());
        return terminal.pass_through(&fixed.text);
    }
    let done = match (held, &args.output) {
        (Some(held), _) => held.replace(&fixed.text),
        (None, Some(other)) => Named::typed(other).write_new(&fixed.text),
        (None, None) => return terminal.print_ink(written),
    };
    terminal.written(done).max(terminal.print_ink(written))
}

/// Whether the new text takes the place of the old one.
fn in_place(args: &Fix) -> bool {
    let elsewhere = args.output.as_deref().is_some_and(|o| !files::same(o, &args.file));
    !args.apply.is_empty() && !elsewhere && args.file.as_os_str() != files::STDIN
}

fn refuse(terminal: &mut Terminal, sources: Sources, d: Diagnostic) -> Exit {
    terminal.diagnose(sources, vec![d]);
    Exit::Unreadable
}

/// A file that cannot be judged: what is wrong with it.
fn unread(terminal: &mut Terminal, run: Option<FileRun>, sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Exit {
    diagnostics.extend(run.into_iter().flat_map(|r| r.diagnostics));
    terminal.diagnose(sources, diagnostics);
    Exit::Unreadable
}

/// The new text, with the proposals it holds.
struct Fixed<'r> {
    text: String,
    proposals: Vec<Written<'r>>,
}

/// Writes the chosen proposals into the text, reads it back and judges it.
fn fixed<'r>(
    args: &Fix,
    (asked, ruleset): (&Asked, Option<Origin>),
    (path, name): (&Path, &str),
    run: &'r FileRun,
    sources: &Sources,
) -> Result<Fixed<'r>, Diagnostic> {
    let most = run.remedies.proposals().len();
    let mut chosen: Vec<(&Judged, &Proposal)> = vec![];
    for number in &args.apply {
        let found = run.remedies.numbered(&run.judged, *number).ok_or_else(|| fault::no_proposal(*number, most))?;
        if !chosen.iter().any(|(_, p)| p.number == found.1.number) {
            chosen.push(found);
        }
    }
    let failed = |why: Text| fault::fix_failed(path, &why);
    let several = chosen.len() > 1;
    let together = remedy::together(chosen.iter().map(|(_, p)| *p)).ok_or_else(|| {
        fault::proposals_clash(&text!("zij veranderen hetzelfde cijfer", "they change the same figure"))
    })?;
    let old = run.file.and_then(|id| sources.get(id));
    let Some((old, before)) = old.zip(run.facts.as_ref()) else {
        return Err(failed(text!("het bestand is niet gelezen", "the file was not read")));
    };
    let text = remedy::write(&old.text, old.id, &together)
        .map_err(|_| failed(text!("de plaatsen zijn er niet", "the places are not there")))?;
    let date = run.date.to_string();
    let bytes = text.clone().into_bytes();
    // What is wrong is told by what judged the file at first; its language matters to no outcome.
    let asked = Asked { date: Some(date), ..asked.clone() };
    let start = Start { ruleset, ..Start::default() };
    let mut again = check::one(start, &asked, (path, name), bytes, Lang::Nl)?;
    let Some(after) = again.files.pop() else { return Err(failed(text!("het is niet te lezen", "it cannot be read"))) };
    let Some(facts) = after.facts.as_ref().filter(|f| together.is_in(before, f)) else {
        return Err(failed(text!(
            "wat er dan staat, leest anders dan het voorstel",
            "what would stand there reads otherwise than the proposal"
        )));
    };
    let mut proposals = vec![];
    for (judged, proposal) in chosen {
        let verdict = verdict_again(run, before, judged, &after, facts);
        // With the one change the norm of the other may not be about this any more.
        match verdict.filter(|v| *v == Verdict::Met || several && *v == Verdict::NotApplicable) {
            Some(verdict) => proposals.push(Written { judged, proposal, verdict }),
            None => {
                let n = proposal.number;
                let why = text!(
                    "de norm van voorstel {n} wordt dan niet gehaald",
                    "the norm of proposal {n} would not be met"
                );
                return Err(if several { fault::proposals_clash(&why) } else { failed(why) });
            }
        }
    }
    Ok(Fixed { text, proposals })
}

/// The verdict on the same norm and subject in the new text. A subject is known by its path and by its place among those with
/// the same path: what is stated anew changes the numbers of facts, never their order.
fn verdict_again(
    run: &FileRun,
    before: &agreement::facts::Facts,
    judged: &Judged,
    after: &FileRun,
    facts: &agreement::facts::Facts,
) -> Option<Verdict> {
    let checked = &run.ruleset.as_ref()?.checked;
    let of_rule = |all: &[Judged]| {
        let mut all: Vec<Judged> = all.iter().filter(|j| j.rule == judged.rule).cloned().collect();
        all.sort_by(|a, b| (&a.about, a.year).cmp(&(&b.about, b.year)));
        all
    };
    let (old, new) = (of_rule(&run.judged), of_rule(&after.judged));
    let at = old.iter().position(|j| j.about == judged.about && j.year == judged.year)?;
    let path = |facts, j: &Judged| j.about.last().map(|id| agreement::path(checked, facts, *id));
    let same = |j: &&Judged| path(facts, j) == path(before, judged) && j.year == judged.year;
    match new.get(at).filter(same) {
        Some(f) => Some(f.verdict),
        // Another number of findings: then only one that is alone under its path is certain.
        None => {
            let mut all = new.iter().filter(same);
            all.next().filter(|_| all.next().is_none()).map(|f| f.verdict)
        }
    }
}
