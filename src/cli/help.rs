//! What `--help` says, in Dutch and English: what a command is for, worked examples, and how it ends.
//!
//! Takes: a language. Gives: the clap command with its texts. Never parses anything.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::args::Cli;
use crate::lang::Lang;

/// Texts of a command: name, what it does, more about it with examples.
struct Page {
    name: &'static str,
    about: (&'static str, &'static str),
    more: (&'static str, &'static str),
}

const TOP: Page = Page {
    name: "",
    about: (
        "Toetst lokale prestatieafspraken aan de landelijke normen, en zegt per norm waarom.",
        "Checks local housing performance agreements against the national norms, and says why for each.",
    ),
    more: (
        "\
Voorbeelden:
  toets new -o afspraak.yaml         een leeg bestand om in te vullen
  toets check afspraak.yaml          wat ontbreekt, wat klopt niet, wat is eraan te doen
  toets check afspraken/             alle bestanden van een regio
  toets explain BES-02               wat een norm vraagt, en waar dat staat

Uitkomst (exitcode):
  0  niets gevonden op of boven het gekozen niveau
  1  wel iets gevonden
  2  de opdracht, een bestand of een regelset is niet te lezen
  3  een fout in toets zelf

TOETS_LANG=en zet de taal voor alle opdrachten.",
        "\
Examples:
  toets new -o agreement.yaml        an empty file to fill in
  toets check agreement.yaml         what is missing, what is wrong, what to do about it
  toets check agreements/            all files of a region
  toets explain BES-02               what a norm asks, and where it is written

Exit codes:
  0  nothing found at or above the chosen level
  1  something found
  2  the command, a file or a ruleset cannot be read
  3  a fault in toets itself

TOETS_LANG=en sets the language for all commands.",
    ),
};

