/** Credentials that can be told by how they look, with what they open. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36,}\b/],
  ['a GitHub token', /\bgithub_pat_\w{50,}/],
  ['a GitLab token', /\bgl(?:pat|dt|rt|ptt|ft|soat|cbt)-[\w-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[\w-]{20,}/],
  ['a Slack token', /\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{32,}/i],
  ['a Slack webhook', /hooks\.slack\.com\/(?:services|workflows)\/T[\w/]{20,}/],
  ['a Stripe key', /\b(?:sk|rk)_live_[A-Za-z0-9]{16,}/],
  ['a Stripe webhook secret', /\bwhsec_[A-Za-z0-9+/=]{24,}/],
  ['a Google API key', /\bAIza[\w-]{35}(?![\w-])/],
  ['a Google OAuth secret', /\bGOCSPX-[\w-]{24,}/],
  ['a Google OAuth token', /\bya29\.[\w-]{30,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a PyPI token', /\bpypi-[\w-]{40,}/],
  ['an OpenAI key', /\bsk-(?:proj-|svcacct-|admin-)?(?=[\w-]*\d)[A-Za-z0-9_-]{32,}/],
  ['an Anthropic key', /\bsk-ant-[\w-]{24,}/],
  ['a Hugging Face token', /\bhf_[A-Za-z]{30,}/],
  ['a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{32,}/],
  ['a Twilio key', /\b(?:SK|AC)[0-9a-f]{32}\b/],
  ['a Mailgun key', /\bkey-[0-9a-f]{32}\b/],
  ['a Mailchimp key', /\b[0-9a-f]{32}-us\d{1,2}\b/],
  ['a Telegram token', /\b\d{8,10}:AA[\w-]{33}\b/],
  ['a Discord token', /\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}/],
  ['a Discord webhook', /discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{30,}/],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/],
  ['a Linear key', /\blin_api_[A-Za-z0-9]{32,}/],
  ['a Notion token', /\b(?:secret_|ntn_)[A-Za-z0-9]{40,}/],
  ['a Figma token', /\bfigd_[\w-]{36,}/],
  ['a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}\b/],
  ['a Databricks token', /\bdapi[0-9a-f]{32}\b/],
  ['a Docker token', /\bdckr_pat_[\w-]{24,}/],
  ['a Vault token', /\bhv[sb]\.[\w-]{24,}/],
  ['a 1Password token', /\bops_eyJ[\w-]{50,}/],
  ['a Doppler token', /\bdp\.(?:pt|st|sa|ct)\.[\w.]{40,}/],
  ['an Azure storage key', /AccountKey=[A-Za-z0-9+/]{60,}={0,2}/],
  ['a signed token (JWT)', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
  ['an Age key', /AGE-SECRET-KEY-1[A-Z0-9]{50,}/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\\nr]*[A-Za-z0-9+/=\s\\]{40,}/],
];

/** What a text has that opens something, in words. */
export function knownSecret(text: string): string | undefined {
  for (const [what, pattern] of patterns) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined && !isPlaceholder(found)) return what;
  }
  return passwordInUrl(text);
}

/** Values that a text gives by a secret's name: `Password=…;` in a connection string, `API_KEY=…` in a list of settings. */
export function namedValues(text: string): string[] {
  const pattern =
    /(?<![a-z])(?:password|passwd|pwd|secret|token|(?:api|access|secret|private)[-_]?key)["']?\s{0,3}[=:]\s{0,3}["']?([^\s;&"',{}()<>$]{8,200})/gi;
  return Array.from(text.matchAll(pattern), ([, value = '']) => value);
}

/** `scheme://user:password@host`, with a password that is one. */
function passwordInUrl(text: string): string | undefined {
  const [, password = ''] =
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,60}:([^\s/@"'${}<>]{5,})@[\w[]/i.exec(text) ?? [];
  return password !== '' && !isPlaceholder(password) && looksChosen(password) ? 'a password in a URL' : undefined;
}

/** A password has more than lower-case letters in it, or is no word that examples use. */
function looksChosen(password: string): boolean {
  return /\d/.test(password) || /[A-Z]/.test(password.slice(1)) || password.length >= 16;
}

/** Text that stands where a secret would be. */
export function isPlaceholder(text: string): boolean {
  if (
    /example|your|placeholder|changeme|change[-_]me|dummy|sample|fake|redacted|xxxx|\.\.\.|\*\*\*|<[^>]*>|\{\{|0000000|1234567890?$|^passw?o?r?d?\d{0,3}$|abcdefgh/i.test(
      text,
    )
  ) {
    return true;
  }
  if (
    /^(?:abc|qwe(?:rty)?|test|admin|p[a@]ss(?:w[o0]rd)?|secret|letmein|welcome|hello)[-_@]?\d{0,8}[!?.@#$%]{0,2}$/i.test(
      text,
    )
  )
    return true;
  const body = text.replace(/^[A-Za-z]{1,10}[-_]/, '');
  return new Set(body).size <= 4;
}
