//! From the bytes of a file to text.
//!
//! Takes: bytes. Gives: the file among the sources, and what is wrong with it: too large, no text, not UTF-8, or with line ends that
//! not every reader takes for one. Never guesses an encoding: a guess would change names and amounts in silence.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits;
use crate::source::{FileId, Sources, Span};
use crate::text;

/// Adds a file's bytes to the sources as text. Use the file only when there are no errors: of a file that is not UTF-8 it
/// holds the part up to the first line with a fault, for the underline.
pub fn decode(sources: &mut Sources, name: impl Into<String>, bytes: &[u8]) -> (FileId, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    if bytes.len() > limits::MAX_FILE_BYTES {
        let file = sources.add(name, "");
        diagnostics.push(file_too_large(file, bytes.len()));
        return (file, diagnostics);
    }
    if let Some((nl, en)) = other_kind(bytes) {
        let file = sources.add(name, "");
        diagnostics.push(not_text(file, nl, en));
        return (file, diagnostics);
    }
    if is_utf16(bytes) {
        let (text, at) = readable_part(bytes, 0);
        let file = sources.add(name, text);
        let bad = bytes.first().copied().unwrap_or_default();
        diagnostics.push(not_utf8(Span::new(file, at, at), 1, bad, 0, bytes));
        return (file, diagnostics);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(name, text);
            if let Some(at) = lone_return(text) {
                let span = Span::new(file, at, at.saturating_add(1));
                diagnostics.push(old_line_end(span, sources.place(span).1));
            }
            (file, diagnostics)
        }
        Err(error) => {
            let (text, at) = readable_part(bytes, error.valid_up_to());
            let bad = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let file = sources.add(name, text);
            let span = Span::new(file, at, at.saturating_add(char::REPLACEMENT_CHARACTER.len_utf8()));
            let line = sources.place(span).1;
            diagnostics.push(not_utf8(span, line, bad, error.valid_up_to(), bytes));
            (file, diagnostics)
        }
    }
}

/// Where a carriage return stands without a line feed after it. To YAML it ends a line, to an editor, to git and in a remark it
/// need not: what one reads in such a file another does not see.
fn lone_return(text: &str) -> Option<usize> {
    let next = text.bytes().skip(1).map(Some).chain([None]);
    text.bytes().zip(next).position(|(byte, next)| byte == b'\r' && next != Some(b'\n'))
}

fn old_line_end(span: Span, line: usize) -> Diagnostic {
    Diagnostic::error(
        "agreement::old_line_end",
        span,
        text!(
            "op regel {line} staat een CR zonder LF erachter: het is niet te zeggen of de regel daar eindigt",
            "line {line} has a CR without an LF after it: whether the line ends there cannot be told"
        ),
    )
    .help(text!(
        "sla het bestand op met regeleinden LF (Unix) of CRLF (Windows); CR alleen is van oude Macs",
        "save the file with line ends LF (Unix) or CRLF (Windows); CR alone is of old Macs"
    ))
}

/// The text up to the end of the line with the first fault, and where in it the fault stands.
fn readable_part(bytes: &[u8], at: usize) -> (String, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let line_end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()).min(200);
    let mut text = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default()).into_owned();
    let at = text.len();
    text.push_str(&String::from_utf8_lossy(rest.get(..line_end).unwrap_or_default()));
    (text, at)
}

fn file_too_large(file: FileId, size: usize) -> Diagnostic {
    let mebibytes = |n: usize| n.div_ceil(1024 * 1024);
    let (size, most) = (mebibytes(size), mebibytes(limits::MAX_FILE_BYTES));
    Diagnostic::error(
        "agreement::file_too_large",
        Span::new(file, 0, 0),
        text!(
            "het bestand is {size} MB; meer dan {most} MB leest toets niet",
            "the file is {size} MB; toets reads at most {most} MB"
        ),
    )
    .help(text!("splits het bestand, bijvoorbeeld per gemeente", "split the file, for example per municipality"))
}

/// What a file is that holds no text, by its first bytes: the files that agreements usually come in.
fn other_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let kinds: [(&[u8], (&str, &str)); 4] = [
        (b"%PDF", ("een PDF", "a PDF")),
        (b"PK\x03\x04", ("een bestand van Excel of Word", "an Excel or Word file")),
        (b"\xD0\xCF\x11\xE0", ("een bestand van een oude Excel of Word", "a file of an old Excel or Word")),
        (b"{\\rtf", ("een opgemaakte tekst (RTF)", "a formatted text (RTF)")),
    ];
    kinds.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| what)
}

fn not_text(file: FileId, nl: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        "agreement::not_text",
        Span::new(file, 0, 0),
        text!("dit is {nl}, en geen tekstbestand", "this is {en}, not a text file"),
    )
    .help(text!(
        "neem de cijfers over in een tekstbestand; `toets new --output afspraak.yaml` maakt er een om in te vullen",
        "copy the figures into a text file; `toets new --output agreement.yaml` makes one to fill in"
    ))
}

