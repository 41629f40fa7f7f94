/** `match:` of a rule, as it is written -> as it is compared. */
import type { Path } from '../../shared/spec/document.ts';
import { parseSubnet, familyOf } from '../../shared/spec/ip-address.ts';
import { parseSize } from '../../shared/spec/size.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { CountRule, HardwareMatch, Match } from './inventory.ts';
import { mapOf, textsOf, type Notes } from './notes.ts';

const texts = ['architecture', 'firmware', 'virtualisation', 'vendor', 'product', 'cpu', 'accelerator'] as const;
const counts = ['cores', 'threads', 'disks'] as const;

export function readMatch(notes: Notes, value: unknown, path: Path): Match {
  const map = mapOf(notes, value, path, ['mac', 'serial', 'uuid', 'asset', 'subnet', 'hardware', 'listed', 'values']);
  const match: Match = {};
  if (map['mac'] !== undefined) match.mac = textsOf(notes, map['mac'], [...path, 'mac']).map((mac, index) => readMacGlob(notes, mac, Array.isArray(map['mac']) ? [...path, 'mac', index] : [...path, 'mac']));
  for (const key of ['serial', 'uuid', 'asset'] as const) {
    if (map[key] !== undefined) match[key] = textsOf(notes, map[key], [...path, key]);
  }
  if (map['subnet'] !== undefined) match.subnet = textsOf(notes, map['subnet'], [...path, 'subnet']).flatMap((text) => readSubnet(notes, text, [...path, 'subnet']));
  if (map['hardware'] !== undefined) match.hardware = readHardware(notes, map['hardware'], [...path, 'hardware']);
  if (map['listed'] !== undefined) match.listed = readFlag(notes, map['listed'], [...path, 'listed']);
  if (map['values'] !== undefined) match.values = readValueMatch(notes, map['values'], [...path, 'values']);
  return match;
}

function readFlag(notes: Notes, value: unknown, path: Path): boolean {
  if (typeof value !== 'boolean') notes.note(path, 'is neither true nor false');
  return value === true;
}

/** Colons and lower case, whatever the label on the machine has. */
function readMacGlob(notes: Notes, text: string, path: Path): string {
  const glob = text.toLowerCase().replaceAll('-', ':');
  if (!/^[0-9a-f:*?]+$/.test(glob)) notes.note(path, `${JSON.stringify(text)} can be no MAC address; write one as 52:54:00:12:34:56, with * for what may be anything`);
  return glob;
}

function readSubnet(notes: Notes, text: string, path: Path): NonNullable<Match['subnet']>[number][] {
  const family = familyOf(text);
  const subnet = parseSubnet(family === 0 ? text : `${text}/${family === 4 ? 32 : 128}`);
  if (!subnet) notes.note(path, `${JSON.stringify(text)} is no subnet; write one as 10.0.7.0/24`);
  return subnet ? [subnet] : [];
}

function readHardware(notes: Notes, value: unknown, path: Path): HardwareMatch {
  const map = mapOf(notes, value, path, [...texts, ...counts, 'memory']);
  const match: HardwareMatch = {};
  for (const key of texts) if (map[key] !== undefined) match[key] = textsOf(notes, map[key], [...path, key]);
  for (const key of counts) if (map[key] !== undefined) match[key] = readCount(notes, map[key], [...path, key], wholeNumber, '>=16');
  if (map['memory'] !== undefined) match.memory = readCount(notes, map['memory'], [...path, 'memory'], parseSize, '>=64G');
  return match;
}

function readCount(notes: Notes, value: unknown, path: Path, read: (text: string) => number | undefined, example: string): CountRule {
  const [, relation = '=', amount = ''] = /^(>=|<=|>|<|=)? ?(.+)$/.exec(String(value)) ?? [];
  const count = read(amount);
  if (count === undefined) notes.note(path, `${JSON.stringify(value)} is no number to compare with; write for example "${example}"`);
  return { relation: relation as CountRule['relation'], count: count ?? 0 };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function readValueMatch(notes: Notes, value: unknown, path: Path): Record<string, string[]> {
  if (!isMap(value)) {
    notes.note(path, 'is no map; it names values of the machine\'s row, such as {role: gpu}');
    return {};
  }
  return Object.fromEntries(Object.entries(value).map(([key, wanted]) => [key, textsOf(notes, wanted, [...path, key])]));
}
