#![allow(dead_code, reason = "each test binary uses a part")]
//! Named pipes, to do something at an exact moment of a run: when the program opens the pipe it waits until the test goes on.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;

/// Makes a named pipe.
pub(crate) fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// When the program opens the pipe: does something, then lets it read this text.
pub(crate) fn when_read(path: &Path, then: impl FnOnce() + Send + 'static, text: &str) -> JoinHandle<()> {
    let (path, text): (PathBuf, String) = (path.to_owned(), text.to_owned());
    std::thread::spawn(move || {
        // Opening for writing waits for the reader.
        let mut pipe = fs::OpenOptions::new().write(true).open(path).unwrap();
        then();
        pipe.write_all(text.as_bytes()).unwrap();
    })
}
