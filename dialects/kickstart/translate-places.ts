/** lang, keyboard, timezone, timesource. */
import { keyboardOf } from '../../shared/foreign/keymap.ts';
import { localeName } from '../../shared/foreign/locale-name.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

export async function translatePlaces(sheet: Sheet): Promise<void> {
  const { default: { names } } = await import('../../assets/locales.json', { with: { type: 'json' } });
  const { default: { layouts } } = await import('../../assets/keyboards.json', { with: { type: 'json' } });
  translateLanguage(sheet, names);
  translateKeyboard(sheet, layouts);
  translateClock(sheet);
  translateTimeSources(sheet);
}

function translateLanguage(sheet: Sheet, names: readonly string[]): void {
  const lang = sheet.last('lang');
  for (const older of sheet.all('langsupport')) sheet.notApplicable(older, 'every UTF-8 locale is there');
  if (!lang) return;
  const [written] = lang.words;
  if (written === undefined) return sheet.refused(lang, 'names no language; write for example lang de_DE.UTF-8');
  sheet.put(['locale'], localeName(written, names));
  sheet.translated(lang, [['locale']], sheet.has(lang, 'addsupport') ? 'the further locales are there, as every UTF-8 locale is' : undefined);
}

function translateKeyboard(sheet: Sheet, known: Readonly<Record<string, string[]>>): void {
  const keyboard = sheet.last('keyboard');
  if (!keyboard) return;
  const written = sheet.list(keyboard, 'xlayouts');
  const keymap = sheet.value(keyboard, 'vckeymap') ?? keyboard.words[0];
  const layouts = written.length > 0 ? written.map(xLayout) : keymap === undefined ? [] : [ofKeymap(keymap, known)];
  const options = sheet.list(keyboard, 'switch');
  if (layouts.length === 0) return sheet.refused(keyboard, 'names no layout; write for example keyboard --xlayouts=de');
  const paths = [['keyboard', 'layout']];
  sheet.put(['keyboard', 'layout'], layouts.map(({ layout }) => layout).join(','));
  if (layouts.some(({ variant }) => variant !== undefined)) {
    sheet.put(['keyboard', 'variant'], layouts.map(({ variant = '' }) => variant).join(','));
    paths.push(['keyboard', 'variant']);
  }
  if (options.length > 0) {
    sheet.put(['keyboard', 'options'], options.join(','));
    paths.push(['keyboard', 'options']);
  }
  sheet.translated(keyboard, paths);
}

/** `cz (qwerty)` */
function xLayout(text: string): { layout: string; variant?: string } {
  const [, layout = text, variant] = /^([\w-]+) *\(([^)]*)\)$/.exec(text) ?? [];
  return variant === undefined || variant === '' ? { layout } : { layout, variant };
}

/** systemd makes keymaps of XKB's layouts, which it calls de-nodeadkeys. */
function ofKeymap(keymap: string, known: Readonly<Record<string, string[]>>): { layout: string; variant?: string } {
  const [, layout = '', variant = ''] = /^([a-z]+)-(\w+)$/.exec(keymap) ?? [];
  return Object.hasOwn(known, layout) && known[layout]?.includes(variant) ? { layout, variant } : keyboardOf(keymap);
}

function translateClock(sheet: Sheet): void {
  const timezone = sheet.last('timezone');
  if (!timezone) return;
  const [zone] = timezone.words;
  const servers = sheet.list(timezone, 'ntpservers');
  const utc = sheet.has(timezone, 'utc');
  if (zone !== undefined) {
    sheet.put(['timezone'], zone);
    sheet.translated(timezone, [['timezone']], utc ? undefined : 'the hardware clock is taken to run in UTC, always');
  }
  if (sheet.has(timezone, 'nontp')) turnOff(sheet, timezone);
  else if (servers.length > 0) addServers(sheet, timezone, 'servers', servers);
  if (zone === undefined && sheet.isOpen(timezone)) sheet.applied(timezone, 'the hardware clock runs in UTC');
}

function translateTimeSources(sheet: Sheet): void {
  for (const source of sheet.all('timesource')) {
    const server = sheet.value(source, 'ntp-server');
    const pool = sheet.value(source, 'ntp-pool');
    if (sheet.has(source, 'nts')) sheet.refused(source, 'time is synchronised by systemd-timesyncd, which knows no NTS; leave --nts out');
    else if (sheet.has(source, 'ntp-disable')) turnOff(sheet, source);
    else if (server !== undefined) addServers(sheet, source, 'servers', [server]);
    else if (pool !== undefined) addServers(sheet, source, 'pools', [pool]);
    else sheet.refused(source, 'names no source; write --ntp-server=… or --ntp-pool=…');
  }
}

function turnOff(sheet: Sheet, statement: Statement): void {
  sheet.put(['ntp', 'enabled'], false);
  sheet.translated(statement, [['ntp', 'enabled']]);
}

function addServers(sheet: Sheet, statement: Statement, key: 'servers' | 'pools', names: string[]): void {
  const before = ((sheet.spec['ntp'] as Record<string, string[]> | undefined)?.[key] ?? []);
  sheet.put(['ntp', key], [...new Set([...before, ...names])]);
  sheet.translated(statement, [['ntp', key]]);
}
