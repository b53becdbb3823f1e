//! What can go wrong with the things named on the command line; one constructor per fault.
//!
//! These faults have no place in a file, so their diagnostics have no labels.

use std::io;
use std::path::Path;

use jiff::civil::Date;

use crate::clock;
use crate::paths::{Beyond, Namer, shown};
use toets::diagnostic::{Diagnostic, Severity, did_you_mean};
use toets::lang::Text;
use toets::limits;
use toets::shipped::Shipped;
use toets::text;

fn fault(code: &'static str, message: Text, help: Text) -> Diagnostic {
    Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: Some(help) }
}

/// `cli::not_found`
pub(crate) fn not_found(path: &Path, near: Option<&str>, folder_exists: bool) -> Diagnostic {
    let name = shown(path);
    let help = match near {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None if folder_exists => text!("kijk de naam en de map na", "check the name and the folder"),
        None => text!("ook de map bestaat niet; kijk het pad na", "the folder does not exist either; check the path"),
    };
    fault("cli::not_found", text!("`{name}` bestaat niet", "`{name}` does not exist"), help)
}

/// `cli::unreadable`
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    unreadable_because(path, &reason(error))
}

/// `cli::unreadable`, for a reason that the system does not give.
pub(crate) fn unreadable_because(path: &Path, why: &Text) -> Diagnostic {
    let name = shown(path);
    let Text { nl, en } = why;
    let help = text!(
        "kijk na of het bestand bestaat en of u het mag lezen",
        "check that the file exists and that you may read it"
    );
    fault("cli::unreadable", text!("`{name}` is niet te lezen: {nl}", "`{name}` cannot be read: {en}"), help)
}

/// `cli::unwritable`
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    let said = unwritable_because(path, &reason(error));
    if full {
        return said.help(text!(
            "maak ruimte vrij of kies een andere schijf; wat er stond, staat er nog",
            "free some space or choose another disk; what was there still is"
        ));
    }
    said
}

/// `cli::unwritable`, for a reason that the system does not give.
pub(crate) fn unwritable_because(path: &Path, why: &Text) -> Diagnostic {
    let name = shown(path);
    let Text { nl, en } = why;
    let help = text!(
        "kies een map die bestaat en waarin u mag schrijven",
        "choose a folder that exists and where you may write"
    );
    fault("cli::unwritable", text!("`{name}` is niet te schrijven: {nl}", "`{name}` cannot be written: {en}"), help)
}

/// `cli::unknown_format`
pub(crate) fn unknown_format<'a>(typed: &str, path: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let help = match did_you_mean(typed, known.clone()) {
        Some(near) => text!("bedoelde u `{near}:{path}`?", "did you mean `{near}:{path}`?"),
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            text!(
                "kies uit {all}; begint de bestandsnaam zo, schrijf dan `./{typed}:{path}`",
                "choose from {all}; if the name of the file begins so, write `./{typed}:{path}`"
            )
        }
    };
    fault("cli::unknown_format", text!("er is geen formaat `{typed}`", "there is no format `{typed}`"), help)
}

/// `cli::output_twice`
pub(crate) fn output_twice(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::output_twice",
        text!("`{name}` is twee keer opgegeven om naar te schrijven", "`{name}` is given twice to write to"),
        text!("geef elk verslag een eigen bestand", "give every report a file of its own"),
    )
}

/// `cli::file_exists`
pub(crate) fn exists_already(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::file_exists",
        text!("`{name}` bestaat al", "`{name}` exists already"),
        text!("kies een andere naam, of verwijder het bestand eerst", "choose another name, or remove the file first"),
    )
}

/// `cli::output_is_input`
pub(crate) fn output_is_input(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::output_is_input",
        text!(
            "`{name}` is door deze opdracht gelezen; wat u vraagt zou eroverheen komen",
            "this command read `{name}`; what you ask for would overwrite it"
        ),
        text!("geef bij --output een andere naam", "give another name with --output"),
    )
}

