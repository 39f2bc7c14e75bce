import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import { temporaryWorkspace } from '../support/workspace.ts';

test('a template that cannot be used is a problem with its place, until it is corrected', async () => {
  const root = temporaryWorkspace({ '.toolwright/templates/greet/template.json': '{\n  "title": 7\n}' });
  const session = await createCapabilitySession({ root, runner: 'wasm', logger: silentLogger });
  try {
    const problems = await session.problems();
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'template-invalid',
        severity: 'error',
        path: '.toolwright/templates/greet/template.json',
        line: 2,
        hint: 'Correct it; docs/templates.md tells how a template is written.',
      }),
    );
    expect(problems.map(({ path }) => path)).toContain('.toolwright/templates/greet/examples.json');
    writeFileSync(join(root, '.toolwright/templates/greet/template.json'), '{');
    await session.change();
    expect(await session.problems()).toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/template/), line: 1 }),
    );
  } finally {
    await session.dispose();
  }
});
