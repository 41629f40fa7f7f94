/** Keys from a file of the machine that the browser runs on: read here, so that what is no public key stays here. */
import { FileTrigger } from 'react-aria-components';
import { Button } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';

/** A hundred RSA keys; anything larger was picked by mistake, and is not read into memory. */
const mostBytes = 128 * 1024;

export function FileKeys({ take, onTooLarge }: { take: (text: string) => unknown; onTooLarge: () => void }) {
  const t = useWords();
  const read = async (files: FileList | null): Promise<void> => {
    const chosen = [...files ?? []];
    if (chosen.some(({ size }) => size > mostBytes)) return onTooLarge();
    take((await Promise.all(chosen.map((file) => file.text()))).join('\n'));
  };
  return <FileTrigger allowsMultiple onSelect={(files) => { void read(files); }}><Button icon="save">{t('you.keys.file')}</Button></FileTrigger>;
}
