/** firewall, selinux, authselect, services. */
import { findService } from '../../shared/harden/services.ts';
import type { Path } from '../../shared/spec/document.ts';
import { serviceOf } from './service-names.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

export function translateSecurity(sheet: Sheet): void {
  const firewall = sheet.last('firewall');
  if (firewall) translateFirewall(sheet, firewall);
  for (const statement of sheet.all('selinux')) {
    sheet.has(statement, 'disabled', 'enforcing', 'permissive');
    sheet.notApplicable(statement, 'CognOS runs AppArmor, not SELinux');
  }
  for (const statement of sheet.all('authconfig', 'authselect')) translateAuthentication(sheet, statement);
  for (const statement of sheet.all('realm')) sheet.refused(statement, 'a domain is not joined while the machine is installed; leave it out, add realmd and sssd to the packages, and join with realm join on the installed system');
  for (const statement of sheet.all('services')) translateServices(sheet, statement);
}

/** Names of firewalld where they are others than ours; an empty text needs no rule. */
const firewalld: Readonly<Record<string, string>> = {
  'smtp-submission': 'submission', rsyncd: 'rsync', nfs4: 'nfs', nfs3: 'nfs', 'dhcpv6-client': '', cockpit: '9090/tcp', 'redis-sentinel': '26379/tcp', imap: '143/tcp', ldap: '389/tcp', ftp: '21/tcp', telnet: '23/tcp', kerberos: '88/tcp',
  squid: '3128/tcp', mongodb: '27017/tcp', 'docker-registry': '5000/tcp', elasticsearch: '9200/tcp', 'vnc-server': '5900/tcp', 'ssh-custom': '', 'zabbix-agent': '10050/tcp', 'zabbix-server': '10051/tcp', 'salt-master': '4505/tcp', git: '9418/tcp', mqtt: '1883/tcp',
};

const ownName = (name: string): string => (Object.hasOwn(firewalld, name) ? firewalld[name] ?? name : name);

function translateFirewall(sheet: Sheet, firewall: Statement): void {
  if (sheet.has(firewall, 'disabled')) return sheet.refused(firewall, 'the firewall of CognOS stays up; name what may be reached in its place: firewall --enabled --service=ssh,http --port=8080:tcp');
  if (sheet.has(firewall, 'trust')) return sheet.refused(firewall, 'an interface cannot be let through as a whole; name the services: --service=… or --port=…');
  sheet.has(firewall, 'enabled', 'use-system-defaults');
  const written = [...['ssh', 'http', 'smtp', 'ftp', 'telnet'].filter((name) => sheet.has(firewall, name)), ...sheet.list(firewall, 'service')];
  const removed = sheet.list(firewall, 'remove-service').map(ownName);
  // firewalld lets ssh in where nothing is said, and so do we. A port that is named stays open, whatever service it is of.
  const named = ['ssh', ...written.map(ownName)].filter((name) => name !== '' && !removed.includes(name));
  const unknown = written.find((name) => !Object.hasOwn(firewalld, name) && 'fault' in findService(name));
  if (unknown !== undefined) return sheet.refused(firewall, `${/^[a-z0-9-]{1,24}$/.test(unknown) ? unknown : 'one of the services'} is no service that is known here; write its port, for example --port=8080:tcp`);
  const ports = sheet.list(firewall, 'port').map(portOf);
  const wrong = ports.find((port) => port.fault);
  if (wrong) return sheet.refused(firewall, 'a port is written as 8080:tcp or 53:udp, one number each; write every port of a range, or name its service');
  const allow = [...new Set([...named, ...ports.map(({ port }) => port)])];
  const path: Path = ['cognos', 'security', 'firewall', 'allow'];
  if (allow.length === 1 && allow[0] === 'ssh') return sheet.applied(firewall, 'the firewall lets ssh in and nothing else');
  sheet.put(path, allow);
  sheet.translated(firewall, [path]);
}

/** `8080:tcp`, `53`, `imap:tcp` where the name is known. */
function portOf(written: string): { port: string; fault: boolean } {
  const [, number, name, protocol = 'tcp'] = /^(?:(\d{1,5})|([a-z][a-z0-9-]*))(?::(tcp|udp))?$/.exec(written) ?? [];
  const port = number === undefined ? ownName(name ?? '') : `${Number(number)}/${protocol}`;
  const found = findService(port);
  if (port === '' || 'fault' in found) return { port, fault: true };
  const [first] = found.ports;
  // The name stands for the port alone: it is open by the protocol that is asked for, which is tcp where none is.
  return { port: first && found.ports.some((each) => each.protocol !== protocol) ? `${first.port}/${protocol}` : port, fault: false };
}

function translateAuthentication(sheet: Sheet, statement: Statement): void {
  const said = statement.words.join(' ');
  if (/--enable(ldap|ldapauth|nis|krb5|winbind|winbindauth|sssd|sssdauth|ipav2|smartcard|hesiod)\b|\b(select )?(nis|winbind)\b/.test(said)) return sheet.refused(statement, 'accounts of a directory are not carried over; leave this out, add sssd to the packages, and write its configuration with write_files in user-data');
  sheet.applied(statement, /\bwith-/.test(said) ? 'accounts are those of the machine, with passwords in /etc/shadow; features of PAM are set by the hardening profile' : 'accounts are those of the machine, with passwords in /etc/shadow, hashed with yescrypt');
}

function translateServices(sheet: Sheet, statement: Statement): void {
  const packages = (sheet.spec['packages'] ?? []) as string[];
  const commands: string[][] = [];
  for (const [option, verb] of [['disabled', 'disable'], ['enabled', 'enable']] as const) {
    for (const name of sheet.list(statement, option).map((each) => each.replace(/\.service$/, ''))) {
      const service = serviceOf(name);
      const shown = /^[\w.@-]{1,40}$/.test(name) ? name : 'one of the services';
      if (!service) return sheet.refused(statement, `${shown} is no service that is known here; leave it out, and let runcmd in user-data call systemctl with Debian's name for it`);
      const there = service.package === undefined || packages.includes(service.package);
      if (service.note !== undefined) {
        const fault = verb === 'disable' ? service.needed : service.lacking;
        if (fault !== undefined) return sheet.refused(statement, `${shown}: ${fault}`);
        sheet.applied(statement, `${shown}: ${service.note}`);
      } else if (there) commands.push(['systemctl', verb, '--now', service.unit]);
      else if (verb === 'disable') sheet.applied(statement, `${shown} is not there`);
      else return sheet.refused(statement, `${shown} belongs to the package ${service.package ?? ''}, which %packages does not name; add it there`);
    }
  }
  if (commands.length > 0) {
    sheet.append(['runcmd'], ...commands);
    sheet.translated(statement, [['runcmd']]);
  }
  if (sheet.isOpen(statement)) sheet.applied(statement, 'names no service');
}
