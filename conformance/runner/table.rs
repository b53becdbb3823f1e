//! The table of a run: passed and failed by group and by level.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::answer::Result;

/// How many cases passed, failed and were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Count {
    fn add(&mut self, result: &Result) {
        match result {
            Result::Passed(_) => self.passed += 1,
            Result::Failed(_) => self.failed += 1,
            Result::Skipped(_) => self.skipped += 1,
        }
    }

    pub fn all(&self) -> usize {
        self.passed + self.failed + self.skipped
    }
}

/// What came of every case that was run.
#[derive(Debug, Default)]
pub struct Table {
    pub groups: BTreeMap<String, Count>,
    pub levels: BTreeMap<&'static str, Count>,
    pub total: Count,
    /// Places that were asked for and not answered.
    pub unplaced: usize,
    pub failures: Vec<(String, Vec<String>)>,
}

impl Table {
    pub fn add(&mut self, group: &str, level: &'static str, case: String, result: Result) {
        self.groups.entry(group.to_owned()).or_default().add(&result);
        self.levels.entry(level).or_default().add(&result);
        self.total.add(&result);
        match result {
            Result::Passed(unplaced) => self.unplaced += unplaced,
            Result::Failed(why) => self.failures.push((case, why)),
            Result::Skipped(_) => {}
        }
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        for (case, why) in &self.failures {
            let _ = writeln!(out, "failed {case}");
            for line in why {
                let _ = writeln!(out, "  {line}");
            }
        }
        if !self.failures.is_empty() {
            out.push('\n');
        }
        let rows: Vec<(&str, Count)> = (self.groups.iter().map(|(n, c)| (n.as_str(), *c)))
            .chain([("", Count::default())])
            .chain(self.levels.iter().map(|(n, c)| (*n, *c)))
            .chain([("", Count::default()), ("total", self.total)])
            .collect();
        let width = rows.iter().map(|(n, _)| n.len()).max().unwrap_or(0);
        let _ = writeln!(out, "{:width$}  passed  failed  skipped", "group");
        for (name, c) in rows {
            if name.is_empty() {
                let _ = writeln!(out);
            } else {
                let _ = writeln!(out, "{name:width$}  {:>6}  {:>6}  {:>7}", c.passed, c.failed, c.skipped);
            }
        }
        if self.unplaced > 0 {
            let _ = writeln!(out, "{} places were asked for and not answered", self.unplaced);
        }
        out
    }
}
