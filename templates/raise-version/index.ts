import type { Context } from '../workspace/context.ts';
import type { Tasks } from '../workspace/tasks.ts';
import { raised } from './part/patch.ts';

/** The task that is asked for with the new version. */
const task = 'test';

export interface Raised {
  readonly from: string;
  readonly to: string;
}

/**
 * Raises the {part} version in package.json, which is otherwise left as it is written, and asks for the task {task}. The
 * change is shown before it is applied, and a person starts the task.
 */
export async function run(_: object, { workspace, tasks }: Context & Tasks): Promise<Raised> {
  const text = await workspace.read('package.json');
  const { version } = JSON.parse(text) as { readonly version?: unknown };
  const opening = /\n[ \t]*"version"\s*:\s*"/.exec(text);
  const start = opening === null ? 0 : opening.index + opening[0].length;
  if (
    typeof version !== 'string' ||
    !/^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(version) ||
    !text.startsWith(`${version}"`, start)
  ) {
    throw new Error('package.json has no version of the form 1.2.3 before any other.');
  }
  const to = raised(version.split('.').map(Number)).join('.');
  await workspace.write('package.json', text.slice(0, start) + to + text.slice(start + version.length));
  await tasks.request(task);
  return { from: version, to };
}
