// BES-02 and VRD-04a: sums over a list. Spectral's paths select, they do not add up.
import { low, high, sum, between, enough, HOMES_BACK, deviationsOf } from "./figures.js";

const SOCIAL_RENT = 0.3;

const judge = {
  "BES-02": (municipality) => {
    const years = Object.values(municipality.programma ?? {});
    if (years.length === 0) return ["not checkable", `${municipality.naam} states no programme`];
    const homes = [sum(years.map((y) => low(y.woningen))), sum(years.map((y) => high(y.woningen)))];
    // A part is never more than the whole.
    const social = [
      sum(years.map((y) => low(y.sociale_huur))),
      sum(years.map((y) => Math.min(high(y.sociale_huur), high(y.woningen)))),
    ];
    return [
      enough(social, homes, SOCIAL_RENT),
      `${municipality.naam} programmes ${between(...social)} of ${between(...homes)} homes as social rent; 30% is needed`,
    ];
  },
  "VRD-04a": (projects, { document }) => {
    const counted = projects.filter(
      (p) =>
        p.aantal_te_slopen &&
        !deviationsOf(p, "VRD-04").some((d) => (d.einddatum ?? "9999-12-31") >= document.data.peildatum),
    );
    if (counted.length === 0) return ["met", ""];
    const back = [sum(counted.map((p) => low(p.aantal_te_bouwen))), sum(counted.map((p) => high(p.aantal_te_bouwen)))];
    const gone = [sum(counted.map((p) => low(p.aantal_te_slopen))), sum(counted.map((p) => high(p.aantal_te_slopen)))];
    return [
      enough(back, gone, HOMES_BACK),
      `Over all projects ${between(...back)} homes come back for ${between(...gone)} demolished ones; the aim is 1.5 times`,
    ];
  },
};

export default (target, { norm, outcome }, context) => {
  const [verdict, message] = judge[norm](target, context);
  return verdict === outcome ? [{ message }] : [];
};
