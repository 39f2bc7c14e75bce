import type { RunLimits } from '#protocol';
import { guardErrors } from './guardErrors.ts';
import type { AddedNames } from './names.ts';
import { textDecoderCode, textEncoderCode } from './textCodecs.ts';

/** What a program may be given beside its own code, each for one replacement. */
export type HelperName = 'size' | 'power' | 'shift' | 'digits' | 'product' | 'update' | 'now' | 'random' | PortableName;
type PortableName = 'atob' | 'btoa' | 'queueMicrotask' | 'structuredClone' | 'TextDecoder' | 'TextEncoder';

/** Functions that browsers and Node have and that a bare engine lacks. */
export function isPortable(path: string): path is PortableName {
  return /^(atob|btoa|queueMicrotask|structuredClone|TextDecoder|TextEncoder)$/.test(path);
}

/** So many bits are a million digits. They are made at once, and their text takes seconds that nothing interrupts. */
const largestBits = 3_321_928n;

/** Characters of a large integer's text. */
const longestDigits = 1_000_000;

/** JavaScript of a helper; it may use names of the wrapper. */
export function helperCode(helper: HelperName, names: AddedNames, { heapMB }: RunLimits): string {
  const [own, fail] = [names.of(helper), names.of('fail')];
  switch (helper) {
    case 'size':
      return `function ${own}(count, bytes) { if (typeof count === 'number' && count * bytes > ${heapMB * 2 ** 20}) ${fail}('${guardErrors.memory}', 'It asks for more memory at once than ${heapMB} MB.'); return count; }`;
    case 'shift':
      return `function ${own}(count, right) { if (typeof count === 'bigint' && (right ? -count : count) > ${largestBits}n) ${fail}('${guardErrors.budget}', 'It asks for a number of more than a million digits.'); return count; }`;
    case 'digits':
      return `function ${own}(made) { if (typeof made === 'string' ? made.length > ${longestDigits} : typeof made === 'number' && made > ${largestBits}) ${fail}('${guardErrors.budget}', 'It asks for a number of more than a million digits.'); return made; }`;
    case 'product':
      return grownCode(own, names, '*', 'bits(a) + bits(b)');
    case 'power':
      // One less for each factor: a text that is a little too long is no harm.
      return grownCode(own, names, '**', '(bits(a) - 1) * Number(b)');
    case 'update':
      return `function ${own}(grow, object, key, by) { const name = typeof key === 'symbol' ? key : \`\${key}\`; return object[name] = grow(object[name], by()); }`;
    case 'now':
      return granted(names, 'now', 'clock', 'now', 'Date.now');
    case 'random':
      return granted(names, 'random', 'random', 'next', 'Math.random');
    case 'queueMicrotask':
      return `const ${own} = globalThis.queueMicrotask ?? ((task) => void ${names.of('Promise')}.resolve().then(() => task()));`;
    case 'btoa':
      return `const ${own} = globalThis.btoa ?? ${btoaCode};`;
    case 'atob':
      return `const ${own} = globalThis.atob ?? ${atobCode};`;
    case 'structuredClone':
      return `const ${own} = globalThis.structuredClone ?? ${cloneCode};`;
    case 'TextDecoder':
      return `const ${own} = globalThis.TextDecoder ?? ${textDecoderCode};`;
    case 'TextEncoder':
      return `const ${own} = globalThis.TextEncoder ?? ${textEncoderCode};`;
  }
}

/**
 * An operation on large integers counts against the budget by the bits of what it makes: many of them in a row take long,
 * too. Numbers of 64 bits are free. The text to the base 16 takes as long as reading the number.
 */
function grownCode(own: string, names: AddedNames, operator: '*' | '**', size: string): string {
  const budget = names.of('budget');
  return `function ${own}(a, b) {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const bits = (n) => n < 0x10000000000000000n && n > -0x10000000000000000n ? (n < 0 ? -n : n).toString(2).length : 4 * n.toString(16).length;
    const size = ${size};
    if (size > ${largestBits}) ${names.of('fail')}('${guardErrors.budget}', 'It asks for a number of more than a million digits.');
    if (size > 128 && (${budget} -= size) < 0) ${names.of('over')}();
  }
  return a ${operator} b;
}`;
}

/** The granted function where there is one, otherwise the engine's own. */
function granted(names: AddedNames, helper: HelperName, group: string, name: string, fallback: string): string {
  const before = names.of(`${helper}Before`);
  return `const ${before} = ${fallback}; function ${names.of(helper)}() { const from = ${names.of('context')}?.${group}; return from === undefined ? ${before}() : from.${name}(); }`;
}

const letters = `'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'`;

const btoaCode = `((data) => {
  const text = String(data); let out = '';
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    if (a > 255 || b > 255 || c > 255) throw new RangeError('Invalid character');
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
    for (let part = 0; part < 4; part++) out += at + part > text.length ? '=' : ${letters}[(bits >> (18 - 6 * part)) & 63];
  }
  return out;
})`;

const atobCode = `((data) => {
  let text = String(data).replace(/[\\t\\n\\f\\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/==?$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) throw new RangeError('The string to be decoded is not correctly encoded.');
  let out = '', bits = 0, count = 0;
  for (const letter of text) {
    bits = (bits << 6) | ${letters}.indexOf(letter); count += 6;
    if (count >= 8) { count -= 8; out += String.fromCharCode((bits >> count) & 255); bits &= (1 << count) - 1; }
  }
  return out;
})`;

const cloneCode = `((value) => {
  const done = new Map();
  const clone = (from) => {
    if (typeof from === 'function' || typeof from === 'symbol') throw new TypeError(String(from) + ' could not be cloned.');
    if (typeof from !== 'object' || from === null) return from;
    if (done.has(from)) return done.get(from);
    if (from instanceof Date) return new Date(from.getTime());
    if (from instanceof RegExp) return new RegExp(from.source, from.flags);
    if (ArrayBuffer.isView(from)) return from.slice();
    const to = Array.isArray(from) ? new Array(from.length) : from instanceof Map ? new Map() : from instanceof Set ? new Set() : from instanceof Error ? new Error(from.message) : {};
    done.set(from, to);
    if (from instanceof Map) for (const [key, item] of from) to.set(clone(key), clone(item));
    else if (from instanceof Set) for (const item of from) to.add(clone(item));
    else for (const key of Object.keys(from)) Object.defineProperty(to, key, { value: clone(from[key]), writable: true, enumerable: true, configurable: true });
    return to;
  };
  return clone(value);
})`;
