const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names that stand for the global object in one host or another. */
export const globalObjects = new Set(words('globalThis self window global top frames parent root'));

/** Objects of the language that can't be called. */
const namespaces = new Set(words('Math JSON Reflect Intl Atomics console crypto performance'));

/** What the language itself has, and what every host has that has no effect outside. */
export const harmlessGlobals = new Set(
  words(`
  Object Array String Number Boolean BigInt Symbol Math JSON Reflect Proxy Promise Iterator AsyncIterator
  Map Set WeakMap WeakSet WeakRef FinalizationRegistry Date RegExp Intl
  Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError SuppressedError
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array
  Float64Array BigInt64Array BigUint64Array ArrayBuffer DataView DisposableStack AsyncDisposableStack
  undefined NaN Infinity isNaN isFinite parseInt parseFloat
  encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape
  console structuredClone queueMicrotask atob btoa TextEncoder TextDecoder URL URLSearchParams arguments
`),
);

/** Functions of the language that make code of text, whichever way they were reached. */
export const codeMakers = new Set(
  words('eval Function AsyncFunction GeneratorFunction AsyncGeneratorFunction ShadowRealm'),
);

export const timers = new Set(
  words(`setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate
  requestAnimationFrame requestIdleCallback scheduler`),
);

/** Names of modules' own scope under Node. */
export const moduleNames = new Set(
  words('require module exports __dirname __filename __non_webpack_require__ importScripts'),
);

/** What a dangerous global gives, in words. */
export const dangers: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'the process, its environment and its files': 'process Deno Bun Buffer navigator',
    'the network':
      'fetch XMLHttpRequest WebSocket WebSocketStream EventSource Request Response Headers FormData WebTransport RTCPeerConnection sendBeacon',
    'other threads and messages to them':
      'Worker SharedWorker ServiceWorker BroadcastChannel MessageChannel MessagePort postMessage onmessage Worklet',
    'memory that no limit counts': 'WebAssembly SharedArrayBuffer Atomics',
    'the page, its storage or its files':
      'document location history localStorage sessionStorage indexedDB caches cookieStore open alert prompt confirm FileReader File Blob Image Audio',
  }).flatMap(([what, names]) => words(names).map((name) => [name, what])),
);

/** Whether a path of the global object is a function, as far as names tell. */
function isCallable(path: string): boolean {
  const last = path.slice(path.lastIndexOf('.') + 1);
  return (
    path !== '' && last !== 'prototype' && !namespaces.has(path) && path !== 'undefined' && !/^[A-Z_0-9]+$/.test(last)
  );
}

/** A property of a builtin, as a path. */
export function memberPath(path: string, key: string): string {
  if (path === '') return globalObjects.has(key) ? '' : key;
  const ofPrototype = path.endsWith('.prototype');
  if (key === 'constructor') {
    if (ofPrototype) return path.slice(0, -'.prototype'.length);
    return isCallable(path) ? 'Function' : 'Object';
  }
  if (key === '__proto__') return isCallable(path) ? 'Function.prototype' : 'Object.prototype';
  return `${path}.${key}`;
}
