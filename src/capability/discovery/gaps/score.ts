/** After that time without a request a gap counts half. */
const halfLifeMs = 14 * 24 * 60 * 60 * 1000;

/** How pressing a gap is: how often × by how many × how recently, the last by exponential decay. */
export function scoreOf(seen: { readonly frequency: number; readonly users: number; readonly ageMs: number }): number {
  return seen.frequency * seen.users * 0.5 ** (Math.max(0, seen.ageMs) / halfLifeMs);
}
