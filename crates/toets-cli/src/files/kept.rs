//! What a file has beside its text: an owner, permissions, attributes, other names.
//!
//! Takes: the old file and the one that takes its place. Gives: what could not be taken along. Only the text is ever made anew;
//! that a name loses something more is said and never passed over.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use toets::lang::Text;
use toets::text;

/// Gives a new, still empty file what the old one has: what is private stays so at every moment.
pub(super) fn keep(new: &File, path: &Path, old: &Metadata) -> io::Result<Vec<Text>> {
    let mut lost = Vec::new();
    keep_owner(new, old, &mut lost)?;
    new.set_permissions(old.permissions())?;
    keep_attributes(new, path, &mut lost);
    Ok(lost)
}

#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata, lost: &mut Vec<Text>) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Only the administrator may give a file away; a group of one's own may be given to all.
    if fchown(new, Some(old.uid()), Some(old.gid())).is_err() {
        let _ = fchown(new, None, Some(old.gid()));
    }
    let now = new.metadata()?;
    if now.uid() != old.uid() {
        lost.push(text!("het is van een andere eigenaar geworden", "it now has another owner"));
    }
    if now.gid() != old.gid() {
        lost.push(text!("het is van een andere groep geworden", "it now belongs to another group"));
    }
    if old.nlink() > 1 {
        lost.push(text!(
            "het had nog een naam (een harde koppeling), en daaronder staat nog de oude tekst",
            "it had another name (a hard link), and that one still has the old text"
        ));
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata, _: &mut Vec<Text>) -> io::Result<()> {
    Ok(())
}

/// Extended attributes, to which access lists belong on Linux.
#[cfg(unix)]
fn keep_attributes(new: &File, path: &Path, lost: &mut Vec<Text>) {
    let mut names = Vec::new();
    // A file system without attributes has none to lose.
    let Ok(size) = rustix::fs::listxattr_query(path) else { return };
    names.resize(size, 0u8);
    let Ok(size) = rustix::fs::listxattr(path, names.as_mut_slice()) else { return };
    names.truncate(size);
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        if keep_attribute(new, path, name).is_err() {
            let name = String::from_utf8_lossy(name).into_owned();
            lost.push(text!("het kenmerk `{name}` ging niet mee", "the attribute `{name}` was not taken along"));
        }
    }
}

#[cfg(unix)]
fn keep_attribute(new: &File, path: &Path, name: &[u8]) -> rustix::io::Result<()> {
    let value = attribute(|value| rustix::fs::getxattr(path, name, value))?;
    // The system gives some to every file; those may be there already, and may be closed to us.
    if attribute(|value| rustix::fs::fgetxattr(new, name, value)).is_ok_and(|now| now == value) {
        return Ok(());
    }
    rustix::fs::fsetxattr(new, name, &value, rustix::fs::XattrFlags::empty())
}

/// A value of some bytes: most systems allow no more than this.
#[cfg(unix)]
fn attribute(read: impl FnOnce(&mut [u8]) -> rustix::io::Result<usize>) -> rustix::io::Result<Vec<u8>> {
    let mut value = vec![0; 64 * 1024];
    let size = read(&mut value)?;
    value.truncate(size);
    Ok(value)
}

#[cfg(not(unix))]
fn keep_attributes(_: &File, _: &Path, _: &mut Vec<Text>) {}
