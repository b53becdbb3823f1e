//! Every limit on input, in one place, with its reason.
//!
//! A file may come from a stranger. Each bound is far above what a real agreement or ruleset needs (the largest known
//! agreement annex has some thousands of lines) and low enough to answer within seconds.

/// Largest file read, in bytes. The largest known agreement annex is some hundreds of kilobytes, and the agreements of the whole
/// country are a file each; of the densest YAML this is what is read within a second.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// Largest report that is made again, in bytes: the JSON of fifteen agreements together with all their computations has some 9
/// million, that of a hundred some sixty.
pub const MAX_REPORT_BYTES: usize = 64 * 1024 * 1024;

/// Most files of one run. The country has 342 municipalities, with some thousands of parts and annexes at most.
pub const MAX_FILES: usize = 10_000;

/// Bytes of all files of one run together: that many times the country.
pub const MAX_RUN_BYTES: usize = 256 * 1024 * 1024;

/// Values of all files of one run together, names of fields too: so many that a file of each municipality may have ten thousand. Each
/// takes some tens of bytes, and as much again when it is a figure.
pub const MAX_RUN_VALUES: usize = 4_000_000;

/// Bytes of all rule files of one ruleset with those that it builds on; ours has less than 400 kilobytes. Sets that are built in
/// do not count.
pub const MAX_RULESET_BYTES: usize = 2 * 1024 * 1024;

/// Rule files of one ruleset with those that it builds on; ours has some thirty.
pub const MAX_RULESET_FILES: usize = 200;

/// Words and signs of all those files; ours has some 28 000. What is made of a word while rules are read and checked takes some
/// hundreds of bytes.
pub const MAX_RULESET_WORDS: usize = 50_000;

/// Words and signs of one block of a rule file. Our longest has 430; a list of all municipalities with a code and a text for each
/// has 1 400. The parser needs some kilobytes for each word of a block.
pub const MAX_BLOCK_WORDS: usize = 3_000;

/// Bytes of a `toets.toml`: it has thirteen keys.
pub const MAX_CONFIG_BYTES: usize = 64 * 1024;

/// Norms and values that a receipt says a run was asked for: as many as a `toets.toml` can hold.
pub const MAX_ASKED: usize = 10_000;

/// Bytes of a list of names that git ignores, such as a `.gitignore`; long ones have some hundreds of lines.
pub const MAX_IGNORE_BYTES: usize = 64 * 1024;

/// Longest single value or name in an agreement, in bytes: six pages of text. It comes back in messages and findings.
pub const MAX_VALUE_BYTES: usize = 20_000;

/// Deepest nesting of mappings and lists in an agreement. The data model itself nests about 8 deep.
pub const MAX_YAML_DEPTH: usize = 64;

/// Most nodes in one agreement after aliases are followed: bounds alias bombs, leaves room for 100 000 homes of eight figures.
pub const MAX_YAML_NODES: usize = 1_000_000;

/// Bytes of a template that `toets new` prints; ours has some 50 kilobytes. Objects that hold several others, which hold several
/// others, would fill any disk.
pub const MAX_TEMPLATE_BYTES: usize = 512 * 1024;

/// Most references (`*name`) in one agreement. Repeating one text for every project is what people use them for.
pub const MAX_ALIASES: usize = 10_000;

/// Facts that come from values for several years at once (`jaarlijks: 200`): each year gets its own, so a short file could ask for
/// a hundred times what it holds. An agreement of ten years with all its tables written so has some thousands.
pub const MAX_SPREAD_FACTS: usize = 40_000;

/// Deepest nesting of an expression in a rule file, so that no stage recurses without bound.
pub const MAX_EXPR_DEPTH: usize = 100;

/// How deep an evaluation goes when it follows every name: a condition with a named value in it, a value of law in that, the
/// outcome of another rule in its condition. Ours go some forty deep.
pub const MAX_DEFINITION_DEPTH: usize = 250;

/// Steps of holding the rules and values of a ruleset against those of the sets that it builds on: each rule against each rule
/// about the same, each value against each on the same days. Ours take some thousands.
pub const MAX_COMPARISONS: usize = 1_000_000;

/// Most qualifiers (`kenmerk`) of a ruleset with those that it builds on: each may stand beside every figure of a file, and every
/// figure below it has them all. Ours have one.
pub const MAX_QUALIFIERS: usize = 20;

/// Deepest nesting of a type (`lijst van per jaar …`): a type is copied for every expression that has it. Ours nest two deep.
pub const MAX_TYPE_DEPTH: usize = 8;

/// Steps of the rule parser, as a multiple of a block's bytes plus a base; pest stops with an error beyond. Our rulesets take
/// less than 60 a byte.
pub const PARSE_STEPS_PER_BYTE: usize = 150;

/// Largest number that is computed with, in bits of its numerator or denominator. The sum of a share of each municipality of the
/// country takes up to 6 000; a product that is squared again and again would double without end. What goes over it cannot be
/// computed, and that is said.
pub const MAX_NUMBER_BITS: u64 = 8_192;

/// Most digits of a number as written. Amounts of the whole country need 15; more is a typing error.
pub const MAX_DIGITS: usize = 30;

/// Evaluation steps of one rule on one file: bounds nested loops over large lists. Our rules take some thousands on a real
/// agreement. A rule that takes more is not checkable; the others are.
pub const MAX_STEPS_PER_RULE: usize = 2_000_000;

