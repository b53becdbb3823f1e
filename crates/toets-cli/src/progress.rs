//! How far a long run is, on one line of a terminal.
//!
//! Takes: how much there is to do, and a tick for each part. Gives: a line on standard error that is wiped at the end. Never
//! writes when standard error is no terminal, nor for a run that is over at once.

#![expect(clippy::disallowed_methods, reason = "how long to wait before a line is shown has no part in any outcome")]

use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::output;
use toets::lang::{Lang, Text};

/// A run that takes less than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// The line changes no more often than this.
const CALM: Duration = Duration::from_millis(100);

/// The line of a run.
pub(crate) struct Progress {
    lang: Lang,
    what: Text,
    total: usize,
    state: Option<Mutex<State>>,
}

struct State {
    done: usize,
    next: Instant,
    shown: bool,
}

impl Progress {
    /// For so many parts; `what` they are.
    pub(crate) fn new(lang: Lang, what: Text, total: usize) -> Self {
        let on = total > 1 && io::stderr().is_terminal();
        let start = Instant::now();
        let next = start.checked_add(PATIENCE).unwrap_or(start);
        Progress { lang, what, total, state: on.then(|| Mutex::new(State { done: 0, next, shown: false })) }
    }

    /// One part is done.
    pub(crate) fn tick(&self) {
        let Some(mut state) = self.state.as_ref().and_then(|s| s.lock().ok()) else { return };
        state.done = state.done.saturating_add(1);
        let now = Instant::now();
        if now >= state.next {
            state.next = now.checked_add(CALM).unwrap_or(now);
            state.shown = true;
            output::redraw(&line(state.done, self.total, &self.what, self.lang));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.state.as_ref().and_then(|s| s.lock().ok()).is_some_and(|s| s.shown) {
            output::redraw("");
        }
    }
}

/// `[######--------------] 120 van 342 bestanden`.
fn line(done: usize, total: usize, what: &Text, lang: Lang) -> String {
    const WIDTH: usize = 20;
    let filled = done.saturating_mul(WIDTH).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
    let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH.saturating_sub(filled)));
    format!("[{bar}] {done} {} {total} {}", lang.pick("van", "of"), what.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_much_is_done() {
        let files = Text::new("bestanden", "files");
        let line = |done, total, lang| line(done, total, &files, lang);
        assert_eq!(line(0, 342, Lang::Nl), "[--------------------] 0 van 342 bestanden");
        assert_eq!(line(171, 342, Lang::Nl), "[##########----------] 171 van 342 bestanden");
        assert_eq!(line(342, 342, Lang::En), "[####################] 342 of 342 files");
        // More ticks than expected do not break the line.
        assert_eq!(line(3, 2, Lang::En), "[####################] 3 of 2 files");
    }
}
