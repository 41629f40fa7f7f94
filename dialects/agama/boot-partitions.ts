/** Whether partitions to start from are made: they always are. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

export function translateBoot(ledger: Ledger, path: Path): void {
  if (!ledger.map(path)) return;
  ledger.sayUnknown(path, ['configure', 'device']);
  if (ledger.truth([...path, 'configure']) === false) ledger.notApplicable([...path, 'configure'], 'partitions to start from are made all the same, for UEFI and for BIOS');
  ledger.applied([...path, 'configure'], 'partitions to start from are made, for UEFI and for BIOS');
  ledger.applied([...path, 'device'], 'the machine starts from the disk that is installed to');
}
