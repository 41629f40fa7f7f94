/** The console's keymaps (kbd, loadkeys) in the words of XKB, which `keyboard` of a spec has. */
const keymaps: Record<string, string> = {
  uk: 'gb', 'us-intl': 'us(intl)', dvorak: 'us(dvorak)', 'de-latin1': 'de', 'de-latin1-nodeadkeys': 'de(nodeadkeys)', sg: 'ch(de)', 'sg-latin1': 'ch(de)', fr_CH: 'ch(fr)', 'fr_CH-latin1': 'ch(fr)',
  'fr-latin1': 'fr', 'fr-latin9': 'fr', 'fr-pc': 'fr', 'be-latin1': 'be', 'be2-latin1': 'be', cf: 'ca', 'dk-latin1': 'dk', 'fi-latin1': 'fi', 'no-latin1': 'no', 'se-latin1': 'se', 'sv-latin1': 'se',
  'pt-latin1': 'pt', 'br-abnt2': 'br', 'br-latin1': 'br', 'la-latin1': 'latam', jp106: 'jp', slovene: 'si', croat: 'hr', 'cz-lat2': 'cz', 'sk-qwerty': 'sk(qwerty)', 'sr-cy': 'rs', 'ua-utf': 'ua', trq: 'tr', 'trqu': 'tr', 'trf': 'tr(f)',
};

/** `de-latin1-nodeadkeys`, `us(intl)` or a layout of XKB as it is. */
export function keyboardOf(keymap: string): { layout: string; variant?: string } {
  const name = Object.hasOwn(keymaps, keymap) ? keymaps[keymap] ?? keymap : keymap;
  const [, layout, variant] = /^([a-z0-9_-]+)\(([^)]+)\)$/.exec(name) ?? [];
  return layout === undefined || variant === undefined ? { layout: name } : { layout, variant };
}
