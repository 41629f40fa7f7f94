/** Where the agents listen: an address that is one, and a port and a name for each. */
import { quote } from './check.ts';
import type { Check } from './check.ts';
import type { Path } from './document.ts';
import { familyOf } from './ip-address.ts';

const usualPort = 8080;

export const checkAgents: Check = ({ cognos }, note) => {
  const { api, instances = [] } = cognos?.ai ?? {};
  const path: Path = ['cognos', 'ai'];
  if (api?.listen !== undefined && familyOf(api.listen) === 0) {
    note('address', [...path, 'api', 'listen'], `${quote(api.listen)} is no IP address; 127.0.0.1 is this machine alone, 0.0.0.0 every address it has`);
  }
  const ports = new Map([[api?.port ?? usualPort, 'the agent']]);
  const names = new Set<string>();
  instances.forEach(({ name, port }, index) => {
    const at: Path = [...path, 'instances', index];
    if (names.has(name)) note('duplicate', [...at, 'name'], `there is another instance ${quote(name)}; give each a name of its own`);
    const other = ports.get(port);
    if (other !== undefined) note('port', [...at, 'port'], `port ${port} is taken by ${other}; give each agent a port of its own`);
    names.add(name);
    ports.set(port, other ?? `the instance ${quote(name)}`);
  });
};
