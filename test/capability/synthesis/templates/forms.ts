import type { PlainData } from '#protocol';
import type { Template, Values } from '../../../../src/capability/synthesis/templates/template.ts';

/** Values of parameters that have no choice of values; words of the examples, and what is no plain word, are among them. */
const constants: Readonly<Record<string, readonly PlainData[]>> = {
  column: ['plant', 'a', 'other', 'count', 'a,b "c"'],
  value: ['Fern'],
};

/** All forms of a template: each value of each parameter, with those of the others; constants as the examples have them. */
export function formsOf({ manifest: { parameters, distinct = [] }, examples }: Template): Values[] {
  let forms: Values[] = [{}];
  for (const [name, parameter] of Object.entries(parameters)) {
    const named = examples.flatMap((example) => example.with?.[name] ?? []);
    const usual = [parameter.default, ...(constants[name] ?? []), ...named].filter((value) => value !== undefined);
    const values = Object.keys(parameter.values ?? {});
    const all = values.length > 0 ? values : [...new Set(usual)];
    forms = forms.flatMap((form) => all.map((value) => ({ ...form, [name]: value })));
  }
  const isAllowed = (form: Values) =>
    distinct.every((group) => new Set(group.map((name) => form[name])).size === group.length);
  return forms.filter(isAllowed);
}
