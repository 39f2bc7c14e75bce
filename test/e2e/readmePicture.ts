import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/process.ts';
import { keepsPictures, type Workbench } from './pages/workbench.ts';

/** The pictures of the README, as media/readme has them: copied there by whoever has looked at them. */
const folder = join(root, 'test', 'artefacts', 'readme');

/** Keeps a picture of the window, or of its upper left part, as test/artefacts/readme/NAME.webp: a fifth of a PNG's size. */
export async function readmePicture(
  { page }: Workbench,
  name: string,
  { width = 1400, height = 900 }: { readonly width?: number; readonly height?: number } = {},
): Promise<void> {
  if (!keepsPictures) return;
  // What comes and goes in VS Code is faded in and out.
  await page.waitForTimeout(400);
  const browser = page.context().browser();
  if (browser === null) throw new Error('The window is in no browser.');
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
  const made = await browser.newPage();
  try {
    const url = await made.evaluate<string>(`(async () => {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.9);
    })()`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.webp`), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  } finally {
    await made.close();
  }
}
