//! `toets baseline`: makes the list of known findings.

use crate::args;
use crate::check::{self, Shown, Start};
use crate::exit::Exit;
use crate::inputs::inputs;
use crate::known::with_names;
use crate::output::Terminal;
use crate::settings;
use crate::{fault, files};
use toets::diagnostic::Severity;
use toets::run::baseline;
use toets::source::Sources;

pub(crate) fn run(args: &args::Baseline, terminal: &mut Terminal) -> Exit {
    let (mut settings, output) = match settings::baseline(args) {
        Ok(asked) => asked,
        Err((sources, found)) => {
            terminal.diagnose(sources, found);
            return Exit::Unreadable;
        }
    };
    let inputs = inputs(&settings.files, &settings.exclude, toets::run::PIPED);
    settings.ease(&inputs);
    // A second run that makes the same list waits for no one: it is refused.
    let held = match output.hold_or_make() {
        Ok(held) => held,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let start = Start {
        sources: std::mem::take(&mut settings.sources),
        given: settings.given.clone(),
        ruleset: settings.ruleset.take(),
        ..Start::default()
    };
    let shown = Shown { lang: terminal.lang, may_be_brief: false };
    let judged = match check::judged_from(start, &settings.asked, inputs, shown) {
        Ok((run, _)) => run,
        Err(d) => {
            terminal.diagnose(Sources::new(), vec![d]);
            return Exit::Unreadable;
        }
    };
    let unread = judged.files.iter().any(|f| f.facts.is_none());
    if unread || judged.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        let mut found = judged.diagnostics;
        found.extend(judged.files.into_iter().flat_map(|f| f.diagnostics));
        found.push(fault::half_a_baseline(output.path()));
        terminal.diagnose(judged.sources, found);
        return Exit::Unreadable;
    }
    let list = with_names(output.path(), |names| baseline::Baseline::of(&judged, names, &settings.fail_on));
    let text = match list.write() {
        Ok(text) => text,
        Err(e) => {
            terminal.complain(&format!("{e}\n"));
            return Exit::Internal;
        }
    };
    let written = terminal.written(held.replace(&text));
    if written != Exit::Ok {
        return written;
    }
    let (n, name, lang) = (list.len(), files::said(output.path()), terminal.lang);
    let n = toets::lang::count(n, lang.pick("bevinding", "finding"), lang.pick("bevindingen", "findings"));
    terminal.complain(&lang.pick(
        format!("{name} gemaakt: {n}. `toets check --baseline {name}` faalt alleen op wat erbij komt.\n"),
        format!("Made {name}: {n}. `toets check --baseline {name}` fails only on what is new.\n"),
    ));
    Exit::Ok
}
