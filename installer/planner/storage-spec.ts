/** The parts of the spec's `cognos.storage` that the planner speaks of, by name. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';

export type StorageSpec = NonNullable<NonNullable<InstallSpec['cognos']>['storage']>;
export type DiskMatch = NonNullable<NonNullable<StorageSpec['disk']>['match']>;
export type Layout = NonNullable<StorageSpec['layout']>;
