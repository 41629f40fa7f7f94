/** Each language's name of itself: whoever looks for theirs reads no other. */
import type { WizardLanguage } from '../../../../../shared/protocol/answers.ts';

export const languageNames: Record<WizardLanguage, string> = {
  en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', 'pt-BR': 'Português (Brasil)', it: 'Italiano', pl: 'Polski', ru: 'Русский',
  tr: 'Türkçe', ar: 'العربية', he: 'עברית', hi: 'हिन्दी', ja: '日本語', ko: '한국어', 'zh-Hans': '简体中文',
};
