import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param name folder and file without its ending, `plans/nvme-server--any-disk`; UPDATE_GOLDEN=1 writes it anew. */
export function compareGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] || !existsSync(path)) {
    if (process.env['CI']) assert.fail(`${path} is missing`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'));
}
