import { isPlaceholder } from './patterns.ts';

/** Bits a character, over the characters of the text itself. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/**
 * Whether a text that is called a password or the like is one, rather than a word, a label, a name of something or a
 * placeholder.
 */
export function looksSecret(text: string): boolean {
  if (text.length < 8 || text.length > 512 || /\s/.test(text) || isPlaceholder(text)) return false;
  if (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
    /^[./~#@]/.test(text) ||
    /[<>{}|\\^]{2}|^\/.*\/$|\(\?|\[\^?\w-\w/.test(text)
  )
    return false;
  // Keys are made of ASCII; a password that is not has a digit at least, and words have none.
  if (/\P{ASCII}/u.test(text) && !/\d/.test(text)) return false;
  if (isWords(text)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && entropy(text) >= 2.5;
}

/** `reset-password-token`, `passwordResetToken2`, `X-Api-Key`, `SECRET_NAME`, `user.password` */
function isWords(text: string): boolean {
  const parts = text.split(/[-_.:/ ]+/).flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/));
  return (
    parts.every((part) => /^(?:[A-Z]?[a-z]{2,}|[A-Z]+|[A-Z]{2,}\d|[a-z]|v?\d{1,2})?$/.test(part)) && !isScattered(parts)
  );
}

/** Letters without digits that change between cases all the time are no words. */
function isScattered(parts: readonly string[]): boolean {
  const letters = parts.join('').length;
  return parts.length > 2 && letters / parts.length < 3.2;
}

/** Names whose value is a secret: `dbPassword`, `API_KEY`, `client-secret`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => !/^(default|value|str|string|text|\d*)$/.test(word));
  const last = words.at(-1) ?? '';
  if (
    /^(password|passwd|pwd|passphrase|passcode|secret|token|apikey|credentials?|pass|pw|bearer|pat|authtoken|apitoken|accesstoken|secretkey|privatekey|dbpass|dbpassword)\d*$/.test(
      last,
    )
  ) {
    return true;
  }
  const before = words.at(-2) ?? '';
  return (
    (/^(key|auth|authorization)$/.test(last) &&
      /^(api|secret|access|private|encryption|signing|auth|master|service|app|client|hmac|aes|deploy|x|basic|proxy)$/.test(
        before,
      )) ||
    /^authorization$/.test(last)
  );
}
