/** A finding beside its field: the screen it belongs to, what its translation needs, and the nearest answer that works as one button. */
import type { Finding } from '../../shared/errors.ts';
import type { LocalFinding } from '../../shared/protocol/snapshot.ts';
import type { Nearest, Surroundings } from './instead.ts';
import { nearestModel } from './nearest-model.ts';
import { nearestNetwork } from './nearest-network.ts';
import { nearestPerson } from './nearest-person.ts';
import { nearestPlaces } from './nearest-places.ts';
import { nearestSecurity } from './nearest-security.ts';
import { nearestStorage } from './nearest-storage.ts';
import { nearestText } from './nearest-text.ts';
import { sectionOf } from './section-of.ts';

const byCode: Readonly<Record<string, Nearest>> = { ...nearestPlaces, ...nearestNetwork, ...nearestStorage, ...nearestModel, ...nearestPerson, ...nearestSecurity, ...nearestText };

export function localFinding(finding: Finding, surroundings: Surroundings): LocalFinding {
  const code = codeAt(finding);
  const section = sectionOf(finding.path);
  // What a section may not hold is a matter of its own; a code of the same name elsewhere is another one.
  const instead = section && Object.hasOwn(byCode, code) ? byCode[code]?.({ ...finding, code }, surroundings) : undefined;
  return { ...finding, code, ...(section ? { section } : {}), ...(instead ? { instead } : {}) };
}

/** The schema says only "not in the form wanted here"; by its place we know what is wanted. */
const fields: [path: RegExp, code: string][] = [
  [/^cognos\.storage\.(root|swap|models|esp)\.size$/, 'size'],
  [/^cognos\.security\.firewall\.allow\[/, 'service'],
  [/^cognos\.security\.updates\.reboot$/, 'reboot-time'],
  [/^cognos\.ai\.context$/, 'context'],
  [/^cognos\.ai\.language$/, 'model-language'],
  [/^cognos\.ai\.min_tokens_per_second$/, 'speed-floor'],
];
const schemaCodes = ['wrong-form', 'wrong-type', 'out-of-range', 'wrong-choice', 'too-short', 'ambiguous'];

function codeAt({ code, path }: Finding): string {
  return schemaCodes.includes(code) ? fields.find(([form]) => form.test(path))?.[1] ?? code : code;
}
