import Mocha from 'mocha';

declare const SUITE: { readonly files: readonly string[]; readonly results: string };

/** Called by VS Code inside the extension host; a rejection is a failed run. */
export function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: 'json',
    reporterOptions: { output: SUITE.results },
  });
  for (const file of SUITE.files) mocha.addFile(file);
  return new Promise((done, fail) => {
    mocha.run((failures) => (failures === 0 ? done() : fail(new Error(`${failures} failed`))));
  });
}
