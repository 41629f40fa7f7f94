/** Language, keyboard, time zone. */
import { localeName } from '../../shared/foreign/locale-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

export async function translatePlaces(ledger: Ledger, at: Path): Promise<void> {
  const { default: { names } } = await import('../../assets/locales.json', { with: { type: 'json' } });
  const locale = [...at, 'locale'];
  const language = ledger.text(locale);
  if (language !== undefined) {
    ledger.put(['locale'], localeName(language, names));
    ledger.translated(locale, [['locale']]);
  }
  translateKeyboard(ledger, [...at, 'keyboard']);
  const timezone = [...at, 'timezone'];
  const zone = ledger.text(timezone);
  if (zone === 'geoip') ledger.notApplicable(timezone, 'nobody is asked where this machine is: the clock shows UTC', true);
  else ledger.carried(timezone, ['timezone']);
}

function translateKeyboard(ledger: Ledger, at: Path): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['layout', 'variant', 'toggle', 'model']);
  const layout = ledger.text([...at, 'layout']);
  if (layout === undefined) return ledger.refused(at, 'has to name a layout; write for example layout: de');
  ledger.carried([...at, 'layout'], ['keyboard', 'layout']);
  for (const key of ['variant', 'model']) if (ledger.text([...at, key]) !== undefined) ledger.carried([...at, key], ['keyboard', key]);
  const toggle = ledger.text([...at, 'toggle']);
  if (toggle !== undefined) {
    ledger.put(['keyboard', 'options'], `grp:${toggle}`);
    ledger.translated([...at, 'toggle'], [['keyboard', 'options']], `as grp:${toggle.slice(0, 24)}`);
  }
}
