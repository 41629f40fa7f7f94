/** Words beside the wireless networks of a file without secrets: one whose password was left out would read as an open one. */
import { isMap, isScalar, type Document } from 'yaml';
import type { InstallSpec, NetworkV2 } from '../../shared/spec/install-spec.ts';

type AccessPoint = NonNullable<NetworkV2['wifis']>[string]['access-points'][string];

/** @param document of the spec without its secrets  @param spec with them */
export function commentNetworks(document: Document, { network }: InstallSpec): void {
  const wifis = network && 'wifis' in network ? network.wifis ?? {} : {};
  for (const [device, { 'access-points': points }] of Object.entries(wifis)) {
    for (const [ssid, point] of Object.entries(points)) {
      const key = isProtected(point) ? keyAt(document, ['network', 'wifis', device, 'access-points'], ssid) : undefined;
      if (key) key.commentBefore = ` The password was left out, and without it this network is taken for an open one: ${point.auth ? 'auth lacks password' : 'password is missing'} here.`;
    }
  }
}

function isProtected({ password, auth }: AccessPoint): boolean {
  return password !== undefined || auth?.password !== undefined;
}

function keyAt(document: Document, path: string[], name: string) {
  const map = document.getIn(path, true);
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
  return isScalar(pair?.key) ? pair.key : undefined;
}
