//! The shipped rulesets check without errors.
mod common;

use toets::lang::Lang;

#[test]
fn shipped_rulesets_are_correct() {
    for folders in [
        vec!["rulesets/basis"],
        vec!["rulesets/basis", "rulesets/woningwet"],
        vec!["rulesets/basis", "rulesets/woningwet", "rulesets/npa-2025"],
    ] {
        let (checked, sources, diagnostics) = common::load(&folders);
        assert!(checked.is_some() && diagnostics.is_empty(), "{}", common::plain(&diagnostics, &sources, Lang::Nl));
    }
}
