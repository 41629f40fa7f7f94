/** How many faults were injected, said at the end: a harness that injects none must not look like success. */
import assert from 'node:assert/strict';
import { after } from 'node:test';

export interface FaultCount { inject(): void; readonly count: number }

export function countFaults(what: string, least: number): FaultCount {
  let count = 0;
  after(() => {
    process.stdout.write(`${count} faults injected into ${what}\n`);
    assert.ok(count >= least, `${count} faults were injected into ${what}, not ${least}`);
  });
  return { inject() { count += 1; }, get count() { return count; } };
}