/// With a byte order mark, or with the zero byte that every Latin letter has in UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [a, b, ..] => (*a == 0) != (*b == 0),
        _ => false,
    }
}

fn not_utf8(span: Span, line: usize, bad: u8, offset: usize, bytes: &[u8]) -> Diagnostic {
    let help = match (is_utf16(bytes), windows_letter(bad)) {
        (true, _) => text!(
            "het bestand lijkt UTF-16: kies bij opslaan de codering UTF-8",
            "the file looks like UTF-16: choose the encoding UTF-8 when saving"
        ),
        (false, Some(letter)) => text!(
            "het bestand lijkt Windows-1252 (hier stond waarschijnlijk `{letter}`): sla het op als UTF-8",
            "the file looks like Windows-1252 (this was probably `{letter}`): save it as UTF-8"
        ),
        (false, None) => text!("sla het bestand op als UTF-8", "save the file as UTF-8"),
    };
    Diagnostic::error(
        "agreement::not_utf8",
        span,
        text!(
            "het bestand is geen UTF-8: byte {offset} (regel {line}) is 0x{bad:02X}",
            "the file is not UTF-8: byte {offset} (line {line}) is 0x{bad:02X}"
        ),
    )
    .help(help)
}

/// The letter that this byte is in Windows-1252, for those that Dutch texts use.
fn windows_letter(byte: u8) -> Option<char> {
    match byte {
        0x80 => Some('€'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x96 => Some('–'),
        0xC0..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(bytes: &[u8]) -> Vec<(&'static str, String)> {
        let mut sources = Sources::new();
        let (_, diagnostics) = decode(&mut sources, "a.yaml", bytes);
        diagnostics.sorted().into_iter().map(|d| (d.code, sources.text(d.span()).to_owned())).collect()
    }

    #[test]
    fn utf8_is_read() {
        assert!(faults("naam: Súdwest-Fryslân\n".as_bytes()).is_empty());
    }

    #[test]
    fn windows_1252_is_not_guessed() {
        let bytes = b"a: 1\nnaam: S\xFAdwest\nb: 2\n";
        assert_eq!(faults(bytes), vec![("agreement::not_utf8", "\u{FFFD}".to_owned())]);
        let mut sources = Sources::new();
        let (_, diagnostics) = decode(&mut sources, "a.yaml", bytes);
        let first = diagnostics.sorted().remove(0);
        assert!(first.message.nl.contains("byte 12 (regel 2) is 0xFA"), "{}", first.message.nl);
        assert!(first.help.unwrap().nl.contains("`ú`"));
    }

    #[test]
    fn utf16_is_named() {
        let mut sources = Sources::new();
        let (_, diagnostics) = decode(&mut sources, "a.yaml", b"\xFF\xFEa\0:\0");
        assert!(diagnostics.sorted().remove(0).help.unwrap().nl.contains("UTF-16"));
    }

    #[test]
    fn utf16_without_a_mark_is_named_too() {
        for bytes in [b"a\0:\0", b"\0a\0:"] {
            let mut sources = Sources::new();
            let (_, diagnostics) = decode(&mut sources, "a.yaml", bytes);
            assert!(diagnostics.sorted().remove(0).help.unwrap().nl.contains("UTF-16"));
        }
    }

    #[test]
    fn a_pdf_or_a_workbook_is_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n%\xE2\xE3"[..], "een PDF"),
            (b"PK\x03\x04\x14\0", "een bestand van Excel of Word"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", "een bestand van een oude Excel of Word"),
        ] {
            let mut sources = Sources::new();
            let (_, diagnostics) = decode(&mut sources, "a.yaml", bytes);
            let first = diagnostics.sorted().remove(0);
            assert_eq!((first.code, first.message.nl.contains(what)), ("agreement::not_text", true));
        }
    }

    #[test]
    fn a_line_ends_for_every_reader_or_for_none() {
        assert!(faults(b"a: 1\r\nb: 2\n").is_empty());
        let old = vec![("agreement::old_line_end", "\r".to_owned())];
        for bytes in [&b"a: 1\rb: 2\r"[..], b"a: 1\nb: 2\r", b"# x\ra: 1\n", b"a: \"1\r2\"\r\n", b"a: 1\r\r\nb: 2\n"] {
            assert_eq!(faults(bytes), old, "{bytes:?}");
        }
    }

    #[test]
    fn a_huge_file_is_refused() {
        let bytes = vec![b'a'; limits::MAX_FILE_BYTES + 1];
        assert_eq!(faults(&bytes), vec![("agreement::file_too_large", String::new())]);
    }
}
