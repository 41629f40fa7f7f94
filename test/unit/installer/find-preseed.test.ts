import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findPreseed } from '../../../installer/headless/find-preseed.ts';
import { recordingHost, type RecordingHost } from '../../fakes/recording-host.ts';

const text = 'd-i netcfg/get_hostname string web01\nd-i time/zone string Europe/Berlin\n';

function online(content: string): RecordingHost {
  const host: RecordingHost = recordingHost({ commands: { curl: () => {
    host.files.set('/run/cognos/preseed.cfg', { content, mode: 0o644 });
    return '';
  } } });
  return host;
}

const words = (line: string): string[] => line.split(' ');
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test('nothing is fetched where the kernel line names no file', async () => {
  assert.equal(await findPreseed(recordingHost(), words('quiet ds=nocloud;s=http://a/ auto=true')), undefined);
});

test('the address goes to curl by its stdin, the copy is removed, the answers of the line are added', async () => {
  const host = online(text);
  const found = await findPreseed(host, words('auto=true priority=critical url=http://ada:CANARY@boot.example.net/a.cfg hostname=web02 locale=de_DE tasks=web-server'));
  assert.equal(found?.file, 'http://boot.example.net/a.cfg');
  assert.equal(textOf(found?.bytes), `${text}\n# From the kernel line:\nd-i debian-installer/locale string de_DE\ntasksel tasksel/first string web-server\nd-i netcfg/get_hostname string web02\n`);
  assert.doesNotMatch(host.lines.join('\n'), /CANARY/);
  assert.equal(host.calls.find(({ file }) => file === 'curl')?.stdin, 'url = "http://ada:CANARY@boot.example.net/a.cfg"\noutput = "/run/cognos/preseed.cfg"\n');
  assert.equal(host.files.has('/run/cognos/preseed.cfg'), false);
});

test('the units of the medium know by the same words that a file is named: one of them starts, never both', () => {
  const wordsOf = (unit: string, sign: string): string[] => [...readFileSync(new URL(`../../../installer/medium/packages/cognos-live/usr/lib/systemd/system/${unit}`, import.meta.url), 'utf8').matchAll(/^Condition(\S+)$/gm)].map(([, condition = '']) => condition).filter((condition) => condition.includes(`=${sign}`)).map((condition) => condition.replace(`=${sign}`, '='));
  assert.deepEqual(wordsOf('cognos-attended.service', '!'), wordsOf('cognos-live.service', '|'));
  for (const word of ['url', 'file', 'preseed/url', 'preseed/file']) assert.ok(wordsOf('cognos-live.service', '|').includes(`KernelCommandLine=${word}`), word);
});

test('an address that does not come ends in what curl says, not in how it was waited for', async () => {
  const host = recordingHost({ commands: { systemctl: { exitCode: 1, stderr: 'timed out' }, curl: { exitCode: 7, stderr: 'curl: (7) Failed to connect' } } });
  await assert.rejects(findPreseed(host, words('url=http://a.example.net/x')), /could not be fetched: .*Failed to connect/);
});

test('/cdrom is the medium', async () => {
  const host = recordingHost({ files: { '/run/cognos/medium/preseed.cfg': text } });
  assert.equal((await findPreseed(host, words('file=/cdrom/preseed.cfg')))?.file, '/run/cognos/medium/preseed.cfg');
  await assert.rejects(findPreseed(host, words('file=/cdrom/other.cfg')), { message: 'There is no preseed file /run/cognos/medium/other.cfg' });
  await assert.rejects(findPreseed(host, words('file=/cdrom/../../etc/shadow')), { message: '/cdrom/../../etc/shadow is no path of a preseed file' });
});

test('a url= that is meant for cloud-init is left to it, one that is said to be preseed is not', async () => {
  assert.equal(await findPreseed(online('#cloud-config\nhostname: a\n'), words('url=http://a.example.net/')), undefined);
  await assert.rejects(findPreseed(online('<html>'), words('preseed/url=http://a.example.net/x')), { message: 'http://a.example.net/x does not look like a preseed file' });
});

test('a checksum that does not fit is refused', async () => {
  await assert.rejects(findPreseed(online(text), words('url=http://a.example.net/x preseed-md5=00000000000000000000000000000000')), { message: 'http://a.example.net/x has another MD5 checksum than the kernel line says' });
});

test('what cannot be fetched is said without the password of its address', async () => {
  const host = recordingHost({ commands: { curl: { exitCode: 22, stderr: 'curl: (22) The requested URL returned error: 404' } } });
  await assert.rejects(findPreseed(host, words('url=http://ada:CANARY@a.example.net/x')), (error: Error) => /^The preseed file http:\/\/a\.example\.net\/x could not be fetched: .*404/.test(error.message) && !error.message.includes('CANARY'));
  await assert.rejects(findPreseed(host, words('url=gopher://a.example.net/x')), { message: 'The preseed file cannot be fetched from gopher://a.example.net/x' });
});
