/** Every screen of several machines, as a VT100 shows it: never more than 24 rows of 80, whatever the terminal can do. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { cellWidth } from '../../../../installer/text/cell-width.ts';
import { bundled, fixtures, keep } from './bundled.ts';
import { key, type TerminalOptions, type WizardTerminal } from './wizard-terminal.ts';

const made = bundled();
const titles = ['Welcome', 'This machine', 'Network', 'Disk', 'Language model', 'You', 'Security', 'Review'];

function simulate(machine: string, options: Omit<TerminalOptions, 'words'> = {}): WizardTerminal {
  return made.open({ words: ['wizard', '--machine', join(fixtures, 'machines', `${machine}.json`)], ...options });
}

/** Title, simulation, keys: whatever stands between them has kept to its place. */
function whole(screen: string, machine: string): string {
  const rows = screen.split('\n');
  assert.equal(rows.length, 24);
  for (const row of rows) assert.ok(cellWidth(row) <= 80, row);
  assert.match(rows[0] ?? '', /^ CognOS \S+ - .* F1 Help$/);
  assert.ok((rows[2] ?? '').includes(machine), rows[2]);
  assert.match(rows[23] ?? '', /^Arrows\/Tab move/);
  return screen;
}

/** Down until it has the focus. */
async function reach(pty: WizardTerminal, wanted: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (wanted.test(pty.screen)) return;
    await pty.press(key.down);
  }
  assert.fail(`${String(wanted)} never has the focus\n${pty.screen}`);
}

/** Down to its last line, a page at a time. */
async function read(pty: WizardTerminal, machine: string, name: string): Promise<void> {
  for (let page = 1; page < 40; page += 1) {
    const screen = whole(await pty.rest(), machine);
    keep(`${machine}-${name}-${page}`, screen);
    const [, to, total] = /lines \d+-(\d+) of (\d+)/.exec(screen)?.map(Number) ?? [];
    if (to === total) return;
    await pty.press(key.pageDown);
  }
  assert.fail('it never ends');
}

for (const machine of ['qemu-many-disks', 'earlier-cognos', 'h100-server', 'no-disk', 'multipath-sas']) {
  test(`all steps of ${machine}, from their first line to their last`, async () => {
    const pty = simulate(machine);
    for (const [index, title] of titles.entries()) {
      await pty.see(`- ${title}`);
      await read(pty, machine, `${index + 1}-${title.toLowerCase().replaceAll(' ', '-')}`);
      await pty.press(key.next);
    }
    for (const [overlay, title] of [[key.f1, 'Help: Review'], [key.f3, 'Log of the engine'], [key.f4, 'All steps'], ['\u0003', 'Leave the wizard?']] as const) {
      await pty.press(overlay);
      await pty.see(title);
      await read(pty, machine, `9-${title.toLowerCase().replace(/\W+/g, '-')}`);
      await pty.press(key.escape);
    }
    assert.equal(await pty.press('\u0003', key.left, key.tab).then(() => 'there'), 'there');
  });
}

test('models of an earlier CognOS are kept or not, and the picture of the disk says which', async () => {
  const pty = simulate('earlier-cognos');
  await pty.see('- Welcome');
  for (const title of titles.slice(1, 4)) {
    await pty.press(key.next);
    await pty.see(`- ${title}`);
  }
  await reach(pty, />.*275 GB/);
  await pty.press(' ');
  await reach(pty, />.*\[x\] Keep the language models/);
  keep('keep-models', pty.screen);
  await pty.press(key.pageDown);
  keep('keep-models-picture', await pty.see('is kept'));
  // A page further on the focus is where it was.
  await pty.press(' ');
  assert.doesNotMatch(await pty.see(/cognosmodels.* is lost/), /is kept/);
});

