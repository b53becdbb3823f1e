//! How a run ends: the only place that knows the exit codes.

use std::process::ExitCode;

/// The outcome of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing at or above the chosen level.
    Ok = 0,
    /// Findings at or above the chosen level; a file that is not formatted; a test that fails.
    Findings = 1,
    /// The command, the input or the ruleset could not be read.
    Unreadable = 2,
    /// A fault in the program itself.
    Internal = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Ok => 0,
            Exit::Findings => 1,
            Exit::Unreadable => 2,
            Exit::Internal => 3,
        })
    }
}