/// `cli::no_receipt`
pub(crate) fn no_receipt(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::no_receipt",
        text!("in `{name}` staat geen verantwoording van toets", "`{name}` holds no receipt of toets"),
        text!(
            "geef een verslag van `toets report`, of de uitvoer van `toets check --format json`, zoals die gemaakt is",
            "give a report of `toets report`, or the output of `toets check --format json`, as it was made"
        ),
    )
}

/// `cli::not_given`
pub(crate) fn not_given(name: &str) -> Diagnostic {
    fault(
        "cli::not_given",
        text!(
            "het verslag rust op `{name}`, en dat bestand is er niet bij",
            "the report rests on `{name}`, and that file was not given"
        ),
        text!("geef ook dat bestand, onder zijn naam van toen", "give that file too, by the name that it had"),
    )
}

/// `cli::no_proposal`
pub(crate) fn no_proposal(number: usize, most: usize) -> Diagnostic {
    let help = match most {
        0 => text!("voor dit bestand zijn er geen voorstellen", "there are no proposals for this file"),
        _ => text!(
            "kies een nummer van 1 tot en met {most}; `toets fix` zonder --apply noemt ze",
            "choose a number from 1 to {most}; `toets fix` without --apply lists them"
        ),
    };
    fault("cli::no_proposal", text!("er is geen voorstel {number}", "there is no proposal {number}"), help)
}

/// `cli::proposals_clash`
pub(crate) fn proposals_clash(why: &Text) -> Diagnostic {
    let Text { nl, en } = why;
    fault(
        "cli::proposals_clash",
        text!("deze voorstellen gaan niet samen: {nl}", "these proposals do not go together: {en}"),
        text!(
            "schrijf het eerste, en kijk met `toets fix` wat er dan nog nodig is",
            "write the first, and see with `toets fix` what is still needed then"
        ),
    )
}

/// `cli::fix_failed`
pub(crate) fn fix_failed(path: &Path, why: &Text) -> Diagnostic {
    let (name, Text { nl, en }) = (shown(path), why);
    fault(
        "cli::fix_failed",
        text!("`{name}` is niet veranderd: {nl}", "`{name}` was not changed: {en}"),
        text!(
            "verander het bestand zelf, op de plaatsen die `toets fix` noemt",
            "change the file yourself, at the places that `toets fix` names"
        ),
    )
}

/// `cli::file_changed`
pub(crate) fn file_changed(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::file_changed",
        text!(
            "`{name}` is intussen veranderd; er is niets geschreven",
            "`{name}` was changed meanwhile; nothing was written"
        ),
        text!("geef de opdracht nog eens", "give the command again"),
    )
}

/// The operating system's reason in words, for the common ones.
pub(crate) fn reason(error: &io::Error) -> Text {
    let words = |nl: &str, en: &str| Text::new(nl, en);
    match error.kind() {
        io::ErrorKind::PermissionDenied => words("geen toestemming", "permission denied"),
        io::ErrorKind::IsADirectory => words("het is een map", "it is a folder"),
        io::ErrorKind::NotFound => words("de map bestaat niet", "the folder does not exist"),
        io::ErrorKind::StorageFull => words("de schijf is vol", "the disk is full"),
        io::ErrorKind::QuotaExceeded => words("uw ruimte op de schijf is op", "your space on the disk is used up"),
        io::ErrorKind::FileTooLarge => {
            words("het bestand wordt groter dan hier mag", "the file becomes larger than is allowed here")
        }
        io::ErrorKind::InvalidFilename => {
            words("de naam is te lang of kan hier niet", "the name is too long or not possible here")
        }
        io::ErrorKind::NotADirectory => words("een deel van het pad is geen map", "a part of the path is not a folder"),
        io::ErrorKind::ReadOnlyFilesystem => words("de schijf is alleen te lezen", "the disk is read-only"),
        _ => words(&error.to_string(), &error.to_string()),
    }
}