test('back and forth loses no answer; long lists are searched; lists scroll with a mark of the place', async () => {
  const pty = simulate('nvme-server');
  await pty.see('- Welcome');
  await reach(pty, /> Keyboard: Layout/);
  await pty.press(key.enter);
  await pty.see(/\(\*\) English \(US\)/);
  assert.match(pty.screen, /lines \d+-\d+ of \d\d/);
  await pty.press('swiss');
  assert.match(pty.screen, /Search +\[swiss/);
  await pty.press('\u0015german', key.down);
  const wanted = /> \( \) (.+)/.exec(pty.screen)?.[1] ?? '';
  await pty.press(key.enter);
  await pty.see(`Keyboard: Layout          ${wanted}`);
  await pty.press(key.next);
  await pty.see('- This machine');
  await pty.press(key.next);
  await pty.see('- Network');
  await pty.press(key.escape, key.escape);
  await pty.see('- Welcome');
  assert.ok(pty.screen.includes(`Keyboard: Layout          ${wanted}`));
});

test('what was typed and is not an answer yet is still there after the log was looked at', async () => {
  const pty = simulate('bios-virtio');
  await pty.see('- Welcome');
  await pty.press(key.f4, ...Array<string>(5).fill(key.down), key.enter);
  await pty.see('- You');
  await reach(pty, /> Password /);
  await pty.press('Half a');
  await pty.see('Strength: ');
  await pty.press(key.f3);
  await pty.see('Log of the engine');
  // Its keys are for what lies above alone.
  await pty.press('xx', key.escape);
  await pty.see(/> Password +\[\*{6} /);
  await pty.see('Strength: ');
});

test('a refusal stands beside its field, with the nearest thing that works as a key', async () => {
  const pty = simulate('bios-virtio');
  await pty.see('- Welcome');
  await pty.press(key.f4, ...Array<string>(5).fill(key.down), key.enter);
  await pty.see('- You');
  await pty.press('\u0015edge 01');
  await pty.see('! “edge 01” cannot be a machine name.');
  await pty.see('F2: use edge-01');
  keep('refusal', pty.screen);
  await pty.press(key.f2);
  await pty.see(/Machine name +\[edge-01 /);
  await pty.see(/^(?!.*cannot be a machine name)/s);
  await pty.press(key.next, key.next);
  await pty.see('things are still open');
  keep('open', pty.screen);
});

test('a serial line: ASCII, no colour, no size reported, and few bytes', async () => {
  const pty = simulate('bios-virtio', { env: { TERM: 'vt220', LANG: 'C', LC_ALL: 'C' }, columns: 0, rows: 0 });
  await pty.see('- Welcome');
  whole(await pty.rest(), 'bios-virtio');
  assert.match(pty.screen.replace(/\s+/g, ' '), /This terminal is set to plain ASCII/);
  keep('ascii-welcome', pty.screen);
  await pty.press(key.f4, ...Array<string>(3).fill(key.down), key.enter);
  await pty.see('- Disk');
  keep('ascii-disk', await pty.rest());
  assert.doesNotMatch(pty.bytes, /[^\u001b\r\n -~]/);
  assert.doesNotMatch(pty.bytes, /\u001b\[[\d;]*3\dm/);
  const before = pty.bytes.length;
  pty.type(key.down);
  await pty.see(/> +- +QEMU DVD-ROM/);
  await pty.rest();
  assert.ok(pty.bytes.length - before < 400, `${pty.bytes.length - before} bytes for one key`);
});

test('a terminal that changes its size; one that is too small says so', async () => {
  const pty = simulate('bios-virtio', { env: { TERM: 'xterm' }, columns: 100, rows: 40 });
  await pty.see('- Welcome');
  whole(await pty.rest(), 'bios-virtio');
  await pty.resize(60, 20);
  await pty.see(/^Arrows/m);
  assert.equal((await pty.rest()).split('\n').length, 20);
  assert.match(pty.screen.split('\n')[19] ?? '', /^Arrows/);
  keep('narrow', pty.screen);
  await pty.resize(40, 10);
  await pty.see('Make the window larger.');
  await pty.resize(80, 24);
  await pty.see('- Welcome');
  whole(await pty.rest(), 'bios-virtio');
});

test('in another language, as far as the console has its letters', async () => {
  const pty = simulate('bios-virtio', { env: { TERM: 'linux' } });
  await pty.see('- Welcome');
  await reach(pty, /> \( \) Русский/);
  await pty.press(key.enter);
  await pty.see(/\(\*\) Русский/);
  await pty.see(/Далее/);
  assert.doesNotMatch(pty.screen, /日本語|العربية/);
  keep('russian', await pty.rest());
});

test('the disk is encrypted: its passphrase is typed twice, seen nowhere, and kept', async () => {
  const pty = simulate('bios-virtio');
  for (const title of titles.slice(0, 3)) {
    await pty.see(`- ${title}`);
    await pty.press(key.next);
  }
  await pty.see('- Disk');
  await reach(pty, /> \[ \] Encrypt the disk/);
  await pty.press(key.enter);
  await pty.see('[x] Encrypt the disk');
  await reach(pty, /> Passphrase/);
  await pty.press('CANARY over the weir');
  await pty.see(/Strength: very good/);
  await pty.press(key.down, 'CANARY over the weir');
  await pty.see('A passphrase is set.');
  keep('encrypted', await pty.rest());
  assert.doesNotMatch(pty.bytes, /CANARY/);
});

test('validate loads nothing of the wizard', () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:^|;|\n)import\s*(?:[^'"();]*?from\s*)?"(\.{1,2}\/[^"]+\.mjs)"/g)) visit(join(dirname(file), path));
  };
  visit(made.program);
  const loaded = [...seen].map((file) => readFileSync(file, 'utf8')).join('\n');
  assert.ok(seen.size > 1);
  assert.doesNotMatch(loaded, /yoga|react\.element|useEffect/);
  assert.match(execFileSync(process.execPath, [made.program, 'validate', join(fixtures, 'specs/any-disk.yaml')], { encoding: 'utf8' }), /valid/);
  assert.throws(() => execFileSync(process.execPath, [made.program, 'wizard'], { stdio: ['ignore', 'pipe', 'pipe'] }), /wizard needs a terminal/);
});
