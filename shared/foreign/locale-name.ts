/**
 * A locale as people write it -> as Debian 12 calls it: de_DE means de_DE.UTF-8, as in debian-installer. What is no locale
 * stays as it is, for validation to say.
 * @param names of assets/locales.json
 */
export function localeName(written: string, names: readonly string[]): string {
  const [, base = written, encoding, modifier = ''] = /^([^.@]+)(\.[^@]*)?(@.*)?$/.exec(written) ?? [];
  const utf8 = [`${base}.UTF-8${modifier}`, `${base}.UTF-8`, `${base}${modifier}`];
  const wanted = encoding === undefined || /^\.utf-?8$/i.test(encoding) ? utf8 : [written];
  return wanted.find((name) => names.includes(name)) ?? written;
}
