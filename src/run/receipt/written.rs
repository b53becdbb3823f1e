//! One text in other bytes: git, mail and editors change line ends, the byte order mark and the encoding, and nobody would call that
//! another text.
//!
//! Takes: the bytes of a file, and the hashes of the files that a result was made from. Gives: the bytes as they were then, and what
//! is written otherwise now. A hash has the last word: never takes another sign, blank or line for one of these.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Receipt, sha256};
use crate::lang::{Lang, list};

const MARK: &str = "\u{feff}";

/// How a text is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Writing {
    utf16: bool,
    mark: bool,
    windows: bool,
    /// Whether the last line ends too.
    ended: bool,
}

/// What is written otherwise than it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Otherwise {
    /// LF, CRLF or none after the last line.
    line_ends: bool,
    /// Whether there is a byte order mark now; `None` where that did not change.
    mark: Option<bool>,
    /// UTF-16 where it was UTF-8.
    encoding: bool,
}

/// A text with LF for its line ends and no byte order mark, and how it was written down; `None` when it is no text.
fn plain(bytes: &[u8]) -> Option<(String, Writing)> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>();
        text.ok().filter(|_| rest.is_empty())
    };
    // Without a mark it is told by the zero byte that a Latin letter has.
    let (utf16, text) = match bytes {
        [0xFF, 0xFE, ..] | [1..=0xFF, 0, ..] => (true, units(u16::from_le_bytes)?),
        [0xFE, 0xFF, ..] | [0, 1..=0xFF, ..] => (true, units(u16::from_be_bytes)?),
        _ => (false, std::str::from_utf8(bytes).ok()?.to_owned()),
    };
    let mark = text.starts_with(MARK);
    let text = text.strip_prefix(MARK).map(str::to_owned).unwrap_or(text);
    let windows = text.contains("\r\n");
    let text = if windows { text.replace("\r\n", "\n") } else { text };
    let form = Writing { utf16, mark, windows, ended: text.ends_with('\n') };
    Some((text, form))
}

impl Writing {
    /// A text as it is written down so, in UTF-8: in another encoding no file was ever judged.
    fn bytes(self, plain: &str) -> Vec<u8> {
        let text = if self.windows { plain.replace('\n', "\r\n") } else { plain.to_owned() };
        [if self.mark { MARK } else { "" }, &text].concat().into_bytes()
    }

    fn against(self, then: Writing) -> Otherwise {
        Otherwise {
            line_ends: self.windows != then.windows || self.ended != then.ended,
            mark: (self.mark != then.mark).then_some(self.mark),
            encoding: self.utf16 != then.utf16,
        }
    }
}

impl Otherwise {
    /// Whether the bytes are the same.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Otherwise::default()
    }

    /// What a file has, in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let mark = self.mark.map(|there| match there {
            true => lang.pick("een byte order mark erbij", "a byte order mark more"),
            false => lang.pick("een byte order mark minder", "a byte order mark less"),
        });
        let line_ends = self.line_ends.then(|| lang.pick("andere regeleinden", "other line ends"));
        let encoding = self.encoding.then(|| lang.pick("een andere codering (UTF-16)", "another encoding (UTF-16)"));
        let parts: Vec<String> = [line_ends, encoding, mark].into_iter().flatten().map(str::to_owned).collect();
        list(&parts, lang)
    }
}

