/** The version after this one. */
export function raised([major = 0, minor = 0, patch = 0]: readonly number[]): readonly number[] {
  return [major, minor, patch + 1];
}
