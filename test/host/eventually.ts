/** Asks again until the answer is there. @param ms after which there is none to be hoped for */
export async function eventually<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  what: string,
  ms = 30_000,
): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`there was never ${what}`);
}
