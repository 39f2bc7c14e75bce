import type { PlainData } from '#protocol';
import type { Parameter, TemplateManifest, Values } from './template.ts';

/** What a value of a parameter is called in titles, intents and comments. */
function nameOf(parameter: Parameter, value: PlainData): string {
  if (typeof value !== 'string') return Array.isArray(value) ? value.map(String).join(', ') : String(value);
  return parameter.values?.[value]?.name ?? value;
}

/** Makes what puts the names of values where `{parameter}` stands in one line of words; other braces stay. */
export function withNames({ parameters }: TemplateManifest, values: Values): (text: string) => string {
  return (text) =>
    text.replaceAll(/\{([A-Za-z_]\w*)\}/g, (whole, name: string) => {
      const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      const value = values[name];
      if (parameter === undefined || value === undefined) return whole;
      // What somebody asked for may look like a slot.
      return nameOf(parameter, value).replaceAll(/[{}]/g, '').replaceAll(/\s+/g, ' ').trim();
    });
}
