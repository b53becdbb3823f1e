//! Files that are made by a test and committed, so that a reader finds them and git shows what changes in them. `UPDATE=1` writes
//! them; without it they are compared.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::fs;
use std::path::Path;

/// Whether this run writes the files.
pub(crate) fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The file holds this text. `test` is the program to run with `UPDATE=1`.
#[track_caller]
pub(crate) fn is_up_to_date(path: impl AsRef<Path>, made: &str, test: &str) {
    let path = path.as_ref();
    if update() {
        fs::write(path, made).unwrap();
    }
    let stands = fs::read_to_string(path).unwrap_or_default();
    assert!(stands == made, "{} is out of date: UPDATE=1 cargo test --test {test}, then read git diff", path.display());
}

/// A page holds this text between its marks `<!-- name -->` and `<!-- /name -->`.
#[track_caller]
pub(crate) fn page_says(page: &str, name: &str, made: &str, test: &str) {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let text = fs::read_to_string(page).unwrap();
    let (before, rest) = text.split_once(&start).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    is_up_to_date(page, &format!("{before}{start}{made}{end}{after}"), test);
}
