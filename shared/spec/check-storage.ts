/** Sizes and rules that are possible whatever the machine; whether they fit it is the planner's to say. */
import type { Check } from './check.ts';
import { parseSize, parseSizeRule } from './size.ts';

export const checkStorage: Check = ({ cognos: { storage } }, note) => {
  for (const key of ['root', 'swap', 'models', 'esp'] as const) {
    const size = storage?.[key]?.size;
    if (size === undefined) continue;
    const bytes = parseSize(size);
    const path = ['cognos', 'storage', key, 'size'];
    if (bytes === undefined) note('size', path, 'no disk is that large; write for example 40GiB', 'error', { value: size });
    else if (bytes < 1024 ** 2 && !(bytes === 0 && (key === 'swap' || key === 'models'))) note('size', path, `${size} is less than 1 MiB; write for example 512MiB`, 'error', { value: size });
  }
  const match = storage?.disk?.match;
  [match?.size ?? []].flat().forEach((rule, index) => {
    if (parseSizeRule(rule) === undefined) note('size', ['cognos', 'storage', 'disk', 'match', 'size', ...(Array.isArray(match?.size) ? [index] : [])], 'no disk is that large; write for example ">=200G"');
  });
  if (match?.path !== undefined) {
    note('disk-path', ['cognos', 'storage', 'disk', 'match', 'path'], 'a path may mean another disk after the next start; by-id, serial or wwn always mean the same one', 'warning');
  }
};
