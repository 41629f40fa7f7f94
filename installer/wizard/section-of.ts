/** Which screen answers what a finding is about, by its path in the spec; undefined for what no screen asks. */
import type { Section } from '../../shared/protocol/answers.ts';

const places: [path: RegExp, section: Section][] = [
  [/^(locale|timezone|keyboard)\b/, 'welcome'],
  [/^(network|apt\.(proxy|https?_proxy))\b/, 'network'],
  [/^cognos\.storage\b/, 'storage'],
  [/^cognos\.ai\b/, 'ai'],
  [/^(hostname|users|user|ssh_authorized_keys)\b/, 'you'],
  [/^cognos\.security\b/, 'security'],
];

export function sectionOf(path: string): Section | undefined {
  return places.find(([form]) => form.test(path))?.[1];
}
