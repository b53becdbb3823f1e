//! What is said of figures (`formulering`, kenmerken), what complete groups leave out, and which figures were read: a note per
//! path, beside the values.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What holds for a figure: what stands closest to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    pub wording: Option<String>,
    /// Kenmerken that are never mixed.
    pub tags: BTreeMap<String, String>,
}

pub type Reads = BTreeSet<String>;

thread_local! {
    static MARKS: RefCell<BTreeMap<String, Marks>> = const { RefCell::new(BTreeMap::new()) };
    static LEFT_OUT: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    static READS: RefCell<Vec<Reads>> = const { RefCell::new(vec![]) };
}

/// Forgets an agreement before the next one is read.
pub fn clear() {
    MARKS.with_borrow_mut(BTreeMap::clear);
    LEFT_OUT.with_borrow_mut(BTreeSet::clear);
    READS.with_borrow_mut(Vec::clear);
}

/// A group that says that it is complete leaves something out.
pub fn leave_out(path: &str) {
    LEFT_OUT.with_borrow_mut(|all| _ = all.insert(path.to_owned()));
}

pub fn is_left_out(path: &str) -> bool {
    LEFT_OUT.with_borrow(|all| all.contains(path))
}

/// What is said of the figure at a path.
pub fn say(path: &str, marks: &Marks) {
    if *marks != Marks::default() {
        MARKS.with_borrow_mut(|all| all.insert(path.to_owned(), marks.clone()));
    }
}

/// A figure is read.
pub fn read(path: &str) {
    if MARKS.with_borrow(|all| all.contains_key(path)) {
        READS.with_borrow_mut(|stack| _ = stack.last_mut().map(|set| set.insert(path.to_owned())));
    }
}

/// Figures that were read before are read again.
pub fn read_all(paths: &Reads) {
    paths.iter().for_each(|p| read(p));
}

/// What is computed, and the figures that were read for it; those around it do not hear of them.
pub fn tracked<T>(compute: impl FnOnce() -> T) -> (T, Reads) {
    READS.with_borrow_mut(|stack| stack.push(Reads::new()));
    let out = compute();
    (out, READS.with_borrow_mut(|stack| stack.pop().unwrap_or_default()))
}

/// Whether two of them have different values of a kenmerk that is never mixed.
pub fn mixed(paths: &Reads) -> bool {
    MARKS.with_borrow(|all| {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let tags = paths.iter().filter_map(|p| all.get(p)).flat_map(|m| &m.tags);
        tags.into_iter().any(|(k, v)| seen.insert(k, v).is_some_and(|before| before != v))
    })
}

/// Whether one of them is promised less firmly than the weakest wording that still counts.
pub fn softer(paths: &Reads, weakest: &str) -> bool {
    const ORDER: [&str; 5] = ["resultaat", "inspanning", "streven", "verwachting", "onderzoek"];
    let rank = |w: &str| ORDER.iter().position(|o| *o == w);
    MARKS
        .with_borrow(|all| paths.iter().filter_map(|p| all.get(p)?.wording.as_deref()).any(|w| rank(w) > rank(weakest)))
}
