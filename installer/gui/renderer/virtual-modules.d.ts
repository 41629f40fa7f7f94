/** Made by installer/gui/vite-*.ts at build time. */
declare module 'virtual:words' {
  import type { WordFiles } from './i18n/english.ts';
  export const wordsOf: Record<string, (() => Promise<{ default: WordFiles }>) | undefined>;
}
declare module 'virtual:fonts' {
  export const fontOf: Record<string, (() => Promise<unknown>) | undefined>;
}
declare module 'virtual:font-names.css';
