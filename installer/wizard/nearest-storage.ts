/** A disk or a layout that can be, for one that cannot. Which disk is offered is never a choice: a person presses the button. */
import type { Answers, DiskName, StorageAnswers } from '../../shared/protocol/answers.ts';
import { keepsModels } from '../../shared/protocol/keeps-models.ts';
import type { DiskOffer } from '../../shared/protocol/snapshot.ts';
import { parseSize } from '../../shared/spec/size.ts';
import { offer, type Instead, type Nearest, type Surroundings } from './instead.ts';
import { largestModel } from './nearest-model.ts';

/** The only one that fits. Between two there is no nearest: they differ in what would be lost. */
const onlyDisk: Nearest = (_finding, { answers, disks }) => {
  const [only, ...others] = disks.filter(({ refusal, path }) => refusal === undefined && path !== answers.storage.disk?.path);
  return only && others.length === 0 ? takeDisk(answers, only) : undefined;
};

export function takeDisk(answers: Answers, { path, serial, wwn, bytes, title }: DiskOffer): Instead {
  const disk: DiskName = { path, bytes, ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) };
  return offer('storage', answers, { disk }, title);
}

/** The next larger one, a blank one before one with something on it. */
export function largerDisk({ answers, disks }: Surroundings): DiskOffer | undefined {
  const least = answers.storage.disk?.bytes ?? 0;
  return disks.filter(({ refusal, bytes }) => refusal === undefined && bytes > least)
    .sort((a, b) => Number(a.contents.length > 0) - Number(b.contents.length > 0) || a.bytes - b.bytes)[0];
}

/** Sizes that are computed, then the largest model that has room, then a larger disk, then no model. */
const smallDisk: Nearest = (finding, surroundings) => {
  const { answers, disks } = surroundings;
  const larger = largerDisk(surroundings);
  const other = larger && takeDisk(answers, larger);
  // One that is refused by itself is too small whatever is put on it.
  if (disks.some(({ path, refusal }) => path === answers.storage.disk?.path && refusal !== undefined)) return other;
  if (Object.keys(answers.storage.sizes).length > 0) return computedSizes(answers);
  if (keeps(surroundings)) return newModels(answers);
  return largestModel(finding, surroundings) ?? other ?? (answers.ai.model === 'none' ? undefined : noModel(answers));
};

/** The rest has only the room before what is kept. */
function keeps({ answers: { storage }, disks }: Surroundings): boolean {
  return keepsModels(storage) && disks.some(({ path, models }) => path === storage.disk?.path && models !== undefined);
}

function newModels(answers: Answers): Instead {
  return offer('storage', answers, { dropModels: true }, 'a new models filesystem', 'new-models');
}

export function noModel(answers: Answers): Instead {
  return offer('ai', answers, { model: 'none' }, 'no model', 'no-model');
}

function computedSizes(answers: Answers): Instead {
  return offer('storage', answers, { sizes: {} }, 'computed sizes', 'computed-sizes');
}

/** `20 gb` -> 20GB; what is no size, or too small a one -> computed. */
const size: Nearest = ({ path, code }, { answers }) => {
  const [, name] = /^cognos\.storage\.(root|swap|models|esp)\b/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const key = name as keyof StorageAnswers['sizes'];
  const { [key]: written = '', ...others } = answers.storage.sizes;
  const read = code === 'size' ? sizeFrom(written) : undefined;
  return read === undefined
    ? offer('storage', answers, { sizes: others }, 'the computed size', 'computed-size')
    : offer('storage', answers, { sizes: { ...others, [key]: read } }, read);
};

/** A number alone means GiB: nobody writes partitions in bytes. */
function sizeFrom(written: string): string | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:[.,]\d+)?)\s*(?:([kmgtp])i?b?)?$/i.exec(written.trim()) ?? [];
  const binary = /ib$/i.test(written.trim()) || unit === '';
  const text = `${number.replace(',', '.')}${unit.toUpperCase() || 'G'}${binary ? 'iB' : 'B'}`;
  const bytes = parseSize(text);
  return text !== written && bytes !== undefined && bytes >= 1024 ** 2 ? text : undefined;
}

export const nearestStorage: Readonly<Record<string, Nearest>> = {
  'disk-not-chosen': onlyDisk, 'no-disk': onlyDisk, 'several-disks': onlyDisk, 'disk-not-blank': onlyDisk, 'another-plan': onlyDisk,
  'disk-too-small': smallDisk, size, 'root-too-small': size, 'esp-too-small': size, 'models-too-small': size,
};
