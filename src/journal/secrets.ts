const names =
  'pass(?:word|wd|phrase|code)?|secret|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|client[-_ ]?secret|credentials?|authorization|cookie|session[-_ ]?id';

const fieldName = new RegExp(`(?:^|[-_. ])(?:(?<word>${names}|pin(?:[-_ ]?code)?|otp|cvv|cvc)(?<many>s|es)?)$`, 'i');

function secretIn(name: string): Readonly<Record<string, string | undefined>> | undefined {
  return fieldName.exec(name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_'))?.groups;
}

/** Whether a field of this name holds a secret: `password`, `apiKey`, `GITHUB_TOKEN`, `pins`; a `spin` does not. */
export function isSecretName(name: string): boolean {
  return secretIn(name) !== undefined;
}

/** Whether it holds one though it is a number: `pin`, but neither `max_tokens` nor the `pass` beside `fail`. */
export function isSecretNumberName(name: string): boolean {
  const found = secretIn(name);
  return found !== undefined && found.many === undefined && found.word?.toLowerCase() !== 'pass';
}

/** What secrets look like wherever they are from; the last group is the secret. */
const patterns: readonly RegExp[] = [
  // `password: hunter2`, `API_KEY=…`, `"token": "…"`, `my password is …`
  new RegExp(
    `\\b[\\w.-]{0,40}(?:${names})["']?\\s{0,5}(?:[:=]|=>|\\bis\\b)\\s{0,5}("[^"\\n]+"|'[^'\\n]+'|[^\\s"',;]+)`,
    'gdi',
  ),
  /\b(?:pin(?:[-_ ]?code)?|otp|cvv|cvc)["']?\s{0,5}(?:[:=]|=>|\bis\b)\s{0,5}["']?(\d{3,12})\b/dgi,
  /\b(?:bearer|basic)\s{1,5}([\w.~+/=-]{8,})/dgi,
  // https://user:secret@host
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,200}:([^\s/@]{1,200})@/dgi,
  // JSON Web Tokens
  /\b(eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?)/dg,
  /\b((?:AKIA|ASIA)[A-Z0-9]{16})\b/dg,
  // Keys of services (`sk-proj-…`, `pk_live_…`), also shortened ones, as servers repeat them
  /\b([spr]k[-_](?=[\w*-]{0,60}[\d*])[\w*-]{6,})/dg,
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$))/dg,
];

type Range = readonly [start: number, end: number];

/** The same texts with `[redacted]` in the place of every secret that is recognised. */
export async function redactSecrets(texts: readonly string[]): Promise<string[]> {
  // One look at all of them; a secret does not reach over the line between two.
  const whole = texts.join(separator);
  if (whole === '') return [...texts];
  const ranges = [...(await secretlintRanges(whole)), ...patternRanges(whole)];
  return replaced(whole, ranges).split(separator);
}

/** Without the rules of secretlint, at once. */
export function redactPatterns(text: string): string {
  return replaced(text, patternRanges(text));
}

const separator = '\n\u0000\n';

async function secretlintRanges(content: string): Promise<Range[]> {
  secretlint ??= loadSecretlint();
  const { lintSource, recommended } = await secretlint;
  const { messages } = await lintSource({
    source: { content, filePath: 'request.txt', contentType: 'text' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended, options: {} }] },
      noPhysicFilePath: true,
    },
  });
  return messages.flatMap(({ range }) => (range ? [[range[0], range[1]] as const] : []));
}

let secretlint: ReturnType<typeof loadSecretlint> | undefined;

/** Only needed when something is recorded. */
async function loadSecretlint() {
  const [{ lintSource }, { creator: recommended }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It would keep a measurement of every look for ever.
  secretLintProfiler.setEnabled(false);
  return { lintSource, recommended };
}

function patternRanges(content: string): Range[] {
  return patterns.flatMap((pattern) =>
    [...content.matchAll(pattern)].flatMap(({ indices }) => {
      const [start, end] = indices?.at(-1) ?? [0, 0];
      return end > start ? [[start, end] as const] : [];
    }),
  );
}

function replaced(content: string, ranges: readonly Range[]): string {
  let text = '';
  let done = 0;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    if (start >= done) text += `${content.slice(done, start)}[redacted]`;
    done = Math.max(done, end);
  }
  return text + content.slice(done);
}
