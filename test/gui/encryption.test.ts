/** The disk's passphrase: typed twice, seen in the picture of the disk, kept through a reload, and in no text that the window gets. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { violations } from './axe.ts';
import { openBrowser, openWizard, set } from './browser.ts';
import { keepScreenshot } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

suite('an encrypted disk', () => {
  let browser: Browser;
  let simulation: Simulation;
  before(async () => {
    browser = await openBrowser();
    simulation = await simulate('uefi-virtio');
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  test('is answered on the screen of the disk', async (context) => {
    const { page, complaints } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    const received: string[] = [];
    page.on('websocket', (socket) => { socket.on('framereceived', ({ payload }) => { received.push(String(payload)); }); });
    await page.reload();
    await page.getByRole('button', { name: 'Disk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Disk' }).waitFor();
    await set(page, 'switch', 'Encrypt the disk');
    await page.getByText(/Boot partition/).first().waitFor();
    const first = page.getByRole('textbox', { name: 'Passphrase', exact: true });
    const again = page.getByRole('textbox', { name: 'The same passphrase again' });
    await first.fill('kürbis und mehr');
    await page.getByText('The passphrase has characters that not every keyboard has').waitFor();
    await first.fill('CANARY over the weir');
    await again.fill('CANARY over the wear');
    await again.blur();
    await page.getByText('The two passphrases differ.').waitFor();
    await again.fill('CANARY over the weir');
    await page.getByText('A passphrase is set.').waitFor();
    assert.deepEqual(await violations(page), []);
    await keepScreenshot(page, 'storage-encrypted');
    await page.reload();
    await page.getByText('A passphrase is set.').waitFor();
    await page.getByRole('button', { name: 'Change the passphrase' }).waitFor();
    await set(page, 'switch', 'Encrypt the disk', false);
    await page.getByText(/Boot partition/).first().waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
    assert.ok(received.length > 0);
    assert.equal(received.some((text) => text.includes('CANARY')), false);
  });
});
