// WON-09: the age of the housing vision on the reference date, two values far apart in the file.
const YEARS = 5;
const KINDS = ["woonvisie", "volkshuisvestingsprogramma"];

const judge = (policy, today) => {
  if (policy.vastgesteld === false || (policy.soort && !KINDS.includes(policy.soort))) return "not met";
  const programme = policy.soort === "volkshuisvestingsprogramma";
  const age = Number(today.slice(0, 4)) - Number(policy.vastgesteld_op?.slice(0, 4));
  if (!programme && age > YEARS) return "not met";
  if (policy.vastgesteld === undefined || policy.soort === undefined || (!programme && Number.isNaN(age))) return "not checkable";
  return "met";
};

export default (agreement, { outcome }) => {
  const found = [];
  (agreement.gemeenten ?? []).forEach((municipality, i) => {
    const policy = municipality.beleidskader ?? {};
    if (judge(policy, agreement.peildatum) !== outcome) return;
    found.push({
      message: `Policy of ${municipality.naam}: ${policy.soort}, adopted on ${policy.vastgesteld_op}; a housing vision holds for ${YEARS} calendar years`,
      path: ["gemeenten", i, "beleidskader", "vastgesteld_op"],
    });
  });
  return found;
};
