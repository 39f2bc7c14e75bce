/** Takes the English words out of the manifest: each becomes a `%key%`, and package.nls.json says what it stands for. */
export class Words {
  readonly #byKey = new Map<string, string>();

  /** @returns the placeholder for package.json */
  say(key: string, text: string): string {
    const known = this.#byKey.get(key);
    if (known !== undefined && known !== text) throw new Error(`two texts for ${key}: "${known}" and "${text}"`);
    this.#byKey.set(key, text);
    return `%${key}%`;
  }

  /** The content of package.nls.json, in the order the keys were met. */
  all(): Record<string, string> {
    return Object.fromEntries(this.#byKey);
  }
}