/// Evaluation steps of all rules together on one file. What takes more is not checked at all.
pub const MAX_STEPS_PER_FILE: usize = 4_000_000;

/// Evaluation steps of one outcome that are shown, with the figures they read: a few megabytes. Of a computation that takes more
/// the outcome is told without them, and that is said.
pub const MAX_TRACED_STEPS: usize = 50_000;

/// Evaluation steps of all findings of one file that a report writes down, each some hundred bytes; of several files together so many
/// for each. A finding whose computation does not fit any more is told without it, and that is said.
pub const MAX_STEPS_WRITTEN: usize = 300_000;

/// Evaluation steps of which the values are kept while findings are told, for the findings after it: some megabytes. Of one
/// agreement that is everything; of a country each rule is computed again.
pub const MAX_STEPS_KEPT: usize = 200_000;

/// Most findings of one file. A large city with all its corporations has some hundreds, a region with fifteen municipalities and
/// ten corporations a thousand. Each has its words, figures and places in two languages: this many take some megabytes.
pub const MAX_FINDINGS_PER_FILE: usize = 2_500;

/// Most findings of one file that a report for people shows in full; of the others it shows how many there are. `--verbose` and
/// the formats for programs show all.
pub const MAX_FINDINGS_SHOWN: usize = 200;

/// Characters of a text from a file that a message repeats; the middle of a longer one is left out.
pub const MAX_MESSAGE: usize = 600;

/// Most differences of a report that is made again (`toets verify`) that are told one by one; the others are counted.
pub const MAX_DIFFERENCES_SHOWN: usize = 200;

/// Errors reported per file, or per ruleset; beyond this a file is of another kind and more lines help nobody. As many warnings.
pub const MAX_DIAGNOSTICS_PER_FILE: usize = 200;

/// Places that one diagnostic underlines: a cycle of two hundred rules is told by its first ones.
pub const MAX_LABELS: usize = 12;

/// Names that a mistyped one is compared with, to find the one that was meant.
pub const MAX_NAMES_COMPARED: usize = 200;

/// First and last year that a year may be: an agreement is about the present, `20226` is a typing error.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Most files that one agreement refers to, with those that they refer to. The largest known has a joint part and eleven parts.
pub const MAX_REFERRED_FILES: usize = 64;

/// Most files in a row, each referring to the next. A part, its joint part and the framework above them are three.
pub const MAX_REFERENCE_DEPTH: usize = 6;

/// Most facts that could decide one finding and among which the smallest set is looked for. A finding of one agreement waits for
/// some tens at most; of more the report names what is missing first.
pub const MAX_DECIDING_FACTS: usize = 32;

/// Most sets of facts tried per finding to find the smallest one that would decide it. Nearly every rule needs a few tens: only
/// where things can stand in for each other (`bij ontbreken`) does the search branch.
pub const MAX_DECIDING_TRIES: usize = 1_000;

/// Evaluation steps of all those tries together, per finding: some milliseconds.
pub const MAX_DECIDING_STEPS: usize = 400_000;

/// Most combinations of ja, nee and choices that are tried for facts that a rule asks for in more than one place.
pub const MAX_DECIDING_COMBINATIONS: usize = 64;

/// Most sets of the same size named for one finding, where one fact can stand in for another.
pub const MAX_DECIDING_OTHERS: usize = 4;

/// How far a number that is missing is tried, in doublings of its smallest unit: a milliard of homes, or ten million euros.
pub const MAX_WHAT_IF_DOUBLINGS: u32 = 30;

/// Most values tried of a number that is missing: enough for some ten thresholds.
pub const MAX_WHAT_IF_TRIES: usize = 400;

/// Evaluation steps of a rule with one such value.
pub const MAX_WHAT_IF_STEPS: usize = 20_000;
/// Times a rule is evaluated to look for the changes that would meet one norm: some thirty figures, each in a few directions,
/// take a few hundred. What is left out is said.
pub const MAX_TRIALS: usize = 600;

/// Evaluation steps of all those trials of one file together, and the facts that each has to look through: some tenths of a
/// second. What is left out is said.
pub const MAX_TRIAL_STEPS: usize = 3_000_000;

/// Most facts of a file for which changes are sought: each trial reads the facts of a rule again, and a file with every home of
/// a corporation in it would take minutes.
pub const MAX_FACTS_FOR_TRIALS: usize = 20_000;

/// How far a figure is moved, in doublings of its smallest unit: a milliard of homes, or ten million euros.
pub const MAX_DOUBLINGS: u32 = 30;

/// Most figures of one finding that are moved one by one; the first that the rule reads come first.
pub const MAX_FIGURES_MOVED: usize = 40;

/// Most yes-or-no answers and choices of one finding that are changed together.
pub const MAX_ANSWERS_CHANGED: usize = 12;

/// Most changes shown for one finding: more would hide the smallest among the many.
pub const MAX_PROPOSALS: usize = 4;

/// Most bytes of a source line shown in a report: of a longer one only the parts around what is underlined. A line that people
/// write is a few hundred at most; a file made by a program may be one line of megabytes.
pub const MAX_LINE_SHOWN: usize = 400;

/// Longest report for a comment on a pull request, in bytes: GitHub takes 65 536 characters, and a few lines end the report.
pub const MAX_COMMENT_BYTES: usize = 60_000;
