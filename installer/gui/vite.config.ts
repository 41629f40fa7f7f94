/** The renderer: dist-gui/, files with their hash in their name, and nothing inline, so that the policy of the page can forbid it. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontRules } from './vite-fonts.ts';
import { ourLocales } from './vite-locales.ts';
import { words } from './vite-words.ts';

const root = join(import.meta.dirname, '../..');

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  publicDir: false,
  plugins: [react(), words(join(root, 'assets/translations')), fontRules(), ourLocales()],
  build: {
    outDir: join(root, 'dist-gui'),
    emptyOutDir: true,
    target: ['chrome120', 'firefox128', 'safari17.5'],
    // A data: address is inline too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
