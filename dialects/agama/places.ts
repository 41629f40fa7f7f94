/** Language, keyboard, time zone: l10n, and localization in older profiles. */
import { keyboardOf } from '../../shared/foreign/keymap.ts';
import { localeName } from '../../shared/foreign/locale-name.ts';
import { formatPath, type Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

const maps = ['l10n', 'localization'];
const languages = ['locale', 'languages', 'language'];
const keymaps = ['keymap', 'keyboard'];

export async function translatePlaces(ledger: Ledger): Promise<void> {
  for (const map of maps) if (ledger.map([map])) ledger.sayUnknown([map], [...languages, ...keymaps, 'timezone']);
  const { default: { names } } = await import('../../assets/locales.json', { with: { type: 'json' } });
  const language = first(ledger, languages);
  if (language) {
    ledger.put(['locale'], localeName(language.written, names));
    ledger.translated(language.path, [['locale']]);
  }
  const keymap = first(ledger, keymaps);
  if (keymap) await translateKeymap(ledger, keymap);
  const timezone = first(ledger, ['timezone']);
  if (timezone) {
    ledger.put(['timezone'], timezone.written);
    ledger.translated(timezone.path, [['timezone']]);
  }
}

interface Written { path: Path; written: string }

/** The first that says something; the others say it again, or would. */
function first(ledger: Ledger, keys: readonly string[]): Written | undefined {
  const found = maps.flatMap((map) => keys.flatMap((key): Written[] => {
    const path = [map, key];
    const [written] = key === 'languages' ? ledger.texts(path) : [ledger.text(path)];
    return written === undefined || written === '' ? [] : [{ path, written }];
  }));
  const [counts, ...others] = found;
  for (const { path } of counts ? others : []) ledger.notApplicable(path, `${formatPath(counts?.path ?? [])} says it`);
  return counts;
}

/** Of the console, as localectl list-keymaps on openSUSE has them: layout and variant of XKB with a hyphen or brackets between them, or an older name. */
async function translateKeymap(ledger: Ledger, { path, written }: Written): Promise<void> {
  const { default: { layouts } } = await import('../../assets/keyboards.json', { with: { type: 'json' } });
  const variants: Record<string, string[]> = layouts;
  const [, before = '', after = ''] = /^([a-z]+)-(.+)$/.exec(written) ?? [];
  const hyphened = Object.hasOwn(variants, before) && variants[before]?.includes(after);
  const { layout, variant } = hyphened ? { layout: before, variant: after } : keyboardOf(written);
  ledger.put(['keyboard', 'layout'], layout);
  if (variant !== undefined) ledger.put(['keyboard', 'variant'], variant);
  ledger.translated(path, [['keyboard', 'layout'], ...variant === undefined ? [] : [['keyboard', 'variant']]]);
}
