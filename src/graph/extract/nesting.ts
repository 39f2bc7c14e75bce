/**
 * The parser calls itself for everything that is inside of something else, and a thread's stack ends: the process with it.
 * So whatever may be nested too deeply is not given to it. On the 4 MB of a worker's stack it survives some 3,400 brackets
 * of calls with functions in them (`a(()=>{`), and some 5,000 steps of what nests without brackets (`async a => async a =>`,
 * `a < a <`, `else if`, `!!`, `typeof typeof`). People write a few dozen, generators a few hundred.
 */
const mostBrackets = 800;
const mostSteps = 2000;

/** `a + a + a` is flat to the parser; handing its tree over nests, and needs less of the stack. */
const flat = new Set(['.', '+', '|', '&', 'as', 'satisfies']);
const flatSteps = 1 / 4;

/** Below this size no text can be nested too deeply for the parser. */
const harmless = 5000;
/** The quick look counts too much: blanks and the words of comments are steps to it. */
const suspiciousSteps = 4000;

/** From here on a role is no number of steps, and its lowest bits tell what it is. */
const separates = 4;
const opens = 5;
const closes = 6;

/** What a character adds to the steps, or what it does. Indexed by the low byte of its code. */
const roles = new Uint8Array(256).fill(1, 0, 128);
for (const plain of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\'"/') roles[codeOf(plain)] = 0;
for (const step of '<@') roles[codeOf(step)] = 2;
for (const bracket of '([{') roles[codeOf(bracket)] = opens;
for (const bracket of ')]}') roles[codeOf(bracket)] = closes;
for (const separator of ';,') roles[codeOf(separator)] = separates;

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

/** The steps at each open bracket, used again for each text. */
const steps = new Int32Array(mostBrackets + 1);
let bytes = Buffer.allocUnsafeSlow(1 << 16);

/** Whether the parser may overflow its stack on a text. Takes a look at each character only, and a second one where that is not enough. */
export function nestedTooDeeply(text: string): boolean {
  return text.length >= harmless && isSuspicious(text) && isTooDeep(text);
}

/**
 * Never less than {@link isTooDeep} would count. Reads bytes, because that is several times faster than characters; those
 * of other scripts may look like brackets then.
 */
function isSuspicious(text: string): boolean {
  if (bytes.length <= text.length) bytes = Buffer.allocUnsafeSlow(text.length * 2);
  const end = bytes.write(text, 0, 'latin1');
  bytes[end] = codeOf(';');
  steps[0] = 0;
  let brackets = 0;
  let total = 0;
  for (let at = 0; at <= end; at++) {
    let role = roles[bytes[at] as number] as number;
    for (; role < separates; role = roles[bytes[++at] as number] as number) total += role;
    if (total > suspiciousSteps) return true;
    // Without branches on what nobody can foretell. An opening bracket is a step, and what follows it counts from there;
    // all others go back to where their bracket began, whose pair stays a step: `if (a) if (a) if (a)`.
    const isOpening = role & 1;
    const before = steps[brackets] as number;
    total = before + (total + 1 - before) * isOpening;
    brackets += isOpening;
    if (brackets > mostBrackets) return true;
    steps[brackets] = total;
    brackets -= (role >> 1) & 1;
    if (brackets < 0) brackets = 0;
  }
  return false;
}

/** Declarations begin a statement, `declare` and `export` as well where nothing before them goes on. */
const beginning = new Set(['class', 'export', 'declare', 'abstract', 'async']);
const token =
  /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\n|[\w$\u0080-\uFFFF]+|=>|<\/|\/>|[^\s]/g;
const nestingWords = new Set(
  'else if for while do with typeof void delete await new yield keyof unique infer asserts is extends class declare export abstract async namespace module'.split(
    ' ',
  ),
);
const fineSteps = new Float64Array(mostBrackets + 1);
const quote = codeOf("'");
const doubleQuote = codeOf('"');
const wordy = new Set(Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$', codeOf));

function isComment(found: string): boolean {
  return found.startsWith('//') || found.startsWith('/*');
}

/** Whether the open brackets are those of `if (…)` and its like, behind which the statement goes on. */
const heads = new Uint8Array(mostBrackets + 1);

/** The same without comments and strings, and with an eye for the words that nest and for where lines end. */
function isTooDeep(text: string): boolean {
  fineSteps[0] = 0;
  let brackets = 0;
  let total = 0;
  let lineBegins = true;
  /** What the last token was: one that something has to follow, and one of the words that nest. */
  let open = false;
  let head = false;
  for (const [found] of text.matchAll(token)) {
    if (found === '\n') {
      lineBegins = true;
      continue;
    }
    const first = found.charCodeAt(0);
    if (found.length > 1 && (first === quote || first === doubleQuote || isComment(found))) continue;
    const role = first < 128 && found.length === 1 ? (roles[first] as number) : 1;
    const word = first >= 128 || wordy.has(first);
    const nests = word && nestingWords.has(found);
    // Where nobody writes semicolons, a word on a new line begins a statement or a member.
    if (lineBegins && !open && word && (beginning.has(found) || !(nests || flat.has(found))))
      total = fineSteps[brackets] as number;
    lineBegins = false;
    if (role === opens) {
      if (++brackets > mostBrackets) return true;
      heads[brackets] = Number(head);
      fineSteps[brackets] = ++total;
    } else if (role === closes) {
      if (brackets > 0) total = (fineSteps[brackets] as number) - 1 + flatSteps;
    } else if (role === separates) total = fineSteps[brackets] as number;
    else if (found === '</' || found === '/>') total = Math.max(total - 1, fineSteps[brackets] as number);
    else if (flat.has(found)) total += flatSteps;
    else if (nests || !word) total++;
    if (total > mostSteps) return true;
    open = role === closes ? heads[brackets] === 1 : nests || (!word && role < separates);
    if (role === closes && brackets > 0) brackets--;
    head = nests;
  }
  return false;
}
