/** What a language makes likely: locale, keyboard and time zone of the target, until somebody says otherwise. */
import type { WelcomeAnswers, WizardLanguage } from '../../shared/protocol/answers.ts';

type Places = Pick<WelcomeAnswers, 'locale' | 'keyboard' | 'timezone'>;

/**
 * English is spoken in too many time zones to guess one. Where the script is not Latin the keyboard is, because login
 * names are: with Cyrillic keys alone nobody could log in on the console.
 */
const rows: Record<WizardLanguage, [locale: string, layout: string, timezone: string]> = {
  en: ['en_US.UTF-8', 'us', 'Etc/UTC'],
  de: ['de_DE.UTF-8', 'de', 'Europe/Berlin'],
  fr: ['fr_FR.UTF-8', 'fr', 'Europe/Paris'],
  es: ['es_ES.UTF-8', 'es', 'Europe/Madrid'],
  'pt-BR': ['pt_BR.UTF-8', 'br', 'America/Sao_Paulo'],
  it: ['it_IT.UTF-8', 'it', 'Europe/Rome'],
  pl: ['pl_PL.UTF-8', 'pl', 'Europe/Warsaw'],
  ru: ['ru_RU.UTF-8', 'us', 'Europe/Moscow'],
  tr: ['tr_TR.UTF-8', 'tr', 'Europe/Istanbul'],
  ar: ['ar_EG.UTF-8', 'us', 'Africa/Cairo'],
  he: ['he_IL.UTF-8', 'us', 'Asia/Jerusalem'],
  hi: ['hi_IN', 'us', 'Asia/Kolkata'],
  ja: ['ja_JP.UTF-8', 'jp', 'Asia/Tokyo'],
  ko: ['ko_KR.UTF-8', 'kr', 'Asia/Seoul'],
  'zh-Hans': ['zh_CN.UTF-8', 'cn', 'Asia/Shanghai'],
};

export function placesOf(language: WizardLanguage): Places {
  const [locale, layout, timezone] = rows[language];
  return { locale, keyboard: { layout }, timezone };
}

/** A language that is chosen takes its places along, except those that were chosen already. */
export function followLanguage(before: WelcomeAnswers, now: WelcomeAnswers): WelcomeAnswers {
  if (before.language === now.language) return now;
  const [usual, wanted] = [placesOf(before.language), placesOf(now.language)];
  const untouched = (key: keyof Places): boolean => same(now[key], before[key]) && same(before[key], usual[key]);
  return {
    ...now,
    locale: untouched('locale') ? wanted.locale : now.locale,
    keyboard: untouched('keyboard') ? wanted.keyboard : now.keyboard,
    timezone: untouched('timezone') ? wanted.timezone : now.timezone,
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
