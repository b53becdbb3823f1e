//! `--watch`: checks again whenever a file changes that the report rests on.
//!
//! Takes: the options of a check. Gives: a report after every change, until the reader is gone or stops the program (Ctrl-C,
//! which ends it as it ends any program: with 130 in a shell). Never reacts to reading, its own least of all.

#![expect(clippy::disallowed_methods, reason = "when a file was written has no part in any outcome")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use notify::event::{CreateKind, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::args::Check;
use crate::config::patterns;
use crate::exit::Exit;
use crate::output::Terminal;
use crate::{config, fault, files, settings};
use toets::lang::Text;
use toets::report::Format;
use toets::source::Sources;
use toets::text;

/// An editor writes a file in several steps: a report waits until it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(120);

/// Files that keep changing do not keep the report away for longer than so many messages.
const MOST_EVENTS: usize = 1000;

/// Clocks of file systems tick more slowly than that of the program.
const TICK: Duration = Duration::from_millis(20);

pub(super) fn run(args: &Check, terminal: &mut Terminal) -> Exit {
    match watch(args, terminal) {
        Ok(exit) => exit,
        Err(why) => {
            terminal.diagnose(Sources::new(), vec![fault::cannot_watch(&why)]);
            Exit::Unreadable
        }
    }
}

fn watch(args: &Check, terminal: &mut Terminal) -> Result<Exit, Text> {
    if args.files.iter().any(|p| p.as_os_str() == files::STDIN) {
        return Err(text!("standaardinvoer verandert niet", "standard input does not change"));
    }
    let (send, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The other end is gone when the program ends.
        let _ = send.send(event);
    })
    .map_err(|e| because(&e))?;
    let mut followed = BTreeSet::new();
    let mut changed = Vec::new();
    loop {
        let started = SystemTime::now();
        // Documents for a program follow each other as they are.
        let words = settings::check(args).map_or(true, |s| s.outputs.on_screen().is_some_and(Format::is_for_people));
        if words {
            separate(&changed, terminal);
        }
        let (exit, rests_on) = super::once(args, terminal);
        if terminal.gone() {
            return Ok(exit);
        }
        let interest = Interest::new(args, rests_on);
        let more = follow(&mut watcher, &mut followed, interest.folders())?;
        // What was written between reading a file and following its folder came without a message.
        changed = if more { interest.newer(started) } else { Vec::new() };
        if changed.is_empty() {
            if words && terminal.is_screen() {
                wait_line(terminal);
            }
            changed = next(&events, &interest)?;
        }
    }
}

/// What the report rests on.
struct Interest {
    files: BTreeSet<PathBuf>,
    /// Folders whose agreements are checked, with those below them.
    agreements: BTreeSet<PathBuf>,
    /// Folders of rulesets.
    rules: BTreeSet<PathBuf>,
}

impl Interest {
    fn new(args: &Check, rests_on: Vec<PathBuf>) -> Self {
        let mut all = rests_on;
        let loaded = config::load_for(&args.piped);
        // Where a `toets.toml` may come, also one that is not there yet.
        all.push(loaded.path.clone().unwrap_or_else(|| PathBuf::from(config::NAME)));
        let path_of = |written: &Path| loaded.named(written).path().to_path_buf();
        // Another file may come to fit a pattern.
        let begun = |path: &str| match patterns::is_pattern(path) {
            true => Path::new(".").join(path_of(patterns::parted(path).0)),
            false => path_of(Path::new(path)),
        };
        let listed = loaded.config.paths.iter().flatten().map(|p| begun(&p.value));
        let mut asked: Vec<PathBuf> = if args.files.is_empty() { listed.collect() } else { args.files.clone() };
        if let Ok(settings) = settings::check(args) {
            asked.extend(settings.files.iter().map(|f| f.path().to_path_buf()));
            all.extend(settings.baseline.map(|(list, _)| list.path().to_path_buf()));
        }
        let ruleset = args.asked.ruleset.ruleset.as_deref().map(PathBuf::from);
        let own = loaded.config.ruleset.as_ref().map(|r| path_of(Path::new(&r.value)));
        let mut rules: BTreeSet<PathBuf> =
            ruleset.into_iter().chain(own).filter(|p| files::is_folder(p)).map(|p| files::real(&p)).collect();
        for path in all.iter().filter(|p| p.extension().is_some_and(|e| e == "regels")) {
            rules.extend(files::real(path).parent().map(Path::to_path_buf));
        }
        let folders = asked.iter().filter(|p| files::is_folder(p)).flat_map(|p| files::folders(p));
        let agreements = folders.map(|p| files::real(&p)).collect();
        let mut names = BTreeSet::new();
        for path in all.iter().chain(&asked) {
            // A link changes when it is pointed elsewhere, and when the file behind it changes.
            names.insert(files::real(path));
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            names.extend(path.file_name().map(|name| files::real(folder).join(name)));
        }
        Interest { files: names, agreements, rules }
    }

