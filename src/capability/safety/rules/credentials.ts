import type { Found, Rule, RuleContext } from '../rule.ts';
import { secretsInComments } from '../secrets/comments.ts';
import { findSecrets } from '../secrets/find.ts';

// Joined when it is needed: written out, whoever scans this package for secrets would find one.
const token = ['ghp', 'u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8d'].join('_');

export const credentials: Rule = {
  id: 'credentials',
  title: 'Passwords, keys and tokens in the code',
  severity: 'error',
  why: 'A capability is committed, shared and shown. A credential in it is given away, and whoever has it can act as its owner.',
  hint: 'Take it out, revoke it, and let the host add it to what `context` does.',
  good: [
    { code: 'export function run(password = "abc") { return password.length; }', why: 'a parameter' },
    {
      code: 'const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";\nexport function run() { return PIXEL.length; }',
      why: 'a picture',
    },
    {
      code: 'const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";\nexport function run(h = "") { return h === EMPTY; }',
      why: 'a checksum',
    },
    {
      code: 'const EXAMPLE_TOKEN = "<your-token-here>";\nexport function run() { return EXAMPLE_TOKEN; }',
      why: 'a placeholder',
    },
    {
      code: 'const labels = { password: "Enter your password", token: "identifier" };\nexport function run() { return labels.token; }',
      why: 'words',
    },
    {
      code: 'const labels = { password: "Contraseña", token: "Clé_d’accès" };\nexport function run() { return labels.token; }',
      why: 'words of any language',
    },
    {
      code: 'const id = "123e4567-e89b-42d3-a456-426614174000";\nexport function run() { return id; }',
      why: 'an identifier',
    },
  ],
  bad: [
    { code: `const t = "${token}";\nexport function run() { return t.length; }`, why: 'a token' },
    {
      code: `const t = "${token.slice(0, 4)}" + "${token.slice(4, 20)}" + "${token.slice(20)}";\nexport function run() { return t.length; }`,
      why: 'in pieces',
    },
    { code: `const t = atob("${btoa(token)}");\nexport function run() { return t.length; }`, why: 'in base64' },
    {
      code: `const env = "live"; const t = \`sk_\${env}_KLzdocJ2isAjIhKtJ0RlgLKO\`;\nexport function run() { return t.length; }`,
      why: 'in a template',
    },
    {
      code: 'const dbPassword = "mxgJTeKdNnFRIBXuDL";\nexport function run() { return dbPassword.length; }',
      why: 'a password, by its name',
    },
    {
      code: 'const u = "postgres://admin:7DxtpYlSXpfKtH@db.internal:5432/app";\nexport function run() { return u.length; }',
      why: 'in a URL',
    },
    {
      code: 'const c = "Server=db.internal;User ID=app;Password=Kq9mZ2xL7vT4";\nexport function run() { return c.length; }',
      why: 'in a connection string',
    },
    { code: `// Tried with ${token}\nexport function run() { return 1; }`, why: 'in a comment' },
  ],
  check,
};

async function check(context: RuleContext): Promise<Found[]> {
  const inCode = (await findSecrets(context)).map(({ node, what }) => ({ at: node, what }));
  const inComments = secretsInComments(context.file).map(({ what, ...at }) => ({ at, what }));
  return [...inCode, ...inComments].map(({ at, what }) => ({
    at,
    message: `This looks like ${what}, and everybody who gets the program gets it too.`,
  }));
}
