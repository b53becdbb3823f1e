//! What each command is for, with worked examples, and how it ends.

/// Texts of a command: name, what it does, more about it with examples.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) about: (&'static str, &'static str),
    pub(super) more: (&'static str, &'static str),
}

pub(super) const TOP: Page = Page {
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

pub(super) const PAGES: [Page; 14] = [
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
  toets check                                   wat `paths` in toets.toml noemt
  toets check afspraken/ --baseline bekend.json alleen wat nieuw is, geeft exitcode 1
  toets check afspraken/ --changed-since main   alleen wat in git veranderd is sinds main
  toets check afspraak.yaml --watch             opnieuw na elke verandering; Ctrl-C stopt
  toets check afspraak.yaml --explain waarom-niet          welke voorwaarde niet is vervuld, met de cijfers
  toets check afspraak.yaml --explain alles --rule BES-02  alles over één norm
  toets check afspraak.yaml -o sarif:toets.sarif   tekst hier, en een verslag voor een dienst

Wat hier niet staat, komt uit toets.toml in deze map of hogerop (docs/configuration.md).

Exitcode: 0 niets op of boven --level of met een uitkomst van --fail-on, 1 wel, 2 niet te lezen,
3 fout in toets zelf.",
            "\
Examples:
  toets check agreement.yaml
  toets check agreements/ --level warning        aims that are not met give exit code 1 too
  toets check agreement.yaml --date 2026-07-01   as if it were that day
  toets check - --format json < agreement.yaml   read standard input, write JSON
  toets check                                    what `paths` in toets.toml lists
  toets check agreements/ --baseline known.json  exit code 1 only for what is new
  toets check agreements/ --changed-since main   only what changed in git since main
  toets check agreement.yaml --watch             again after every change; Ctrl-C stops
  toets check agreement.yaml --explain why-not             which condition failed, with the figures
  toets check agreement.yaml --explain all --rule BES-02   everything about one norm
  toets check agreement.yaml -o sarif:toets.sarif   text here, and a report for a service

What is not said here comes from toets.toml in this folder or above (docs/configuration.md).

Exit code: 0 nothing at or above --level or with an outcome of --fail-on, 1 something, 2 unreadable,
3 a fault in toets itself.",
        ),
    },
    Page {
        name: "baseline",
        about: ("Legt vast wat al bekend is", "Records what is known already"),
        more: (
            "\
Voorbeelden:
  toets baseline afspraken/ -o bekend.json      schrijft elke bevinding van nu in een lijst
  toets check afspraken/ --baseline bekend.json faalt daarna alleen op wat nieuw is
  toets baseline                                met `paths` en `baseline` uit toets.toml

In de lijst staat elke norm die niet is gehaald, ook als dat maar een melding is; elke norm die niet
te toetsen is hoewel de cijfers er staan; en wat --fail-on noemt. Een norm die alleen op een gegeven
wacht, staat er niet in. De lijst heeft geen cijfers en geen regelnummers.

Exitcode: 0, of 2 als een bestand niet te lezen is; dan wordt niets geschreven.",
            "\
Examples:
  toets baseline agreements/ -o known.json       writes every finding of now into a list
  toets check agreements/ --baseline known.json  after that fails only on what is new
  toets baseline                                 with `paths` and `baseline` of toets.toml

The list holds each norm that is not met, also where that is only a note; each norm that is not
checkable although its figures are there; and what --fail-on names. A norm that only waits for a
fact is not listed. The list has no figures and no line numbers.

Exit code: 0, or 2 when a file cannot be read; then nothing is written.",
        ),
    },
    Page {
        name: "report",
        about: ("Maakt een dossier voor wie adviseert in een geschil", "Writes a dossier for who advises in a dispute"),
        more: (
            "\
Voorbeelden:
  toets report tekst.yaml -o dossier.html        een pagina die zonder netwerk leest en op A4 afdrukt
  toets report tekst.yaml -o dossier.md          hetzelfde als Markdown
  toets report afspraken/ --portfolio -o r.html  een regio, met wat de bestanden samen zeggen

Eerst dagen en termijnen, dan per geschilpunt de tekst tegenover de norm, dan elk hoofdstuk, wat elke
partij toezegt, wat niet bevestigd is, wat ontbreekt, de bronnen, en waarop het verslag rust.
Het dossier weegt niet; `toets verify` maakt het later opnieuw en zegt of het gelijk is.

Exitcode: 0 het dossier is gemaakt, 2 een bestand of regelset is niet te lezen, 3 fout in toets zelf.",
            "\
Examples:
  toets report text.yaml -o dossier.html          a page that reads without network and prints on A4
  toets report text.yaml -o dossier.md            the same as Markdown
  toets report agreements/ --portfolio -o r.html  a region, with what the files say together

First days and terms, then per dispute point the text against the norm, then each chapter, what each
party promises, what is unverified, what is missing, the sources, and what the report rests on.
The dossier does not weigh; `toets verify` makes it again later and says whether it is the same.

Exit code: 0 the dossier was written, 2 a file or ruleset cannot be read, 3 a fault in toets itself.",
        ),
    },
    Page {
        name: "verify",
        about: ("Maakt een verslag opnieuw en zegt wat anders is", "Makes a report again and says what differs"),
        more: (
            "\
Voorbeelden:
  toets verify dossier.html tekst.yaml bod.yaml   is dit verslag van deze bestanden?
  toets verify dossier.md                         de bestanden onder hun naam van toen
  toets verify uitkomst.json afspraken/           ook van `toets check --format json`

Wat anders is staat er met de reden: een bestand, een regelset of toets zelf is veranderd.

Exitcode: 0 gelijk tot op de byte, 1 er is iets anders, 2 niet te lezen, 3 fout in toets zelf.",
            "\
Examples:
  toets verify dossier.html text.yaml offer.yaml  is this report of these files?
  toets verify dossier.md                         the files by the names that they had
  toets verify result.json agreements/            also of `toets check --format json`

What differs is said with its cause: a file, a ruleset or toets itself changed.

Exit code: 0 identical to the byte, 1 something differs, 2 unreadable, 3 a fault in toets itself.",
        ),
    },
    Page {
        name: "fix",
        about: (
            "Noemt de kleinste veranderingen die een norm halen, en schrijft er een in het bestand",
            "Lists the smallest changes that meet a norm, and writes one into the file",
        ),
        more: (
            "\
Voorbeelden:
  toets fix afspraak.yaml                        wat per norm die niet is gehaald kan, met nummers
  toets fix afspraak.yaml --apply 3              schrijft voorstel 3 in het bestand
  toets fix afspraak.yaml --apply 3 --apply 7    twee voorstellen uit dezelfde lijst
  toets fix afspraak.yaml --apply 3 -o nieuw.yaml  in een nieuw bestand
  toets fix - --apply 3 < afspraak.yaml          van standaardinvoer naar standaarduitvoer

Elk voorstel is eerst uitgeprobeerd. Zonder --apply wordt niets geschreven. Opmerkingen en opmaak
blijven staan. Wat vastligt (een jaar, een naam, wat al gerealiseerd is) wordt nooit voorgesteld.

Exitcode: 0, of 2 als het bestand niet te lezen of niet te schrijven is.",
            "\
Examples:
  toets fix agreement.yaml                       what can be done per norm not met, with numbers
  toets fix agreement.yaml --apply 3             writes proposal 3 into the file
  toets fix agreement.yaml --apply 3 --apply 7   two proposals of the same list
  toets fix agreement.yaml --apply 3 -o new.yaml   into a new file
  toets fix - --apply 3 < agreement.yaml         from standard input to standard output

Each proposal was tried first. Without --apply nothing is written. Remarks and layout stay. What is
fixed (a year, a name, what was realised) is never proposed.

Exit code: 0, or 2 when the file cannot be read or written.",
        ),
    },
    Page {
        name: "diff",
        about: ("Vergelijkt twee afspraken, of twee regelsets", "Compares two agreements, or two rulesets"),
        more: (
            "\
Voorbeelden:
  toets diff bod.yaml getekend.yaml               wat is er veranderd, en wat doet dat met de normen
  toets diff afspraak.yaml                        met de afspraak die zij zelf onder `vorige` noemt
  toets diff a.yaml b.yaml --format markdown      voor in een notitie
  toets diff afspraak.yaml --ruleset npa-2022 --ruleset npa-2025
                                                  wat de ene regelset anders vraagt dan de andere

Exitcode: 0 geen uitkomst op of boven --level is slechter, 1 wel, 2 niet te lezen of niet te vergelijken.",
            "\
Examples:
  toets diff offer.yaml signed.yaml               what changed, and what that does to the norms
  toets diff agreement.yaml                       with the agreement that it names under `vorige`
  toets diff a.yaml b.yaml --format markdown      for a note
  toets diff agreement.yaml --ruleset npa-2022 --ruleset npa-2025
                                                  what one ruleset asks otherwise than the other

Exit code: 0 no outcome at or above --level got worse, 1 one did, 2 unreadable or not to be compared.",
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