    /// Folders tell of their files, also of those that are replaced or made anew.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let parents = self.files.iter().filter_map(|p| p.parent().map(Path::to_path_buf));
        let all = parents.chain(self.agreements.iter().cloned()).chain(self.rules.iter().cloned());
        all.filter(|p| files::is_folder(p)).collect()
    }

    fn wants(&self, path: &Path) -> bool {
        let within = |folders: &BTreeSet<PathBuf>| path.parent().is_some_and(|p| folders.contains(p));
        let ends = |all: &[&str]| path.extension().is_some_and(|e| all.iter().any(|x| e.eq_ignore_ascii_case(x)));
        self.files.contains(path)
            || within(&self.agreements) && ends(&["yaml", "yml"])
            || within(&self.rules) && ends(&["regels"])
    }

    /// The files written since a moment.
    fn newer(&self, than: SystemTime) -> Vec<PathBuf> {
        let than = than.checked_sub(TICK).unwrap_or(than);
        self.files.iter().filter(|p| files::written(p).is_some_and(|at| at > than)).cloned().collect()
    }
}

/// Follows the folders asked for and no others; whether there are new ones.
fn follow(
    watcher: &mut RecommendedWatcher,
    followed: &mut BTreeSet<PathBuf>,
    wanted: BTreeSet<PathBuf>,
) -> Result<bool, Text> {
    let mut more = false;
    for folder in wanted.difference(followed) {
        match watcher.watch(folder, RecursiveMode::NonRecursive) {
            Ok(()) => more = true,
            // Gone since it was listed: the message about that follows.
            Err(e) if matches!(e.kind, notify::ErrorKind::PathNotFound) => {}
            Err(e) => return Err(because(&e)),
        }
    }
    for folder in followed.difference(&wanted) {
        // One that is gone is followed no more already.
        let _ = watcher.unwatch(folder);
    }
    *followed = wanted;
    Ok(more)
}

/// Waits for a change that matters, and then until it is quiet; the files that changed.
fn next(events: &Receiver<notify::Result<Event>>, interest: &Interest) -> Result<Vec<PathBuf>, Text> {
    let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
    let stopped = || text!("het besturingssysteem meldt niets meer", "the system reports nothing any more");
    let mut heard = 0usize;
    loop {
        let event = if changed.is_empty() {
            events.recv().map_err(|_| stopped())?
        } else {
            match events.recv_timeout(QUIET) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => return Ok(changed.into_iter().collect()),
                Err(RecvTimeoutError::Disconnected) => return Err(stopped()),
            }
        };
        match event {
            Ok(event) => changed.extend(matter(&event, interest)),
            Err(e) => return Err(because(&e)),
        }
        heard = if changed.is_empty() { 0 } else { heard.saturating_add(1) };
        if heard > MOST_EVENTS {
            return Ok(changed.into_iter().collect());
        }
    }
}

/// The files of an event that the report rests on.
fn matter(event: &Event, interest: &Interest) -> Vec<PathBuf> {
    match event.kind {
        EventKind::Access(_) => Vec::new(),
        // Messages were lost: what changed is not known.
        _ if event.need_rescan() => vec![PathBuf::new()],
        _ => {
            // A folder that is new may hold agreements.
            let new =
                matches!(event.kind, EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Name(_)));
            let folder =
                |p: &Path| new && files::is_folder(p) && p.parent().is_some_and(|up| interest.agreements.contains(up));
            event.paths.iter().filter(|p| interest.wants(p) || folder(p)).cloned().collect()
        }
    }
}

fn because(error: &notify::Error) -> Text {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            text!("er zijn te veel mappen om te volgen", "there are too many folders to follow")
        }
        notify::ErrorKind::Io(e) => fault::reason(e),
        _ => Text::same(error.to_string()),
    }
}

/// What parts a report from the one before: a clean screen, or a line that says what changed.
fn separate(changed: &[PathBuf], terminal: &mut Terminal) {
    if terminal.is_screen() {
        terminal.wipe();
        return;
    }
    if changed.is_empty() {
        return;
    }
    let names: Vec<String> = changed.iter().filter_map(|p| p.file_name()).map(|n| n.to_string_lossy().into()).collect();
    let names = names.join(", ");
    let words = terminal.lang.pick("veranderd", "changed");
    terminal.print(&format!("\n──── {words}: {names} ────\n\n"));
}

/// That the program is still there.
fn wait_line(terminal: &mut Terminal) {
    terminal.print(
        terminal.lang.pick("\nWacht op een verandering; Ctrl-C stopt.\n", "\nWaiting for a change; Ctrl-C stops.\n"),
    );
}