/// `cli::too_many_files`
pub(crate) fn too_many_files() -> Diagnostic {
    let (most, mega) = (limits::MAX_FILES, limits::MAX_RUN_BYTES.checked_div(1024 * 1024).unwrap_or(0));
    fault(
        "cli::too_many_files",
        text!(
            "dit zijn meer dan {most} bestanden, of samen meer dan {mega} MB",
            "these are more than {most} files, or more than {mega} MB together"
        ),
        text!(
            "noem de map met de afspraken zelf, of toets in gedeelten",
            "name the folder of the agreements themselves, or check in parts"
        ),
    )
}

/// `cli::too_many_files`: in values
pub(crate) fn too_many_values() -> Diagnostic {
    let most = limits::MAX_RUN_VALUES;
    fault(
        "cli::too_many_files",
        text!(
            "de bestanden tot en met dit bevatten samen meer dan {most} waarden",
            "the files up to and including this one hold more than {most} values together"
        ),
        text!("toets in gedeelten", "check in parts"),
    )
}

/// `cli::ruleset_too_large`: in bytes
pub(crate) fn ruleset_too_large(path: &Path) -> Diagnostic {
    let mega = limits::MAX_RULESET_BYTES.checked_div(1024 * 1024).unwrap_or(0);
    too_large(path, &text!("{mega} MB", "{mega} MB"))
}

/// `cli::ruleset_too_large`: in words and signs
pub(crate) fn too_many_words(path: &Path) -> Diagnostic {
    let most = limits::MAX_RULESET_WORDS;
    too_large(path, &text!("{most} woorden en tekens", "{most} words and signs"))
}

/// `cli::ruleset_too_large`: in files
pub(crate) fn too_many_rule_files(path: &Path) -> Diagnostic {
    let most = limits::MAX_RULESET_FILES;
    too_large(path, &text!("{most} bestanden", "{most} files"))
}

fn too_large(path: &Path, most: &Text) -> Diagnostic {
    let (name, Text { nl, en }) = (shown(path), most);
    fault(
        "cli::ruleset_too_large",
        text!(
            "de regels in `{name}`, met wat al gelezen is van dezelfde regelset, zijn samen meer dan {nl}",
            "the rules in `{name}`, with what was read of the same ruleset before, are more than {en} together"
        ),
        text!(
            "verdeel de regels over meer regelsets, en toets met elk apart",
            "spread the rules over several rulesets, and check with each of them"
        ),
    )
}

/// `cli::no_agreements`
pub(crate) fn no_agreements(folder: &Path) -> Diagnostic {
    let name = shown(folder);
    fault(
        "cli::no_agreements",
        text!("in de map `{name}` staan geen afspraken", "the folder `{name}` holds no agreements"),
        text!(
            "afspraken zijn bestanden op .yaml of .yml; `toets new` maakt een leeg bestand",
            "agreements are files ending in .yaml or .yml; `toets new` makes an empty one"
        ),
    )
}

/// `cli::no_agreements`, where there are but all are excluded.
pub(crate) fn all_left_out(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::no_agreements",
        text!(
            "alle afspraken in `{name}` staan onder `exclude` in toets.toml",
            "all agreements in `{name}` are under `exclude` in toets.toml"
        ),
        text!(
            "noem het bestand zelf, of haal het patroon weg dat erop past",
            "name the file itself, or remove the pattern that fits it"
        ),
    )
}

/// `cli::nothing_piped`
pub(crate) fn nothing_piped(name: &Path) -> Diagnostic {
    let name = shown(name);
    fault(
        "cli::nothing_piped",
        text!(
            "er komt niets door standaardinvoer dat `{name}` kan heten",
            "nothing comes through standard input that could be called `{name}`"
        ),
        text!(
            "noem `-` als bestand: `toets check - --stdin-filename {name}`",
            "name `-` as the file: `toets check - --stdin-filename {name}`"
        ),
    )
}

/// `cli::nothing_fits`
pub(crate) fn nothing_fits(pattern: &str) -> Diagnostic {
    fault(
        "cli::nothing_fits",
        text!("op `{pattern}` past geen enkele afspraak", "no agreement fits `{pattern}`"),
        text!(
            "een patroon telt vanaf de map van toets.toml: `regio-*/2026.yaml`, `afspraken/**/definitief.yaml`",
            "a pattern counts from the folder of toets.toml: `region-*/2026.yaml`, `agreements/**/final.yaml`"
        ),
    )
}

