# The eight norms of the comparison in Rego, written with care: what is not stated, what is stated as a bound and what the law
# does not say yet are told apart from what is not met. None of that is in the language; the helpers below do it, and every
# rule has to use them. `usual.rego` is what one gets without.
package peers

import rego.v1

# ---- values of law -------------------------------------------------------------------------------------------------------

years_of_maintenance := 5

social_rent := 0.3

homes_back := 1.5

highest_rise := {"2025": 4.5, "2026": 3.6}

years_of_vision := 5

# ---- helpers: a figure is a number, a bound, or not stated -------------------------------------------------------------------

infinite := 1000000000000

low(figure) := figure if is_number(figure)

low(figure) := object.get(figure, "minimaal", object.get(figure, "van", 0)) if is_object(figure)

low(null) := 0

high(figure) := figure if is_number(figure)

high(figure) := object.get(figure, "maximaal", object.get(figure, "tot", infinite)) if is_object(figure)

high(null) := infinite

stated(thing, key) := object.get(thing, key, null)

# Three outcomes of “at least”, for figures that are known between two bounds.
at_least(value_low, value_high, needed) := "met" if value_low >= needed

at_least(value_low, value_high, needed) := "not met" if value_high < needed

at_least(value_low, value_high, needed) := "not checkable" if {
	value_low < needed
	value_high >= needed
}

# Several requirements of one norm: one that fails decides, then one that is open.
all_of(outcomes) := "not met" if "not met" in outcomes

all_of(outcomes) := "not checkable" if {
	not "not met" in outcomes
	"not checkable" in outcomes
}

all_of(outcomes) := "met" if {
	not "not met" in outcomes
	not "not checkable" in outcomes
}

holds(true) := "met"

holds(false) := "not met"

holds(null) := "not checkable"

one_of(null, _) := "not checkable"

one_of(word, words) := "met" if word in words

one_of(word, words) := "not met" if {
	word != null
	not word in words
}

said(null) := "not checkable"

said(text) := "met" if text != null

# ---- the form of the file: Rego leaves that to a JSON Schema -------------------------------------------------------------------

form := json.match_schema(input, data.form)

# In regorus the second value is a text, in OPA a list of errors with their places.
wrong contains form[1] if not form[0]

report := {"input": wrong} if count(wrong) > 0

report := {"findings": [f | some f in findings; f.verdict != "met"], "met": count([f | some f in findings; f.verdict == "met"])} if {
	count(wrong) == 0
}

# ---- SAM-08 --------------------------------------------------------------------------------------------------------------

findings contains finding("SAM-08", c.naam, verdict, message) if {
	some c in input.corporaties
	years := stated(object.get(c, "samenwerking", {}), "jaren_instandhouding")
	verdict := at_least(low(years), high(years), years_of_maintenance)
	message := sprintf("%s can maintain its stock for %v years; %v are needed", [c.naam, years, years_of_maintenance])
}

# ---- BES-02 --------------------------------------------------------------------------------------------------------------

# One bound of the share at a time: many social-rent homes against few homes, and the reverse. What is stated as a part of the
# whole can never be more than the whole.
findings contains finding("BES-02", g.naam, verdict, message) if {
	some g in input.gemeenten
	some_year := [y | some y in g.programma]
	count(some_year) > 0
	total_low := sum([low(stated(y, "woningen")) | some y in g.programma])
	total_high := sum([high(stated(y, "woningen")) | some y in g.programma])
	social_low := sum([low(stated(y, "sociale_huur")) | some y in g.programma])
	social_high := sum([min([high(stated(y, "sociale_huur")), high(stated(y, "woningen"))]) | some y in g.programma])
	verdict := share(social_low, social_high, total_low, total_high)
	message := sprintf(
		"%s programmes %s of %s homes as social rent; %v%% is needed",
		[g.naam, between(social_low, social_high), between(total_low, total_high), social_rent * 100],
	)
}

share(social_low, social_high, total_low, total_high) := "met" if {
	total_low > 0
	social_low >= social_rent * total_high
}

share(social_low, social_high, total_low, total_high) := "not met" if {
	total_low > 0
	social_high < social_rent * total_low
}

share(social_low, social_high, total_low, total_high) := "not checkable" if {
	social_low < social_rent * total_high
	social_high >= social_rent * total_low
}

between(a, b) := sprintf("%v", [a]) if a == b

between(a, b) := sprintf("%v to %v", [a, b]) if a != b

# ---- VRD-04, VRD-04a -------------------------------------------------------------------------------------------------------

demolishing contains index if {
	some index, p in input.projecten
	object.get(p, "aantal_te_slopen", 0) != 0
}

findings contains finding("VRD-04", p.naam, verdict, message) if {
	some index in demolishing
	p := input.projecten[index]
	bare := enough(
		low(stated(p, "aantal_te_bouwen")), high(stated(p, "aantal_te_bouwen")),
		low(p.aantal_te_slopen), high(p.aantal_te_slopen),
	)
	verdict := or_deviation(p, bare)
	message := sprintf(
		"In %s %v homes come back for %v demolished ones; the aim is %v times",
		[p.naam, stated(p, "aantal_te_bouwen"), p.aantal_te_slopen, homes_back],
	)
}

findings contains finding("VRD-04a", "agreement", verdict, message) if {
	counted := [input.projecten[index] | some index in demolishing; not deviates(input.projecten[index])]
	count(counted) > 0
	gone_low := sum([low(p.aantal_te_slopen) | some p in counted])
	gone_high := sum([high(p.aantal_te_slopen) | some p in counted])
	back_low := sum([low(stated(p, "aantal_te_bouwen")) | some p in counted])
	back_high := sum([high(stated(p, "aantal_te_bouwen")) | some p in counted])
	verdict := enough(back_low, back_high, gone_low, gone_high)
	message := sprintf(
		"Over all projects %s homes come back for %s demolished ones; the aim is %v times",
		[between(back_low, back_high), between(gone_low, gone_high), homes_back],
	)
}

