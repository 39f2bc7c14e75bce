// Appends to a journal until it is killed or has written as many as it is told; says on stdout what was acknowledged.
import { writeSync } from 'node:fs';
import { openJournal } from '../../src/journal/index.ts';

const [file = '', who = '', count = '1000000', redacted = ''] = process.argv.slice(2);
const journal = openJournal({ file, retention: { entries: 1_000_000 } });
writeSync(1, 'ready\n');
for (let index = 0; index < Number(count); index++) {
  const text = `${who}-${index}`;
  if (redacted) {
    const outcome = { kind: 'missing_handler', reason: 'x'.repeat(200), guesses: [] } as const;
    await journal.recordRequest({ text, user: { id: who }, origin: 'app' }, outcome, 1);
  } else journal.decide({ kind: 'written', subject: text, person: who, reason: 'x'.repeat(200) });
  writeSync(1, `${text}\n`);
}
journal.close();
