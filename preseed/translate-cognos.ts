/**
 * What debian-installer has no question for: `cognos cognos/ai/model string none` is the key `cognos.ai.model` of the
 * spec. A stock debian-installer takes such lines and asks nothing of the kind, so one file can serve both.
 */
import { isMap } from '../shared/spec/is-map.ts';
import type { Path } from '../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';

/** The rest is said by partman's answers, and consent to overwrite a disk only by them. */
const sections = ['ai', 'security', 'firstboot', 'install'];

export function translateCognos(sheet: Sheet): void {
  for (const { question, type, value } of sheet.open()) {
    if (!question.startsWith('cognos/')) continue;
    const steps = question.split('/');
    const fault = faultOf(sheet, steps, type);
    if (fault !== undefined) sheet.refused(question, fault);
    else {
      sheet.put(steps, valueOf(value));
      sheet.translated(question, [steps]);
    }
  }
}

function faultOf(sheet: Sheet, steps: string[], type: string): string | undefined {
  const [, section = '', ...rest] = steps;
  if (/^(note|text|title|error)$/.test(type)) return `${type} asks nothing; write string`;
  if (!sections.includes(section)) return `below cognos/ stand ${sections.slice(0, -1).join(', ')} and ${sections.at(-1) ?? ''}, as in user-data; disk and consent are partman's`;
  if (!rest.every((step) => /^[a-z][a-z0-9_]*$/.test(step))) return 'is no path of keys; write for example cognos/ai/model';
  const above = valuesAbove(sheet.spec, steps).find((each) => !isMap(each));
  if (above !== undefined) return 'another line says the whole of which this is a part; write both into one, as JSON';
  return undefined;
}

/** What the spec already has on the way to a key. */
function valuesAbove(spec: Record<string, unknown>, path: Path): unknown[] {
  const values: unknown[] = [];
  let at: unknown = spec;
  for (const step of path.slice(0, -1)) {
    at = isMap(at) && Object.hasOwn(at, step) ? (at as Record<string | number, unknown>)[step] : undefined;
    if (at === undefined) break;
    values.push(at);
  }
  return values;
}

/** JSON where it is JSON, else text: 4096, true, ["a", "b"], none. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
