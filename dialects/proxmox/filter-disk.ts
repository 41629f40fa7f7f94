/** Properties of udev by which Proxmox finds a disk -> our match. Never a disk that was not named. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { namesOneDisk, telling } from '../names-one-disk.ts';

const match: Path = ['cognos', 'storage', 'disk', 'match'];
const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];
const how = 'write filter.ID_SERIAL_SHORT with the whole serial number';

interface Rule { rule: string; value: string; named: boolean; note?: string }

/** @param every whether filter-match counts: for one disk (ext4) Proxmox takes the first that any filter fits */
export function filterDisk(ledger: Ledger, filter: Path, matching: Path, every: boolean): void {
  const mode = ledger.text(matching);
  if (mode !== undefined && mode !== 'all' && mode !== 'any') ledger.refused(matching, 'has to be any or all');
  const keys = Object.keys(ledger.map(filter) ?? {});
  if (keys.length > 1 && mode !== 'all') {
    ledger.refused(filter, `several filters stand here, and a disk that fits any of them is meant; ${how} alone, or filter-match = "all"`);
    return ledger.notApplicable(matching, 'goes with the filters, which are refused');
  }
  const said = new Map<string, string>();
  for (const key of keys) applyRule(ledger, [...filter, key], key, said);
  ledger.applied(matching, keys.length > 1 ? `every filter has to fit${every ? '' : ', which Proxmox looks at for zfs and btrfs alone'}` : 'one filter has to fit');
  if (keys.length === 0) ledger.notApplicable(filter, 'is empty: the only disk is taken, when it is blank');
}

/** @param said what other rules have put into the match */
function applyRule(ledger: Ledger, path: Path, key: string, said: Map<string, string>): void {
  const pattern = ledger.text(path);
  if (pattern === undefined) return;
  const rule = ruleOf(key, pattern);
  if (typeof rule === 'string') return ledger.refused(path, rule);
  if (!rule) return ledger.applied(path, 'any disk fits; among several CognOS does not guess, and takes only a blank one');
  if ((said.get(rule.rule) ?? rule.value) !== rule.value) return ledger.refused(path, 'another rule says that already; keep one');
  said.set(rule.rule, rule.value);
  ledger.put([...match, rule.rule], rule.value);
  if (rule.named) ledger.put(wipe, 'any');
  ledger.translated(path, [[...match, rule.rule], ...rule.named ? [wipe] : []], rule.note);
}

/** ID_SERIAL is most often model and serial number in one, as in /dev/disk/by-id after the first hyphen; who leaves its end open names a model. */
function byIdRule(pattern: string): Rule | string {
  if (pattern.replaceAll(/[*?]/g, '').length < telling) return `so little of a serial number does not say which disk; ${how}`;
  const named = namesOneDisk(pattern);
  return { rule: 'by-id', value: `*-${pattern}`.replaceAll(/\*+/g, '*'), named, note: named ? 'as the name that it has below /dev/disk/by-id' : `without its end it does not name one disk for certain, and so only a blank disk is taken; ${how}` };
}

/** Undefined for every disk; a text says why not. */
function ruleOf(key: string, pattern: string): Rule | string | undefined {
  const literal = !/[*?[\]]/.test(pattern);
  if (/^\*+$/.test(pattern)) return undefined;
  if (/[[\]{}\\]/.test(pattern)) return `a pattern has * and ? here, and no brackets; ${how}`;
  switch (key) {
    case 'ID_SERIAL_SHORT': case 'ID_SCSI_SERIAL':
      return literal ? { rule: 'serial', value: pattern, named: true } : byIdRule(`*${pattern}`);
    case 'ID_SERIAL': return byIdRule(pattern);
    case 'ID_WWN': case 'ID_WWN_WITH_EXTENSION':
      return literal ? { rule: 'wwn', value: pattern, named: true } : `a world-wide name has to stand here as a whole; ${how}`;
    case 'DEVNAME':
      return /^\/dev\/[a-z0-9]+$/.test(pattern) ? { rule: 'path', value: pattern, named: true, note: 'the name may mean another disk after the next start; filter.ID_SERIAL_SHORT always means the same one' } : `has to be one disk such as /dev/sda; ${how}`;
    case 'DEVLINKS': {
      const [, name] = /^\*?(?:\/dev\/disk\/)?by-id\/([\w.:+-]+)\*?$/.exec(pattern) ?? [];
      return name === undefined ? `has to have a name below /dev/disk/by-id; ${how}` : { rule: 'by-id', value: name, named: true };
    }
    // udev writes spaces as underscores.
    case 'ID_MODEL': return { rule: 'model', value: pattern.replaceAll('_', '?'), named: false, note: `a model does not name one disk for certain, and so only a blank disk is taken; ${how}` };
    default: return `CognOS finds a disk by its serial number, its name, its model or its world-wide name; ${how}`;
  }
}
