/** Every screen that asks, in every look: it opens, axe finds nothing, nothing runs out of the window, and it looks as it did. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { answerAll } from './answer.ts';
import { violations } from './axe.ts';
import { openBrowser, openWizard, set } from './browser.ts';
import { writeMeasurement } from './measured.ts';
import { openPictures, type Pictures } from './pictures.ts';
import { keepScreenshot, photograph } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

interface Look { name: string; options?: BrowserContextOptions; /** On the welcome screen: into this look, and out of it. */ turn?: (page: Page, isOn: boolean) => Promise<void>; isPictured?: boolean }

const looks: readonly Look[] = [
  { name: 'light', options: { viewport: { width: 1280, height: 800 } } },
  { name: 'dark', options: { colorScheme: 'dark' }, isPictured: true },
  { name: 'contrast', turn: (page, isOn) => set(page, 'switch', 'High contrast', isOn), isPictured: true },
  { name: 'contrast-dark', options: { colorScheme: 'dark', contrast: 'more' } },
  { name: 'large', turn: (page, isOn) => set(page, 'switch', 'Large text', isOn) },
  { name: 'rtl', turn: (page, isOn) => set(page, 'radio', isOn ? 'العربية' : 'English'), isPictured: true },
  // What a window of 1024 by 768 has left at 200%.
  { name: 'zoom', options: { viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 }, isPictured: true },
];

const steps = ['welcome', 'machine', 'network', 'storage', 'ai', 'you', 'security', 'review'] as const;
type Step = (typeof steps)[number];
/** Those with the most on them. */
const rich: readonly Step[] = ['storage', 'ai', 'review'];

suite('every screen that asks', () => {
  let browser: Browser;
  let simulation: Simulation;
  let pictures: Pictures;
  before(async () => {
    browser = await openBrowser();
    pictures = await openPictures(browser);
    simulation = await simulate('sata-windows', ['--measurement', writeMeasurement(12)]);
    const { page } = await openWizard(browser, simulation);
    await answerAll(page);
    await page.context().close();
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  for (const look of looks) {
    test(look.name, async (context) => {
      // What moves by itself would be another picture each time.
      const { page, complaints } = await openWizard(browser, simulation, { reducedMotion: 'reduce', at: new Date('2026-11-29T09:30:00Z'), ...look.options });
      context.after(() => page.context().close());
      const welcome = page.getByRole('navigation').getByRole('listitem').first().getByRole('button');
      await welcome.click();
      await look.turn?.(page, true);
      for (const [index, step] of steps.entries()) {
        await page.getByRole('navigation').getByRole('listitem').nth(index).locator('[aria-current=step]').waitFor();
        if (step === 'review') await page.locator('.disk-figure').waitFor();
        await keep(pictures, page, look, step);
        assert.deepEqual(await violations(page), [], step);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, `${step} is wider than its window`);
        if (step !== 'review') await page.locator('.footer .button-primary').click();
      }
      await welcome.click();
      await look.turn?.(page, false);
      assert.deepEqual(complaints, []);
    });
  }

  test('all of them look as they did', (context) => { pictures.judge(context); });
});

async function keep(pictures: Pictures, page: Page, { name, isPictured }: Look, step: Step): Promise<void> {
  const whole = await keepScreenshot(page, `${step}-${name}`);
  if (isPictured && rich.includes(step)) await pictures.take(`${step}-${name}`, whole);
  if (name !== 'light') return;
  await pictures.take(step, await photograph(page, 'window'));
  if (!rich.includes(step)) return;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 1024, height: 768 });
  await pictures.take(`${step}-1024`, await photograph(page, 'window'));
  await page.setViewportSize(size);
}
