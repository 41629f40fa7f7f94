import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleClock } from '../../../../firstboot/steps/settle-clock.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { recordingHost, type RecordingHost } from '../../../fakes/recording-host.ts';
import { stepContext } from './step-context.ts';

const step = { id: 'clock', kind: 'settle-clock', label: 'Settling the clock', weight: 1 } as const;
const seconds = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const build = seconds(builtinCatalogue.issued);
const day = 86400;

interface Clock { now: number; network?: boolean; timesyncd?: boolean; /** Waits after which time is known; never unless given. */ after?: number; files?: number[]; journal?: string }

function machine({ now, network = false, timesyncd = true, after = Infinity, files = [], journal = '' }: Clock): RecordingHost {
  let [clock, waited] = [now, 0];
  return recordingHost({
    files: journal === '' ? {} : { '/var/lib/cognos/firstboot.jsonl': journal },
    commands: {
      'timedatectl show': () => (waited >= after ? 'yes\n' : 'no\n'),
      'ip -4 route show default': network ? 'default via 10.0.2.2 dev eth0\n' : '', 'ip -6 route show default': '',
      'systemctl is-active systemd-timesyncd.service': timesyncd ? 'active\n' : 'inactive\n',
      'date +%s': () => `${clock}\n`,
      'date --utc': ({ args }) => { clock = Number(args.at(-1)?.split('@')[1]); return ''; },
      stat: `${files.join('\n')}\n`,
      sleep: () => { waited += 1; return ''; },
    },
  });
}
const sleeps = (host: RecordingHost): number => host.lines.filter((line) => line === 'sleep 1').length;
const sets = (host: RecordingHost): string[] => host.lines.filter((line) => line.startsWith('date --utc'));

test('a synchronised clock is left alone at once', async () => {
  const host = machine({ now: build + day, after: 0 });
  await settleClock(step, stepContext(host));
  assert.equal(host.lines.length, 1);
});

test('offline a believable clock is believed, without a wait', async () => {
  const host = machine({ now: build + 100 * day });
  const context = stepContext(host);
  await settleClock(step, context);
  assert.deepEqual([sleeps(host), sets(host), context.warnings], [0, [], []]);
});

test('with a network the time is waited for, a little when the clock is believable and longer when it is not', async () => {
  const soon = machine({ now: 0, network: true, after: 4 });
  await settleClock(step, stepContext(soon));
  assert.deepEqual([sleeps(soon), sets(soon)], [4, []]);
  const believable = machine({ now: build + day, network: true });
  await settleClock(step, stepContext(believable));
  const empty = machine({ now: 0, network: true });
  await settleClock(step, stepContext(empty));
  assert.deepEqual([sleeps(believable), sleeps(empty)], [10, 60]);
});

test('a machine whose time is not fetched is not waited for', async () => {
  const host = machine({ now: build + day, network: true, timesyncd: false });
  await settleClock(step, stepContext(host));
  assert.equal(sleeps(host), 0);
});

for (const [name, now] of [['1970', 3600], ['2040', seconds('2040-01-01')]] as const) {
  test(`a clock of ${name} is set to the latest time that is known, and that is said`, async () => {
    const known = build + 30 * day;
    const journal = `{"at":"${new Date(known * 1000).toISOString()}","event":"begun","hash":"h","steps":1}\n{"at":"2040-01-01T00:00:00Z","event":"resumed","hash":"h","skipped":1}\n`;
    const host = machine({ now, files: [build + 10 * day, 0, seconds('2041-01-01')], journal });
    const context = stepContext(host);
    await settleClock(step, context);
    assert.deepEqual(sets(host), [`date --utc --set=@${known}`]);
    assert.match(context.warnings[0] ?? '', new RegExp(`^The clock said ${name}-01-01 and no time server answered; it was set to ${new Date(known * 1000).toISOString().slice(0, 10)},`));
    await settleClock(step, context);
    assert.equal(sets(host).length, 1, 'a second run sets it again');
  });
}

test('without any dated file the build of this release is the latest time that is known', async () => {
  const host = machine({ now: 0 });
  await settleClock(step, stepContext(host));
  assert.deepEqual(sets(host), [`date --utc --set=@${build}`]);
});
