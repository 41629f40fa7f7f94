/** A measurement of the processor alone, as `--measurement` reads it: made up, and without the note that says so on the screen. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Measured { devices: { device: string; threads: number }[]; findings: string[] }

/** @returns the file */
export function writeMeasurement(threads: number): string {
  const root = resolve(import.meta.dirname, '../..');
  const recorded = JSON.parse(readFileSync(join(root, 'test/fixtures/measurements/workstation-16-core.json'), 'utf8')) as Measured;
  const devices = recorded.devices.filter(({ device }) => device === 'cpu').map((device) => ({ ...device, threads }));
  const file = join(root, 'build/gui/measurement.json');
  mkdirSync(join(root, 'build/gui'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...recorded, devices, findings: [] }));
  return file;
}
