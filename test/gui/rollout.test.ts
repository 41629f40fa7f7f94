/** The rollout's page in a browser: states, filters, a retry, the door for who comes from elsewhere, and what machines say as text only. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { begin, client, menu, post, site, tell } from '../unit/netboot/serve/site.ts';
import { violations } from './axe.ts';
import { openBrowser, watch } from './browser.ts';

test('the rollout in a browser', async (t) => {
  const it = await site(t);
  const failed = await begin(it, client(1));
  await tell(it, failed.id, failed.report, { event: 'failed', message: '<img src=x onerror=alert(1)> vanished' });
  const running = await begin(it, client(2));
  await tell(it, running.id, running.report, { fraction: 0.43 });
  await post(it, client(9));
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.setDefaultTimeout(180_000);
  const complaints = watch(page);
  await page.goto(it.url);
  const row = (name: string): ReturnType<typeof page.locator> => page.locator('tbody tr', { hasText: name });
  await row('web-02').getByText('43 %').first().waitFor();
  await row('web-01').getByText('<img src=x onerror=alert(1)> vanished').waitFor();
  assert.match(await page.getByRole('status').innerText(), /^3 machines: 1 waiting, 1 installing, 1 failed/);
  mkdirSync('build/gui', { recursive: true });
  await page.screenshot({ path: 'build/gui/rollout.png' });
  assert.deepEqual(await violations(page), []);
  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  assert.equal(await page.locator('tbody tr').count(), 1);
  await page.getByRole('combobox', { name: 'State' }).selectOption('');
  await page.getByRole('searchbox', { name: 'Machine' }).fill('52:54:00:00:00:02');
  assert.equal(await page.locator('tbody tr').count(), 1);
  await page.getByRole('searchbox', { name: 'Machine' }).fill('');
  await row('vanished').getByRole('button', { name: 'Retry' }).click();
  await row('vanished').waitFor({ state: 'detached' });
  assert.equal(await menu(it, client(1)), 'install');
  assert.deepEqual(complaints, []);

  // From another machine: through a name that is not the server's own.
  const elsewhere = await browser.newPage({ extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.9' } });
  elsewhere.setDefaultTimeout(180_000);
  await elsewhere.goto(it.url);
  await elsewhere.getByLabel('Admin token').fill((await readFile(join(it.folder, 'state/admin-token'), 'utf8')).trim());
  await elsewhere.getByRole('button', { name: 'Open' }).click();
  await elsewhere.locator('tbody tr', { hasText: 'web-02' }).waitFor();
});