/// `cli::no_rules`
pub(crate) fn no_rules_in_folder(folder: &Path) -> Diagnostic {
    let name = shown(folder);
    fault(
        "cli::no_rules",
        text!("in de map `{name}` staan geen regelbestanden", "the folder `{name}` holds no rule files"),
        text!("een regelset is een map met bestanden op .regels", "a ruleset is a folder with files ending in .regels"),
    )
}

/// `cli::unknown_ruleset`
pub(crate) fn unknown_ruleset(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> Diagnostic {
    let all: Vec<&str> = known.clone().collect();
    let list = all.join(", ");
    let help = match did_you_mean(name, known) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!("kies uit: {list}; of geef een map of bestand", "choose from: {list}; or give a folder or file"),
    };
    fault("cli::unknown_ruleset", text!("er is geen regelset `{name}`", "there is no ruleset `{name}`"), help)
}

/// `cli::unknown_ruleset`, for the name that an agreement file gives: a folder can only be given on the command line.
pub(crate) fn ruleset_in_file(name: &str, known: impl Iterator<Item = &'static str> + Clone) -> Diagnostic {
    let list = known.clone().collect::<Vec<&str>>().join(", ");
    let help = match did_you_mean(name, known.clone()) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!(
            "kies uit: {list}; of noem de map van een eigen regelset, gezien vanaf dit bestand",
            "choose from: {list}; or name the folder of a ruleset of your own, as seen from this file"
        ),
    };
    unknown_ruleset(name, known).help(help)
}

/// `cli::out_of_reach`
pub(crate) fn out_of_reach(path: &Path, beyond: Beyond, namer: Namer) -> Diagnostic {
    let name = shown(path);
    let Text { nl, en } = beyond.words(namer);
    let help = match namer {
        Namer::Agreement => text!(
            "zet de regelset in dezelfde repository, of geef hem met --ruleset",
            "put the ruleset into the same repository, or give it with --ruleset"
        ),
        Namer::Settings => text!(
            "noem in toets.toml iets anders, of geef dit zelf bij de opdracht: wat u typt, mag overal heen",
            "name something else in toets.toml, or give this with the command: what you type may lead anywhere"
        ),
        Namer::Receipt => {
            text!("geef het zelf op, achter het verslag: `{name}`", "give it yourself, after the report: `{name}`")
        }
        Namer::Folder | Namer::Baseline => text!(
            "zet het bestand zelf in de map, in plaats van een verwijzing ernaar",
            "put the file itself into the folder, instead of a link to it"
        ),
    };
    fault("cli::out_of_reach", text!("`{name}` {nl}", "`{name}` {en}"), help)
}

/// `cli::in_use`
pub(crate) fn in_use(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::in_use",
        text!(
            "`{name}` wordt op dit moment door een andere opdracht van toets veranderd; er is niets geschreven",
            "`{name}` is being changed by another toets command at this moment; nothing was written"
        ),
        text!(
            "wacht tot die klaar is, en geef de opdracht nog eens",
            "wait until that one is done, and give the command again"
        ),
    )
}

/// `cli::not_kept`
pub(crate) fn not_kept(path: &Path, lost: &[Text]) -> Diagnostic {
    let name = shown(path);
    let nl = lost.iter().map(|t| t.nl.as_str()).collect::<Vec<&str>>().join("; ");
    let en = lost.iter().map(|t| t.en.as_str()).collect::<Vec<&str>>().join("; ");
    let said = fault(
        "cli::not_kept",
        text!("`{name}` is geschreven, maar {nl}", "`{name}` was written, but {en}"),
        text!(
            "herstel dat zelf als het ertoe doet; aan de tekst ontbreekt niets",
            "restore that yourself where it matters; the text is complete"
        ),
    );
    Diagnostic { severity: Severity::Warning, ..said }
}

