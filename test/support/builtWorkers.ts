const { TOOLWRIGHT_DIST } = process.env;

/**
 * What a configuration of Vitest defines: where there is a build, as in a whole test run, sessions from source start its
 * workers. They are what users get, and load in half the time.
 */
export const builtWorkers: Readonly<Record<string, string>> =
  TOOLWRIGHT_DIST === undefined ? {} : { TOOLWRIGHT_DIST: JSON.stringify(TOOLWRIGHT_DIST) };
