/** The version after this one. */
export function raised([major = 0]: readonly number[]): readonly number[] {
  return [major + 1, 0, 0];
}
