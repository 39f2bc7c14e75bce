import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { silentLogger } from '#base';
import { openGenerationSession } from '#engine';
import { createCapabilitySession, createDiscoverySession } from '#engine/local';
import type { CapabilityRequest, CapabilitySession, DiscoverySession, Gap, GenerationSession } from '#protocol';

/** The sessions of one empty workspace, all real. */
export interface Generating {
  readonly root: string;
  readonly capabilities: CapabilitySession;
  readonly discovery: DiscoverySession;
  readonly generation: GenerationSession;
  /** Asks for what nothing serves. @returns the gap that comes of it */
  gapOf(text: string, selection: string): Promise<Gap>;
}

export const asking = (text: string, selection: string): CapabilityRequest => ({
  text,
  input: { selection, file: selection },
  user: { id: 'ada' },
  origin: 'editor',
});

/** Opens the sessions before the tests of a file, and closes them after. */
export function useGeneration(): () => Generating {
  let opened: Generating;
  beforeAll(async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-generation-')));
    const settings = { root, runner: 'wasm' as const, logger: silentLogger };
    const capabilities = await createCapabilitySession(settings);
    const discovery = await createDiscoverySession({ root, logger: silentLogger });
    const gapOf = async (text: string, selection: string) => {
      expect((await capabilities.ask(asking(text, selection))).kind).toMatch(/missing_handler|low_confidence/);
      const { value } = await discovery.gaps();
      return value.find(({ requests }) => requests.some((one) => one.text === text)) as Gap;
    };
    opened = { root, capabilities, discovery, generation: openGenerationSession(settings), gapOf };
  });
  afterAll(async () => {
    const { root, capabilities, discovery, generation } = opened;
    await Promise.all([capabilities.dispose(), discovery.dispose(), generation.dispose()]);
    rmSync(root, { recursive: true, force: true });
  });
  return () => opened;
}