const PAGES: [Page; 9] = [
    Page {
        name: "check",
        about: ("Toetst een of meer afspraken", "Checks one or more agreements"),
        more: (
            "\
Voorbeelden:
  toets check afspraak.yaml
  toets check afspraken/ --level warning        ook niet gehaalde streefnormen geven exitcode 1
  toets check afspraak.yaml --date 2026-07-01   alsof het die dag is
  toets check - --format json < afspraak.yaml   lees van standaardinvoer, schrijf JSON
  toets check afspraak.yaml -o sarif:toets.sarif   tekst hier, en een verslag voor een dienst

Exitcode: 0 niets op of boven --level, 1 wel, 2 niet te lezen, 3 fout in toets zelf.",
            "\
Examples:
  toets check agreement.yaml
  toets check agreements/ --level warning        aims that are not met give exit code 1 too
  toets check agreement.yaml --date 2026-07-01   as if it were that day
  toets check - --format json < agreement.yaml   read standard input, write JSON
  toets check agreement.yaml -o sarif:toets.sarif   text here, and a report for a service

Exit code: 0 nothing at or above --level, 1 something, 2 unreadable, 3 a fault in toets itself.",
        ),
    },
    Page {
        name: "explain",
        about: ("Legt een norm of een foutcode uit", "Explains a norm or an error code"),
        more: (
            "\
Voorbeelden:
  toets explain BES-02                    de norm: bron, kracht, gegevens, voorbeelden
  toets explain agreement::unknown_field  een foutcode: wat er mis is en wat te doen
  toets explain BES-02 --lang en          in het Engels

Exitcode: 0, of 2 als de norm of code niet bestaat.",
            "\
Examples:
  toets explain BES-02                    the norm: source, strength, data, examples
  toets explain agreement::unknown_field  an error code: what is wrong and what to do
  toets explain BES-02 --lang nl          in Dutch

Exit code: 0, or 2 when there is no such norm or code.",
        ),
    },
    Page {
        name: "test",
        about: ("Voert de tests bij een regelset uit", "Runs the tests beside a ruleset"),
        more: (
            "\
Voorbeelden:
  toets test                    alle regelsets in het programma
  toets test npa-2025           een daarvan
  toets test ./onze-regels      een eigen regelset in een map
  toets test --coverage         wat de tests niet raken: uitkomsten, takken, afwijkingen, waarden
  toets test --boundaries       elke grens: net eronder, precies erop, net erover
  toets test --mutate --min-score 95          merken de tests een fout in een regel op?
  toets test npa-2025 --mutate --rule BES-02  alleen deze norm

Exitcode: 0 alles in orde; 1 een test faalt, --coverage mist een uitkomst van een regel of een tak van
een afwijking, --boundaries laat een grens niet zien, of --mutate haalt --min-score niet; 2 de regelset
is niet te lezen.",
            "\
Examples:
  toets test                    all rulesets in the program
  toets test npa-2025           one of them
  toets test ./our-rules        a ruleset of your own in a folder
  toets test --coverage         what the tests do not reach: outcomes, branches, deviations, values
  toets test --boundaries       every threshold: just under, exactly on, just over
  toets test --mutate --min-score 95          do the tests notice a fault in a rule?
  toets test npa-2025 --mutate --rule BES-02  this norm only

Exit code: 0 all is well; 1 a test fails, --coverage misses an outcome of a rule or a branch of a
deviation, --boundaries does not show a threshold, or --mutate stays below --min-score; 2 the ruleset
cannot be read.",
        ),
    },
    Page {
        name: "fmt",
        about: ("Zet regelbestanden in de vaste opmaak", "Puts rule files in the standard layout"),
        more: (
            "\
Voorbeelden:
  toets fmt regels/bouwen.regels    herschrijft het bestand
  toets fmt regels/                 alle .regels-bestanden in een map
  toets fmt --check regels/         schrijft niets; exitcode 1 als iets anders zou worden
  toets fmt - < bouwen.regels       van standaardinvoer naar standaarduitvoer

Exitcode: 0, met --check 1 bij een verschil, 2 als een bestand niet te lezen is.",
            "\
Examples:
  toets fmt rules/building.regels   rewrites the file
  toets fmt rules/                  all .regels files in a folder
  toets fmt --check rules/          writes nothing; exit code 1 when something would change
  toets fmt - < building.regels     from standard input to standard output

Exit code: 0, with --check 1 when something differs, 2 when a file cannot be read.",
        ),
    },
    Page {
        name: "new",
        about: ("Maakt een leeg afspraakbestand met uitleg", "Makes an empty agreement file with comments"),
        more: (
            "\
Voorbeelden:
  toets new --output afspraak.yaml           schrijft nooit over een bestaand bestand heen
  toets new --ruleset npa-2025 --lang en     voor een bepaalde regelset, met Engelse uitleg",
            "\
Examples:
  toets new --output agreement.yaml          never overwrites a file
  toets new --ruleset npa-2025 --lang nl     for a certain ruleset, with Dutch comments",
        ),
    },
    Page {
        name: "schema",
        about: ("Geeft het JSON-schema van een afspraakbestand", "Prints the JSON Schema of an agreement file"),
        more: (
            "\
Voorbeelden:
  toets schema > afspraak.schema.json        uw editor vult veldnamen aan en controleert ze
  toets schema --ruleset ./onze-regels       met de velden van een eigen regelset
  toets schema --report > rapport.schema.json  het schema van `check --format json`",
            "\
Examples:
  toets schema > agreement.schema.json       your editor completes and checks field names
  toets schema --ruleset ./our-rules         with the fields of a ruleset of your own
  toets schema --report > report.schema.json   the schema of `check --format json`",
        ),
    },
    Page {
        name: "rulesets",
        about: ("Noemt de regelsets in het programma", "Lists the rulesets in the program"),
        more: (
            "\
Voorbeelden:
  toets rulesets
  toets rulesets --lang en
  toets check afspraak.yaml --ruleset npa-2025    gebruikt er een bij naam",
            "\
Examples:
  toets rulesets
  toets rulesets --lang nl
  toets check agreement.yaml --ruleset npa-2025   uses one by name",
        ),
    },
    Page {
        name: "docs",
        about: ("Maakt een tabel van alle normen (Markdown)", "Makes a table of all norms (Markdown)"),
        more: (
            "\
Voorbeelden:
  toets docs                                  alle regelsets in het programma
  toets docs --ruleset npa-2025
  toets docs --ruleset mijn-regels/           ook wat daarin strenger is",
            "\
Examples:
  toets docs                                  all rulesets in the program
  toets docs --ruleset npa-2025
  toets docs --ruleset my-rules/              also what is stricter there",
        ),
    },
    Page {
        name: "completions",
        about: ("Laat uw shell opdrachten aanvullen", "Lets your shell complete commands"),
        more: (
            "\
Voorbeelden:
  toets completions bash > ~/.local/share/bash-completion/completions/toets
  toets completions zsh > ~/.zfunc/_toets
  toets completions fish > ~/.config/fish/completions/toets.fish",
            "\
Examples:
  toets completions bash > ~/.local/share/bash-completion/completions/toets
  toets completions zsh > ~/.zfunc/_toets
  toets completions fish > ~/.config/fish/completions/toets.fish",
        ),
    },
];

