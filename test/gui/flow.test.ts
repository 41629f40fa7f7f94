/** The frame around the screens: keyboard, reload, two windows, a connection that breaks. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, WebSocketRoute } from 'playwright-core';
import { openBrowser, openWizard, watch } from './browser.ts';
import { simulate, type Simulation } from './simulation.ts';

suite('the frame', () => {
  let browser: Browser;
  let simulation: Simulation;
  before(async () => {
    browser = await openBrowser();
    simulation = await simulate('raspberry-pi-5');
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  test('the keyboard alone goes forth and back, and the title takes the focus', async () => {
    const { page, complaints } = await openWizard(browser, simulation);
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent.trim()');
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'This machine' }).waitFor();
    assert.equal(await focused(), 'This machine');
    assert.equal(await page.title(), 'This machine – CognOS');
    for (let presses = 0; await focused() !== 'Back'; presses += 1) {
      assert.ok(presses < 60, 'Tab does not reach Back');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
    assert.equal(await focused(), 'Welcome');
    assert.equal(await page.getByRole('button', { name: 'This machine (visited)' }).count(), 1);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test('a reload comes back to the same screen with what was answered', async () => {
    const { page } = await openWizard(browser, simulation);
    await page.getByRole('button', { name: 'Network' }).click();
    await page.getByRole('radio', { name: 'No network' }).check({ force: true });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Network' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: 'No network' }).isChecked(), true);
    await page.getByRole('radio', { name: 'Automatic' }).check({ force: true });
    await page.context().close();
  });

  test('a second window watches until it takes over', async () => {
    const { page: first } = await openWizard(browser, simulation);
    const second = await first.context().newPage();
    const complaints = watch(second);
    await second.goto(first.url());
    await first.getByText('Someone else is in control').waitFor({ state: 'detached' });
    await second.getByText('Someone else is in control').waitFor();
    assert.equal(await second.getByRole('switch', { name: 'Large text' }).isDisabled(), true);
    await second.getByRole('button', { name: 'Take over' }).click();
    await first.getByText('Someone else is in control').waitFor();
    await second.getByRole('switch', { name: 'Large text' }).check({ force: true });
    await first.locator('html[data-text=large]').waitFor();
    await second.getByRole('switch', { name: 'Large text' }).uncheck({ force: true });
    assert.deepEqual(complaints, []);
    await first.context().close();
  });

  test('what is answered while the connection is lost arrives when it is back', async () => {
    const { page } = await openWizard(browser, simulation);
    const routes: WebSocketRoute[] = [];
    let isCut = false;
    await page.routeWebSocket('**/ws', (route) => {
      if (isCut) { void route.close({ code: 1001 }); return; }
      routes.push(route);
      route.connectToServer();
    });
    await page.reload();
    await page.getByRole('button', { name: 'Network' }).click();
    isCut = true;
    await routes.at(-1)?.close({ code: 1001 });
    await page.getByText('The connection was lost').waitFor();
    await page.getByRole('radio', { name: 'No network' }).check({ force: true });
    isCut = false;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('The connection was lost').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Network' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: 'No network' }).isChecked(), true);
    await page.context().close();
  });

  test('what the engine refuses is said on top of the screen, and can be dismissed', async () => {
    const { page } = await openWizard(browser, simulation);
    await page.routeWebSocket('**/ws', (route) => {
      const server = route.connectToServer();
      // A wireless interface that is pulled out between the list and the search.
      route.onMessage((message) => { server.send(String(message).replace('"device":"wlan0"', '"device":"wlan9"')); });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Network' }).click();
    await page.getByRole('radio', { name: 'Set it up here' }).check({ force: true });
    await page.getByRole('button', { name: /It goes through/ }).click();
    await page.getByRole('option', { name: 'wlan0: Wi-Fi' }).click();
    await page.getByRole('button', { name: 'Look for networks' }).click();
    await page.getByRole('alert').getByText('wlan9').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('alert').getByText('wlan9').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
