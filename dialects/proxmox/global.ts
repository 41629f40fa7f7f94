/** [global] but for root: name, keyboard, time zone, and how it ends. */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { keyOf, sayUnknownKeys } from './key.ts';

const at: Path = ['global'];
/** What Proxmox sets for each of its names, in XKB's words. */
const keyboards: Record<string, readonly [layout: string, variant?: string]> = {
  de: ['de', 'nodeadkeys'], 'de-ch': ['ch', 'de_nodeadkeys'], dk: ['dk', 'nodeadkeys'], 'en-gb': ['gb'], 'en-us': ['us'], es: ['es', 'nodeadkeys'], fi: ['fi', 'nodeadkeys'], fr: ['fr', 'nodeadkeys'], 'fr-be': ['be', 'nodeadkeys'],
  'fr-ca': ['ca', 'fr-legacy'], 'fr-ch': ['ch', 'fr_nodeadkeys'], hu: ['hu'], is: ['is'], it: ['it', 'nodeadkeys'], jp: ['jp'], lt: ['lt', 'std'], mk: ['mk', 'nodeadkeys'], nl: ['nl'], no: ['no', 'nodeadkeys'], pl: ['pl'],
  pt: ['pt', 'nodeadkeys'], 'pt-br': ['br', 'nodeadkeys'], se: ['se', 'nodeadkeys'], si: ['si'], tr: ['tr'],
};

export function translateGlobal(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  sayUnknownKeys(ledger, at, ['country', 'fqdn', 'keyboard', 'mailto', 'timezone', 'root-password', 'root-password-hashed', 'root-ssh-keys', 'reboot-on-error', 'reboot-mode', 'subscription-key']);
  translateName(ledger, [...at, 'fqdn']);
  translateKeyboard(ledger, [...at, 'keyboard']);
  const timezone = [...at, 'timezone'];
  const zone = ledger.text(timezone);
  if (zone !== undefined) ledger.put(['timezone'], zone);
  if (zone !== undefined) ledger.translated(timezone, [['timezone']]);
  ledger.notApplicable([...at, 'country'], 'is for Proxmox\'s choice of time zones and mirrors; deb.debian.org finds the nearest mirror by itself');
  ledger.notApplicable([...at, 'mailto'], 'no mail is sent: CognOS has no mailer; what it does is in its journal, and cognos.firstboot.report tells it');
  ledger.notApplicable(keyOf(ledger, at, 'subscription-key'), 'CognOS needs no subscription');
  translateEnd(ledger);
}

function translateName(ledger: Ledger, path: Path): void {
  if (isMap(ledger.get(path))) {
    ledger.sayUnknown(path, ['source', 'domain']);
    ledger.notApplicable([...path, 'source'], 'the name that DHCP gives is taken where no other is given');
    return ledger.notApplicable([...path, 'domain'], 'a domain without a host name says nothing; write fqdn = "HOST.DOMAIN"');
  }
  const name = ledger.text(path);
  if (name === undefined) return;
  ledger.put(['hostname'], name.split('.')[0]);
  ledger.put(['fqdn'], name);
  ledger.put(['manage_etc_hosts'], 'localhost');
  ledger.translated(path, [['hostname'], ['fqdn'], ['manage_etc_hosts']]);
}

function translateKeyboard(ledger: Ledger, path: Path): void {
  const name = ledger.text(path);
  if (name === undefined) return;
  const [layout, variant] = (Object.hasOwn(keyboards, name) ? keyboards[name] : undefined) ?? [];
  if (layout === undefined) return ledger.refused(path, `is none of Proxmox's keyboards, which are ${Object.keys(keyboards).join(', ')}`);
  ledger.put(['keyboard'], { layout, ...variant === undefined ? {} : { variant } });
  ledger.translated(path, [['keyboard', 'layout'], ...variant === undefined ? [] : [['keyboard', 'variant']]]);
}

function translateEnd(ledger: Ledger): void {
  const mode = keyOf(ledger, at, 'reboot-mode');
  const end = ledger.text(mode);
  if (end === 'power-off') {
    ledger.put(['cognos', 'install', 'after'], 'poweroff');
    ledger.translated(mode, [['cognos', 'install', 'after']]);
  } else if (end !== undefined && end !== 'reboot') ledger.refused(mode, 'has to be reboot or power-off');
  ledger.applied(mode, 'the machine restarts');
  const onError = keyOf(ledger, at, 'reboot-on-error');
  if (ledger.truth(onError) === true) ledger.notApplicable(onError, 'an installation that fails stays, with its cause on the console');
  ledger.applied(onError, 'an installation that fails stays, with its cause on the console');
}
