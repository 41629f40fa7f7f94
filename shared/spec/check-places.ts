/** Time zone, locale and keyboard that Debian 12 has. Each list is loaded only when its key is there. */
import { cut, quote } from './check.ts';
import type { Check, Note } from './check.ts';
import type { InstallSpec } from './install-spec.ts';
import { nearest } from './nearest.ts';

export const checkTimezone: Check = async ({ timezone }, note) => {
  if (timezone === undefined) return;
  const { default: { names } } = await import('../../assets/timezones.json', { with: { type: 'json' } });
  if (!names.includes(timezone)) note('timezone', ['timezone'], `there is no time zone ${quote(timezone)}; ${meant(timezone, names, 'Europe/Berlin')}`, 'error', { value: cut(timezone) });
};

export const checkLocale: Check = async ({ locale }, note) => {
  if (locale === undefined) return;
  const { default: { names } } = await import('../../assets/locales.json', { with: { type: 'json' } });
  if (!names.includes(locale)) note('locale', ['locale'], `there is no locale ${quote(locale)}; ${meant(locale, names, 'de_DE.UTF-8')}`, 'error', { value: cut(locale) });
};

export const checkKeyboard: Check = async ({ keyboard }, note) => {
  if (keyboard) await checkParts(keyboard, note);
};

async function checkParts({ layout, model, variant, options }: NonNullable<InstallSpec['keyboard']>, note: Note): Promise<void> {
  const { default: known } = await import('../../assets/keyboards.json', { with: { type: 'json' } });
  const layouts: Record<string, string[]> = known.layouts;
  const names = layout.split(',');
  const variants = (variant ?? '').split(',');
  for (const name of names) {
    if (!Object.hasOwn(layouts, name)) note('keyboard', ['keyboard', 'layout'], `there is no keyboard layout ${quote(name)}; ${meant(name, Object.keys(layouts), 'de')}`, 'error', { value: cut(name) });
  }
  if (variants.length > names.length) note('keyboard', ['keyboard', 'variant'], `${variants.length} variants stand beside ${names.length} layouts; give at most as many`, 'error', { value: cut(variant ?? '') });
  variants.forEach((name, index) => {
    const beside = names[index];
    const choices = beside === undefined ? undefined : layouts[beside];
    if (name === '' || beside === undefined || !choices || choices.includes(name)) return;
    note('keyboard', ['keyboard', 'variant'], `the keyboard layout ${beside} has no variant ${quote(name)}; ${meant(name, choices, choices[0] ?? 'no variant')}`, 'error', { value: cut(name) });
  });
  if (model !== undefined && !known.models.includes(model)) note('keyboard', ['keyboard', 'model'], `there is no keyboard model ${quote(model)}; ${meant(model, known.models, 'pc105')}`, 'error', { value: cut(model) });
  for (const name of (options ?? '').split(',').filter(Boolean)) {
    if (!known.options.includes(name)) note('keyboard', ['keyboard', 'options'], `there is no keyboard option ${quote(name)}; ${meant(name, known.options, 'compose:rwin')}`, 'error', { value: cut(name) });
  }
}

function meant(written: string, names: readonly string[], example: string): string {
  const near = nearest(written, names);
  return near === undefined ? `write for example ${example}` : `did you mean ${near}?`;
}
