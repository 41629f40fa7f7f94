/** What the wizard proposes, what can be chosen, and what choosing means. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersFromSpec } from '../../../../installer/wizard/answers-from-spec.ts';
import { choicesOf } from '../../../../installer/wizard/choices-of.ts';
import { defaultAnswers } from '../../../../installer/wizard/default-answers.ts';
import { followLanguage, placesOf } from '../../../../installer/wizard/language-defaults.ts';
import { offerAi } from '../../../../installer/wizard/offer-ai.ts';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import { describeContent } from '../../../../shared/machine/describe-disk.ts';
import { chooseControls } from '../../../../shared/harden/choose-controls.ts';
import { controls } from '../../../../shared/harden/controls/index.ts';
import { factsFromSpec } from '../../../../shared/harden/facts-from-spec.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { needOf } from '../../../../shared/models/fit.ts';
import { wizardLanguages } from '../../../../shared/protocol/answers.ts';
import { hostnameFault } from '../../../../shared/spec/check-hostname.ts';
import { validateSpec } from '../../../../shared/spec/validate-spec.ts';
import { machineCalled, machines } from './recorded-machines.ts';
import { nameOf, personsAnswers } from './some-answers.ts';

test('a disk is chosen for nobody, unless it is the only one and blank', () => {
  for (const [name, machine] of machines) {
    const { disk } = defaultAnswers(machine).storage;
    // A stick may have been left plugged in.
    const fitting = offerDisks(machine).filter(({ refusal }) => refusal === undefined);
    const [only] = fitting;
    const blank = machine.disks.filter((each) => describeContent(each) === '').map(({ path }) => path);
    assert.equal(disk?.path, fitting.length === 1 && only && only.transport !== 'usb' && blank.includes(only.path) ? only.path : undefined, name);
  }
  assert.equal(defaultAnswers(machineCalled('sata-windows')).storage.disk, undefined, 'Windows is on it');
  const machine = machineCalled('uefi-virtio');
  assert.equal(defaultAnswers(machine).storage.disk?.path, '/dev/vda');
  assert.equal(defaultAnswers({ ...machine, disks: machine.disks.map((disk) => ({ ...disk, transport: 'usb' })) }).storage.disk, undefined, 'a stick');
});

test('a name of its own for every machine, the same on every start', () => {
  const named = [...machines].map(([, machine]) => defaultAnswers(machine).you.hostname);
  assert.deepEqual(named, [...machines].map(([, machine]) => defaultAnswers(structuredClone(machine)).you.hostname));
  assert.ok(named.every((name) => /^cognos(-[0-9a-f]{4})?$/.test(name) && hostnameFault(name) === undefined), named.join());
  const machine = machineCalled('uefi-virtio');
  const sibling = { ...machine, nics: machine.nics.map((nic) => ({ ...nic, mac: nic.mac.replace(/..$/, 'fe') })), product: { ...machine.product, serial: 'another', uuid: 'another' } };
  assert.notEqual(defaultAnswers(sibling).you.hostname, defaultAnswers(machine).you.hostname);
});

test('what a language brings along is there to be chosen, and is a spec', async () => {
  const { locales, keyboards, timezones } = choicesOf();
  for (const language of wizardLanguages) {
    const { locale, keyboard, timezone } = placesOf(language);
    assert.ok(locales.includes(locale), locale);
    assert.ok(keyboards.some(({ layout }) => layout === keyboard.layout), keyboard.layout);
    assert.ok(timezones.includes(timezone), timezone);
    assert.ok((await validateSpec({ locale, keyboard, timezone, cognos: { version: 1 } })).ok, language);
  }
});

test('a language takes its places along, except those that were chosen', () => {
  const english = defaultAnswers(machineCalled('uefi-virtio')).welcome;
  assert.deepEqual(followLanguage(english, { ...english, language: 'de' }), { ...english, language: 'de', ...placesOf('de') });
  const swiss = { ...english, keyboard: { layout: 'ch' } };
  assert.deepEqual(followLanguage(swiss, { ...swiss, language: 'de' }), { ...swiss, language: 'de', locale: 'de_DE.UTF-8', timezone: 'Europe/Berlin' });
  assert.deepEqual(followLanguage(english, { ...english, language: 'de', timezone: 'Europe/Vienna' }).timezone, 'Europe/Vienna', 'chosen in the same breath');
  assert.deepEqual(followLanguage(english, { ...english, locale: 'de_DE.UTF-8' }), { ...english, locale: 'de_DE.UTF-8' });
});

test('every choice that is offered is one that is taken', async () => {
  const { locales, keyboards, timezones, services, exceptions } = choicesOf();
  const check = async (part: Record<string, unknown>): Promise<void> => {
    const validation = await validateSpec({ cognos: { version: 1 }, ...part });
    assert.ok(validation.ok, validation.ok ? '' : validation.findings.map(({ message }) => message).join('\n'));
  };
  for (const locale of locales) await check({ locale });
  for (const timezone of timezones) await check({ timezone });
  for (const { layout, name, variants } of keyboards) {
    assert.ok(name !== '' && variants.every((variant) => variant.name !== ''));
    for (const { variant } of [{ variant: '' }, ...variants]) await check({ keyboard: { layout, variant } });
  }
  await check({ cognos: { version: 1, security: { firewall: { allow: services }, exceptions } } });
  assert.ok(locales.length > 200 && keyboards.length > 90 && timezones.length > 400 && services.length > 15);
});

test('a profile counts the controls that it applies, and names what it adds', () => {
  const { profiles } = choicesOf();
  for (const { profile, controls: count } of profiles) {
    assert.equal(count, chooseControls(controls, factsFromSpec({ cognos: { version: 1, security: { profile } } })).apply.length, profile);
  }
  const added = profiles.map(({ groups }) => groups.flatMap(({ titles }) => titles).length);
  assert.deepEqual(profiles.map(({ controls: count }) => count), added.map((_, index) => added.slice(0, index + 1).reduce((sum, more) => sum + more, 0)));
});

test('a disk is offered with what would be lost, and by what it is bound to', () => {
  const [windows] = offerDisks(machineCalled('sata-windows'));
  assert.ok(windows);
  assert.ok(windows.contents.some(({ os }) => os?.startsWith('Windows')), JSON.stringify(windows));
  assert.equal(windows.name, windows.serial);
  for (const [name, machine] of machines) {
    for (const [index, offer] of offerDisks(machine).entries()) {
      const content = describeContent(machine.disks[index] ?? assert.fail());
      assert.equal(offer.contents.length > 0, content !== '' && !content.startsWith('an empty'), `${name} ${offer.path}`);
    }
  }
});

test('models: the catalogue in its order, what auto would take, and the price of context', () => {
  const machine = machineCalled('uefi-virtio');
  const answers = personsAnswers(machine);
  const offer = offerAi({ machine, answers, catalogue: builtinCatalogue });
  assert.deepEqual(offer.candidates.map(({ model }) => model.id), builtinCatalogue.models.map(({ id }) => id));
  const chosen = offer.candidates.find(({ model }) => model.id === offer.automatic?.model);
  assert.equal(chosen?.verdict, 'fits');
  assert.ok(offer.contextBytesPer1024 && Math.abs(offer.contextBytesPer1024 * (chosen.context / 1024) - needOf(chosen.model, { context: chosen.context, gpuLayers: 0 }).kv) < chosen.context / 1024);
  const twice = offerAi({ machine, answers: { ...answers, ai: { ...answers.ai, model: 'mistral-7b-instruct-v0.3-q4_k_m', context: 1024 } }, catalogue: builtinCatalogue });
  assert.equal(twice.contextBytesPer1024, 1024 * 32 * 8 * 128 * 4, 'Mistral 7B: 32 layers, 8 heads of 128, key and value in f16');
});

test('a model that the disk has no room for is too big, and auto takes another', () => {
  const machine = machineCalled('nvme-server');
  const [disk] = machine.disks;
  assert.ok(disk);
  const narrow = { ...machine, disks: [{ ...disk, bytes: 9e9, partitions: [] }] };
  const of = (here: typeof machine) => {
    const [offer] = offerDisks(here);
    assert.ok(offer);
    const answers = personsAnswers(here);
    return offerAi({ machine: here, answers: { ...answers, storage: { ...answers.storage, disk: nameOf(offer) } }, catalogue: builtinCatalogue });
  };
  const wanted = 'mistral-7b-instruct-v0.3-q4_k_m';
  const verdict = (offer: ReturnType<typeof of>): string | undefined => offer.candidates.find(({ model }) => model.id === wanted)?.verdict;
  assert.deepEqual([verdict(of(machine)), verdict(of(narrow))], ['fits', 'too-big']);
  assert.match(of(narrow).candidates.find(({ model }) => model.id === wanted)?.reason ?? '', /^needs a models filesystem of .* and the disk has room for /);
  const room = of(narrow);
  assert.equal(room.candidates.find(({ model }) => model.id === room.automatic?.model)?.verdict, 'fits');
});

test('answers from an empty file are the defaults', () => {
  for (const [, machine] of machines) assert.deepEqual(answersFromSpec({ cognos: { version: 1, interactive: true } }, machine).answers, defaultAnswers(machine));
});