/// `cli::no_ruleset_for_period`
pub(crate) fn no_ruleset_for_period(first: Date, last: Date, sets: &[Shipped]) -> Diagnostic {
    let known: Vec<String> =
        sets.iter().filter_map(|s| s.valid.map(|(from, to)| format!("{} ({from} t/m {to})", s.id))).collect();
    let list = known.join(", ");
    fault(
        "cli::no_ruleset_for_period",
        text!(
            "geen regelset geldt voor de hele looptijd {first} t/m {last}",
            "no ruleset holds for the whole period {first} to {last}"
        ),
        text!("kies er een met --ruleset: {list}", "choose one with --ruleset: {list}"),
    )
}

/// `cli::what_to_compare`
pub(crate) fn what_to_compare() -> Diagnostic {
    fault(
        "cli::what_to_compare",
        text!("het is niet duidelijk wat er vergeleken moet worden", "it is not clear what is to be compared"),
        text!(
            "noem twee afspraken, één afspraak die `vorige:` vermeldt, of één afspraak met twee keer --ruleset",
            "name two agreements, one agreement that states `vorige:`, or one agreement with --ruleset twice"
        ),
    )
}

/// `cli::folder_to_compare`
pub(crate) fn folder_to_compare(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::folder_to_compare",
        text!("{name} is een map; vergeleken worden bestanden", "{name} is a folder; files are compared"),
        text!(
            "noem het bestand van de afspraak; mappen samen toetst `toets check --portfolio`",
            "name the file of the agreement; `toets check --portfolio` checks folders together"
        ),
    )
}

/// `cli::no_previous`
pub(crate) fn no_previous(name: &str) -> Diagnostic {
    fault(
        "cli::no_previous",
        text!(
            "{name} noemt geen vorige afspraak om mee te vergelijken",
            "{name} names no previous agreement to compare with"
        ),
        text!(
            "noem het andere bestand: toets diff VORIGE {name}; of zet `vorige: pad-van-het-bestand` in de afspraak",
            "name the other file: toets diff PREVIOUS {name}; or put `vorige: path-of-the-file` in the agreement"
        ),
    )
}

/// `cli::previous_inside`
pub(crate) fn previous_inside(name: &str) -> Diagnostic {
    fault(
        "cli::previous_inside",
        text!(
            "de vorige afspraak staat in {name} zelf uitgeschreven",
            "the previous agreement is written out in {name} itself"
        ),
        text!(
            "zet haar in een eigen bestand en verwijs ernaar met `vorige: pad-van-het-bestand`",
            "put it in a file of its own and refer to it with `vorige: path-of-the-file`"
        ),
    )
}

/// `cli::unknown_language`
pub(crate) fn unknown_language(typed: &str) -> Diagnostic {
    fault(
        "cli::unknown_language",
        text!(
            "TOETS_LANG is `{typed}`, en die taal is er niet",
            "TOETS_LANG is `{typed}`, and there is no such language"
        ),
        text!("kies nl of en, of haal de variabele weg", "choose nl or en, or unset the variable"),
    )
}

/// `cli::bad_date`
pub(crate) fn bad_date(typed: &str) -> Diagnostic {
    if clock::is_no_day(typed) {
        return fault(
            "cli::bad_date",
            text!("`{typed}` is geen dag die bestaat", "`{typed}` is no day that exists"),
            text!(
                "kijk naar de dag en de maand; de vorm van de datum is goed",
                "look at the day and the month; the form of the date is right"
            ),
        );
    }
    fault(
        "cli::bad_date",
        text!("`{typed}` is geen datum", "`{typed}` is not a date"),
        text!("schrijf 2026-07-01 of 1-7-2026", "write 2026-07-01 or 1-7-2026"),
    )
}

/// `cli::bad_setting`
pub(crate) fn bad_setting(typed: &str) -> Diagnostic {
    fault(
        "cli::bad_setting",
        text!("`--set {typed}` is niet te lezen", "`--set {typed}` cannot be read"),
        text!(
            "schrijf naam=waarde, zoals inwerkingtreding=2026-07-01; `toets explain NORM` noemt de namen",
            "write name=value, such as inwerkingtreding=2026-07-01; `toets explain NORM` lists the names"
        ),
    )
}

