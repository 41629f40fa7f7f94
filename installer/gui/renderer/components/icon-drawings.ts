/** The drawings by name, as text: they are small, and inline ones take the colour of their text. */
const files = import.meta.glob<string>('../../../../assets/icons/*.svg', { eager: true, query: '?raw', import: 'default' });

export const iconNames = [
  'accelerator', 'accessibility', 'again', 'back', 'check', 'chip', 'clock', 'cognos', 'cross', 'disk', 'down', 'forward', 'info', 'key',
  'keyboard', 'language', 'list', 'lock', 'machine', 'memory', 'model', 'network', 'power', 'save', 'search', 'shield', 'sliders', 'terminal',
  'user', 'warning', 'wireless',
] as const;
export type IconName = (typeof iconNames)[number];

export const drawings = Object.fromEntries(iconNames.map((name) => [name, files[`../../../../assets/icons/${name}.svg`]?.trim() ?? ''])) as Record<IconName, string>;
