/** The spec's `ai` in the words of the choice and of the driver resolver, defaults filled in. */
import type { ModelRequest } from './choice.ts';
import type { DriverRequest } from '../drivers/driver-plan.ts';
import type { InstallSpec } from '../spec/install-spec.ts';
import { parseSize } from '../spec/size.ts';

export function askedModel({ cognos }: InstallSpec): ModelRequest {
  const { model = 'auto', purpose = 'general', min_tokens_per_second: floor, context, language, max_memory: memory, max_disk: disk, accept_licences: acceptedLicences = [], allow_unverified: allowUnverified = false } = cognos.ai ?? {};
  const [maxMemory, maxDisk] = [memory, disk].map((size) => (size === undefined ? undefined : parseSize(size)));
  return {
    model, purpose, acceptedLicences, allowUnverified,
    ...(floor === undefined ? {} : { minTokensPerSecond: floor }), ...(context === undefined ? {} : { context }), ...(language === undefined ? {} : { language }),
    ...(maxMemory === undefined ? {} : { maxMemory }), ...(maxDisk === undefined ? {} : { maxDisk }),
  };
}

/** Whether package repositories will be reachable at first boot nobody can know; the plan assumes that they are. */
export function askedDrivers({ acceleration = 'auto', vendor_repositories: vendorRepositories = false, enrol_key: mokEnrolment = 'never' }: InstallSpec['cognos']['ai'] = {}): DriverRequest {
  return { acceleration, vendorRepositories, mokEnrolment, online: true };
}