enough(back_low, back_high, gone_low, gone_high) := "met" if back_low >= homes_back * gone_high

enough(back_low, back_high, gone_low, gone_high) := "not met" if back_high < homes_back * gone_low

enough(back_low, back_high, gone_low, gone_high) := "not checkable" if {
	back_low < homes_back * gone_high
	back_high >= homes_back * gone_low
}

# A deviation that has not ended takes the project out of VRD-04a; whether it counts is asked by VRD-04.
deviates(p) if {
	some d in object.get(p, "afwijkingen", [])
	d.norm == "VRD-04"
	object.get(d, "einddatum", "9999-12-31") >= input.peildatum
}

or_deviation(p, bare) := bare if bare != "not met"

or_deviation(p, "not met") := "deviation" if accepted(p)

or_deviation(p, "not met") := "not checkable" if {
	not accepted(p)
	incomplete(p)
}

or_deviation(p, "not met") := "not met" if {
	not accepted(p)
	not incomplete(p)
}

needed_of_deviation := {"grond", "motivering", "besluit_door", "datum", "einddatum"}

barred(d) if {
	"grond" in object.keys(d)
	not d.grond in {"mate_van_verstedelijking", "lokale_context"}
}

barred(d) if d.datum > input.peildatum

barred(d) if d.einddatum < input.peildatum

accepted(p) if {
	some d in object.get(p, "afwijkingen", [])
	d.norm == "VRD-04"
	needed_of_deviation & object.keys(d) == needed_of_deviation
	not barred(d)
}

incomplete(p) if {
	some d in object.get(p, "afwijkingen", [])
	d.norm == "VRD-04"
	needed_of_deviation & object.keys(d) != needed_of_deviation
	not barred(d)
}

# ---- VRD-06 --------------------------------------------------------------------------------------------------------------

findings contains finding("VRD-06", p.naam, verdict, message) if {
	some index in demolishing
	p := input.projecten[index]
	verdict := all_of({
		holds(stated(p, "renovatie_overwogen")),
		one_of(stated(p, "grond_sloop"), {"technisch", "economisch", "technisch_en_economisch"}),
		said(stated(p, "motivering_sloop")),
	})
	message := sprintf(
		"Demolition in %s: renovation considered: %v; ground: %v; reasons: %v",
		[p.naam, stated(p, "renovatie_overwogen"), stated(p, "grond_sloop"), stated(p, "motivering_sloop")],
	)
}

# ---- BTL-01 --------------------------------------------------------------------------------------------------------------

findings contains finding("BTL-01", sprintf("%s %s", [c.naam, year]), verdict, message) if {
	some c in input.corporaties
	some year, rise in c.huursomstijging
	limit := object.get(highest_rise, year, null)
	verdict := at_most(rise, limit)
	message := sprintf("%s lets the rent sum rise by %v percent in %s; the maximum is %v", [c.naam, rise, year, limit])
}

at_most(_, null) := "not checkable"

at_most(figure, limit) := "met" if {
	limit != null
	high(figure) <= limit
}

at_most(figure, limit) := "not met" if {
	limit != null
	low(figure) > limit
}

at_most(figure, limit) := "not checkable" if {
	limit != null
	low(figure) <= limit
	high(figure) > limit
}

# ---- WON-01 --------------------------------------------------------------------------------------------------------------

findings contains finding("WON-01", "agreement", verdict, message) if {
	procedure := object.get(input, "procedure", {})
	last := last_day(stated(procedure, "jaar"))
	asked := stated(procedure, "uitnodiging_op")
	verdict := not_after(asked, last)
	message := sprintf("The corporation asked for talks on %v; it was due by %v", [asked, last])
}

last_day(null) := null

last_day(year) := sprintf("%v-04-01", [year]) if year != null

not_after(null, _) := "not checkable"

not_after(day, null) := "not checkable" if day != null

not_after(day, last) := "met" if {
	day != null
	last != null
	day <= last
}

not_after(day, last) := "not met" if {
	day != null
	last != null
	day > last
}

# ---- WON-09 --------------------------------------------------------------------------------------------------------------

findings contains finding("WON-09", g.naam, verdict, message) if {
	some g in input.gemeenten
	policy := object.get(g, "beleidskader", {})
	verdict := all_of({
		holds(stated(policy, "vastgesteld")),
		one_of(stated(policy, "soort"), {"woonvisie", "volkshuisvestingsprogramma"}),
		in_force(stated(policy, "soort"), stated(policy, "vastgesteld_op")),
	})
	message := sprintf(
		"Policy of %s: %v, adopted on %v; a housing vision holds for %v calendar years",
		[g.naam, stated(policy, "soort"), stated(policy, "vastgesteld_op"), years_of_vision],
	)
}

in_force("volkshuisvestingsprogramma", _) := "met"

in_force(kind, null) := "not checkable" if kind != "volkshuisvestingsprogramma"

in_force(kind, day) := outcome if {
	kind != "volkshuisvestingsprogramma"
	day != null
	age := to_number(substring(input.peildatum, 0, 4)) - to_number(substring(day, 0, 4))
	outcome := holds(age <= years_of_vision)
}

finding(norm, subject, verdict, message) := {"norm": norm, "subject": subject, "verdict": verdict, "message": message}