/// `cli::bad_setting`, for a name or value that the ruleset does not know.
pub(crate) fn setting_does_not_fit(message: Text) -> Diagnostic {
    fault(
        "cli::bad_setting",
        message,
        text!(
            "`toets explain NORM` noemt de waarden die een norm gebruikt",
            "`toets explain NORM` lists the values that a norm uses"
        ),
    )
}

/// `cli::unknown_topic`
pub(crate) fn unknown_topic<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let help = match did_you_mean(typed, known) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!(
            "geef een norm, zoals BES-02, of een foutcode, zoals agreement::unknown_field",
            "give a norm, such as BES-02, or an error code, such as agreement::unknown_field"
        ),
    };
    fault(
        "cli::unknown_topic",
        text!("`{typed}` is geen norm en geen foutcode", "`{typed}` is no norm and no error code"),
        help,
    )
}

/// `cli::unknown_norm`
pub(crate) fn unknown_norm<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let help = match did_you_mean(typed, known) {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!(
            "`toets docs` noemt alle normen, ook die standaard uit staan",
            "`toets docs` lists all norms, also those that are off by default"
        ),
    };
    fault(
        "cli::unknown_norm",
        text!("deze regelset heeft geen norm `{typed}`", "this ruleset has no norm `{typed}`"),
        help,
    )
}

/// `cli::not_rules`
pub(crate) fn not_rules(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::not_rules",
        text!("`{name}` is geen regelbestand", "`{name}` is not a rule file"),
        text!(
            "regels staan in bestanden die op .regels eindigen; `toets fmt` zegt wat er aan zo'n bestand mankeert",
            "rules stand in files that end in .regels; `toets fmt` tells what is wrong with such a file"
        ),
    )
}

/// `cli::no_portfolio`
pub(crate) fn no_portfolio(set: &str) -> Diagnostic {
    fault(
        "cli::no_portfolio",
        text!(
            "de regelset {set} kent geen portefeuille van meer bestanden",
            "the ruleset {set} knows no portfolio of several files"
        ),
        text!(
            "laat --portfolio weg, of kies een regelset met `bundelt`, zoals npa-2025",
            "leave out --portfolio, or choose a ruleset with `bundelt`, such as npa-2025"
        ),
    )
}

/// `cli::nothing_to_check`
pub(crate) fn nothing_to_check() -> Diagnostic {
    fault(
        "cli::nothing_to_check",
        text!("er ontbreekt nog een bestand of map om te toetsen", "still missing: a file or folder to check"),
        text!(
            "noem er een, of zet `paths` in toets.toml; `toets check --help` toont wat er kan",
            "name one, or put `paths` into toets.toml; `toets check --help` shows what is possible"
        ),
    )
}

/// `cli::no_git`
pub(crate) fn no_git(error: &io::Error) -> Diagnostic {
    let why = reason(error);
    let why = if error.kind() == io::ErrorKind::NotFound {
        Text::new("het staat niet op deze computer", "it is not on this computer")
    } else {
        why
    };
    fault(
        "cli::no_git",
        Text::new(
            format!("het programma git is niet te starten: {}", why.nl),
            format!("the program git cannot be started: {}", why.en),
        ),
        text!(
            "--changed-since vraagt git wat er veranderd is; installeer git, of laat de optie weg",
            "--changed-since asks git what changed; install git, or leave out the option"
        ),
    )
}

/// `cli::no_repository`
pub(crate) fn no_repository(said: &str, advice: Option<&str>) -> Diagnostic {
    let help = match advice {
        Some(command) => text!(
            "vertrouwt u wie deze repository beheert, voer dan uit: {command}",
            "if you trust whoever keeps this repository, run: {command}"
        ),
        None => text!(
            "--changed-since werkt in een map die onder versiebeheer van git staat",
            "--changed-since works in a folder that git keeps versions of"
        ),
    };
    fault(
        "cli::no_repository",
        text!("git kan niet zeggen wat er veranderd is: {said}", "git cannot tell what changed: {said}"),
        help,
    )
}

