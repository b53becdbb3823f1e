//! Changing a file: from reading it to putting another text in its place, with nobody in between.
//!
//! Takes: a path. Gives: what stands there, and then the new text in its place. The file is locked from before it is read until
//! it is replaced: a second run that would change it too is refused, so that no change gets lost. What another program
//! changed meanwhile is never overwritten.

#![expect(clippy::disallowed_methods, reason = "the command line is the edge: this module does the IO for all of it")]

use std::fs::{File, TryLockError};
use std::io::{self, Read};
use std::path::Path;

use super::write::{self, Target};
use super::{MOST, Named, Refused, Said, open_with, seen};
use crate::fault;
use toets::diagnostic::Diagnostic;

/// Times that a file is opened again because another run put a new one in its place.
const MOST_TRIES: usize = 20;

/// A file that is going to be changed, or the place of one that is not there yet.
pub(crate) struct Held<'a> {
    named: &'a Named,
    target: Target,
    /// The file with its lock, and what stood in it; `None` where there was none, and for what is no file.
    old: Option<(File, Vec<u8>)>,
}

impl Named {
    /// Keeps a file for this run until it is replaced.
    pub(crate) fn hold(&self) -> Result<Held<'_>, Diagnostic> {
        let held = self.hold_or_make()?;
        match held.target {
            Target::Device => Err(self.said(Refused::NoFile)),
            Target::File(_, None) => Err(self.said(io::Error::from(io::ErrorKind::NotFound).into())),
            Target::File(_, Some(_)) => Ok(held),
        }
    }

    /// The same for one that need not be there yet.
    pub(crate) fn hold_or_make(&self) -> Result<Held<'_>, Diagnostic> {
        let target = self.writable()?;
        let old = match &target {
            Target::File(path, Some(_)) => Some(self.locked(path)?),
            _ => None,
        };
        Ok(Held { named: self, target, old })
    }

    /// The file at a path, locked, with what stands in it.
    fn locked(&self, path: &Path) -> Result<(File, Vec<u8>), Diagnostic> {
        let failed = |e: io::Error| fault::unwritable(self.path(), &e);
        for _ in 0..MOST_TRIES {
            // Some file systems lock only what may be written.
            let mut file = open_with(path, File::options().read(true).write(true)).map_err(|why| self.said(why))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(fault::in_use(self.path())),
                Err(TryLockError::Error(e)) => return Err(failed(e)),
            }
            // The run that had the lock has put a new file in its place.
            if write::is_at(&file, path) {
                let bytes = contents(&mut file).map_err(failed)?;
                return Ok((file, bytes));
            }
        }
        Err(fault::in_use(self.path()))
    }
}

impl Held<'_> {
    /// What stands in the file.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.old.as_ref().map_or(&[], |(_, bytes)| bytes)
    }

    /// Puts another text in its place, if it is still what was read.
    pub(crate) fn replace(self, text: &str) -> Result<Said, Diagnostic> {
        let Held { named, target, old } = self;
        // It may be that the run came to read it after it was held.
        if let Target::File(path, _) = &target
            && seen::holds(path)
        {
            return Err(fault::output_is_input(named.path()));
        }
        if let (Target::File(path, _), Some((file, bytes))) = (&target, &old) {
            let now = File::open(path).and_then(|mut now| contents(&mut now));
            if !write::is_at(file, path) || now.ok().as_deref() != Some(bytes) {
                return Err(fault::file_changed(named.path()));
            }
        }
        // The lock goes when the new file is there.
        named.put(target, old.is_none(), |out| out.write_all(text.as_bytes())).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => fault::file_changed(named.path()),
            _ => fault::unwritable(named.path(), &e),
        })
    }
}

fn contents(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(u64::try_from(MOST).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
