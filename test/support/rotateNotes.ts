/** A task that ends at once, with an exit code of its own. */
const tasks = {
  version: '2.0.0',
  tasks: [{ label: 'count notes', type: 'process', command: 'node', args: ['-e', 'process.exit(3)'] }],
};

const input = { type: 'object', properties: {}, additionalProperties: true };
const days = { 'notes/today.md': 'sow\n', 'notes/yesterday.md': 'dig\n' };
const moves = { 'notes/today.md': 'notes/yesterday.md', 'notes/yesterday.md': 'notes/older.md' };
const writes = { 'notes/today.md': '# Today\n' };

/** The texts of a capability that moves two files, one to where the other was, and writes a new one. */
function capability(name: string, intent: string, task?: string): Readonly<Record<string, string>> {
  const manifest = {
    name,
    version: '1.0.0',
    type: 'module',
    description: 'Makes room for the notes of a new day.',
    toolwright: {
      ...{ title: intent, intents: [intent], input, output: { type: 'null' } },
      permissions: { 'workspace:write': ['notes/*.md'], ...(task === undefined ? {} : { tasks: [task] }) },
      provenance: { generator: 'hand', created: '2026-11-20T09:00:00Z' },
    },
  };
  const expected = { moves, writes, ...(task === undefined ? {} : { tasks: [task] }) };
  const examples = [
    { name: 'two days', input: {}, world: { files: days }, output: null, effects: expected },
    {
      ...{ name: 'a day too many', input: {}, world: { files: { ...days, 'notes/older.md': 'rest\n' } } },
      error: 'there is one already',
    },
    { name: 'no notes', input: {}, world: { files: {} }, error: 'There is no file' },
  ];
  const program = `interface Context {
  readonly workspace: {
    move(from: string, to: string): Promise<void>;
    write(path: string, text: string): Promise<void>;
  };${task === undefined ? '' : '\n  readonly tasks: { request(name: string): Promise<void> };'}
}

export async function run(_input: object, context: Context): Promise<null> {
  await context.workspace.move('notes/yesterday.md', 'notes/older.md');
  await context.workspace.move('notes/today.md', 'notes/yesterday.md');
  await context.workspace.write('notes/today.md', '# Today\\n');
${task === undefined ? '' : `  await context.tasks.request('${task}');\n`}  return null;
}
`;
  const folder = `.toolwright/capabilities/${name}`;
  return {
    [`${folder}/package.json`]: `${JSON.stringify(manifest, null, 2)}\n`,
    [`${folder}/examples.json`]: `${JSON.stringify(examples, null, 2)}\n`,
    [`${folder}/index.ts`]: program,
  };
}

/** Files with which notes can be moved on by a day; by their paths in the workspace. */
export const rotateNotes = { ...days, ...capability('rotate-notes', 'rotate the notes') };

/** The same, and a task is asked for when it is done. */
export const rotateAndCountNotes = {
  ...days,
  ...capability('rotate-and-count', 'rotate and count the notes', 'count notes'),
  '.vscode/tasks.json': `${JSON.stringify(tasks, null, 2)}\n`,
};
