import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFinalReport, writeFinalReport } from '../../../../firstboot/report/final-report.ts';
import { reportCommand } from '../../../../firstboot/report/report-command.ts';
import type { JournalLine } from '../../../../shared/plan/journal.ts';
import { recordingHost, type RecordingHost } from '../../../fakes/recording-host.ts';

const now = new Date('2026-11-24T12:00:00Z');
const lines: JournalLine[] = [
  { at: 'x', event: 'begun', hash: 'h', steps: 2 }, { at: 'x', event: 'started', id: 'grow-partition' },
  { at: 'x', event: 'warned', id: 'grow-partition', message: 'The partition /dev/vda5 was not grown: it is the last' },
  { at: 'x', event: 'done', id: 'grow-partition', seconds: 1.25 }, { at: 'x', event: 'resumed', hash: 'h', skipped: 1 }, { at: 'x', event: 'done', id: 'models', seconds: 100 },
];

function machine(): RecordingHost {
  return recordingHost({
    files: {
      '/etc/hostname': 'edge-01\n', '/etc/debian_version': '12.11\n', '/proc/self/status': 'VmPeak:\t  999 kB\nVmHWM:\t   81920 kB\n', '/proc/sys/kernel/osrelease': '6.1.0-40-amd64\n',
      '/var/lib/cognos/report.json': '{"version":1,"installer":"0.1.0","seconds":42}\n',
      '/var/lib/cognos/hardening.json': JSON.stringify({ version: 1, profile: 'cis-level1-server', exceptions: ['containers'], controls: [
        { id: 'ssh-root', group: 'ssh', title: 'root does not log in', cis: ['5.1.20'], state: 'applied' },
        { id: 'kernel-forwarding', group: 'kernel', title: 'no forwarding', cis: [], state: 'left-out', why: 'containers need it' },
        { id: 'boot-password', group: 'boot', title: 'a password', cis: [], state: 'failed', why: 'grub is not there' },
      ] }),
      '/var/lib/cognos/drivers.json': JSON.stringify({ version: 1, path: 'cpu', devices: [{ accelerator: 'a', name: 'Odd GPU', path: 'none', why: ['there is no driver for it'] }], stages: [{ id: 's', label: 'Mesa', state: 'failed', why: 'apt' }] }),
      '/var/lib/cognos/models.json': JSON.stringify({ version: 1, instances: { 'cognos-agent': { active: 'tiny' } }, models: { tiny: { file: 'tiny.gguf', sha256: 'ab'.repeat(32), bytes: 4.1e9, licence: { id: 'apache-2.0' }, source: 'https://models.example.net' } } }),
      '/var/lib/cognos/proof.json': JSON.stringify({ model: 'tiny', gpuLayers: 0, tokensPerSecond: 12.34, promised: 14, firstToken: 0.8, fallbacks: [{ from: 'large', to: 'tiny', why: 'it was too slow' }], statement: 'tiny answers', finished: true, at: 'x' }),
    },
    commands: { 'dpkg-query': 'cognos-firstboot 0.1.0\ncognos-llama 9999+1\n\n' },
  });
}

test('the report has what each part found, what was not done and why; the installer\'s own stays', async () => {
  const report = JSON.parse((await makeFinalReport(machine(), lines, now)).json) as { installer: string; seconds: number; firstboot: Record<string, unknown> };
  assert.deepEqual([report.installer, report.seconds], ['0.1.0', 42]);
  const { firstboot } = report;
  assert.deepEqual(firstboot['versions'], { debian: '12.11', kernel: '6.1.0-40-amd64', packages: { 'cognos-firstboot': '0.1.0', 'cognos-llama': '9999+1' } });
  assert.deepEqual((firstboot['hardening'] as { counts: unknown }).counts, { applied: 1, 'left-out': 1, failed: 1 });
  assert.deepEqual([firstboot['seconds'], firstboot['resumed'], firstboot['finished']], [101.25, 1, '2026-11-24T12:00:00.000Z']);
  assert.equal(firstboot['memoryPeakBytes'], 83_886_080);
  assert.deepEqual((firstboot['notDone'] as { what: string }[]).map(({ what }) => what), [
    'grow-partition', 'Driver: Mesa', 'Model: large, now tiny', 'Hardening: kernel-forwarding (no forwarding)', 'Hardening: boot-password (a password)',
  ]);
});

test('a first boot that waits has a report, too, and is not called finished', async () => {
  const { json, html } = await makeFinalReport(machine(), lines, now, { phase: 'waiting', line: 'there is no network', waitingFor: 'the network', step: 'models' });
  const { firstboot } = JSON.parse(json) as { firstboot: { finished?: string; ending: unknown; notDone: unknown[] } };
  assert.equal(firstboot.finished, undefined);
  assert.deepEqual(firstboot.notDone[0], { what: 'models', why: 'there is no network' });
  assert.match(html, /Waiting for<\/th><td class="">the network/);
});

test('the same wait a minute later writes nothing', async () => {
  const host = machine();
  const ending = { phase: 'waiting', line: 'there is no network', waitingFor: 'the network', step: 'models' } as const;
  const first = await writeFinalReport(host, lines, now, ending);
  const before = new Map(host.files);
  assert.equal(await writeFinalReport(host, lines, new Date(now.getTime() + 60_000), ending), first);
  assert.deepEqual([...host.files], [...before]);
});

test('parts that left nothing, or rubbish, cost no more than themselves', async () => {
  const host = machine();
  for (const name of ['hardening', 'drivers', 'models', 'proof']) host.files.set(`/var/lib/cognos/${name}.json`, { content: '{"tor', mode: 0o644 });
  const { json, html } = await makeFinalReport(host, lines, now);
  assert.deepEqual((JSON.parse(json) as { firstboot: { notDone: unknown[] } }).firstboot.notDone.length, 1);
  assert.match(html, /<h2>Versions<\/h2>/);
});

test('page and text are root\'s, stand alone and say the same', async () => {
  const host = machine();
  await writeFinalReport(host, lines, now);
  for (const name of ['report.json', 'report.html']) assert.equal(host.files.get(`/var/lib/cognos/${name}`)?.mode, 0o600);
  const page = host.files.get('/var/lib/cognos/report.html')?.content ?? '';
  assert.doesNotMatch(page, /<script|<link|src=|href=|@import|url\(/);
  let text = '';
  assert.equal(await reportCommand(host, false, { write: (more) => { text += more; }, complain: () => undefined, columns: 80 }), 0);
  for (const words of ['12 tokens/s (promised 14)', '1 applied, 1 left out, 1 failed', 'there is no driver for it', '6.1.0-40-amd64', 'runs tiny']) {
    assert.ok(page.includes(words), words);
    assert.ok(text.replaceAll(/\s+/g, ' ').includes(words), words);
  }
  assert.ok(text.split('\n').every((line) => line.length <= 80), 'no line is wider than the terminal');
});
