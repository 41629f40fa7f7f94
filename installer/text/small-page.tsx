import { Text } from 'ink';
import { least } from './terminal.ts';
import { useWizard } from './wizard-context.ts';

/** A terminal that holds no screen. Growing it is enough to go on. */
export function SmallPage() {
  const { t, terminal: { columns, rows } } = useWizard();
  return <Text>{t('text.small.text', { columns, rows, leastColumns: least.columns, leastRows: least.rows })}</Text>;
}
