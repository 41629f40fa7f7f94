/** Services and times that the firewall and the updates know, for those that they do not. */
import { findService, serviceNames } from '../../shared/harden/services.ts';
import { nearest } from '../../shared/spec/nearest.ts';
import { lastIndex, offer, type Nearest } from './instead.ts';

/** `htps` -> https, `8080` -> 8080/tcp; what looks like nothing -> without it. */
const service: Nearest = ({ path }, { answers }) => {
  const services = [...new Set(answers.security.firewall)];
  const written = services[lastIndex(path) ?? -1];
  if (written === undefined) return undefined;
  const known = serviceFrom(written);
  const firewall = [...new Set(services.flatMap((name) => (name !== written ? [name] : known === undefined ? [] : [known])))];
  return known === undefined ? offer('security', answers, { firewall }, 'the others, without this one', 'without-service') : offer('security', answers, { firewall }, known);
};

function serviceFrom(written: string): string | undefined {
  const text = written.trim().toLowerCase();
  const [, port, protocol = 'tcp'] = /^(\d{1,5})(?:[/ ]?(tcp|udp))?$/.exec(text) ?? [];
  const found = port === undefined ? text : `${port}/${protocol}`;
  return 'ports' in findService(found) ? found : nearest(text, serviceNames);
}

/** `2:00` -> 02:00. */
const rebootTime: Nearest = (_finding, { answers }) => {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.h ]?(\d{2})?$/.exec(answers.security.reboot.trim()) ?? [];
  const time = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
  const known = hours !== '' && Number(hours) < 24 && Number(minutes) < 60;
  return known ? offer('security', answers, { reboot: time }, time) : offer('security', answers, { reboot: 'never' }, 'never', 'never-reboot');
};

export const nearestSecurity: Readonly<Record<string, Nearest>> = { service, 'reboot-time': rebootTime };
