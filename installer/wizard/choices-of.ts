/** What of the target can be chosen from: Debian 12's places, the firewall's services, and what each profile changes. */
import keyboardNames from '../../assets/keyboard-names.json' with { type: 'json' };
import locales from '../../assets/locales.json' with { type: 'json' };
import timezones from '../../assets/timezones.json' with { type: 'json' };
import { exceptions, groups, profiles, type Profile } from '../../shared/harden/control.ts';
import { includes } from '../../shared/harden/choose-controls.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { serviceNames } from '../../shared/harden/services.ts';
import type { Choices } from '../../shared/protocol/snapshot.ts';

export function choicesOf(): Choices {
  return {
    locales: locales.names.filter((name) => isUnicode(name, locales.names)),
    keyboards: keyboards(),
    timezones: timezones.names,
    services: [...serviceNames],
    exceptions: [...exceptions],
    profiles: profiles.map(describeProfile),
  };
}

/** The old character sets are for machines that have files from then; a spec may still name them. */
function isUnicode(name: string, all: readonly string[]): boolean {
  if (name.endsWith('.UTF-8')) return true;
  // A few languages have come since and have no other form: `hi_IN`.
  return name.includes('_') && !/[.@]/.test(name) && !all.includes(`${name}.UTF-8`);
}

function keyboards(): Choices['keyboards'] {
  const layouts: Record<string, { name: string; variants: Record<string, string> }> = keyboardNames.layouts;
  return Object.entries(layouts).map(([layout, { name, variants }]) => ({
    layout, name, variants: Object.entries(variants).map(([variant, title]) => ({ variant, name: title })),
  }));
}

function describeProfile(profile: Profile): Choices['profiles'][number] {
  const own = controls.filter(({ level }) => level === profile);
  return {
    profile,
    controls: controls.filter(({ level }) => includes(profile, level)).length,
    groups: groups.flatMap((group) => {
      const titles = own.filter((control) => control.group === group).map(({ title }) => title);
      return titles.length > 0 ? [{ group, titles }] : [];
    }),
  };
}
