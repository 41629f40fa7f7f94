/**
 * What was fetched together with other machines is given to those that come later: by aria2 in a unit of its own
 * (cognos-share.service), under a user that owns nothing, for as long as the spec says and never after a restart.
 */
import { CommandError, type Host } from '../../shared/system/host.ts';
import { closeToPeers, discovery, localNetworks, openToPeers } from '../net/open-to-peers.ts';
import type { FetchContext } from './fetch-context.ts';
import { readStore } from './model-store.ts';
import { partialPaths, type Places } from './places.ts';
import { drawPeerId, sharingWords } from './sharing.ts';

const unit = 'cognos-share.service';
const dropIn = `/run/systemd/system/${unit}.d/networks.conf`;
/** The firewall's file, which the unit removes when it ends. */
const hole = 'share';

/** Without peers in the spec, or with nothing to share, it does nothing. That it cannot is said, and no more: the model is here. */
export async function shareModels({ host, places, settings: { peers, limit }, warn, signal }: Pick<FetchContext, 'host' | 'places' | 'settings' | 'warn' | 'signal'>): Promise<void> {
  if (!peers || peers.minutes === 0) return;
  const names = await sharable(host, places);
  if (names.length === 0) return;
  try {
    await host.writeFile(`${places.run}/share.list`, names.map((name) => `${partialPaths(places, name).torrent}\n  dir=${places.models}\n`).join(''));
    await host.writeFile(`${places.run}/share.conf`, configuration(places, { ...peers, limit }));
    await confine(host);
    await openToPeers(host, hole, signal);
    await host.run('systemctl', ['--no-block', 'restart', unit], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await closeToPeers(host, hole).catch(() => undefined); // What failed may have been this very thing.
    await warn(`Models are not shared with other machines: ${error.message}`);
  }
}

/** Whole and verified models that there is a torrent of. */
async function sharable(host: Host, places: Places): Promise<string[]> {
  const { models } = await readStore(host, places);
  const verified = new Set(Object.values(models).filter((record) => record.verified).map(({ file }) => file));
  return (await host.list(places.models)).filter((name) => name.startsWith('.torrent-')).map((name) => name.slice('.torrent-'.length)).filter((name) => verified.has(name));
}

/** The digest of the whole is known to be right, so the pieces are not read again. */
function configuration({ run }: Places, { minutes, ratio, limit }: { minutes: number; ratio: number; limit: number | undefined }): string {
  return Object.entries({
    ...sharingWords({ peerId: drawPeerId(), limit }), 'input-file': `${run}/share.list`, 'bt-seed-unverified': true, 'check-integrity': false, 'allow-overwrite': false,
    'file-allocation': 'none', 'seed-time': minutes, 'seed-ratio': ratio, 'max-concurrent-downloads': 100, quiet: true,
  }).map(([key, value]) => `${key}=${value}\n`).join('');
}

/** The unit talks to nobody; this adds the networks that the machine is in. Also where there is no firewall. */
async function confine(host: Host): Promise<void> {
  await host.makeDirectory(dropIn.slice(0, dropIn.lastIndexOf('/')));
  await host.writeFile(dropIn, `[Service]\nIPAddressAllow=${[...await localNetworks(host), discovery.group].join(' ')}\n`);
  await host.run('systemctl', ['daemon-reload']);
}
