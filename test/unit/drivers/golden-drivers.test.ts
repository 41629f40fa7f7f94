/** Machine × policy -> the driver plan as people read it. UPDATE_GOLDEN=1 writes the files anew. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DriverRequest } from '../../../shared/drivers/driver-plan.ts';
import { formatDrivers } from '../../../shared/drivers/format-drivers.ts';
import { planDrivers } from '../../../shared/drivers/plan-drivers.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { compareGolden } from '../../golden/compare-golden.ts';
import { machines, secure } from './machines.ts';

const golden = join(import.meta.dirname, '../../golden/drivers');
const kernel = '6.1.0-40-amd64';
const auto: DriverRequest = { acceleration: 'auto', vendorRepositories: false, mokEnrolment: 'never', online: true };

const policies: Record<string, { request: DriverRequest; secureBoot?: true }> = {
  'auto': { request: auto },
  'offline': { request: { ...auto, online: false } },
  'vendor': { request: { ...auto, vendorRepositories: true } },
  'vendor-offline': { request: { ...auto, vendorRepositories: true, online: false } },
  'secure-unattended': { request: auto, secureBoot: true },
  'secure-ask': { request: { ...auto, mokEnrolment: 'ask' }, secureBoot: true },
  'secure-ask-vendor': { request: { ...auto, mokEnrolment: 'ask', vendorRepositories: true }, secureBoot: true },
  'cpu': { request: { ...auto, acceleration: 'cpu' } },
  'vulkan': { request: { ...auto, acceleration: 'vulkan' } },
  'cuda': { request: { ...auto, acceleration: 'cuda' } },
  'cuda-vendor': { request: { ...auto, acceleration: 'cuda', vendorRepositories: true } },
  'rocm-vendor': { request: { ...auto, acceleration: 'rocm', vendorRepositories: true } },
  'sycl-vendor': { request: { ...auto, acceleration: 'sycl', vendorRepositories: true } },
  'openvino-vendor': { request: { ...auto, acceleration: 'openvino', vendorRepositories: true } },
};

const everyMachine = Object.keys(machines) as (keyof typeof machines)[];
const cases: [keyof typeof machines, keyof typeof policies][] = [
  ...everyMachine.map((name): [keyof typeof machines, string] => [name, 'auto']),
  ...(['rtx-4090', 'rx-7900-xtx', 'arc-a770', 'none-4gib'] as const).map((name): [keyof typeof machines, string] => [name, 'offline']),
  ...(['rtx-4090', 'rtx-5090', 'gtx-1070', 'mi300x', 'arc-a770', 'mixed'] as const).map((name): [keyof typeof machines, string] => [name, 'vendor']),
  ['rtx-5080', 'vendor'], ['rtx-5080', 'vendor-offline'],
  ...(['rtx-4090', 'rx-7900-xtx', 'meteor-lake', 'mixed'] as const).map((name): [keyof typeof machines, string] => [name, 'secure-unattended']),
  ...(['rtx-4090', 'h100-pair', 'rx-7900-xtx'] as const).map((name): [keyof typeof machines, string] => [name, 'secure-ask']),
  ['rtx-5090', 'secure-ask-vendor'],
  ['rtx-4090', 'cpu'], ['mixed', 'cpu'], ['rtx-5080', 'vulkan'], ['none-4gib', 'vulkan'], ['mixed', 'vulkan'],
  ['rtx-4090', 'cuda'], ['rtx-4090', 'cuda-vendor'], ['rx-7900-xtx', 'cuda-vendor'], ['gtx-680-kepler', 'cuda-vendor'], ['mixed', 'cuda-vendor'],
  ['rx-7900-xtx', 'rocm-vendor'], ['mi300x', 'rocm-vendor'], ['rtx-4090', 'rocm-vendor'], ['arc-a770', 'sycl-vendor'], ['arc-b580', 'sycl-vendor'], ['meteor-lake', 'openvino-vendor'],
];

for (const [name, policy] of cases) {
  test(`golden drivers: ${name}, ${policy}`, () => {
    const { request, secureBoot } = policies[policy] ?? assert.fail(policy);
    const machine: Machine = secureBoot ? secure(machines[name]) : machines[name];
    const text = formatDrivers(planDrivers(machine, request, kernel)).map((line) => `${line}\n`).join('');
    compareGolden(`drivers/${name}--${policy}`, text);
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  });
}

test('no golden file is left over from a case that is gone', () => {
  const expected = cases.map(([name, policy]) => `${name}--${policy}.txt`).sort();
  assert.deepEqual(readdirSync(golden).filter((file) => file.endsWith('.txt')).sort(), expected);
});
