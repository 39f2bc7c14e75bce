import { expect, test } from 'vitest';
import { portsOf } from '#capability/verification';

test('there is a screen where the world shows something on it, and none elsewhere', async () => {
  const picture = { width: 1, height: 1, mime: 'image/png', data: 'AA==' } as never;
  expect(await portsOf({ screen: [picture] }).screen?.capture()).toEqual(picture);
  expect(portsOf({ files: {} }).screen).toBeUndefined();
});
