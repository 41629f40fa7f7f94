/** From welcome to finished with keys only, on a real pseudo-terminal of 80 by 24, against an engine over a recorded machine. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { bundled, keep } from './bundled.ts';
import { key, type WizardTerminal } from './wizard-terminal.ts';

const made = bundled();
const canary = 'Kanari 7 im DunkelN!';

/** Language, disk, user: what nobody can know for a person. */
async function answer(pty: WizardTerminal): Promise<void> {
  await pty.see('- Welcome');
  await pty.press(key.next);
  await pty.see('- This machine');
  await pty.press(key.enter);
  await pty.see('- Network');
  await pty.press(key.next);
  await pty.see('- Disk');
  await pty.see('( ) Samsung SSD 870 EVO 1TB');
  await pty.press(key.enter);
  await pty.see('(*) Samsung SSD 870 EVO 1TB');
  await pty.press(key.next);
  await pty.see('- Language model');
  await pty.press(key.next);
  await pty.see('- You');
  await pty.press(key.tab, 'Ada Lovelace');
  await pty.see(/Login name +\[ada /);
  await pty.press(key.tab, key.tab, canary);
  await pty.see(/Strength: /);
  await pty.press(key.down, canary);
  await pty.see('A password is set.');
  await pty.press(key.next);
  await pty.see('- Security');
  await pty.press(key.next);
}

async function confirm(pty: WizardTerminal): Promise<void> {
  await pty.see('This is what will be done.');
  assert.match(pty.screen, /This is lost for good/);
  assert.match(pty.screen, /Windows \(NTFS, 999 GB\)/);
  assert.doesNotMatch(pty.screen, /\[ Install ]/);
  await pty.press(key.enter, '0002');
  await pty.see('The button can be pressed once the digits are right.');
  await pty.press('\u00150001');
  await pty.see('The digits are right.');
  assert.match(pty.screen, /Serial number: S6PTNZ0R100001/);
  await pty.press(key.tab, key.enter);
}

/** Without the breaks of the lines. */
function inOneLine(screen: string): string {
  return screen.replace(/\s+/g, ' ');
}

async function nowhere(text: string, pty: WizardTerminal): Promise<void> {
  assert.ok(!pty.bytes.includes(text), 'on the terminal');
  for (const name of await readdir(made.folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile() || name.parentPath.includes('/dist')) continue;
    assert.ok(!(await readFile(join(name.parentPath, name.name), 'utf8')).includes(text), `in ${name.name}`);
  }
}

test('an install with keys only: every answer counts, the password is seen nowhere, a killed wizard comes back', async () => {
  const engine = await made.serve('sata-windows', '--install-seconds', '25');
  const words = ['wizard', '--socket', engine.socket];
  const first = made.open({ words });
  await answer(first);
  await confirm(first);
  await first.see('- Installing');
  await first.see(/\d+%/);
  first.kill();
  // What the engine does goes on without it.
  const second = made.open({ words });
  await second.see('- Installing');
  keep('progress', second.screen);
  assert.match(second.screen, /SIMULATION: Nothing is written/);
  await second.press(key.f3);
  await second.see('Log of the engine');
  assert.match(await second.see(/was confirmed for Samsung SSD 870 EVO/), /state: installing/);
  await second.press(key.escape);
  await second.see('- Finished');
  assert.match(second.screen, /CognOS is installed on cognos-/);
  assert.match(second.screen, /The machine restarts in \d+ seconds\. Any key stops this\./);
  await second.press(key.pageDown, '\u001b[5~');
  await second.see('The countdown was stopped.');
  keep('finished', second.screen);
  for (const pty of [first, second]) await nowhere(canary, pty);
  await second.press('\u0003');
  await second.see('Leave the wizard?');
  await second.press(key.left, key.enter.repeat(1)).catch(() => undefined);
  assert.equal(await second.ended, 0);
});

test('the engine goes away and comes back: it is said, and the answers are there again', async () => {
  const engine = await made.serve('bios-virtio');
  const pty = made.open({ words: ['wizard', '--socket', engine.socket] });
  await pty.see('- Welcome');
  await engine.kill();
  await pty.see('The connection was lost');
  keep('lost', pty.screen);
  // Answers that are given meanwhile wait here.
  await pty.press(key.f4);
  await pty.see('All steps');
  await pty.press(...Array<string>(5).fill(key.down), key.enter);
  await pty.see('- You');
  await pty.press('\u0015edge-77');
  await engine.again();
  await pty.see(/^(?!.*connection was lost)/s);
  const other = made.open({ words: ['wizard', '--socket', engine.socket] });
  await other.see('Someone else is in control');
  await other.press(key.f4);
  await other.press(...Array<string>(5).fill(key.down), key.enter);
  await other.see(/Machine name +\[edge-77 /);
  keep('watching', other.screen);
  await other.press(key.tab, 'Grace');
  await other.see('! Someone else is in control. F5 takes over.');
  assert.match(other.screen, /Your full name +\[ /);
  await other.press('\u001b[15~');
  await other.see(/^(?!.*Someone else)/s);
  await other.press('Grace');
  await pty.see(/Your full name +\[Grace /);
});

test('no engine there: it is said, and the wizard goes on by itself once there is one', async () => {
  const engine = await made.serve('bios-virtio');
  await engine.kill();
  const pty = made.open({ words: ['wizard', '--socket', engine.socket] });
  await pty.see(/! no engine at/);
  keep('no-engine', pty.screen);
  await engine.again();
  await pty.see('- Welcome');
});

test('a step that fails: why, the state of the disk, and going on where it stopped', async () => {
  const engine = await made.serve('sata-windows', '--install-seconds', '6', '--fail-at', 'write-image');
  const pty = made.open({ words: ['wizard', '--socket', engine.socket] });
  await answer(pty);
  await confirm(pty);
  const screen = await pty.see('What to do next');
  assert.match(screen, /this failure was asked for/);
  assert.match(inOneLine(screen), /The disk Samsung SSD 870 EVO 1TB, serial S6PTNZ0R100001, 1.0 TB is not finished/);
  keep('failed', screen);
  await pty.press(key.enter);
  await pty.see('- Finished');
});
