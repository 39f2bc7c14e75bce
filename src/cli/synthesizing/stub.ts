import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TaskOptions, ToolwrightError } from '#base';
import { type FilledStub, type Gap, stubGapId } from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { withSynthesis } from '../openSynthesis.ts';
import { namedFile } from '../paths.ts';
import { progressReporter } from '../progressBar.ts';
import { terminal } from '../terminal.ts';
import { counted } from '../text.ts';
import { writeFile } from '../writeFile.ts';
import { knownGaps } from './knownGaps.ts';

export interface StubOptions {
  readonly stub: string;
  readonly write?: boolean;
  readonly root?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Writes the body of a function from the examples in its tests. */
export async function synthesizeStub(options: StubOptions): Promise<ExitCode> {
  const { file, name } = stubOf(options.stub);
  const { root, path } = namedFile(file, options.root);
  const signal = cancelOnInterrupt();
  const task = { signal, report: progressReporter(!options.json) };
  const gap = await gapOf(root, path, name, task, options.verbose === true);
  const { stub, intent, examples, otherInputs } = gap;
  if (stub === undefined) return exitCodes.findings;
  const text = readFileSync(join(root, path), 'utf8');
  const written = await withSynthesis({ ...options, signal }, (session, progress) =>
    session.fill({ text, stub, intent, examples, otherInputs }, progress),
  );
  const fits = written !== undefined && written.wrong.length === 0;
  if (fits && options.write) await writeFile(join(root, path), written.text);
  const patch = written && (await patchOf(path, text, written.text));
  if (options.json) terminal.print(JSON.stringify(document(gap, written, patch)));
  else if (patch !== undefined && !(fits && options.write)) terminal.printRaw(patch);
  tell(gap, written);
  return fits ? exitCodes.ok : exitCodes.findings;
}

/** `src/slug.ts#slug`. @throws ToolwrightError `stub-form` */
function stubOf(text: string): { readonly file: string; readonly name: string } {
  const at = text.lastIndexOf('#');
  if (at > 0 && at < text.length - 1) return { file: text.slice(0, at), name: text.slice(at + 1) };
  throw new ToolwrightError('stub-form', `${JSON.stringify(text)} does not name a function of a file.`, {
    hint: 'Write the file, # and the name: --stub src/slug.ts#slug',
  });
}

/** @throws ToolwrightError `no-such-stub`, `no-examples` */
async function gapOf(root: string, path: string, name: string, task: TaskOptions, verbose: boolean): Promise<Gap> {
  const gap = (await knownGaps(root, task, verbose)).find(({ id }) => id === stubGapId(path, name));
  if (gap === undefined) {
    throw new ToolwrightError('no-such-stub', `${path} has no function ${name} that is not written yet.`, {
      hint: 'One that throws "not implemented" counts as such, and one that failed tests find wrong. "toolwright gaps" lists them.',
    });
  }
  if (gap.examples.length === 0) {
    const skipped = gap.skipped.length === 0 ? '' : ` ${counted(gap.skipped.length, 'assertion')} could not be read.`;
    throw new ToolwrightError('no-examples', `The tests have no examples for ${name}.${skipped}`, {
      hint: `Write one or two, as in: expect(${name}('input')).toBe('output')`,
    });
  }
  return gap;
}

async function patchOf(path: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
}

function document({ id, examples }: Gap, written: FilledStub | undefined, patch: string | undefined): object {
  const wrong = written?.wrong.map((at) => examples[at]) ?? [];
  const { satisfied = 0, caveats = [] } = written ?? {};
  return { stub: id, examples: examples.length, satisfied, wrong, caveats, patch: patch ?? null };
}

function tell({ examples, stub }: Gap, written: FilledStub | undefined): void {
  const name = stub?.name ?? '';
  const known = counted(examples.length, 'example');
  if (written === undefined) {
    terminal.tell(`toolwright: No program was found that fits the ${known} of ${name}.`);
    return;
  }
  if (written.wrong.length === 0) {
    terminal.tell(`toolwright: ${name} fits ${known}.`);
    return;
  }
  terminal.tell(
    `toolwright: The best program for ${name} fits ${written.satisfied} of ${known}, so nothing was written:`,
  );
  for (const at of written.wrong) {
    const example = examples[at];
    if (example)
      terminal.tell(
        `  ${example.place.path}:${example.place.line}: ${JSON.stringify(example.input)} should give ${JSON.stringify(example.output)}`,
      );
  }
}
