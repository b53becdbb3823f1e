//! Random rulesets and agreements over one small data model, made from a list of random bytes: fewer and smaller bytes give
//! simpler ones, so that proptest can shrink a counterexample.

use std::fmt::Write;

/// The data model and the values of law.
pub const MODEL: &str = r#"regelset proef "Proef"
  versie 1.0.0
  geldig 2025-01-01 t/m 2034-12-31
  leest  afspraak

hoofdstuk proef "Proef"

bron b "Bron"
  datum 2025
  graad A

object afspraak "Afspraak"
  naam:        tekst rol aanduiding       "Naam"
  periode:     periode verplicht rol looptijd "Periode"
  totaal:      aantal woningen            "Totaal"
  sociaal:     aantal woningen            "Sociaal"
  groei:       saldo woningen             "Groei"
  aandeel:     percentage                 "Aandeel"
  kader:       ja/nee                     "Kader"
  dag:         datum                      "Dag"
  soort:       soort                      "Soort"
  tabel:       per jaar aantal woningen   "Per jaar"
  delen:       lijst van deel             "Delen"
  rijen:       per jaar rij               "Rijen"
  afwijkingen: lijst van afwijking        "Afwijkingen"
  notitie:     tekst                      "Een veld dat geen regel leest"

object deel "Deel"
  naam:        tekst rol aanduiding       "Naam"
  totaal:      aantal woningen            "Totaal"
  sociaal:     aantal woningen            "Sociaal"
  groei:       saldo woningen             "Groei"
  aandeel:     percentage                 "Aandeel"
  kader:       ja/nee                     "Kader"
  dag:         datum                      "Dag"
  soort:       soort                      "Soort"
  tabel:       per jaar aantal woningen   "Per jaar"
  afwijkingen: lijst van afwijking        "Afwijkingen"

object rij "Een jaar"
  totaal:      aantal woningen            "Totaal"
  sociaal:     aantal woningen            "Sociaal"
  groei:       saldo woningen             "Groei"
  aandeel:     percentage                 "Aandeel"
  kader:       ja/nee                     "Kader"
  dag:         datum                      "Dag"
  soort:       soort                      "Soort"
  tabel:       per jaar aantal woningen   "Per jaar"
  naam:        tekst                      "Naam"
  afwijkingen: lijst van afwijking        "Afwijkingen"

object afwijking "Afwijking"
  norm:   regel verplicht rol norm "Norm"
  kader:  ja/nee                   "Kader"
  soort:  soort                    "Soort"

keuzelijst soort van laag naar hoog "Soort"
  rood  "Rood"
  groen "Groen"
  blauw "Blauw"

parameter norm: percentage "Norm"
  altijd = 30%  bron b, "1"

parameter basis: per jaar aantal woningen "Basis"
  2025       = 5  bron b, "5"
  vanaf 2026 = 7  bron b, "5"

parameter grens: per jaar aantal woningen "Grens"
  2025 = 10  bron b, "2"
  2026 = 20  bron b, "3"
  2027 onbekend "Nog niet bekend"
  vanaf 2028 volgens formule basis[jaar - 1] + basis[2025]
    bron b, "4"

"#;

/// Random choices from a list of bytes; zeros when they are used up.
pub struct Dice<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// Whether rules may ask what is stated (`bekend`, `bij ontbreken`).
    pub asks: bool,
}

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Dice { bytes: bytes.iter(), asks: true }
    }

    pub fn pick(&mut self, n: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % n
    }

    fn chance(&mut self, of_ten: usize) -> bool {
        // Zero is "no": shrinking leaves things out.
        self.pick(10) > 9 - of_ten
    }

    fn word<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.pick(words.len())]
    }
}

