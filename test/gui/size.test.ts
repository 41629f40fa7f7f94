/** What a browser has to load before the first screen: at most 350 kB, compressed and without fonts. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildGui } from './built.ts';
import { measureEntry } from './entry-size.ts';

const limit = 350_000;

test('the renderer is at most 350 kB gzipped without fonts', async (context) => {
  const gui = await buildGui();
  const { bytes, files } = measureEntry(gui);
  context.diagnostic(`${bytes} bytes gzipped in ${files} files`);
  assert.ok(bytes > 50_000, 'nothing was measured');
  assert.ok(bytes <= limit, `${bytes} bytes`);
});

test('the page has nothing inline, and its files are named after what is in them', async () => {
  const gui = await buildGui();
  const html = readFileSync(join(gui, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /<style|<script(?![^>]*\ssrc=)| style=| on\w+=/);
  assert.deepEqual(readdirSync(join(gui, 'assets')).filter((name) => !/-[\w-]{8}\.\w+$/.test(name)), []);
});
