//! `toets test`: the tests beside a ruleset.

use crate::cli::args::Test;
use crate::cli::exit::Exit;
use crate::cli::output::Terminal;

pub(crate) fn run(args: &Test, terminal: &mut Terminal) -> Exit {
    let _ = (args, terminal);
    Exit::Ok
}
