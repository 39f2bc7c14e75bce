import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a user's caches belong on this system: XDG on Unix, the system's own place on macOS and Windows. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  return join(cacheHome(env, platform), 'toolwright');
}

function cacheHome(env: NodeJS.ProcessEnv, platform: string): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
