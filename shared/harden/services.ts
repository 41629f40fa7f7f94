/** What the spec may call a service, and the ports that are meant. Anything else is written as 8080/tcp. */
import { nearest } from '../spec/nearest.ts';

export interface ServicePort { port: number; protocol: 'tcp' | 'udp' }

/** Names as in /etc/services, where it has one. */
const services: Readonly<Record<string, readonly ServicePort[]>> = {
  ssh: [{ port: 22, protocol: 'tcp' }],
  http: [{ port: 80, protocol: 'tcp' }],
  https: [{ port: 443, protocol: 'tcp' }],
  dns: [{ port: 53, protocol: 'udp' }, { port: 53, protocol: 'tcp' }],
  ntp: [{ port: 123, protocol: 'udp' }],
  smtp: [{ port: 25, protocol: 'tcp' }],
  submission: [{ port: 587, protocol: 'tcp' }],
  imaps: [{ port: 993, protocol: 'tcp' }],
  ldaps: [{ port: 636, protocol: 'tcp' }],
  nfs: [{ port: 2049, protocol: 'tcp' }],
  rsync: [{ port: 873, protocol: 'tcp' }],
  snmp: [{ port: 161, protocol: 'udp' }],
  syslog: [{ port: 514, protocol: 'udp' }],
  mdns: [{ port: 5353, protocol: 'udp' }],
  mysql: [{ port: 3306, protocol: 'tcp' }],
  postgresql: [{ port: 5432, protocol: 'tcp' }],
  redis: [{ port: 6379, protocol: 'tcp' }],
  wireguard: [{ port: 51820, protocol: 'udp' }],
  'node-exporter': [{ port: 9100, protocol: 'tcp' }],
  prometheus: [{ port: 9090, protocol: 'tcp' }],
  mosh: [{ port: 60001, protocol: 'udp' }],
  /** The agent's API, where it listens to the network. */
  'cognos-api': [{ port: 8080, protocol: 'tcp' }],
  /** First boot's status page, where it was asked for over the network. */
  'cognos-status': [{ port: 8443, protocol: 'tcp' }],
};

export const serviceNames: readonly string[] = Object.keys(services);

export type ServiceAnswer = { ports: readonly ServicePort[] } | { fault: string };

/** `ssh` or `8080/tcp`. */
export function findService(text: string): ServiceAnswer {
  const [number, protocol] = text.split('/');
  if (protocol !== undefined) return findPort(text, Number(number), protocol);
  const ports = Object.hasOwn(services, text) ? services[text] : undefined;
  if (ports) return { ports };
  const near = nearest(text, serviceNames);
  return { fault: `"${text}" is no service that is known here${near ? `; did you mean ${near}?` : `; known are ${serviceNames.slice(0, 6).join(', ')} and others`} A port is written as 8080/tcp` };
}

function findPort(text: string, port: number, protocol: string): ServiceAnswer {
  if (!Number.isInteger(port) || port < 1 || port > 65535) return { fault: `"${text}" is no port: ports are 1 to 65535, for example 8080/tcp` };
  return { ports: [{ port, protocol: protocol === 'udp' ? 'udp' : 'tcp' }] };
}
