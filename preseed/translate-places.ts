/** Language, country, keyboard, clock. */
import { keyboardOf } from '../shared/foreign/keymap.ts';
import { localeName } from '../shared/foreign/locale-name.ts';
import type { Sheet } from './sheet.ts';

const keymapQuestions = ['keyboard-configuration/xkb-keymap', 'keymap', 'console-keymaps-at/keymap', 'debian-installer/keymap'];

export async function translatePlaces(sheet: Sheet): Promise<void> {
  const { default: { names } } = await import('../assets/locales.json', { with: { type: 'json' } });
  translateLocale(sheet, names);
  translateKeyboard(sheet);
  translateClock(sheet);
}

function translateLocale(sheet: Sheet, names: readonly string[]): void {
  const question = 'debian-installer/locale';
  const written = sheet.value(question);
  const language = sheet.value('debian-installer/language')?.split(':')[0];
  const country = sheet.value('debian-installer/country') ?? sheet.value('localechooser/shortlist');
  if (written !== undefined) {
    sheet.put(['locale'], localeName(written, names));
    sheet.translated(question, [['locale']]);
    for (const other of ['debian-installer/language', 'debian-installer/country', 'localechooser/shortlist']) sheet.applied(other, `the locale ${written} says it`);
  } else if (language !== undefined || country !== undefined) {
    const found = fromParts(language ?? 'en', country, names);
    if (found === undefined) {
      for (const other of ['debian-installer/language', 'debian-installer/country', 'localechooser/shortlist']) sheet.refused(other, 'no locale of Debian 12 goes with this; write debian-installer/locale, for example de_DE.UTF-8');
    } else {
      sheet.put(['locale'], found);
      for (const other of ['debian-installer/language', 'debian-installer/country', 'localechooser/shortlist']) sheet.translated(other, [['locale']], `as ${found}`);
    }
  }
  const further = sheet.value('localechooser/supported-locales');
  if (further !== undefined) sheet.notApplicable('localechooser/supported-locales', 'only the locale itself is made; locale-gen in runcmd makes further ones');
}

function fromParts(language: string, country: string | undefined, names: readonly string[]): string | undefined {
  const usual: Record<string, string> = { en: 'US', de: 'DE', fr: 'FR', es: 'ES', pt: 'PT', it: 'IT', nl: 'NL', ru: 'RU' };
  const whole = language.includes('_') ? [language] : [];
  const guesses = [...whole, ...country === undefined ? [] : [`${language}_${country}`], `${language}_${usual[language] ?? language.toUpperCase()}`];
  return guesses.map((name) => `${name}.UTF-8`).find((name) => names.includes(name)) ?? names.find((name) => name.startsWith(`${language}_`) && name.endsWith('.UTF-8'));
}

function translateKeyboard(sheet: Sheet): void {
  const question = keymapQuestions.find((name) => sheet.value(name) !== undefined && !/^(skip-config|select|)$/i.test(sheet.value(name) ?? ''));
  const layouts = ['keyboard-configuration/layoutcode', 'console-setup/layoutcode'];
  const layout = layouts.find((name) => sheet.value(name) !== undefined);
  const parts: [suffix: string, key: 'variant' | 'model' | 'options'][] = [['variantcode', 'variant'], ['modelcode', 'model'], ['optionscode', 'options']];
  if (layout !== undefined) {
    sheet.put(['keyboard', 'layout'], sheet.value(layout));
    sheet.translated(layout, [['keyboard', 'layout']]);
  } else if (question !== undefined) {
    const written = sheet.value(question) ?? '';
    const { layout: name, variant } = keyboardOf(written);
    sheet.put(['keyboard', 'layout'], name);
    if (variant !== undefined) sheet.put(['keyboard', 'variant'], variant);
    sheet.translated(question, [['keyboard', 'layout'], ...variant === undefined ? [] : [['keyboard', 'variant']]]);
  }
  for (const [suffix, key] of parts) {
    for (const prefix of ['keyboard-configuration', 'console-setup']) {
      const name = `${prefix}/${suffix}`;
      const value = sheet.value(name);
      if (value === undefined) sheet.applied(name, 'none, as by default');
      else if (!sheet.spec['keyboard']) sheet.refused(name, 'needs a layout beside it; write keyboard-configuration/xkb-keymap too');
      else {
        sheet.put(['keyboard', key], value);
        sheet.translated(name, [['keyboard', key]]);
      }
    }
  }
  for (const name of [...keymapQuestions, ...layouts]) sheet.notApplicable(name, sheet.spec['keyboard'] ? 'another answer says the keyboard' : 'names no keyboard, so it stays us');
}

function translateClock(sheet: Sheet): void {
  if (sheet.value('time/zone') !== undefined) {
    sheet.put(['timezone'], sheet.value('time/zone'));
    sheet.translated('time/zone', [['timezone']]);
  }
  const utc = sheet.truth('clock-setup/utc');
  if (utc === true) sheet.applied('clock-setup/utc', 'the hardware clock runs in UTC');
  if (utc === false) sheet.notApplicable('clock-setup/utc', 'the hardware clock is taken to run in UTC, always, and is set by the time servers');
  const ntp = sheet.truth('clock-setup/ntp');
  const server = sheet.value('clock-setup/ntp-server');
  if (ntp === true) sheet.applied('clock-setup/ntp', 'time is synchronised by systemd-timesyncd');
  if (ntp === false) {
    sheet.put(['ntp', 'enabled'], false);
    sheet.translated('clock-setup/ntp', [['ntp', 'enabled']]);
  }
  if (server !== undefined && ntp !== false) {
    sheet.put(['ntp', 'servers'], server.split(/[\s,]+/));
    sheet.translated('clock-setup/ntp-server', [['ntp', 'servers']]);
  }
  sheet.notApplicable('clock-setup/ntp-server', ntp === false ? 'time is not synchronised' : 'names no server, so Debian\'s are asked');
}
