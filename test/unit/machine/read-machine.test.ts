import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { RefusedError, formatFinding } from '../../../shared/errors.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';
import { machines } from './replay.ts';

const good = readFileSync(new URL('sata-windows.json', machines), 'utf8');

/** The findings as they are printed. */
async function refusals(text: string): Promise<string[]> {
  try {
    await readMachine(text, 'm.json');
  } catch (error) {
    assert.ok(error instanceof RefusedError, String(error));
    assert.equal(error.exitCode, 2);
    return error.findings.map(formatFinding);
  }
  return [];
}

function change(edit: (machine: Machine & Record<string, unknown>) => void): string {
  const machine = JSON.parse(good) as Machine & Record<string, unknown>;
  edit(machine);
  return JSON.stringify(machine, null, 2);
}

test('a recorded machine reads back unchanged', async () => {
  assert.deepEqual(await readMachine(good, 'm.json'), JSON.parse(good));
});

test('each fault is placed and says what was expected', async () => {
  const text = change((machine) => {
    const [disk] = machine.disks;
    assert.ok(disk);
    Object.assign(disk, { transport: 'pata', bytes: -1, colour: 'red' });
    Object.assign(machine.nics[0] ?? {}, { mac: '02-00' });
    delete (machine as Partial<Machine>).memory;
  });
  const line = (words: string): number => text.split('\n').findIndex((each) => each.includes(words)) + 1;
  assert.deepEqual(await refusals(text), [
    'm.json:1:1: memory: is missing.',
    `m.json:${line('"pata"')}:20: disks[0].transport: is "pata", expected one of nvme, sata, sas, usb, virtio, mmc, iscsi, fc, scsi, other.`,
    `m.json:${line('"bytes": -1')}:16: disks[0].bytes: is -1, expected a whole number from 0.`,
    `m.json:${line('"colour"')}:17: disks[0].colour: is not known here.`,
    `m.json:${line('"02-00"')}:14: nics[0].mac: is "02-00", expected a MAC address in lower case.`,
  ]);
});

test('what is no JSON is said with its place', async () => {
  assert.deepEqual(await refusals('{\n  "version": 1,\n  "disks": [}\n'), ['m.json:3:13: This is not JSON; a recorded machine is what "cognos-install probe --json" prints.']);
  assert.equal((await refusals('')).length, 1);
});

test('a document of another kind is refused as a whole', async () => {
  assert.deepEqual(await refusals('[]'), ['m.json:1:1: The document is a list, expected an object.']);
  assert.deepEqual(await refusals('null'), ['m.json:1:1: The document is null, expected an object.']);
});

test('ranges of the image that do not add up are refused', async () => {
  const text = change(({ medium }) => { if (medium) medium.image.ranges = [[0, 4096], [medium.image.bytes, 4096]]; });
  assert.match((await refusals(text)).join('\n'), /ranges: add up to 8192 bytes, but usedBytes is 440401920\.\n.*ranges: reach byte 1288495104, but the filesystem has 1288491008 bytes\./);
});

test('a key that would reach the prototype is an unknown key', async () => {
  assert.deepEqual(await refusals(good.replace('"version": 1', '"version": 1, "__proto__": {"x": 1}')), ['m.json:2:30: __proto__: is not known here.']);
});

test('text in a finding cannot drive the terminal', async () => {
  const [line = ''] = await refusals(change((machine) => Object.assign(machine.firmware, { kind: '\x1b[2Jefi' })));
  assert.ok(line.includes('\\u{1b}[2Jefi') && !line.includes('\x1b'), line);
});

test('any text is either a machine or refused with a finding', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
    assert.ok((await refusals(text)).length > 0);
  }), { numRuns: 200 });
});

test('a machine cut short anywhere is refused', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: good.trimEnd().length - 1 }), async (length) => {
    assert.ok((await refusals(good.slice(0, length))).length > 0);
  }), { numRuns: 50 });
});
