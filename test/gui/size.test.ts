/** What a browser has to load before the first screen: at most 350 kB, compressed and without fonts. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildGui } from './built.ts';

const limit = 350_000;

test('the renderer is at most 350 kB gzipped without fonts', async (context) => {
  const gui = await buildGui();
  const files = readFileSync(join(gui, 'index.html'), 'utf8').match(/assets\/[\w-]+\.(js|css)/g) ?? [];
  const sizes = files.map((name) => gzipSync(readFileSync(join(gui, name))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  context.diagnostic(`${total} bytes gzipped in ${files.length} files`);
  assert.ok(total > 50_000, 'nothing was measured');
  assert.ok(total <= limit, `${total} bytes`);
});

test('the page has nothing inline, and its files are named after what is in them', async () => {
  const gui = await buildGui();
  const html = readFileSync(join(gui, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /<style|<script(?![^>]*\ssrc=)| style=| on\w+=/);
  assert.deepEqual(readdirSync(join(gui, 'assets')).filter((name) => !/-[\w-]{8}\.\w+$/.test(name)), []);
});
