"""The broken agreements: each is `agreement.yaml` with a few texts replaced, and says what should come out.

`expect` names only the norms whose outcome is not `met`. The words are those of `toets --lang en`:
`not met`, `not checkable` (the agreement does not say enough, or the law's own figure is not known) and `deviation`.
`input` is expected where the file itself is wrong and nothing should be judged.
"""

NORMS = {
    "SAM-08": "each corporation can maintain its stock for at least 5 years (a field against a threshold)",
    "BES-02": "each municipality programmes at least 30% social rent over all years (a ratio of two sums)",
    "VRD-04": "each project builds at least 1.5 homes for every demolished one, unless a deviation is recorded that counts (two fields of each item)",
    "VRD-04a": "the same over all projects together, without those that deviate (a sum over a part of a list)",
    "VRD-06": "each project that demolishes: renovation considered, a sound ground, reasons given (facts that must be there)",
    "BTL-01": "the rent sum rises at most by the limit of the year; that of 2027 is not published (a dated value of law)",
    "WON-01": "the corporation asked for talks by 1 April of the year of the talks (a day made from another field)",
    "WON-09": "the housing vision is at most 5 calendar years old on the reference date, or there is a programme (two days)",
}

DEVIATION = """    motivering_sloop: Isoleren kost meer dan nieuwbouw
    afwijkingen:
      - norm: VRD-04
        grond: {ground}
        motivering: De kade is te smal voor meer woningen
        besluit_door: gemeenteraad
        datum: "2025-10-02"
        einddatum: "{until}"
"""
REASONS = "    motivering_sloop: Isoleren kost meer dan nieuwbouw\n"
FEWER = ("aantal_te_bouwen: 18", "aantal_te_bouwen: 14")


def deviation(ground, until):
    return (REASONS, DEVIATION.format(ground=ground, until=until))


CASES = [
    ("good", "nothing is wrong; the share is exactly 30%", [], {}),
    ("threshold", "De Terp can maintain its stock for 4 years",
     [("jaren_instandhouding: 6", "jaren_instandhouding: 4")], {"SAM-08": "not met"}),
    ("bound", "“at least 4 years”: more or less than 5 is possible",
     [("jaren_instandhouding: 6", "jaren_instandhouding: {minimaal: 4}")], {"SAM-08": "not checkable"}),
    ("bound-decides", "“at least 6 years”: more than 5 in any case",
     [("jaren_instandhouding: 6", "jaren_instandhouding: {minimaal: 6}")], {}),
    ("share", "one social-rent home too few: 95 of 320",
     [("sociale_huur: 18", "sociale_huur: 17")], {"BES-02": "not met"}),
    ("share-range", "“20 to 24” social-rent homes in 2029: 94 to 98 of 320",
     [("sociale_huur: 22", "sociale_huur: {van: 20, tot: 24}")], {"BES-02": "not checkable"}),
    ("share-missing", "the social rent of 2029 is not stated: at least 74 of 320",
     [("woningen: 70, sociale_huur: 22", "woningen: 70")], {"BES-02": "not checkable"}),
    ("share-missing-decides", "the same, but the other years already make 96",
     [("woningen: 70, sociale_huur: 22", "woningen: 70"), ("sociale_huur: 30", "sociale_huur: 52")], {}),
    ("one-project", "Kadeweg builds 14 for 10; all projects together still 40 for 26",
     [FEWER], {"VRD-04": "not met"}),
    ("all-projects", "Kadeweg builds 12 for 10; all projects together 38 for 26",
     [("aantal_te_bouwen: 18", "aantal_te_bouwen: 12")], {"VRD-04": "not met", "VRD-04a": "not met"}),
    ("deviation", "14 for 10, with a recorded deviation that counts",
     [FEWER, deviation("lokale_context", "2029-12-31")], {"VRD-04": "deviation"}),
    ("deviation-ground", "14 for 10, with a deviation on a ground that does not count",
     [FEWER, deviation("grondopbrengst", "2029-12-31")], {"VRD-04": "not met"}),
    ("deviation-expired", "14 for 10, with a deviation that ended before the reference date",
     [FEWER, deviation("lokale_context", "2026-06-30")], {"VRD-04": "not met"}),
    ("renovation", "renovation was not considered for Kadeweg",
     [("renovatie_overwogen: true\n    grond_sloop: economisch", "renovatie_overwogen: false\n    grond_sloop: economisch")],
     {"VRD-06": "not met"}),
    ("reasons-missing", "the reasons for demolition at Kadeweg are not stated",
     [(REASONS, "")], {"VRD-06": "not checkable"}),
    ("rent", "Meerwonen raises the rent sum by 3.9% in 2026; 3.6% is the limit",
     [('{"2026": 3.6}', '{"2026": 3.9}')], {"BTL-01": "not met"}),
    ("rent-2027", "a rise for 2027 too, whose limit is not published",
     [('{"2026": 3.6}', '{"2026": 3.6, "2027": 3.1}')], {"BTL-01": "not checkable"}),
    ("late", "asked for talks on 2 April",
     [('uitnodiging_op: "2025-03-20"', 'uitnodiging_op: "2025-04-02"')], {"WON-01": "not met"}),
    ("day-missing", "the day is not stated",
     [(', uitnodiging_op: "2025-03-20"', "")], {"WON-01": "not checkable"}),
    ("vision", "the housing vision is of 2019",
     [('vastgesteld_op: "2024-03-14"', 'vastgesteld_op: "2019-03-14"')], {"WON-09": "not met"}),
    ("typo", "a field is misspelt: `aantal_te_slopn`",
     [("aantal_te_slopen: 10", "aantal_te_slopn: 10")], "input"),
    ("text-for-number", "a number is written as text: `achttien`",
     [("sociale_huur: 18", "sociale_huur: achttien")], "input"),
]


def text(base, edits):
    """The agreement of a case. Every text that is replaced stands in the base exactly once."""
    for old, new in edits:
        if base.count(old) != 1:
            raise ValueError(f"{old!r} stands {base.count(old)} times in agreement.yaml, not once")
        base = base.replace(old, new)
    return base
