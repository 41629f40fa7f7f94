/** Models of an earlier CognOS: kept unless somebody says otherwise, and said to be, on the disk's screen and on the review. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { violations } from './axe.ts';
import { openBrowser, openWizard, set } from './browser.ts';
import { keepScreenshot } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

/** As its radio button is called, by model, size and serial number. */
const diskName = 'cognos-vda';

suite('models of an earlier CognOS', () => {
  let browser: Browser;
  let simulation: Simulation;
  before(async () => {
    browser = await openBrowser();
    simulation = await simulate('earlier-cognos');
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  test('are kept, or not, as the screen of the disk says', async (context) => {
    const { page, complaints } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    await page.getByRole('button', { name: 'Disk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Disk' }).waitFor();
    const butModels = page.getByText('all but the language models of an earlier CognOS');
    await butModels.waitFor();
    await set(page, 'radio', diskName);
    const kept = page.getByText('The language models on this disk (205 GB).');
    await kept.waitFor();
    await page.getByRole('cell', { name: 'is kept' }).waitFor();
    await page.getByText('Lost with everything in it: Debian GNU/Linux 12 (bookworm).').waitFor();
    assert.deepEqual(await violations(page), []);
    await keepScreenshot(page, 'storage-keep-models');
    await set(page, 'switch', 'Keep the language models that are on this disk', false);
    await kept.waitFor({ state: 'detached' });
    await page.getByText('Everything on the disk you choose is lost.').waitFor();
    await set(page, 'switch', 'Keep the language models that are on this disk');
    await kept.waitFor();
    await butModels.waitFor();
    // Encryption makes everything anew.
    await set(page, 'switch', 'Encrypt the disk');
    await kept.waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('switch', { name: 'Keep the language models that are on this disk' }).count(), 0);
    await set(page, 'switch', 'Encrypt the disk', false);
    await kept.waitFor();
    assert.deepEqual(complaints, []);
  });
});
