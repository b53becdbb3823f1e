// VRD-04: two fields of a project against each other, with bounds, and the record of a deviation.
import { low, high, between, enough, HOMES_BACK, deviationsOf } from "./figures.js";

const NEEDED = ["grond", "motivering", "besluit_door", "datum", "einddatum"];
const GROUNDS = ["mate_van_verstedelijking", "lokale_context"];

const ofDeviation = (project, today) => {
  const records = deviationsOf(project, "VRD-04").filter(
    (d) => !(d.grond && !GROUNDS.includes(d.grond)) && !(d.datum > today) && !(d.einddatum < today),
  );
  if (records.some((d) => NEEDED.every((key) => d[key] !== undefined))) return "deviation";
  return records.length > 0 ? "not checkable" : "not met";
};

export default (project, { outcome }, { document }) => {
  const back = [low(project.aantal_te_bouwen), high(project.aantal_te_bouwen)];
  const gone = [low(project.aantal_te_slopen), high(project.aantal_te_slopen)];
  let verdict = enough(back, gone, HOMES_BACK);
  if (verdict === "not met") verdict = ofDeviation(project, document.data.peildatum);
  const message = `In ${project.naam} ${between(...back)} homes come back for ${between(...gone)} demolished ones; the aim is 1.5 times`;
  return verdict === outcome ? [{ message }] : [];
};