/// Texts of options: command (empty for all), name, Dutch, English.
const OPTIONS: &[(&str, &str, &str, &str)] = &[
    ("", "lang", "taal: nl of en", "language: nl or en"),
    ("", "color", "kleur: auto, always of never", "colour: auto, always or never"),
    (
        "check",
        "files",
        "afspraken (.yaml), mappen daarmee, of - voor standaardinvoer",
        "agreements (.yaml), folders of them, or - for standard input",
    ),
    (
        "check",
        "format",
        "text, plain (schermlezers), json, sarif, junit, github, gitlab, tap, markdown, csv of html",
        "text, plain (screen readers), json, sarif, junit, github, gitlab, tap, markdown, csv or html",
    ),
    (
        "check",
        "level",
        "vanaf welk gewicht de exitcode 1 is: error, warning, note of never",
        "from which weight the exit code is 1: error, warning, note or never",
    ),
    (
        "check",
        "date",
        "peildatum, als 2026-07-01; anders die van het bestand, anders vandaag",
        "reference date, as 2026-07-01; else that of the file, else today",
    ),
    (
        "check",
        "ruleset",
        "regelset: een naam uit `toets rulesets`, een map of een bestand",
        "ruleset: a name from `toets rulesets`, a folder or a file",
    ),
    (
        "check",
        "set",
        "geeft een onbekende waarde van de wet, zoals een datum van inwerkingtreding",
        "gives an unknown value of law, such as a date of entry into force",
    ),
    (
        "check",
        "include",
        "toetst ook een norm die standaard uit staat; mag vaker",
        "also checks a norm that is off by default; may be repeated",
    ),
    (
        "check",
        "portfolio",
        "toetst ook wat alle bestanden samen zeggen: van een regio, of van het land",
        "also checks what all files say together: of a region, or of the country",
    ),
    (
        "check",
        "verbose",
        "toont ook wat voldoet, de regel zelf en de hele berekening",
        "also shows what is met, the rule itself and the whole computation",
    ),
    (
        "check",
        "output",
        "schrijft naar een bestand, helemaal of niet; `sarif:BESTAND` is een extra verslag; mag vaker",
        "writes to a file, whole or not at all; `sarif:FILE` is one more report; may be repeated",
    ),
    ("explain", "what", "een norm (BES-02) of foutcode", "a norm (BES-02) or error code"),
    ("explain", "ruleset", "regelset: een naam, een map of een bestand", "ruleset: a name, a folder or a file"),
    ("test", "sets", "regelsets: namen of mappen; anders alle", "rulesets: names or folders; else all"),
    (
        "test",
        "coverage",
        "wat de tests raken: uitkomsten, takken, afwijkingen en waarden van de wet",
        "what the tests reach: outcomes, branches, deviations and values of law",
    ),
    (
        "test",
        "boundaries",
        "maakt bij elke grens zelf gevallen: net eronder, precies erop, net erover",
        "makes cases of its own at every threshold: just under, exactly on, just over",
    ),
    (
        "test",
        "mutate",
        "verandert elke regel op alle plekken een beetje; een test hoort dat te merken",
        "changes every rule a little in every place; a test should notice",
    ),
    (
        "test",
        "min_score",
        "hoeveel procent van de mutanten een test moet opmerken",
        "how many percent of the mutants a test must notice",
    ),
    (
        "test",
        "rule",
        "alleen deze norm, of alle die zo beginnen: BES-02, BES-; vaker mag",
        "this norm only, or all that begin so: BES-02, BES-; may be repeated",
    ),
    ("test", "format", "text of json (voor programma's)", "text or json (for programs)"),
    (
        "fmt",
        "files",
        ".regels-bestanden, mappen daarmee, of - voor standaardinvoer",
        ".regels files, folders of them, or - for standard input",
    ),
    (
        "fmt",
        "check",
        "schrijft niets, meldt alleen wat anders zou worden",
        "writes nothing, only says what would change",
    ),
    ("new", "ruleset", "regelset: een naam, een map of een bestand", "ruleset: a name, a folder or a file"),
    ("new", "output", "schrijft naar een nieuw bestand", "writes to a new file"),
    ("docs", "ruleset", "regelset: een naam, een map of een bestand", "ruleset: a name, a folder or a file"),
    ("schema", "ruleset", "regelset: een naam, een map of een bestand", "ruleset: a name, a folder or a file"),
    ("schema", "report", "het schema van het JSON-rapport van `check`", "the schema of the JSON report of `check`"),
    ("completions", "shell", "bash, elvish, fish, powershell of zsh", "bash, elvish, fish, powershell or zsh"),
    ("", "help", "toont deze uitleg", "shows this help"),
    ("", "version", "toont de versie", "shows the version"),
];

