//! What people call a path, what names one, and what it may not lead to.
//!
//! Takes: paths. Gives: words. Never opens anything.

use std::path::Path;

use toets::lang::Text;
use toets::limits;
use toets::printable::is_obeyed;
use toets::run::address::lossless;
use toets::text;

/// One byte over the limit is enough to see that a file is too large; `decode` then says so.
pub(crate) const MOST: usize = limits::MAX_FILE_BYTES.saturating_add(1);

/// The bytes of a path, with forward slashes.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let slash = |b: &u8| if *b == b'\\' && std::path::MAIN_SEPARATOR == '\\' { b'/' } else { *b };
    bytes.iter().map(slash).collect()
}

/// A path for people: with forward slashes, so that reports are the same everywhere. Bytes that are no text are written `\xE9`:
/// two names stay two names.
pub(crate) fn shown(path: &Path) -> String {
    lossless(&bytes(path))
}

/// A path within a line of ours: what would end the line or is obeyed by a terminal is written `\x0A` as well.
pub(crate) fn said(path: &Path) -> String {
    let mut out = String::new();
    for c in shown(path).chars() {
        if is_obeyed(c) {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The file that names a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namer {
    Agreement,
    /// `toets.toml`
    Settings,
    /// The list of known findings.
    Baseline,
    /// A result that is made again.
    Receipt,
    /// Nothing but the name in its folder: a link may lead elsewhere.
    Folder,
}

/// What a file is read as. A file that another one names must have the name of its kind: only agreements are shown to who asks
/// for an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Agreement,
    Rules,
    Baseline,
    Settings,
    /// A report of ours, whatever it is called.
    Report,
    /// Whatever it is called: it is compared and never shown.
    Any,
}

impl Kind {
    /// How the names of such files end.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Agreement => &["yaml", "yml"],
            Kind::Rules => &["regels"],
            Kind::Baseline => &["json"],
            Kind::Settings => &["toml"],
            Kind::Report | Kind::Any => &[],
        }
    }

    /// The most that is read of one, in bytes.
    pub(crate) fn most(self) -> usize {
        if self == Kind::Report { limits::MAX_REPORT_BYTES.saturating_add(1) } else { MOST }
    }

    pub(crate) fn fits(self, path: &Path) -> bool {
        matches!(self, Kind::Report | Kind::Any)
            || path.extension().is_some_and(|e| self.extensions().iter().any(|x| e.eq_ignore_ascii_case(x)))
    }
}

impl Kind {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Agreement => ("een afspraak", "an agreement"),
            Kind::Rules => ("een regelbestand", "a rule file"),
            Kind::Baseline => ("een lijst van bekende bevindingen", "a list of known findings"),
            Kind::Settings => ("een bestand met instellingen", "a file with settings"),
            Kind::Report | Kind::Any => ("een bestand", "a file"),
        }
    }
}

/// What is beyond the bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// Out of the repository, or out of the folder where there is none.
    Outside { repository: bool },
    /// What git keeps for itself.
    OfGit,
    /// What git ignores: it is no part of the repository.
    Ignored,
    /// A file with the name of another kind.
    NotOfKind(Kind),
}

impl Beyond {
    /// Why something is beyond the bounds, in words that follow its name.
    pub(crate) fn words(self, namer: Namer) -> Text {
        match (self, namer) {
            (Beyond::Outside { repository: true }, _) => {
                text!("ligt buiten de repository", "lies outside the repository")
            }
            (Beyond::Outside { .. }, Namer::Settings) => {
                text!("ligt buiten de map van toets.toml", "lies outside the folder of toets.toml")
            }
            (Beyond::Outside { .. }, Namer::Receipt) => {
                text!("ligt buiten de map waarin u werkt", "lies outside the folder that you work in")
            }
            (Beyond::Outside { .. }, _) => text!("leidt de map uit", "leads out of the folder"),
            (Beyond::OfGit, _) => text!("is van git zelf", "belongs to git itself"),
            (Beyond::Ignored, _) => {
                text!(
                    "hoort niet bij de repository: git slaat het over",
                    "is no part of the repository: git ignores it"
                )
            }
            (Beyond::NotOfKind(kind), _) => {
                let (nl, en) = kind.words();
                let ends = kind.extensions().join(", .");
                text!("heeft niet de naam van {nl} (.{ends})", "does not have the name of {en} (.{ends})")
            }
        }
    }
}
