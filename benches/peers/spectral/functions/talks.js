// WON-01: a day against the year of the talks, which stands in another field.
export default (procedure) => {
  if (!procedure.uitnodiging_op || !procedure.jaar) return [];
  const last = `${procedure.jaar}-04-01`;
  if (procedure.uitnodiging_op <= last) return [];
  return [{ message: `The corporation asked for talks on ${procedure.uitnodiging_op}; it was due by ${last}` }];
};