/// What a rule can refer to at some place.
#[derive(Clone)]
struct Scope {
    /// Objects with the common fields, and the type of each.
    objects: Vec<(String, &'static str)>,
    /// Concepts: the name, the type of the object it is asked of, and whether it is a count.
    concepts: Vec<(String, &'static str, bool)>,
    /// Years.
    years: Vec<String>,
    /// Named counts.
    counts: Vec<String>,
    /// Rules before this one.
    rules: Vec<String>,
    /// Number for a fresh name.
    fresh: usize,
}

impl Scope {
    fn with_object(&self, ty: &'static str) -> (Scope, String) {
        let name = format!("x{}", self.fresh);
        let mut inner = self.clone();
        inner.fresh += 1;
        inner.objects.push((name.clone(), ty));
        (inner, name)
    }

    /// A concept with an object that it can be asked of.
    fn concept(&self, d: &mut Dice<'_>, count: bool) -> Option<(String, String)> {
        let all: Vec<_> = self.concepts.iter().filter(|c| c.2 == count).collect();
        let (name, ty, _) = all.get(d.pick(all.len().max(1)))?;
        let objects: Vec<_> = self.objects.iter().filter(|o| o.1 == *ty).collect();
        let (object, _) = objects.get(d.pick(objects.len().max(1)))?;
        Some((name.clone(), object.clone()))
    }
}

/// The rules alone.
pub fn own(text: &str) -> &str {
    text.strip_prefix(MODEL).unwrap_or(text)
}

/// A ruleset as text.
pub fn ruleset(d: &mut Dice<'_>) -> String {
    let mut out = MODEL.to_owned();
    let mut scope = Scope { objects: vec![], concepts: vec![], years: vec![], counts: vec![], rules: vec![], fresh: 1 };
    scope.objects.push(("afspraak".into(), "afspraak"));
    for n in 1..=d.pick(4) {
        concept(d, &mut out, n, &mut scope);
    }
    for n in 1..=1 + d.pick(3) {
        let id = format!("R-{n}");
        if d.chance(1) {
            topic(d, &mut out, &id, scope.clone());
        } else {
            rule(d, &mut out, &id, scope.clone());
        }
        scope.rules.push(id);
    }
    out
}

/// A concept of an object and a count, which may use those before it.
fn concept(d: &mut Dice<'_>, out: &mut String, n: usize, scope: &mut Scope) {
    let ty = ["deel", "rij", "afspraak"][d.pick(3)];
    let (name, count_too) = (format!("c{n}"), d.chance(5));
    let mut inner = scope.clone();
    inner.objects = vec![("x".into(), ty)];
    inner.counts = vec!["n".into()];
    let value = if count_too { count(d, &inner, 2) } else { condition(d, &inner, 2) };
    // What it is asked of must be used.
    let value = if count_too { format!("{value} + x.totaal - n") } else { format!("{value} of x.kader en n > 0") };
    writeln!(out, "begrip {name}(x: {ty}, n: aantal woningen) \"Begrip\"\n  bron b, \"p\"\n  = {value}\n").unwrap();
    scope.concepts.push((name, ty, count_too));
}

/// A norm that only asks that something is arranged, of the agreement or of its parts.
fn topic(d: &mut Dice<'_>, out: &mut String, id: &str, mut scope: Scope) {
    writeln!(out, "onderwerp {id} \"iets\"\n  bron b, \"p\"\n  sterkte verplicht").unwrap();
    let of = d.word(&["afspraak", "deel"]);
    if of == "deel" {
        scope.objects.push(("deel".into(), "deel"));
        writeln!(out, "  voor elk deel in afspraak.delen").unwrap();
    }
    if d.chance(4) {
        writeln!(out, "  als {}", condition(d, &scope, 2)).unwrap();
    }
    for n in 0..=d.pick(3) {
        let field = d.word(&["kader", "soort", "totaal", "tabel", "naam"]);
        writeln!(out, "  veld {of}.{field} \"deel {n}\"").unwrap();
    }
    if d.chance(2) {
        // The number of a rule is no name.
        writeln!(out, "  veld {of}.eigen_{}: ja/nee", id.replace('-', "_")).unwrap();
    }
    out.push('\n');
}

fn rule(d: &mut Dice<'_>, out: &mut String, id: &str, mut scope: Scope) {
    let deviates = d.chance(4);
    let strength = if deviates { "in beginsel" } else { "verplicht" };
    writeln!(out, "regel {id} \"Regel\"\n  bron b, \"p\"\n  sterkte {strength}").unwrap();
    let about = d.pick(5);
    let mut records = "afspraak.afwijkingen";
    match about {
        0 | 4 => {}
        3 => {
            scope.years.push("jaar".into());
            scope.objects.push(("jaar".into(), "rij"));
            let filter = if d.chance(4) { format!(" waar {}", condition(d, &scope, 1)) } else { String::new() };
            writeln!(out, "  voor elk jaar in afspraak.rijen{filter}").unwrap();
        }
        1 => {
            records = "deel.afwijkingen";
            scope.objects.push(("deel".into(), "deel"));
            let filter = if d.chance(4) { format!(" waar {}", condition(d, &scope, 1)) } else { String::new() };
            writeln!(out, "  voor elk deel in afspraak.delen{filter}").unwrap();
        }
        _ => {
            scope.years.push("jaar".into());
            writeln!(out, "  voor elk jaar in jaren(afspraak.tabel)").unwrap();
        }
    }
    if d.chance(4) {
        writeln!(out, "  waarbij n = {}", count(d, &scope, 2)).unwrap();
        scope.counts.push("n".into());
    }
    if d.chance(4) {
        writeln!(out, "  als {}", condition(d, &scope, 2)).unwrap();
    }
    if d.chance(2) {
        writeln!(out, "  gegeven {}", condition(d, &scope, 1)).unwrap();
    }
    for _ in 0..=d.pick(2) {
        writeln!(out, "  eis {}", condition(d, &scope, 3)).unwrap();
    }
    if !scope.counts.is_empty() {
        // A named value must be used.
        writeln!(out, "  eis n >= 0 of {}", condition(d, &scope, 1)).unwrap();
    }
    // So must the subject.
    let said = ["x", "{deel.naam}", "{jaar}", "{jaar}", "x"][about];
    writeln!(out, "  melding \"{said}\"").unwrap();
    if deviates {
        let mut inner = scope.clone();
        writeln!(out, "  afwijking in {records}").unwrap();
        inner.objects.truncate(1);
        for _ in 0..=d.pick(2) {
            let own = d.word(&["afwijking.kader", "afwijking.soort in (rood, groen)", "vastgelegd(afwijking.soort)"]);
            let more = if d.chance(3) { format!(" en {}", condition(d, &inner, 1)) } else { String::new() };
            writeln!(out, "    mits {own}{more}").unwrap();
        }
    }
    out.push('\n');
}

/// An object that the common fields can be read from.
fn object(d: &mut Dice<'_>, scope: &Scope) -> String {
    scope.objects[scope.objects.len() - 1 - d.pick(scope.objects.len())].0.clone()
}

fn year(d: &mut Dice<'_>, scope: &Scope) -> String {
    if let Some(y) = scope.years.first()
        && !d.chance(3)
    {
        return y.clone();
    }
    d.word(&["eerste_jaar(afspraak.periode)", "laatste_jaar(afspraak.periode)", "jaar_van(peildatum)"]).to_owned()
}

/// A number of homes.
fn count(d: &mut Dice<'_>, scope: &Scope, depth: usize) -> String {
    let o = object(d, scope);
    if depth == 0 {
        return match d.pick(6) {
            0 => format!("{o}.totaal"),
            1 => format!("{o}.sociaal"),
            2 => "afspraak.totaal".into(),
            3 => format!("{o}.tabel[{}]", year(d, scope)),
            4 => scope.counts.first().cloned().unwrap_or_else(|| "afspraak.sociaal".into()),
            _ => format!("grens[{}]", year(d, scope)),
        };
    }
    let c = |d: &mut Dice<'_>| count(d, scope, depth - 1);
    match d.pick(20) {
        17 | 18 => match scope.concept(d, true) {
            Some((name, object)) => format!("{name}({object}, {})", c(d)),
            None => count(d, scope, 0),
        },
        16 => {
            let (mut inner, x) = scope.with_object("rij");
            inner.years.insert(0, x.clone());
            let filter = condition(d, &inner, depth - 1);
            format!("som({x}.sociaal voor {x} in afspraak.rijen waar {filter})")
        }
        0 | 1 => count(d, scope, 0),
        2 => format!("({} + {})", c(d), c(d)),
        3 => format!("({} - {})", c(d), c(d)),
        4 => "som(afspraak.delen.totaal)".into(),
        5 => format!("som({o}.tabel)"),
        6 => format!("som({o}.tabel[{}{}])", d.word(&["t/m ", "vanaf "]), year(d, scope)),
        7 => {
            let (inner, x) = scope.with_object("deel");
            let filter = condition(d, &inner, depth - 1);
            format!("som({x}.sociaal voor {x} in afspraak.delen waar {filter})")
        }
        8 => format!("{}({}, {})", d.word(&["maximum", "minimum"]), c(d), c(d)),
        9 => format!("(als {} dan {} anders {})", condition(d, scope, depth - 1), c(d), c(d)),
        10 if d.asks => format!("(({}) bij ontbreken {})", c(d), c(d)),
        11 => format!("({} * {})", share(d, scope, depth - 1), c(d)),
        12 => format!("naar_{}({} * {})", d.word(&["boven", "beneden"]), share(d, scope, depth - 1), c(d)),
        13 => format!("{}(afspraak.delen.sociaal)", d.word(&["maximum", "minimum"])),
        14 => {
            let (inner, x) = scope.with_object("deel");
            let filter = condition(d, &inner, depth - 1);
            let f = d.word(&["maximum", "minimum"]);
            format!("{f}({x}.totaal voor {x} in afspraak.delen waar {filter})")
        }
        15 => format!("{o}.groei"),
        _ => format!("-({})", c(d)),
    }
}

/// A share of something.
fn share(d: &mut Dice<'_>, scope: &Scope, depth: usize) -> String {
    let o = object(d, scope);
    match if depth == 0 { d.pick(3) } else { d.pick(6) } {
        0 => "norm".into(),
        1 => format!("{o}.aandeel"),
        2 => "100%".into(),
        3 => format!("({} / {})", count(d, scope, depth - 1), count(d, scope, depth - 1)),
        4 => format!("({o}.sociaal / {o}.totaal)"),
        _ if d.asks => format!("({o}.aandeel bij ontbreken norm)"),
        _ => "norm".into(),
    }
}

/// A yes or no.
fn condition(d: &mut Dice<'_>, scope: &Scope, depth: usize) -> String {
    let o = object(d, scope);
    if depth == 0 {
        return match d.pick(8) {
            0 => format!("{o}.kader"),
            6 => format!("{o}.soort {} {}", d.word(&[">=", "<=", ">", "<"]), d.word(&["rood", "groen", "blauw"])),
            1 => format!("{o}.totaal > 0"),
            2 => format!("{o}.soort = {}", d.word(&["rood", "groen", "blauw"])),
            3 if d.asks => format!("bekend({o}.{})", d.word(&["totaal", "kader", "soort", "tabel", "groei"])),
            4 => {
                let field = d.word(&["totaal", "kader", "soort", "naam", "tabel", "groei", "afwijkingen"]);
                format!("vastgelegd({o}.{field})")
            }
            5 => format!("{o}.dag {} peildatum", d.word(&["<=", ">=", "<", ">", "=", "<>"])),
            _ => format!("{o}.soort {}in (rood, blauw)", d.word(&["", "niet "])),
        };
    }
    let b = |d: &mut Dice<'_>| condition(d, scope, depth - 1);
    let compare = |d: &mut Dice<'_>| d.word(&[">=", "<=", ">", "<", "=", "<>"]);
    match d.pick(17) {
        14 | 15 => match scope.concept(d, false) {
            Some((name, object)) => format!("{name}({object}, {})", count(d, scope, depth - 1)),
            None => condition(d, scope, 0),
        },
        13 => {
            let (mut inner, x) = scope.with_object("rij");
            inner.years.insert(0, x.clone());
            let filter = if d.chance(3) { format!(" waar {}", condition(d, &inner, depth - 1)) } else { String::new() };
            let word = d.word(&["elk", "enige"]);
            format!("({word} {x} in afspraak.rijen{filter} geldt {})", condition(d, &inner, depth - 1))
        }
        0 | 1 => condition(d, scope, 0),
        2 => format!("({} en {})", b(d), b(d)),
        3 => format!("({} of {})", b(d), b(d)),
        4 => format!("niet ({})", b(d)),
        5 | 6 => format!("{} {} {}", count(d, scope, depth), compare(d), count(d, scope, depth - 1)),
        7 => format!("{} {} {}", share(d, scope, depth), compare(d), share(d, scope, depth - 1)),
        8 => {
            let (inner, x) = scope.with_object("deel");
            let filter = if d.chance(5) { format!(" waar {}", condition(d, &inner, depth - 1)) } else { String::new() };
            let word = d.word(&["elk", "enige"]);
            format!("({word} {x} in afspraak.delen{filter} geldt {})", condition(d, &inner, depth - 1))
        }
        9 => {
            let (inner, x) = scope.with_object("deel");
            let filter = condition(d, &inner, depth - 1);
            format!("aantal({x} in afspraak.delen waar {filter}) > 0")
        }
        10 => match d.pick(scope.rules.len().max(1)) {
            n if n < scope.rules.len() => format!("{} voldoet", scope.rules[n]),
            _ => condition(d, scope, 0),
        },
        11 => format!("(als {} dan {} anders {})", b(d), b(d), b(d)),
        12 if d.asks => format!("(({}) bij ontbreken {})", b(d), d.word(&["ja", "nee"])),
        _ => format!("aantal(afspraak.delen) {} 1", compare(d)),
    }
}

/// A field with a value that an object of the agreement may lack, but that no deviation is.
pub fn fact(d: &mut Dice<'_>) -> (&'static str, String) {
    let field = ["totaal", "sociaal", "groei", "aandeel", "kader", "dag", "soort"][d.pick(7)];
    let value = match field {
        "totaal" | "sociaal" => homes(d),
        "groei" => d.word(&["0", "-3", "5"]).to_owned(),
        "aandeel" => d.word(&["30%", "29%", "0%", "100%"]).to_owned(),
        "kader" => d.word(&["ja", "nee"]).to_owned(),
        "dag" => d.word(&["2026-06-30", "2026-07-01", "2026-07-02"]).to_owned(),
        _ => d.word(&["rood", "groen", "blauw"]).to_owned(),
    };
    (field, value)
}

/// An agreement as text.
pub fn agreement(d: &mut Dice<'_>) -> String {
    let (from, to) = *[(2026, 2026), (2026, 2027), (2025, 2026), (2027, 2029)].get(d.pick(4)).unwrap();
    let mut out = format!("periode: {from} t/m {to}\n");
    if from == to {
        out = format!("periode: {from}\n");
    }
    fields(d, &mut out, "", (from, to));
    if d.chance(7) {
        out.push_str("delen:\n");
        let n = d.pick(4);
        if n == 0 {
            out = out.replace("delen:\n", "delen: []\n");
        }
        for i in 0..n {
            writeln!(out, "  - naam: {}", ["Een", "Twee", "Drie"][i]).unwrap();
            fields(d, &mut out, "    ", (from, to));
        }
    }
    if d.chance(6) {
        let years: Vec<i32> = (from..=to).filter(|_| d.chance(7)).collect();
        if !years.is_empty() {
            out.push_str("rijen:\n");
        }
        for year in years {
            writeln!(out, "  {year}:\n    naam: x").unwrap();
            fields(d, &mut out, "    ", (from, to));
        }
    }
    out
}

fn fields(d: &mut Dice<'_>, out: &mut String, indent: &str, (from, to): (i32, i32)) {
    for field in ["totaal", "sociaal"] {
        if d.chance(7) {
            writeln!(out, "{indent}{field}: {}", homes(d)).unwrap();
        }
    }
    if d.chance(5) {
        writeln!(out, "{indent}groei: {}", d.word(&["0", "-3", "5", "van -2 tot 2", "minimaal 1"])).unwrap();
    }
    if d.chance(6) {
        writeln!(out, "{indent}aandeel: {}", d.word(&["30%", "29%", "0%", "100%", "van 20% tot 40%", "minimaal 30%"]))
            .unwrap();
    }
    if d.chance(7) {
        writeln!(out, "{indent}kader: {}", d.word(&["ja", "nee"])).unwrap();
    }
    if d.chance(6) {
        writeln!(out, "{indent}dag: {}", d.word(&["2026-06-30", "2026-07-01", "2026-07-02"])).unwrap();
    }
    if d.chance(7) {
        writeln!(out, "{indent}soort: {}", d.word(&["rood", "groen", "blauw"])).unwrap();
    }
    if d.chance(6) {
        let years: Vec<i32> = (from..=to).filter(|_| d.chance(7)).collect();
        if !years.is_empty() {
            writeln!(out, "{indent}tabel:").unwrap();
            for year in years {
                writeln!(out, "{indent}  {year}: {}", homes(d)).unwrap();
            }
        }
    }
    if d.chance(2) {
        writeln!(out, "{indent}volledig: ja").unwrap();
    }
    if d.chance(6) {
        let n = d.pick(3);
        if n == 0 {
            writeln!(out, "{indent}afwijkingen: []").unwrap();
            return;
        }
        writeln!(out, "{indent}afwijkingen:").unwrap();
        for _ in 0..n {
            writeln!(out, "{indent}  - norm: R-{}", 1 + d.pick(3)).unwrap();
            if d.chance(7) {
                writeln!(out, "{indent}    kader: {}", d.word(&["ja", "nee"])).unwrap();
            }
            if d.chance(7) {
                writeln!(out, "{indent}    soort: {}", d.word(&["rood", "groen", "blauw"])).unwrap();
            }
        }
    }
}

fn homes(d: &mut Dice<'_>) -> String {
    d.word(&["0", "1", "3", "10", "20", "7", "van 2 tot 4", "minimaal 3", "maximaal 5", "van 0 tot 20", "2"]).to_owned()
}
