import type { Primordials } from './primordials.ts';

/** What was thrown, in words. */
export interface Described {
  /** Never longer than 2,000 characters. */
  readonly message: string;
  /** The engine's stack text, for the position in it. */
  readonly stack: string;
}

/**
 * Makes the function that puts anything thrown into words, inside the engine: null, functions, errors whose properties
 * throw, messages of any length.
 */
export function makeDescribe(p: Primordials) {
  const longestMessage = 2000;
  const longestStack = 4000;

  const read = (value: object, key: string, longest: number): string => {
    try {
      const found: unknown = (value as Record<string, unknown>)[key];
      return typeof found === 'string' ? p.slice(found, 0, longest) : '';
    } catch {
      return '';
    }
  };

  const wordsOf = (thrown: unknown): string => {
    if (thrown === null) return 'null was thrown';
    switch (typeof thrown) {
      case 'string':
        return p.slice(thrown, 0, longestMessage);
      case 'symbol':
        return `${p.slice(p.symbolText(thrown), 0, longestMessage - 20)} was thrown`;
      case 'function':
        return 'A function was thrown';
      case 'object': {
        const message = read(thrown, 'message', longestMessage);
        const name = read(thrown, 'name', 100);
        if (message === '') return name === '' ? 'An object without a message was thrown' : `${name} without a message`;
        return name === '' || name === 'Error' ? message : p.slice(`${name}: ${message}`, 0, longestMessage);
      }
      default:
        return `${p.slice(p.String(thrown), 0, longestMessage - 20)} was thrown`;
    }
  };

  return function describe(thrown: unknown): Described {
    const stack = typeof thrown === 'object' && thrown !== null ? read(thrown, 'stack', longestStack) : '';
    return { message: wordsOf(thrown), stack };
  };
}
