//! The shipped rulesets check without errors.
mod common;

use toets::lang::Lang;

#[test]
fn shipped_rulesets_are_correct() {
    for folders in [vec!["rulesets/basis"]] {
        let (checked, sources, diagnostics) = common::load(&folders);
        assert!(checked.is_some() && diagnostics.is_empty(), "{}", common::plain(&diagnostics, &sources, Lang::Nl));
    }
}
