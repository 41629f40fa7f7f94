import type { Handler } from '../../shared/plan/step.ts';

/** LUKS2 with its own choice of cipher: aes-xts-plain64, 512 bits, argon2id (cryptsetup-luksFormat(8)). */
export const encryptVolume: Handler<'encrypt-volume'> = async ({ device, uuid, luksLabel, passphrase, keyMemoryKiB }, { host, signal, reveal }) => {
  await host.run('wipefs', ['--all', '--quiet', device], { signal });
  await host.run('cryptsetup', [
    'luksFormat', '--batch-mode', '--type', 'luks2', '--uuid', uuid, '--label', luksLabel, '--pbkdf-memory', String(keyMemoryKiB), '--key-file', '-', '--', device,
  ], { signal, stdin: reveal(passphrase) });
};
