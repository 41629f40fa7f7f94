import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from '../../../shared/machine/machine.ts';
import { countCpus } from '../../../shared/measure/count-cpus.ts';
import { readGroupLimits } from '../../../shared/measure/control-group.ts';
import { readCpuRoom, threadsFor } from '../../../shared/measure/count-threads.ts';
import { readLastLevelCache } from '../../../shared/measure/read-cache.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

for (const [what, room, threads] of [
  ['all cores of a quiet machine', { cores: 8, allowed: 16, busy: 0.1 }, 8],
  ['hyper-threads count for nothing', { cores: 2, allowed: 4, busy: 0 }, 2],
  ['a busy core is left alone', { cores: 2, allowed: 2, busy: 0.8 }, 1],
  ['affinity', { cores: 8, allowed: 3, busy: 0 }, 3],
  ['a quota of one and a half processors', { cores: 8, allowed: 8, quota: 1.5, busy: 0 }, 1],
  ['never less than one', { cores: 2, allowed: 2, busy: 5 }, 1],
] as const) test(`threads: ${what}`, () => { assert.equal(threadsFor(room), threads); });

test('what others keep busy is read from the processors\' time', async () => {
  const host = recordingHost({ files: { '/proc/stat': 'cpu  1000 0 0 1000 0 0 0 0 0 0\ncpu0 1 2\n', '/proc/self/status': 'Cpus_allowed_list:\t0-2,8\n' } });
  const machine = { cpu: { cores: 4, threads: 8 } } as Machine;
  const room = await readCpuRoom(host, machine, async () => { host.files.set('/proc/stat', { content: 'cpu  1100 0 0 1290 0 0 0 10 0 0\n', mode: 0o444 }); });
  assert.deepEqual(room, { cores: 4, allowed: 4, quota: undefined, busy: 110 / 400 * 8 });
});

test('lists of CPUs', () => {
  assert.equal(countCpus('0-3,8'), 5);
  assert.equal(countCpus('0'), 1);
});

test('the tightest control group counts, "max" is no limit', async () => {
  const files = { '/proc/self/cgroup': '0::/a/b\n', '/sys/fs/cgroup/a/b/cpu.max': 'max 100000\n', '/sys/fs/cgroup/a/cpu.max': '150000 100000\n', '/sys/fs/cgroup/a/b/memory.max': '1073741824\n', '/sys/fs/cgroup/a/memory.max': 'max\n' };
  assert.deepEqual(await readGroupLimits(recordingHost({ files })), { cpus: 1.5, memoryBytes: 1073741824 });
  assert.deepEqual(await readGroupLimits(recordingHost()), {});
});

test('a cache that CPUs share counts once', async () => {
  const cache = (cpu: number, shared: string) => ({ [`/sys/devices/system/cpu/cpu${cpu}/cache/index2/size`]: '512K', [`/sys/devices/system/cpu/cpu${cpu}/cache/index3/size`]: '32768K', [`/sys/devices/system/cpu/cpu${cpu}/cache/index3/shared_cpu_list`]: shared });
  assert.equal(await readLastLevelCache(recordingHost({ files: { ...cache(0, '0-1'), ...cache(1, '0-1'), ...cache(2, '2') } })), 2 * 32768 * 1024);
  assert.equal(await readLastLevelCache(recordingHost()), 0);
});
