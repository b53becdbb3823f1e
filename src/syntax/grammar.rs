//! What pest makes of the grammar, and the one way to run it.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use pest::Parser;
use pest_derive::Parser;

use crate::limits;

/// The parser of `.regels` files.
#[derive(Parser)]
#[grammar = "../../grammar/regels.pest"]
pub(super) struct Regels;

/// Runs pest with a bound on its steps.
///
/// pest keeps the bound in one place for the whole process. So it only ever grows: a small file in one thread cannot stop a
/// large one in another.
pub(super) fn run(rule: Rule, text: &str) -> Result<pest::iterators::Pairs<'_, Rule>, Box<pest::error::Error<Rule>>> {
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
