/** The machine's facts as sentences. Pure. */
import type { Machine, Nic } from '../../../../../shared/machine/machine.ts';
import type { Words } from '../../i18n/use-words.ts';

export interface Said { processor: string; memory: string; firmware: string; secureBoot: string; tpm: string }

export function say(t: Words, machine: Machine): Said {
  return { processor: processor(t, machine), memory: memory(t, machine), firmware: t(`machine.firmware.${machine.firmware.kind}`), secureBoot: secureBoot(t, machine), tpm: tpm(t, machine) };
}

function processor(t: Words, { cpu: { cores, threads, sockets, features } }: Machine): string {
  const size = sockets > 1 ? t('machine.processor.sockets', { sockets, cores, threads }) : t('machine.processor.size', { cores: t.plural('machine.cores', cores), threads });
  const speed = (['amx', 'avx512', 'avx2', 'i8mm', 'dotprod', 'avx'] as const).find((feature) => features.includes(feature));
  return `${size} ${speed ? t('machine.processor.fast', { feature: speed.toUpperCase().replace('AVX512', 'AVX-512') }) : t('machine.processor.slow')}`;
}

/** What a machine of this size is good for, in the sizes that models come in. */
function memory(t: Words, { memory: { bytes } }: Machine): string {
  const gib = bytes / 2 ** 30;
  if (gib < 3) return t('machine.memory.tiny');
  if (gib < 7) return t('machine.memory.small');
  if (gib < 15) return t('machine.memory.medium');
  return gib < 60 ? t('machine.memory.large') : t('machine.memory.huge');
}

export function sayNic(t: Words, { name, wireless, link, speedMbps }: Nic): string {
  if (wireless) return t('machine.nic.wireless', { name });
  if (!link) return t('machine.nic.unplugged', { name });
  return speedMbps === undefined ? t('machine.nic.plugged', { name }) : t('machine.nic.speed', { name, speed: speed(t, speedMbps) });
}

function speed(t: Words, mbps: number): string {
  return mbps >= 1000 ? t('machine.gigabit', { number: mbps / 1000 }) : t('machine.megabit', { number: mbps });
}

function secureBoot(t: Words, { firmware: { kind, secureBoot: state } }: Machine): string {
  return kind === 'uefi' ? t(`machine.secureBoot.${state}`) : '';
}

function tpm(t: Words, { tpm: { present, version } }: Machine): string {
  if (!present) return t('machine.tpm.none');
  return version === undefined ? t('machine.tpm.plain') : t('machine.tpm', { version });
}
