/** Locale, time zone and keyboard that Debian has, for those that it has not. */
import keyboards from '../../assets/keyboards.json' with { type: 'json' };
import locales from '../../assets/locales.json' with { type: 'json' };
import timezones from '../../assets/timezones.json' with { type: 'json' };
import { nearest } from '../../shared/spec/nearest.ts';
import { offer, type Nearest } from './instead.ts';
import { placesOf } from './language-defaults.ts';

/** `de_XX` -> the first of German; else what the wizard's language makes likely. */
const locale: Nearest = (_finding, { answers }) => {
  const { welcome } = answers;
  const [language = ''] = welcome.locale.split(/[_.@]/);
  const near = nearest(welcome.locale, locales.names) ?? locales.names.find((name) => language !== '' && name.startsWith(`${language}_`) && name.endsWith('.UTF-8'));
  const value = near ?? placesOf(welcome.language).locale;
  return offer('welcome', answers, { locale: value }, value);
};

/** `Berlin` -> Europe/Berlin. */
const timezone: Nearest = (_finding, { answers }) => {
  const { welcome } = answers;
  const written = welcome.timezone.toLowerCase().replaceAll(' ', '_');
  const city = timezones.names.find((name) => name.toLowerCase().split('/').at(-1) === written);
  const value = city ?? nearest(welcome.timezone, timezones.names) ?? placesOf(welcome.language).timezone;
  return offer('welcome', answers, { timezone: value }, value);
};

const keyboard: Nearest = ({ path }, { answers }) => {
  const { keyboard: written, language } = answers.welcome;
  const { model: _model, ...plain } = written;
  if (path === 'keyboard.model') return offer('welcome', answers, { keyboard: plain }, plain.layout);
  const layouts: Record<string, string[]> = keyboards.layouts;
  if (path === 'keyboard.variant') {
    const near = nearest(written.variant ?? '', layouts[written.layout] ?? []);
    const { variant: _variant, ...bare } = written;
    return offer('welcome', answers, { keyboard: near === undefined ? bare : { ...bare, variant: near } }, near === undefined ? written.layout : `${written.layout} ${near}`);
  }
  const layout = nearest(written.layout, Object.keys(layouts)) ?? placesOf(language).keyboard.layout;
  return offer('welcome', answers, { keyboard: { layout } }, layout);
};

export const nearestPlaces: Readonly<Record<string, Nearest>> = { locale, timezone, keyboard };
