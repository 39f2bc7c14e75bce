/** Names that a rules file can have, in the folder of the workspace: the first one found counts. */
export const rulesFileNames = [
  '.dependency-cruiser.json',
  '.dependency-cruiser.js',
  '.dependency-cruiser.cjs',
  '.dependency-cruiser.mjs',
] as const;

/** The one that a new rules file gets: it takes comments, and lists that are computed. */
export const createdRulesFileName = '.dependency-cruiser.mjs' satisfies (typeof rulesFileNames)[number];

/** Where the known violations are kept, in the format that dependency-cruiser reads as well. */
export const baselineFileName = '.dependency-cruiser-known-violations.json';
