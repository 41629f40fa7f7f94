import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseHere, diskOfModels } from '../../../../firstboot/choice/choose-here.ts';
import { roomForModels } from '../../../../firstboot/choice/room-for-models.ts';
import { readAi } from '../../../../firstboot/read-ai.ts';
import { chooseModelStep } from '../../../../firstboot/steps/choose-model.ts';
import { WaitingError } from '../../../../firstboot/waiting.ts';
import { builtinCatalogue as catalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { mostFileBytes } from '../../../../shared/choice/size-models.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { recordedMachine } from '../../../fakes/installing-machine.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../../fakes/recording-host.ts';
import { stepContext } from './step-context.ts';

const gib = 1024 ** 3;
const step = { id: 'choose-model', kind: 'choose-model', label: 'Choosing the model', weight: 1 } as const;
const rootMount = 'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /';
const modelsMount = 'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /var/lib/cognos/models';
const df = 'df --output=avail --block-size=1 /var/lib/cognos/models';
const du = 'du --summarize --block-size=1 /var/lib/cognos/models';

test('the room is what is free; on the filesystem of the system two GiB of it are its own', async () => {
  const room = (models: string, used = 0): Promise<number> => roomForModels(recordingHost({ commands: {
    [df]: `     Avail\n${10 * gib}\n`, [du]: `${used}\t/var/lib/cognos/models\n`, [rootMount]: '/dev/vda3 btrfs\n', [modelsMount]: models,
  } }));
  assert.equal(await room('/dev/vda5 xfs\n'), 10 * gib);
  assert.equal(await room('/dev/vda3 btrfs\n'), 8 * gib);
  assert.equal(await room(''), 8 * gib);
  assert.equal(await room('/dev/vda5 xfs\n', gib), 11 * gib, 'a model that lies there already takes no room');
});

const choosing = (room: number, ai: NonNullable<InstallSpec['cognos']['ai']> = {}, memory = 8) => ({
  machine: recordedMachine('bios-virtio', (machine) => { machine.memory.bytes = memory * gib; }), spec: { cognos: { version: 1 as const, ai } }, catalogue, kernel: '6.1.0-40-amd64', room,
});

test('auto takes the best that memory and disk have room for, and says why nothing was measured', async () => {
  const context = stepContext(recordingHost({ unscripted: 'fail' }));
  const large = await chooseHere(choosing(100 * gib), context);
  const small = await chooseHere(choosing(3 * gib), context);
  assert.ok(large.choice.model && small.choice.model);
  assert.ok(small.choice.model.file.bytes <= mostFileBytes(3 * gib));
  assert.ok(small.choice.model.file.bytes < large.choice.model.file.bytes);
  assert.match(large.notes.join(), /speed of this machine was not measured: .*llama/);
  assert.ok(large.zram > 0);
});

test('nothing is measured for a model that was asked for by name, or for none', async () => {
  const host = recordingHost({ unscripted: 'fail' });
  const [model] = catalogue.models.filter(({ file, licence }) => file.sha256 !== undefined && !licence.mustAccept);
  assert.ok(model);
  const named = await chooseHere(choosing(100 * gib, { model: model.id }, 64), stepContext(host));
  assert.equal(named.choice.model?.id, model.id);
  assert.equal((await chooseHere(choosing(100 * gib, { model: 'none' }), stepContext(host))).choice.model, undefined);
  assert.deepEqual(host.lines, []);
});

test('a model that was asked for and has no room is refused with the key, the largest that fits and what to do', async () => {
  const [model] = catalogue.models.filter(({ file, licence }) => file.sha256 !== undefined && !licence.mustAccept);
  assert.ok(model);
  await assert.rejects(chooseHere(choosing(model.file.bytes, { model: model.id }, 64), stepContext(recordingHost())), (error: Error & { action?: string }) => {
    assert.match(error.message, /^cognos\.ai\.model: .* needs a models filesystem of .* and the disk has room for/);
    assert.match(error.action ?? '', /Change cognos\.ai\.model in \/etc\/cognos\/spec\.yaml/);
    return true;
  });
});

test('the disk of the models is the one they are mounted from, else that of the root', () => {
  const { machine } = choosing(0);
  const mounted = (at: string): ReturnType<typeof recordedMachine> => ({ ...machine, disks: machine.disks.map((disk, index) => ({ ...disk, partitions: index === 0 ? [{ path: '/dev/vda3', number: 3, startBytes: 0, bytes: 1, mountpoints: [at] }] : [] })) });
  assert.equal(diskOfModels(mounted('/'))?.path, machine.disks[0]?.path);
  assert.equal(diskOfModels(mounted('/var/lib/cognos/models'))?.path, machine.disks[0]?.path);
  assert.equal(diskOfModels(mounted('/srv')), undefined);
});

/** As little of a machine as the probe is content with. */
function smallMachine(ai: string, more: Record<string, Answer> = {}): RecordingHost {
  return recordingHost({
    unscripted: 'fail',
    files: { '/etc/cognos/spec.yaml': `cognos: {version: 1, ai: ${ai}}\n`, '/proc/meminfo': 'MemTotal: 4000000 kB\nMemAvailable: 3900000 kB\n', '/proc/cpuinfo': 'processor : 0\nvendor_id : GenuineIntel\nmodel name : QEMU\nflags : sse4_2 avx2\n', '/sys/class/dmi/id/sys_vendor': 'QEMU\n' },
    commands: {
      'uname -m': 'x86_64\n', 'uname -r': '6.1.0-40-amd64\n', lsblk: '{"blockdevices": []}', [df]: `Avail\n${20 * gib}\n`, [du]: '0\t.\n',
      [rootMount]: '/dev/vda3 btrfs\n', [modelsMount]: '/dev/vda3 btrfs\n', 'systemctl daemon-reload': '', 'systemctl start': '', ...more,
    },
  });
}

test('the choice is kept, with the agent’s file before it, and a second run does nothing', async () => {
  const host = smallMachine('{model: auto}');
  const { writeFile } = host;
  host.writeFile = async (path, ...rest) => {
    if (path === '/etc/cognos/ai.json') throw new Error('power cut');
    await writeFile(path, ...rest);
  };
  await assert.rejects(chooseModelStep(step, stepContext(host)), /power cut/);
  assert.ok(host.files.has('/etc/cognos/agent.env'), 'the choice was written before what follows from it');
  host.writeFile = writeFile;
  await chooseModelStep(step, stepContext(host));
  const ai = await readAi(host);
  assert.ok(ai?.choice.model);
  assert.equal(ai.drivers.path, 'cpu');
  assert.match(host.files.get('/etc/cognos/agent.env')?.content ?? '', new RegExp(`^LLAMA_ARG_MODEL=/var/lib/cognos/models/${ai.choice.model.file.name}$`, 'm'));
  assert.match(host.files.get('/etc/systemd/zram-generator.conf')?.content ?? '', /^zram-size = \d+$/m);
  const before = host.lines.length;
  const files = new Map(host.files);
  await chooseModelStep(step, stepContext(host));
  assert.equal(host.lines.length, before);
  assert.deepEqual(host.files, files);
});

test('a catalogue that cannot be reached is waited for', async () => {
  const host = smallMachine('{model: auto, catalog: {from: "https://example.net/c.json", keys: [RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3]}}', { curl: { exitCode: 6, stderr: 'could not resolve' } });
  await assert.rejects(chooseModelStep(step, stepContext(host)), WaitingError);
});