/// A result as it was made, from its bytes: in UTF-8, with LF and without a byte order mark; `None` when it is no text.
#[must_use]
pub fn as_made(bytes: &[u8]) -> Option<(String, Otherwise)> {
    let (mut text, form) = plain(bytes)?;
    let made = Writing { utf16: false, mark: false, windows: false, ended: true };
    let mut otherwise = form.against(made);
    // Alone it stands in no result that was made.
    if text.contains('\r') {
        text = text.replace('\r', "\n");
        otherwise.line_ends = true;
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Some((text, otherwise))
}

/// The files that a result was made from, by their hashes.
#[derive(Debug, Default)]
pub struct Originals {
    hashes: BTreeSet<String>,
    /// Those that are written otherwise now, by name.
    found: Mutex<BTreeMap<String, Otherwise>>,
}

impl Originals {
    /// Those of a receipt.
    #[must_use]
    pub fn of(receipt: &Receipt) -> Self {
        let referred = receipt.inputs.iter().flat_map(|i| &i.refers_to).map(|r| &r.sha256);
        let all =
            receipt.inputs.iter().map(|i| &i.sha256).chain(referred).chain(receipt.rulesets.iter().map(|r| &r.sha256));
        Originals { hashes: all.cloned().collect(), found: Mutex::default() }
    }

    /// The bytes of a file as they were when the result was made: those that it has, unless they are of the same text in the
    /// bytes of then.
    #[must_use]
    pub fn file(&self, name: &str, bytes: Vec<u8>) -> Vec<u8> {
        let mut then = self.files(&[(name, &bytes)]).unwrap_or_default();
        then.pop().unwrap_or(bytes)
    }

    /// The same for files that have one hash together; `None` when they stay as they are.
    #[must_use]
    pub fn files(&self, files: &[(&str, &[u8])]) -> Option<Vec<Vec<u8>>> {
        if self.hashes.is_empty() || self.holds(files.iter().map(|(_, bytes)| *bytes)) {
            return None;
        }
        let texts: Vec<(String, Writing)> = files.iter().map(|(_, bytes)| plain(bytes)).collect::<Option<_>>()?;
        for (windows, mark) in [(false, false), (true, false), (false, true), (true, true)] {
            let as_then = |form: &Writing| Writing { utf16: false, mark, windows, ..*form };
            let then: Vec<Vec<u8>> = texts.iter().map(|(text, form)| as_then(form).bytes(text)).collect();
            if self.holds(then.iter().map(Vec::as_slice)) {
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                for ((name, _), (_, form)) in files.iter().zip(&texts) {
                    let otherwise = form.against(as_then(form));
                    if !otherwise.is_nothing() {
                        found.insert((*name).to_owned(), otherwise);
                    }
                }
                return Some(then);
            }
        }
        None
    }

    fn holds<'a>(&self, files: impl Iterator<Item = &'a [u8]>) -> bool {
        let all: Vec<&[u8]> = files.collect();
        self.hashes.contains(&sha256(&all.concat()))
    }

    /// The files that are written otherwise now, in order of name.
    #[must_use]
    pub fn found(&self) -> Vec<(String, Otherwise)> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.iter().map(|(name, otherwise)| (name.clone(), *otherwise)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    fn originals(bytes: &[u8]) -> Originals {
        Originals { hashes: BTreeSet::from([sha256(bytes)]), ..Originals::default() }
    }

    #[test]
    fn a_text_is_the_same_however_it_is_written_down() {
        let forms: [(Vec<u8>, &str); 7] = [
            (b"a: \xC3\xA9\nb\n".to_vec(), ""),
            (b"a: \xC3\xA9\r\nb\r\n".to_vec(), "andere regeleinden"),
            (b"a: \xC3\xA9\nb".to_vec(), "andere regeleinden"),
            (b"\xEF\xBB\xBFa: \xC3\xA9\nb\n".to_vec(), "een byte order mark erbij"),
            (utf16("a: é\nb\n", u16::to_le_bytes), "een andere codering (UTF-16)"),
            (utf16("a: é\nb\n", u16::to_be_bytes), "een andere codering (UTF-16)"),
            (
                utf16("\u{feff}a: é\r\nb\r\n", u16::to_be_bytes),
                "andere regeleinden, een andere codering (UTF-16) en een byte order mark erbij",
            ),
        ];
        for (bytes, words) in forms {
            let (text, otherwise) = as_made(&bytes).unwrap();
            assert_eq!((text.as_str(), otherwise.words(Lang::Nl).as_str()), ("a: é\nb\n", words), "{bytes:?}");
        }
        assert!(as_made(b"a\0:").is_none() && as_made(b"\xFF\xFE\0\xD8").is_none() && as_made(b"\xFF").is_none());
    }

    #[test]
    fn what_was_then_is_found_by_its_hash() {
        let (unix, windows) = (b"a: 1\nb: 2\n".to_vec(), b"a: 1\r\nb: 2\r\n".to_vec());
        let marked = [MARK.as_bytes(), &windows].concat();
        for then in [&unix, &windows, &marked] {
            for now in [&unix, &windows, &marked, &utf16("a: 1\r\nb: 2\r\n", u16::to_le_bytes)] {
                let known = originals(then);
                assert_eq!(&known.file("a.yaml", now.clone()), then);
                assert_eq!(known.found().is_empty(), now == then);
            }
        }
        // Another sign, a blank, a line or a line end in the middle makes another text.
        for now in [&b"a: 1\nb: 3\n"[..], b"a: 1\nb:  2\n", b"a: 1\n\nb: 2\n", b"a: 1\rb: 2\r", b"\xFF"] {
            let known = originals(&unix);
            assert_eq!(known.file("a.yaml", now.to_vec()), now);
            assert!(known.found().is_empty());
        }
    }

    #[test]
    fn files_with_one_hash_are_found_together() {
        let known = originals(b"a\nb\nc\n");
        let then = known.files(&[("1", b"a\r\nb\r\n"), ("2", b"c\n")]).unwrap();
        assert_eq!(then, [b"a\nb\n".to_vec(), b"c\n".to_vec()]);
        assert_eq!(known.found().into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["1"]);
        assert_eq!(known.files(&[("1", b"a\n"), ("2", b"c\n")]), None);
    }
}
