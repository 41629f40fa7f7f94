/** react-aria speaks 34 languages. Those that the wizard does not offer are left out of the bundle. */
import type { Plugin } from 'vite';

const kept = new Set(['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'it-IT', 'pl-PL', 'ru-RU', 'tr-TR', 'ar-AE', 'he-IL', 'ja-JP', 'ko-KR', 'zh-CN']);

export function ourLocales(): Plugin {
  return {
    name: 'cognos-locales',
    enforce: 'pre',
    load(id) {
      const locale = /\/(?:react-aria|react-stately|react-aria-components)\/dist\/private\/intl\/(?:.*\/)?([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)?.[1];
      return locale !== undefined && !kept.has(locale) ? 'export default {};' : undefined;
    },
  };
}
