import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateWorkspace } from '../bench/generate/generate.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { ended, entry, shop, toolwright } from './toolwright.ts';

/** util-linux's `script` runs a command on a terminal of its own. */
const script = '/usr/bin/script';
const onTerminal = test.runIf(process.platform === 'linux' && existsSync(script));

async function shownOnTerminal(args: string, cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { CI: _ci, NO_COLOR: _noColour, ...inherited } = process.env;
  const command = `"${process.execPath}" "${entry}" ${args}`;
  const child = spawn(script, ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...inherited, TERM: 'xterm-256color', XDG_CACHE_HOME: cwd, ...env },
  });
  return (await ended(child)).stdout;
}

const colour = '\u001b[3';
const hiddenCursor = '\u001b[?25l';
const shownCursor = '\u001b[?25h';

onTerminal('a terminal gets colours, unless NO_COLOR is set', async () => {
  expect(await shownOnTerminal('cycles', shop())).toContain(colour);
  expect(await shownOnTerminal('cycles', shop(), { NO_COLOR: '1' })).not.toContain(colour);
});

onTerminal('a long scan shows a bar on a terminal, and takes it away again', async () => {
  const cwd = temporaryWorkspace();
  generateWorkspace({ files: 3000, folder: cwd });
  const shown = await shownOnTerminal('graph --no-cache', cwd);
  expect(shown).toMatch(/░+ \d+\/3000/);
  expect(shown.lastIndexOf(shownCursor)).toBeGreaterThan(shown.lastIndexOf(hiddenCursor));
  expect(shown.slice(shown.lastIndexOf(shownCursor))).toMatch(/files +3,000/);
  const written = await shownOnTerminal('graph --no-cache --format csv --output deps.csv', cwd);
  expect(written.lastIndexOf(shownCursor)).toBeGreaterThan(written.lastIndexOf(hiddenCursor));
  expect(await shownOnTerminal('graph --no-cache --json', cwd)).not.toContain('░');
  expect(await shownOnTerminal('graph --no-cache', cwd, { CI: '1' })).not.toContain('░');
});

/** Stands in for a disk: the answer cannot be written. */
const failing = (code: string) =>
  `data:text/javascript,process.stdout.write=()=>{process.nextTick(()=>process.stdout.emit('error',Object.assign(new Error('${code}: it fails, write'),{code:'${code}'})));return false}`;
const withOutput = (code: string, cwd: string) =>
  toolwright(['cycles', '--max', '9'], { cwd, env: { NODE_OPTIONS: `--import "${failing(code)}"` } });

test('an answer that cannot be written is a failure in words', async () => {
  expect(await withOutput('ENOSPC', shop())).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'toolwright: Cannot write to standard output: ENOSPC: it fails, write. The answer is not whole. Make room, or send it elsewhere, and run it again.\n',
  });
});

test('a reader that went away is no failure', async () => {
  expect(await withOutput('EPIPE', shop())).toEqual({ code: 0, stdout: '', stderr: '' });
});
