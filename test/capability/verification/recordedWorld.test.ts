import { expect, test } from 'vitest';
import { portsOf } from '#capability/verification';

test('there is a screen where the world shows something on it, and none elsewhere', async () => {
  const picture = { type: 'image/png', base64: 'iVBORw==' };
  expect(await portsOf({ screen: [picture] }).screen?.capture()).toEqual(picture);
  expect(portsOf({ files: {} }).screen).toBeUndefined();
});
