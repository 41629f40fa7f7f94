/** A golden image on its first start, and what a table of tests changes about it. */
import type { AskFacts } from '../../../../firstboot/ask/ask-facts.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';

export const system = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbackup-agent:x:998:998::/opt:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
export const systemShadow = 'root:!:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n';
export const debian = 'debian:x:1000:1000:Debian:/home/debian:/bin/bash\n';
export const hash = '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7';
export const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBKv2D3hd8wBzWZv0uDpZWzPhkwDUTLzLm0MoWDfzNcf ada@example.net';

export function spec(more: Omit<InstallSpec, 'cognos'> & { cognos?: Partial<InstallSpec['cognos']> } = {}): InstallSpec {
  return { ...more, cognos: { version: 1, ...more.cognos } };
}

export function goldenImage(change: Partial<AskFacts> = {}): AskFacts {
  return {
    spec: spec(), hasSpec: false, passwd: system, shadow: systemShadow, withKeys: [], hostname: 'cognos',
    interfaces: [{ name: 'enp1s0', carrier: true, addresses: ['192.0.2.10'] }], networkConfigured: true, chosen: false,
    machineId: '0123456789abcdef0123456789abcdef', ...change,
  };
}
