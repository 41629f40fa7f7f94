/** What of a disk as it is now a plan does away with. */
import type { DiskPicture } from './plan.ts';

export function lostParts({ parts }: DiskPicture): DiskPicture['parts'] {
  return parts.filter(({ kept }) => !kept);
}
