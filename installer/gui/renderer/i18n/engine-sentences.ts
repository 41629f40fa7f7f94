/**
 * Which of the engine's own sentences this is, and what stands in its places. The engine says why in English, in plan, log and
 * report alike; a wizard says the same in its language where somebody translated it (engine.json). Pure.
 */
import templates from '../../../../assets/translations/en/engine.json' with { type: 'json' };

export interface EngineSentence { key: keyof typeof templates; values: Readonly<Record<string, string>> }

interface Pattern { key: keyof typeof templates; form: RegExp }

let exact: Map<string, keyof typeof templates> | undefined;
let patterns: readonly Pattern[] | undefined;

/** One that is whole in the file comes before one with places, and of those the one that comes first there. */
export function recognise(sentence: string): EngineSentence | undefined {
  exact ??= new Map(entries().map(([key, text]) => [text, key]));
  const key = exact.get(sentence);
  if (key !== undefined) return { key, values: {} };
  patterns ??= entries().filter(([, text]) => text.includes('{')).map(([each, text]) => ({ key: each, form: formOf(text) }));
  for (const pattern of patterns) {
    const found = pattern.form.exec(sentence);
    if (found) return { key: pattern.key, values: { ...found.groups } };
  }
  return undefined;
}

/** The wizards have a line of their own for it. */
export function saysRestart(note: string): boolean {
  return recognise(note)?.key === 'note.restart';
}

function entries(): [keyof typeof templates, string][] {
  return Object.entries(templates) as [keyof typeof templates, string][];
}

/** "{model} on {device}" -> /^(?<model>.+?) on (?<device>.+?)$/s; a name that stands twice is the same both times. */
function formOf(text: string): RegExp {
  const seen = new Set<string>();
  const parts = text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>.+?)`;
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}
