import { RefusedError, exitCodes } from '../errors.ts';
import type { Finding, Position } from '../errors.ts';
import { readCpuFeatures } from './cpu-features.ts';
import { deriveAccelerators } from './derive-accelerators.ts';
import type { Machine, SystemImage } from './machine.ts';
import { machineShape, systemImageShape } from './machine-shape.ts';
import type { RecordedMachine } from './machine-shape.ts';
import type { Fault } from './shape.ts';

/** A recorded machine of the largest servers is some hundred KiB. */
const maxCharacters = 16 * 1024 * 1024;

/**
 * A recorded machine (`cognos-install probe --json`) from its text; `file` is what findings call it.
 * Throws RefusedError (exit 2) with one finding per fault, placed where it is in the file.
 */
export async function readMachine(text: string, file: string): Promise<Machine> {
  if (text.length > maxCharacters) throw refuse([finding('machine-too-large', '', `has ${text.length} characters, at most ${maxCharacters} are read`)]);
  const value = parse(text);
  if (value instanceof SyntaxError) throw refuse([await placeSyntaxFault(text, file)]);
  const faults = [...machineShape(value, ''), ...findContradictions(value)];
  if (faults.length === 0) return complete(value as RecordedMachine);
  const findings = faults.map(([path, sentence]) => finding('machine-shape', path, path ? sentence : `The document ${sentence}`));
  throw refuse(await Promise.all(findings.map(async (each) => ({ ...each, at: await locate(text, file, each.path) }))));
}

/** An older record gets what its lists of flags and devices say; what only sysfs knew stays unknown. */
function complete(machine: RecordedMachine): Machine {
  const { cpu, accelerators } = machine;
  return { ...machine, cpu: { ...cpu, features: cpu.features ?? readCpuFeatures(cpu.flags) }, accelerators: accelerators ?? deriveAccelerators(machine) };
}

/** `cognos/system.json` of a medium, or the rest of a sentence that says what is wrong with it. */
export function checkSystemImage(text: string): SystemImage | string {
  const value = parse(text);
  if (value instanceof SyntaxError) return 'is not JSON';
  const [fault] = systemImageShape(value, '');
  return fault ? `has a fault: ${fault[0] || 'the document'} ${fault[1]}` : value as SystemImage;
}

/** What no shape can say: ranges of the image that do not add up would be written to a disk. */
function findContradictions(value: unknown): Fault[] {
  const image = (value as Partial<Machine> | null)?.medium?.image;
  if (!image || systemImageShape(image, '').length > 0) return [];
  const path = 'medium.image.ranges';
  const sum = image.ranges.reduce((total, [, length]) => total + length, 0);
  const end = Math.max(0, ...image.ranges.map(([offset, length]) => offset + length));
  const faults: Fault[] = [];
  if (sum !== image.usedBytes) faults.push([path, `add up to ${sum} bytes, but usedBytes is ${image.usedBytes}`]);
  if (end > image.bytes) faults.push([path, `reach byte ${end}, but the filesystem has ${image.bytes} bytes`]);
  return faults;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function finding(code: string, path: string, message: string): Finding {
  return { severity: 'error', code, path, message: `${message}.` };
}

function refuse(findings: Finding[]): RefusedError {
  return new RefusedError(findings, exitCodes.usage);
}

/** Loaded only when there is something to say. */
async function locate(text: string, file: string, path: string): Promise<Position> {
  const { placeOfPath } = await import('./place-fault.ts');
  return { file, ...placeOfPath(text, path) };
}

async function placeSyntaxFault(text: string, file: string): Promise<Finding> {
  const { placeOfSyntaxFault } = await import('./place-fault.ts');
  return { ...finding('machine-syntax', '', 'This is not JSON; a recorded machine is what "cognos-install probe --json" prints'), at: { file, ...placeOfSyntaxFault(text) } };
}
