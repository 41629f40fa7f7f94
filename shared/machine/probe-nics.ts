import type { Nic } from './machine.ts';
import { readLine, readLinkName, readNumber } from './view.ts';
import type { View } from './view.ts';

const folder = '/sys/class/net';

/** Network cards with a device behind them: no loopback, bridges, bonds or tunnels. */
export async function probeNics(view: View): Promise<Nic[]> {
  const nics = await Promise.all((await view.host.list(folder)).map((name) => probeNic(view, name)));
  return nics.filter((nic) => nic !== undefined);
}

async function probeNic(view: View, name: string): Promise<Nic | undefined> {
  const path = `${folder}/${name}`;
  // ARPHRD_ETHER is 1; InfiniBand and the like carry no host route of ours.
  if (!await view.host.exists(`${path}/device`) || await readLine(view, `${path}/type`) !== '1') return undefined;
  const link = await readLine(view, `${path}/carrier`) === '1';
  const speed = link ? await readNumber(view, `${path}/speed`) : undefined;
  return {
    name,
    mac: await readLine(view, `${path}/address`) ?? '',
    driver: await readLinkName(view, `${path}/device/driver`),
    link,
    // -1 is the driver's "unknown".
    speedMbps: speed !== undefined && speed > 0 ? speed : undefined,
    wireless: await view.host.exists(`${path}/phy80211`),
  };
}