/// `cli::no_repository`, where git takes another folder for the repository than the one with `.git` in it.
pub(crate) fn other_top(top: &Path, seen: &Path) -> Diagnostic {
    let (top, seen) = (shown(top), shown(seen));
    fault(
        "cli::no_repository",
        text!(
            "git kan niet zeggen wat er veranderd is: `.git` staat in {top}, en git kijkt naar {seen}",
            "git cannot tell what changed: `.git` is in {top}, and git looks at {seen}"
        ),
        text!(
            "kijk of `.git` een repository is, en of `core.worktree` daarin niet ergens anders heen wijst",
            "check that `.git` is a repository, and that its `core.worktree` does not point elsewhere"
        ),
    )
}

/// `cli::no_common_past`
pub(crate) fn no_common_past(revision: &str, shallow: bool) -> Diagnostic {
    let help = if shallow {
        text!(
            "hier is maar een deel van de geschiedenis: haal de rest op met `git fetch --unshallow`, in een pijplijn met \
             `fetch-depth: 0`",
            "only a part of the history is here: fetch the rest with `git fetch --unshallow`, in a pipeline with \
             `fetch-depth: 0`"
        )
    } else {
        text!(
            "ook bestanden die alleen in `{revision}` veranderd zijn, tellen nu als veranderd",
            "files that only changed in `{revision}` count as changed too"
        )
    };
    let message = text!(
        "`{revision}` en deze tak hebben hier geen gemeenschappelijk begin; er is vergeleken met `{revision}` zelf",
        "`{revision}` and this branch have no common beginning here; the comparison is with `{revision}` itself"
    );
    Diagnostic { severity: Severity::Warning, ..fault("cli::no_common_past", message, help) }
}

/// `cli::unknown_revision`
pub(crate) fn unknown_revision(typed: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => text!("bedoelde u `{near}`?", "did you mean `{near}`?"),
        None => text!(
            "noem een tak, een tag of een commit; in een pijplijn haalt `fetch-depth: 0` de hele geschiedenis op",
            "name a branch, a tag or a commit; in a pipeline `fetch-depth: 0` fetches the whole history"
        ),
    };
    fault("cli::unknown_revision", text!("git kent geen revisie `{typed}`", "git knows no revision `{typed}`"), help)
}

/// `cli::no_baseline`
pub(crate) fn no_baseline(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::no_baseline",
        text!("de lijst `{name}` bestaat nog niet", "the list `{name}` does not exist yet"),
        text!("maak haar met `toets baseline -o {name}`", "make it with `toets baseline -o {name}`"),
    )
}

/// `baseline::wrong_form`, for a file of which no line is shown.
pub(crate) fn no_list(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "baseline::wrong_form",
        text!("`{name}` is geen lijst van toets", "`{name}` is not a list of toets"),
        text!(
            "noem in toets.toml een lijst die met `toets baseline` gemaakt is",
            "name a list in toets.toml that `toets baseline` made"
        ),
    )
}

/// `cli::half_a_baseline`
pub(crate) fn half_a_baseline(path: &Path) -> Diagnostic {
    let name = shown(path);
    fault(
        "cli::half_a_baseline",
        text!(
            "`{name}` is niet geschreven: niet alle bestanden zijn getoetst",
            "`{name}` was not written: not all files were checked"
        ),
        text!(
            "los eerst de fouten hierboven op; anders zou later nieuw lijken wat er al was",
            "solve the errors above first; else what was there already would look new later"
        ),
    )
}

/// `cli::cannot_watch`
pub(crate) fn cannot_watch(why: &Text) -> Diagnostic {
    let Text { nl, en } = why;
    fault(
        "cli::cannot_watch",
        text!("--watch kan niet meekijken: {nl}", "--watch cannot look along: {en}"),
        text!("toets zonder --watch", "check without --watch"),
    )
}
