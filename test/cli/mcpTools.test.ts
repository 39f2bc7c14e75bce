import { expect, test } from 'vitest';
import { askToolName, toolNameOf } from '../../src/cli/mcp/tools.ts';

test('no two capabilities are tools of one name, whichever others there are', () => {
  const long = 'a'.repeat(80);
  const names = ['team_x', '@team/x', 'team.x', askToolName, long, `${long}b`, 'a'.repeat(64), 'iso-dates'];
  const tools = names.map(toolNameOf);
  expect(new Set([...tools, askToolName]).size).toBe(names.length + 1);
  for (const tool of tools) expect(tool).toMatch(/^[\w-]{1,64}$/);
  expect(tools.at(-1)).toBe('iso-dates');
  expect(toolNameOf('@team/x')).toMatch(/^team_x-[0-9A-F]{12}$/);
});
