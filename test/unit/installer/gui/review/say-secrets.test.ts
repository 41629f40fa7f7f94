import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saySecrets } from '../../../../../installer/gui/renderer/screens/review/say-secrets.ts';
import type { Answers } from '../../../../../shared/protocol/answers.ts';

const say = (key: string): string => key.replace('review.userData.', '');
const you = (hasPassword: boolean): Answers['you'] => ({ hostname: 'edge-01', name: 'ada', fullName: '', hasPassword, sshKeys: [] });
const wireless = (point: object): Answers['network'] => ({ kind: 'configured', spec: { version: 2, wifis: { wlan0: { 'access-points': { Home: point } } } } });

const cases: readonly (readonly [what: string, answers: Pick<Answers, 'you' | 'network'>, said: string | undefined])[] = [
  ['nothing secret', { you: you(false), network: { kind: 'automatic' } }, undefined],
  ['an open network', { you: you(false), network: wireless({}) }, undefined],
  ['a password', { you: you(true), network: wireless({ hidden: true }) }, 'secrets: secretsText'],
  ['a password and that of a network', { you: you(true), network: wireless({ password: 'k' }) }, 'secrets: secretsText secretsNetwork'],
  ['a network of WPA3', { you: you(false), network: wireless({ auth: { 'key-management': 'sae', password: 'k' } }) }, 'network: networkText'],
  ['a network that is not used any more', { you: you(false), network: { ...wireless({ password: 'k' }), kind: 'offline' } }, undefined],
];
for (const [what, answers, said] of cases) {
  test(`secrets of a file: ${what}`, () => {
    const words = saySecrets(say, answers);
    assert.equal(words && `${words.label}: ${words.text}`, said);
  });
}
