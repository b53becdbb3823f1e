// A figure is a number, a bound (`minimaal`, `maximaal`, `van`/`tot`) or not stated; it lies between `low` and `high`.

export const low = (f) => (typeof f === "number" ? f : (f?.minimaal ?? f?.van ?? 0));
export const high = (f) => (typeof f === "number" ? f : (f?.maximaal ?? f?.tot ?? Infinity));
export const sum = (figures) => figures.reduce((a, b) => a + b, 0);
export const between = (a, b) => (a === b ? `${a}` : `${a} to ${b === Infinity ? "?" : b}`);

/** Whether `back` is at least `ratio` times `gone`, for figures between two bounds. */
export const enough = (back, gone, ratio) => {
  if (back[0] >= ratio * gone[1]) return "met";
  if (back[1] < ratio * gone[0]) return "not met";
  return "not checkable";
};

export const HOMES_BACK = 1.5;

export const deviationsOf = (project, norm) => (project.afwijkingen ?? []).filter((d) => d.norm === norm);
