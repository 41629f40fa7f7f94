import { posix } from 'node:path';
import { stringify } from 'yaml';
import type { FileContent, Handler } from '../../shared/plan/step.ts';
import { revealAll } from '../../shared/system/secrets.ts';

export const writeFile: Handler<'write-file'> = async ({ path, mode, content }, { target, reveal }) => {
  await target.makeDirectory(posix.dirname(path));
  await target.writeFile(path, render(content, reveal), { mode, uid: 0, gid: 0 });
};

export function render(content: FileContent, reveal: (text: string) => string): string {
  if ('text' in content) return reveal(content.text);
  if ('json' in content) return `${JSON.stringify(revealAll(content.json, reveal), undefined, 2)}\n`;
  // YAML 1.1 quoting: PyYAML reads these files, and its `no` and `1:30` are not strings.
  return `${content.header ?? ''}${stringify(revealAll(content.yaml, reveal), { version: '1.1', lineWidth: 0 })}`;
}
