/** A version that is kept, because it is or was rolled out. */
export interface KeptVersion {
  /** What it is asked for by: `iso-dates@1.0.0`. */
  readonly name: string;
  readonly capability: string;
  readonly version: string;
  readonly title: string;
  /** How many examples it can be called with. */
  readonly examples: number;
  /** It is what users get of the capability, but for those whom a rollout brings another one. */
  readonly isInUse: boolean;
}

/** The name of a version that is kept: `iso-dates@1.0.0`. */
export const versionName = (capability: string, version: string): string => `${capability}@${version}`;

/** What such a name says; nothing for the name of a capability, as `iso-dates` or `@team/dates`. */
export function namedVersion(name: string): Pick<KeptVersion, 'capability' | 'version'> | undefined {
  const at = name.lastIndexOf('@');
  return at > 0 ? { capability: name.slice(0, at), version: name.slice(at + 1) } : undefined;
}

/** The capability that is meant by its own name, or by that of a version. */
export const capabilityNamed = (name: string): string => namedVersion(name)?.capability ?? name;

/** What was measured, for people: `iso-dates 1.0.0`, or the name of a version, which says it already. */
export const withVersion = (name: string, version: string): string =>
  namedVersion(name) === undefined ? `${name} ${version}` : name;
