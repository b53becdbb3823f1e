//! Where a service finds a file: its path from the top of the repository, whatever the folder that the program ran in.
//!
//! Takes: the name of a file as it was given. Gives: the one path that pull requests, code scanning and fingerprints know it by.
//! Never looks at a file: who runs the program says which path a name leads to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The paths of the files of a run, by the names they were given.
#[derive(Debug, Clone, Default)]
pub struct Addresses(BTreeMap<String, Address>);

/// One path, with forward slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// For people and services; bytes that are no text are written `\xE9`.
    pub path: String,
    /// As a relative reference, or as an address from the root of the machine.
    pub uri: String,
}

impl Addresses {
    /// Says which path a name leads to, in the bytes of the system.
    pub fn insert(&mut self, name: String, path: &[u8]) {
        self.0.insert(name, Address::new(path));
    }

    /// The path of a file; the name itself where nothing is known of it.
    #[must_use]
    pub fn of(&self, name: &str) -> Cow<'_, Address> {
        self.0.get(name).map_or_else(|| Cow::Owned(Address::new(name.as_bytes())), Cow::Borrowed)
    }
}

impl Address {
    fn new(path: &[u8]) -> Self {
        let mut path = path;
        while let Some(rest) = path.strip_prefix(b"./") {
            path = rest;
        }
        Address { path: lossless(path), uri: uri(path) }
    }
}

/// Bytes as text, where those that are none are written `\xE9`: two names stay two names.
pub fn lossless(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

fn uri(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    match path {
        [drive, b':', ..] if drive.is_ascii_alphabetic() => out.push_str("file:///"),
        [b'/', ..] => out.push_str("file://"),
        _ => {}
    }
    for byte in path {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        let uri = |path: &[u8]| Address::new(path).uri;
        assert_eq!(uri(b"./regio/a b#1.yaml"), "regio/a%20b%231.yaml");
        assert_eq!(uri("é:100%.yaml".as_bytes()), "%C3%A9%3A100%25.yaml");
        assert_eq!(uri(b"/map/a.yaml"), "file:///map/a.yaml");
        assert_eq!(uri(b"C:/x/a.yaml"), "file:///C%3A/x/a.yaml");
    }

    #[test]
    fn a_backslash_and_bytes_that_are_no_text_stay_what_they_are() {
        let address = Address::new(b"regio\\a\xE9.yaml");
        assert_eq!((address.path.as_str(), address.uri.as_str()), ("regio\\a\\xE9.yaml", "regio%5Ca%E9.yaml"));
    }
}
