/** What a user-data text is by its first line, as cloud-init tells (handlers/__init__.py, INCLUSION_TYPES_MAP). */
export type UserDataKind = 'cloud-config' | 'unmarked' | 'other';

const others: [start: RegExp, name: string][] = [
  [/^(Content-Type|MIME-Version): /i, 'a MIME multi-part message'],
  [/^#include/, 'a list of addresses to include'],
  [/^#!/, 'a script'],
  [/^## template: ?jinja/i, 'a jinja template'],
  [/^#cloud-config-archive/, 'a cloud-config archive'],
  [/^#cloud-config-jsonp/, 'a JSON patch'],
  [/^#cloud-boothook/, 'a boothook'],
  [/^#part-handler/, 'a part handler'],
  [/^#upstart-job/, 'an upstart job'],
];

/** What cloud-init alone understands, in words; undefined for everything that may be a spec. */
export function otherKind(text: string): string | undefined {
  return others.find(([start]) => start.test(text))?.[1];
}

export function kindOf(text: string): UserDataKind {
  if (otherKind(text) !== undefined) return 'other';
  return /^#cloud-config[ \t]*(\r?\n|$)/.test(text) ? 'cloud-config' : 'unmarked';
}
