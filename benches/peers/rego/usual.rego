# The same norms as Rego is usually written: a `deny` for what is wrong. It is short, and it is silent wherever a fact is missing
# or not a plain number: an undefined comparison makes the rule not fire, which reads as “met”.
package usual

import rego.v1

highest_rise := {"2025": 4.5, "2026": 3.6}

demolishing contains p if {
	some p in input.projecten
	p.aantal_te_slopen > 0
}

excused(p) if {
	some d in p.afwijkingen
	d.norm == "VRD-04"
	d.grond in {"mate_van_verstedelijking", "lokale_context"}
	d.einddatum >= input.peildatum
}

deny contains sprintf("SAM-08 %s can maintain its stock for %v years; 5 are needed", [c.naam, years]) if {
	some c in input.corporaties
	years := c.samenwerking.jaren_instandhouding
	years < 5
}

deny contains sprintf("BES-02 %s programmes %v of %v homes as social rent; 30%% is needed", [g.naam, social, total]) if {
	some g in input.gemeenten
	total := sum([y.woningen | some y in g.programma])
	social := sum([y.sociale_huur | some y in g.programma])
	social / total < 0.3
}

deny contains sprintf("VRD-04 in %s %v homes come back for %v", [p.naam, p.aantal_te_bouwen, p.aantal_te_slopen]) if {
	some p in demolishing
	p.aantal_te_bouwen < 1.5 * p.aantal_te_slopen
	not excused(p)
}

deny contains sprintf("VRD-04a over all projects %v homes come back for %v", [back, gone]) if {
	gone := sum([p.aantal_te_slopen | some p in demolishing; not excused(p)])
	back := sum([p.aantal_te_bouwen | some p in demolishing; not excused(p)])
	back < 1.5 * gone
}

deny contains sprintf("VRD-06 demolition in %s without renovation considered, a sound ground or reasons", [p.naam]) if {
	some p in demolishing
	not sound(p)
}

sound(p) if {
	p.renovatie_overwogen
	p.grond_sloop in {"technisch", "economisch", "technisch_en_economisch"}
	p.motivering_sloop
}

deny contains sprintf("BTL-01 %s lets the rent sum rise by %v percent in %s", [c.naam, rise, year]) if {
	some c in input.corporaties
	some year, rise in c.huursomstijging
	rise > highest_rise[year]
}

deny contains sprintf("WON-01 the corporation asked for talks on %s", [input.procedure.uitnodiging_op]) if {
	input.procedure.uitnodiging_op > sprintf("%v-04-01", [input.procedure.jaar])
}

deny contains sprintf("WON-09 the housing vision of %s is of %s", [g.naam, g.beleidskader.vastgesteld_op]) if {
	some g in input.gemeenten
	g.beleidskader.soort != "volkshuisvestingsprogramma"
	to_number(substring(input.peildatum, 0, 4)) - to_number(substring(g.beleidskader.vastgesteld_op, 0, 4)) > 5
}
