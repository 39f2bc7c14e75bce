import fc, { type Arbitrary } from 'fast-check';

const dates = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

const arbitraries: Readonly<Record<string, () => Arbitrary<string>>> = {
  date: () => dates.map((date) => date.toISOString().slice(0, 10)),
  'date-time': () => dates.map((date) => date.toISOString()),
  time: () => dates.map((date) => date.toISOString().slice(11)),
  email: () => fc.emailAddress(),
  hostname: () => fc.domain(),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
  uri: () => fc.webUrl({ withFragments: true, withQueryParameters: true }),
  url: () => fc.webUrl(),
  uuid: () => fc.uuid(),
};

/** Strings of a format of JSON Schema (section 7.3 of its validation part); undefined for one that is not known. */
export function formatArbitrary(format: string): Arbitrary<string> | undefined {
  return arbitraries[format]?.();
}
