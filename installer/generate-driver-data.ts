/**
 * `APT_CONFIG=… node installer/generate-driver-data.ts FOLDER`: the NVIDIA series and the recorded package list, from Debian itself.
 * FOLDER holds an unpacked nvidia-detect (dpkg-deb -x). The apt configuration must know bookworm, its security suite and
 * bookworm-backports for amd64 and arm64 with main, contrib, non-free and non-free-firmware, and have run `apt-get update`.
 */
import { readIdLists } from '../shared/drivers/read-id-lists.ts';
import { localHost } from '../shared/system/local-host.ts';
import { driverPackageNames } from '../shared/drivers/driver-packages.ts';

const root = new URL('..', import.meta.url).pathname;
const folder = process.argv[2];
if (!folder) throw new Error('say where nvidia-detect is unpacked');

const lists = `${folder}/usr/share/nvidia`;
const list = (name: string): Promise<string> => localHost.readFile(`${lists}/${name}.ids`);
const script = await localHost.readFile(`${folder}/usr/bin/nvidia-detect`);
const version = /^LATEST="([0-9.]+)"$/m.exec(script)?.[1];
if (!version) throw new Error('usr/bin/nvidia-detect names no version');
const series = readIdLists({
  current: await list('nvidia'), tesla470: await list('nvidia-tesla-470'),
  legacy: [await list('nvidia-legacy-390xx'), await list('nvidia-legacy-390xx-amd64'), await list('nvidia-legacy-340xx'), await list('nvidia-legacy-304xx'),
    await list('nvidia-legacy-173xx'), await list('nvidia-legacy-96xx'), await list('nvidia-legacy-71xx')],
});
const document = { $schema: './nvidia-series.schema.json', source: `Debian package nvidia-detect ${version}, /usr/share/nvidia/*.ids`, ...series };
await localHost.writeFile(`${root}assets/nvidia-series.json`, `${JSON.stringify(document, undefined, 1).replace(/",\n\s+"(?=[0-9a-f]{4}")/g, '", "')}\n`);

const rows: string[] = [];
for (const name of driverPackageNames) {
  for (const architecture of ['amd64', 'arm64']) {
    const text = await localHost.run('apt-cache', ['madison', `${name}:${architecture}`]);
    for (const line of text.trim().split('\n').filter(Boolean)) {
      const [, versionText, origin = ''] = line.split('|').map((part) => part.trim());
      const place = / (\S+)\/(\S+) (\S+) Packages$/.exec(origin);
      if (place && place[3] === architecture) rows.push(`${name} ${place[1]} ${place[2]} ${architecture} ${versionText}`);
    }
  }
}
const today = new Date().toISOString().slice(0, 10);
await localHost.writeFile(`${root}test/golden/drivers/debian-packages.list`, `# ${today}, from the Packages files of Debian 12: name suite component architecture version\n${[...new Set(rows)].sort().join('\n')}\n`);
