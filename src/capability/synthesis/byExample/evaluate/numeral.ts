const romanSigns = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;

/** `IV` for 4; undefined for what has no such numeral. */
export function romanNumeral(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 3999) return undefined;
  let rest = value;
  let numeral = '';
  for (const [sign, worth] of romanSigns) {
    numeral += sign.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return numeral;
}

/** The number that a Roman numeral says; undefined for another text. */
export function fromRomanNumeral(text: string): number | undefined {
  let value = 0;
  let rest = text.toUpperCase();
  for (const [sign, worth] of romanSigns) {
    while (rest.startsWith(sign)) {
      value += worth;
      rest = rest.slice(sign.length);
    }
  }
  return romanNumeral(value) === text.toUpperCase() ? value : undefined;
}

/** `1st`, `2nd`, `11th`; undefined for what is no whole number. */
export function ordinal(value: number): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  const isTeen = Math.floor(value / 10) % 10 === 1;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}
