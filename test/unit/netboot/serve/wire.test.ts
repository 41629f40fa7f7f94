/** The live system of a machine and the boot server, each as it is: hardware, spec, an event by curl, the log of a failure. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { test } from 'node:test';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { sendLog } from '../../../../installer/headless/netboot-log.ts';
import { netbootSpec } from '../../../../installer/headless/netboot-spec.ts';
import { enqueue } from '../../../../shared/report/outbox.ts';
import { emptyOutbox } from '../../../../shared/report/empty-outbox.ts';
import { makeEvent } from '../../../../shared/report/report-event.ts';
import type { Host } from '../../../../shared/system/host.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { revealer } from '../../../../shared/system/secrets.ts';
import { client, lineOf, publicUrl, site } from './site.ts';

test('a machine that came up from the network gets its spec, reports and leaves its log', async (t) => {
  const it = await site(t);
  const run = join(it.folder, 'run');
  await mkdir(run);
  const here = (text: string): string => text.replaceAll('/run/cognos', run).replaceAll(publicUrl, it.url);
  // This machine is probed; what is sent is the recorded one.
  const host: Host = {
    ...localHost,
    writeFile: (path, text, options) => localHost.writeFile(here(path), path.endsWith('netboot-machine.json') ? JSON.stringify({ version: 1, machine: client(1).machine }) : text, options),
    run: (file, args, options = {}) => localHost.run(file, args, { ...options, ...options.stdin === undefined ? {} : { stdin: here(options.stdin) } }),
  };
  const server = { base: it.url };
  const said: string[] = [];
  const { id, given, reset } = await netbootSpec({ host, server, write: (text) => said.push(text), wait: () => Promise.reject(new Error('it waits')) });
  assert.deepEqual([id, reset], [client(1).uuid, false]);
  const read = await readUserData(given.bytes, given.file);
  assert.ok(read.ok);
  const { url = '', token = '', secret = '' } = read.spec.cognos.firstboot?.report ?? {};
  const reveal = revealer(read.secrets);
  const places = { folder: join(run, 'outbox'), retry: join(run, 'retry'), lock: join(run, 'lock') };
  const complaints: string[] = [];
  const events = [['started', {}], ['progress', { progress: { fraction: 0.43, label: 'Writing the system', stepId: 'x' } }]] as const;
  for (const [event, content] of events) await enqueue(host, places.folder, makeEvent(event, { stage: 'install', machine: { name: 'web-01' }, at: new Date() }, content));
  const left = await emptyOutbox({ host, places, target: { url, token: reveal(token), secret: reveal(secret) }, clock: () => new Date(), complain: (sentence) => complaints.push(sentence) });
  assert.deepEqual([left, complaints], [false, []]);
  assert.deepEqual([(await lineOf(it, id)).state, (await lineOf(it, id)).fraction], ['installing', 0.43]);
  await sendLog(host, server, { id, given, console: 'what stood on the console', write: (text) => said.push(text) });
  assert.match(await (await fetch(`${it.url}/v1/machines/${id}/log`)).text(), /what stood on the console/);
});
