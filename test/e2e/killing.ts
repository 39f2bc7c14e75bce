import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { CodeServer } from '../../scripts/editor/codeServer.ts';

/** Kills the extension hosts of a server, and nothing else, with a signal that nobody can answer to. Settles when they are dead. */
export function killExtensionHosts({ pid }: CodeServer): Promise<void> {
  const listed = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' });
  const hosts = listed.split('\n').flatMap((line) => {
    const [, host, group, args = ''] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [];
    return Number(group) === pid && args.includes('--type=extensionHost') ? [Number(host)] : [];
  });
  if (hosts.length === 0) throw new Error('no extension host runs');
  return kill(hosts, (host) => host);
}

/** Kills a server with all that it has started. Settles when they are dead. */
export function killServer({ pid }: CodeServer): Promise<void> {
  return kill([pid], (server) => -server);
}

async function kill(all: readonly number[], target: (pid: number) => number): Promise<void> {
  for (const pid of all) process.kill(target(pid), 'SIGKILL');
  while (all.some((pid) => isAlive(target(pid)))) await wait(5);
}

/** Whether a process runs, or any process of the group that a negative number names. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
