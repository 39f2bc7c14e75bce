import { accessSync, constants } from 'node:fs';
import { run } from '../process.ts';

const known = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Flags that make Chromium quiet and able to run as root and without a network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium or Chrome; `CHROMIUM` in the environment goes first. */
export function findChromium(): string | undefined {
  return known.find((path) => path !== '' && executable(path));
}

/** Finds Chromium; on Debian and its kin, as root, installs it where it is missing. */
export async function ensureChromium(): Promise<string | undefined> {
  const present = findChromium();
  if (present !== undefined) return present;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !executable('/usr/bin/apt-get')) return undefined;
  console.error('Installing Chromium (apt-get) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  return findChromium();
}

/** What to tell people where there is no Chromium. */
export const noChromium =
  'No Chromium was found: set CHROMIUM to the path of a Chromium or Chrome, or install the package `chromium`.';

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
