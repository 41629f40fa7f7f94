/** build/gui/NAME.png: to be looked at. The whole content, although it scrolls inside the window. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

const folder = resolve(import.meta.dirname, '../../build/gui');

export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const size = page.viewportSize() ?? { width: 1024, height: 768 };
  const hidden = await page.evaluate<number>("Math.max(0, ...[document.querySelector('.main'), document.documentElement].map((each) => each ? each.scrollHeight - each.clientHeight : 0))");
  await page.setViewportSize({ width: size.width, height: size.height + hidden });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(size);
}
