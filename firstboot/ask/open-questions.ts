/** What is open on this machine, and nothing else. Pure: facts -> questions, in the order in which they are asked. */
import { passwordHelp } from '../../shared/account/password-rule.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import { uuidFrom } from '../../shared/plan/plan-hash.ts';
import { peopleOf, readPasswd, type AskFacts } from './ask-facts.ts';
import type { Question } from './question.ts';

/** What our images are called before anybody has named them. */
export const imageHostname = 'cognos';

export function openQuestions(facts: AskFacts): Question[] {
  return [
    // A keyboard first: a password typed on another one could never be typed again.
    ...facts.hasSpec ? [] : placeQuestions,
    ...someoneCanLogIn(facts) ? [] : userQuestions(facts),
    ...isHostnameOpen(facts) ? [hostnameQuestion(facts)] : [],
    ...isNetworkOpen(facts) ? networkQuestions(facts) : [],
    ...facts.spec.cognos.ai === undefined && !facts.chosen ? [modelQuestion] : [],
  ];
}

/** Somebody can now, or can as soon as the users of the spec have been made. Root is locked, and no answer. */
export function someoneCanLogIn({ passwd, shadow, withKeys, spec }: AskFacts): boolean {
  const hashes = new Map(shadow.split('\n').map((line) => line.split(':', 2) as [string, string | undefined]));
  if (peopleOf(passwd).some(({ name }) => withKeys.includes(name) || isUsable(hashes.get(name)))) return true;
  const coming = [...spec.users ?? [], ...typeof spec.user === 'object' ? [spec.user] : []].filter((user) => typeof user === 'object');
  // The saved spec has no hashes; lock_passwd: false is what is left of one.
  return coming.some((user) => (user.ssh_authorized_keys ?? []).length > 0 || (user.ssh_import_id ?? []).length > 0 || user.lock_passwd === false || user['lock-passwd'] === false)
    || (spec.ssh_authorized_keys ?? []).length > 0 || (spec.ssh_import_id ?? []).length > 0;
}

/** shadow(5): `!` and `*` match no password; an empty one is no way in that anybody should have. */
function isUsable(hash: string | undefined): boolean {
  return hash !== undefined && hash !== '' && !/^[!*]/.test(hash);
}

function isHostnameOpen({ hostname, spec }: AskFacts): boolean {
  return spec.hostname === undefined && spec.fqdn === undefined && (hostname === imageHostname || hostname === '' || hostname === 'localhost');
}

function isNetworkOpen({ spec, interfaces, networkConfigured }: AskFacts): boolean {
  if (spec.network !== undefined || interfaces.length === 0) return false;
  return !networkConfigured || !interfaces.some(({ carrier, addresses }) => carrier && addresses.length > 0);
}

function userQuestions({ passwd }: AskFacts): Question[] {
  const system = readPasswd(passwd).filter(({ uid }) => uid < 1000 || uid >= 60000).map(({ name }) => name);
  return [
    { id: 'user', topic: 'user', prompt: 'User name', help: 'The person who looks after this machine; may use sudo. Small letters, digits, - and _, for example ada.', taken: system },
    { id: 'password', topic: 'user', prompt: 'Password', help: `${passwordHelp} Nothing is shown while you type. Leave it empty to log in with an ssh key only.`, default: '', secret: true },
    { id: 'key', topic: 'user', prompt: 'Public ssh key', help: 'To log in over the network: paste the one line of the .pub file. Leave it empty for none.', default: '' },
  ];
}

/** One of its own for every machine, so that ten clones of an image are ten names in the network. */
function hostnameQuestion({ machineId }: AskFacts): Question {
  return {
    id: 'hostname', topic: 'hostname', prompt: 'Host name', default: `${imageHostname}-${uuidFrom(`hostname/${machineId}`).slice(0, 6)}`,
    help: 'What this machine is called in the network: letters, digits and hyphens, for example edge-01.',
  };
}

function networkQuestions({ interfaces }: AskFacts): Question[] {
  const best = interfaces.find(({ carrier }) => carrier) ?? interfaces[0];
  const list = interfaces.map(({ name, carrier }) => `${name} (${carrier ? 'connected' : 'no cable'})`).join(', ');
  const fixed = { topic: 'network', when: { id: 'method', is: 'fixed' } } as const;
  return [
    { id: 'interface', topic: 'network', prompt: 'Network interface', help: `This machine has no network yet. It has: ${list}.`, default: best?.name ?? '', choices: interfaces.map(({ name }) => name) },
    { id: 'method', topic: 'network', prompt: 'How it gets its address', help: 'automatic: the network gives one (DHCP). fixed: you write it. none: no network for now.', default: 'automatic', choices: ['automatic', 'fixed', 'none'] },
    { ...fixed, id: 'address', prompt: 'Address of this machine', help: 'With the length of its prefix, for example 192.0.2.10/24.' },
    { ...fixed, id: 'gateway', prompt: 'Gateway', help: 'The address of the router, for example 192.0.2.1. Leave it empty for none.', default: '' },
    { ...fixed, id: 'nameservers', prompt: 'DNS servers', help: 'Their addresses, with spaces between them, for example 192.0.2.53. Leave it empty for none.', default: '' },
  ];
}

const modelQuestion: Question = {
  id: 'model', topic: 'model', prompt: 'Language model', default: 'auto',
  help: 'auto: the best one that this machine runs fast enough, by measuring. none: no model. Or the id of one from the catalogue.',
  examples: builtinCatalogue.models.map(({ id }) => id),
};

const placeQuestions: Question[] = [
  { id: 'keyboard', topic: 'keyboard', prompt: 'Keyboard layout', help: 'Two letters for most countries: us, gb, de, fr, es. It is used from the next question on.', default: 'us', screenOnly: true },
  { id: 'locale', topic: 'locale', prompt: 'Language of the system', help: 'A locale, for example en_US.UTF-8 or de_DE.UTF-8.', default: 'C.UTF-8' },
];
