//! From the text of an agreement file to typed facts.
//!
//! Takes: a YAML file and a checked ruleset. Gives: [`facts::Facts`], a value with a place for every figure, or all the
//! diagnostics of the file. Never knows a field name of its own: fields come from the ruleset's data model; only the notation
//! of values (bounds, wording, reservation) is fixed here, in `notation`.
//!
//! ```text
//! bytes ─ decode ─▶ text ─ yaml::read ─▶ Tree ─ bind ─▶ Facts
//!                                          ╰─ references::gather ─▶ Documents: the trees it refers to ─╯
//! ```

pub mod bind;
pub mod decode;
mod error;
pub mod facts;
mod merge;
pub mod notation;
mod portfolio;
pub mod references;
mod schema;
mod template;
pub mod tree;
pub mod yaml;

pub use bind::{bind, bind_known, bind_portfolio, bind_with, label, path, peek, states};
pub use decode::decode;
pub use error::UNKNOWN_FIELD;
pub(crate) use facts::type_of;
pub use portfolio::portfolio;
pub use schema::schema;
pub use template::template;
pub use tree::{NodeId, Tree};
pub use yaml::read;

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};

/// The tree of a file that was decoded, when nothing is wrong with it so far; what is wrong with it is added.
#[must_use]
pub fn tree_of(sources: &Sources, file: FileId, found: &mut Diagnostics) -> Option<Arc<Tree>> {
    let file = sources.get(file).filter(|_| !found.has_errors())?;
    let (tree, more) = read(file);
    found.extend(more);
    tree.map(Arc::new)
}
