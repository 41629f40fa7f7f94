/** The frame around the screens: keyboard, reload, two windows, a connection that breaks. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, WebSocketRoute } from 'playwright-core';
import { openBrowser, openWizard, set, watch } from './browser.ts';
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

  test('the keyboard alone goes forth and back, and the title takes the focus', async (context) => {
    const { page, complaints } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
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
  });

  test('a reload comes back to the same screen with what was answered', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    await page.getByRole('button', { name: 'Network' }).click();
    await set(page, 'radio', 'No network');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Network' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: 'No network' }).isChecked(), true);
    await set(page, 'radio', 'Automatic');
  });

  test('a long list opens with everything, is searched by typing and goes by the keyboard', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    const options = page.getByRole('listbox').getByRole('option');
    const before = await zone.inputValue();
    await zone.focus();
    // A list is closed when the page below it is scrolled, as focusing does: its event comes with the next frame.
    await page.evaluate('new Promise((done) => { requestAnimationFrame(() => { requestAnimationFrame(done); }); })');
    await page.keyboard.press('ArrowDown');
    await options.nth(5).waitFor();
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'detached' });
    assert.equal(await zone.inputValue(), before);
    await zone.fill('berl');
    await page.getByRole('option', { name: 'Berlin (Europe)' }).waitFor();
    assert.equal(await options.count(), 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction('[...document.querySelectorAll("input")].some(({ value }) => value === "Berlin (Europe)")');
    // The arrow beside it: everything again, with what was chosen in view.
    await zone.click();
    await page.getByRole('option', { name: 'Berlin (Europe)' }).waitFor();
    await options.nth(5).waitFor();
    await page.getByRole('option', { name: 'Berlin (Europe)' }).click();
    await zone.fill(before);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await options.first().waitFor({ state: 'detached' });
    assert.equal(await zone.inputValue(), before);
  });

  test('a second window watches until it takes over', async (context) => {
    const { page: first } = await openWizard(browser, simulation);
    context.after(() => first.context().close());
    const second = await first.context().newPage();
    const complaints = watch(second);
    await second.goto(first.url());
    await set(first, 'switch', 'High contrast');
    await set(first, 'switch', 'High contrast', false);
    await first.getByText('Someone else is in control').waitFor({ state: 'detached' });
    await second.getByText('Someone else is in control').waitFor();
    assert.equal(await second.getByRole('switch', { name: 'Large text' }).isDisabled(), true);
    await second.getByRole('button', { name: 'Take over' }).click();
    await first.getByText('Someone else is in control').waitFor();
    await set(second, 'switch', 'Large text');
    await first.locator('html[data-text=large]').waitFor();
    await set(second, 'switch', 'Large text', false);
    assert.deepEqual(complaints, []);
  });

  test('the list of services is whole however it is opened', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    await page.getByRole('button', { name: 'Security' }).click();
    const field = page.getByRole('combobox', { name: 'Open another service' });
    const options = page.getByRole('listbox').getByRole('option');
    await field.scrollIntoViewIfNeeded();
    await page.evaluate('new Promise((done) => { requestAnimationFrame(() => { requestAnimationFrame(done); }); })');
    await field.focus();
    await options.nth(1).waitFor({ timeout: 20_000 });
    const names = await options.allTextContents();
    assert.ok(names.length > 5, String(names.length));
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'detached' });
    // From below: the last one.
    await page.keyboard.press('ArrowUp');
    await options.nth(1).waitFor();
    const active = await field.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`[id="${active}"]`).textContent(), names.at(-1));
    await page.keyboard.press('Escape');
    await field.fill('9000/tcp');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close 9000/tcp' }).waitFor();
    await page.getByRole('button', { name: 'Close 9000/tcp' }).click();
  });

  test('what is answered while the connection is lost arrives when it is back', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    const ends: WebSocketRoute[] = [];
    let isCut = false;
    await page.routeWebSocket(/\/ws\b/, (route) => {
      if (isCut) { void route.close({ code: 1001 }); return; }
      ends.push(route, route.connectToServer());
    });
    await page.reload();
    await page.getByRole('button', { name: 'Network' }).click();
    isCut = true;
    await Promise.all(ends.map((end) => end.close({ code: 1001 })));
    await page.getByText('The connection was lost').waitFor();
    await set(page, 'radio', 'No network');
    isCut = false;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('The connection was lost').waitFor({ state: 'detached' });
    // Another window shows what the engine knows, and nothing else.
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Network' }).click();
    await other.getByRole('radio', { name: 'No network', checked: true }).waitFor({ state: 'attached' });
  });

  test('an engine that takes its time is waited for in plain sight', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    let speak: () => void = () => undefined;
    const silence = new Promise<void>((over) => { speak = over; });
    await page.routeWebSocket(/\/ws\b/, (route) => {
      route.connectToServer().onMessage((message) => { void silence.then(() => { route.send(message); }); });
    });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Connecting to the machine' }).waitFor();
    speak();
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
  });

  test('what the engine refuses is said on top of the screen, and can be dismissed', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    await page.routeWebSocket(/\/ws\b/, (route) => {
      const server = route.connectToServer();
      // A wireless interface that is pulled out between the list and the search.
      route.onMessage((message) => { server.send(String(message).replace('"device":"wlan0"', '"device":"wlan9"')); });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Network' }).click();
    await set(page, 'radio', 'Set it up here');
    await page.getByRole('button', { name: /It goes through/ }).click();
    await page.getByRole('option', { name: 'wlan0: Wi-Fi' }).click();
    await page.getByRole('button', { name: 'Look for networks' }).click();
    await page.getByRole('alert').getByText('wlan9').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('alert').getByText('wlan9').waitFor({ state: 'detached' });
  });

  test('a fault of the window’s own program is said, and a reload leads back', async (context) => {
    const { page } = await openWizard(browser, simulation);
    context.after(() => page.context().close());
    let isBroken = true;
    await page.routeWebSocket(/\/ws\b/, (route) => {
      const server = route.connectToServer();
      // A snapshot that no engine sends: the screen of the machine has nothing to draw.
      server.onMessage((message) => { route.send(isBroken ? String(message).replaceAll('"disks":', '"disk5":') : message); });
    });
    await page.getByRole('button', { name: 'This machine' }).click();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'This window has a problem' }).waitFor();
    isBroken = false;
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { level: 1, name: 'This machine' }).waitFor();
  });
});