/// The command line with its texts in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let mut top = dressed(Cli::command(), &TOP, lang).subcommand_required(true).mut_args(|a| arg(a, "", lang));
    top = top.arg(flag("version", 'V', ArgAction::Version, lang)).disable_version_flag(true);
    for page in &PAGES {
        top = top.mut_subcommand(page.name, |c| dressed(c, page, lang).mut_args(|a| arg(a, page.name, lang)));
    }
    top
}

fn dressed(command: Command, page: &Page, lang: Lang) -> Command {
    let subcommands = page.name.is_empty();
    let usage_word = lang.pick("Gebruik", "Usage");
    let usage_line = if subcommands { lang.pick("toets OPDRACHT …", "toets COMMAND …") } else { "{usage}" };
    let template = format!("{{about}}\n\n{usage_word}: {usage_line}\n\n{{all-args}}{{after-help}}");
    let mut command = command
        .about(lang.pick(page.about.0, page.about.1))
        .after_help(lang.pick(page.more.0, page.more.1))
        .help_template(template)
        .disable_help_flag(true)
        .subcommand_help_heading(lang.pick("Opdrachten", "Commands"));
    if !subcommands {
        command = command.override_usage(usage(page.name, lang));
    }
    command.arg(flag("help", 'h', ArgAction::Help, lang))
}

/// clap writes `[OPTIONS]` in English, so the usage line is ours.
fn usage(name: &str, lang: Lang) -> String {
    let what = match name {
        "check" => lang.pick(" BESTAND…", " FILE…"),
        "fmt" => lang.pick(" BESTAND…", " FILE…"),
        "explain" => lang.pick(" NORM|CODE", " NORM|CODE"),
        "test" => lang.pick(" [ID|MAP]…", " [ID|FOLDER]…"),
        "completions" => " SHELL",
        _ => "",
    };
    format!("toets {name}{what} {}", lang.pick("[opties]", "[options]"))
}

fn flag(name: &'static str, short: char, action: ArgAction, lang: Lang) -> Arg {
    arg(Arg::new(name).long(name).short(short).action(action), "", lang)
}

fn arg(arg: Arg, command: &str, lang: Lang) -> Arg {
    let id = arg.get_id().to_string();
    let found = OPTIONS
        .iter()
        .find(|(c, name, _, _)| *c == command && *name == id)
        .or_else(|| OPTIONS.iter().find(|(c, name, _, _)| c.is_empty() && *name == id));
    let heading = match (command, arg.is_positional()) {
        ("", _) => lang.pick("Bij elke opdracht", "With every command"),
        (_, true) => lang.pick("Argumenten", "Arguments"),
        (_, false) => lang.pick("Opties", "Options"),
    };
    let mut arg = arg.help_heading(heading);
    if arg.get_action().takes_values() {
        // clap's own notes on them are English; the texts below name the values.
        arg = arg.hide_possible_values(true).hide_default_value(true);
    }
    match found {
        Some((_, _, nl, en)) => arg.help(lang.pick(*nl, *en)),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_a_text_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            let top = command(lang);
            for c in std::iter::once(&top).chain(top.get_subcommands()) {
                for a in c.get_arguments() {
                    assert!(a.get_help().is_some(), "{} {}", c.get_name(), a.get_id());
                }
                assert!(c.get_about().is_some(), "{}", c.get_name());
            }
        }
        command(Lang::Nl).debug_assert();
    }
}
