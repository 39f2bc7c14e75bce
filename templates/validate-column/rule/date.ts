/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) => (isDate(value) ? undefined : 'It is no date of the form 2026-01-31.'));
}

/** Whether there is such a day: not 2026-02-30. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
