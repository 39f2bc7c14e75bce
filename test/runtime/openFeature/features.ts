import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';

const folder = join(import.meta.dirname, '../../fixtures/openfeature');

export interface Step {
  readonly text: string;
  readonly table: readonly (readonly string[])[];
}

export interface Scenario {
  readonly name: string;
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
}

/** The scenarios of a feature, one for each example of an outline, with the steps of the background before their own. */
export function scenariosOf(feature: string): readonly Scenario[] {
  const newId = IdGenerator.incrementing();
  const text = readFileSync(join(folder, `${feature}.feature`), 'utf8');
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text);
  return compile(document, feature, newId).map(({ name, tags, steps }) => ({
    name,
    tags: tags.map((tag) => tag.name),
    steps: steps.map(({ text: said, argument }) => ({
      text: said,
      table: argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [],
    })),
  }));
}

interface SpecifiedFlag {
  readonly variants: object;
  readonly defaultVariant?: string | null;
  readonly disabled?: boolean;
  readonly flagMetadata?: object | null;
  readonly contextEvaluator?: string;
}

const isBallmer = { '==': [{ var: 'email' }, 'ballmer@macrosoft.com'] };

/** What the specification says in a language of its own, in flagd's. */
const targetings: Readonly<Record<string, object>> = {
  "email == 'ballmer@macrosoft.com' ? 'zero' : ''": { if: [isBallmer, 'zero', null] },
  "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''": {
    if: [{ and: [{ '!': { var: 'customer' } }, isBallmer, { '>': [{ var: 'age' }, 10] }] }, 'internal', null],
  },
};

/** The specification's flags, in flagd's definition format. */
export function specifiedFlags(): object {
  const specified: Record<string, SpecifiedFlag> = JSON.parse(readFileSync(join(folder, 'test-flags.json'), 'utf8'));
  const flags = Object.entries(specified).map(([key, flag]) => {
    const { variants, defaultVariant, disabled, flagMetadata, contextEvaluator } = flag;
    const targeting = contextEvaluator === undefined ? undefined : targetings[contextEvaluator];
    if (contextEvaluator !== undefined && targeting === undefined) throw new Error(`unknown: ${contextEvaluator}`);
    const metadata = flagMetadata ?? undefined;
    return [key, { state: disabled === true ? 'DISABLED' : 'ENABLED', variants, defaultVariant, targeting, metadata }];
  });
  return { flags: Object.fromEntries(flags) };
}
