/** Locales and time zones as people call them. Pure. */
import type { Option } from '../../components/option.ts';

/** `de_DE.UTF-8` is "German (Germany)" in English; `sr_RS@latin` keeps what the name cannot say. */
export function localeOptions(locales: readonly string[], language: string): Option[] {
  const names = namesIn(language);
  const options = locales.map((locale) => ({ value: locale, title: titleOf(locale, names) }));
  const collator = new Intl.Collator(language);
  return options.sort((a, b) => collator.compare(a.title, b.title));
}

export function localeTitle(locale: string, language: string): string {
  return titleOf(locale, namesIn(language));
}

function namesIn(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames(language, { type: 'language', languageDisplay: 'standard' });
}

function titleOf(locale: string, names: Intl.DisplayNames): string {
  const [, place = locale, modifier] = /^([A-Za-z]+(?:_[A-Z]+)?)(?:\.[^@]+)?(?:@(.+))?$/.exec(locale) ?? [];
  const title = nameOf(place.replace('_', '-'), names) ?? locale;
  return modifier === undefined ? title : `${title}, ${modifier}`;
}

/** Some of Debian's locales are no language tags that ICU takes (`C`). */
function nameOf(tag: string, names: Intl.DisplayNames): string | undefined {
  try {
    return names.of(tag);
  } catch {
    return undefined;
  }
}

/** "Berlin (Europe)" is found by either word, and the list is in the order of the cities. */
export function timezoneOptions(timezones: readonly string[], language: string): Option[] {
  const collator = new Intl.Collator(language);
  return timezones.map((zone) => ({ value: zone, title: timezoneTitle(zone) })).sort((a, b) => collator.compare(a.title, b.title));
}

export function timezoneTitle(zone: string): string {
  const [area = zone, ...rest] = zone.replaceAll('_', ' ').split('/');
  const city = rest.pop();
  // Etc is where zones are kept that are no place.
  return city === undefined ? area : area === 'Etc' ? city : `${city} (${[area, ...rest].join(', ')})`;
}

/** What the clocks show there; undefined for a zone that this browser does not know. */
export function timeThere(zone: string, language: string, now: Date): string | undefined {
  try {
    return new Intl.DateTimeFormat(language, { timeZone: zone, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }).format(now);
  } catch {
    return undefined;
  }
}
