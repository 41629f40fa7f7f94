/** All that can be asked of the driver resolver. */
import type { DriverRequest } from '../../../shared/drivers/driver-plan.ts';

export const everyRequest: DriverRequest[] = (['auto', 'cpu', 'vulkan', 'cuda', 'rocm', 'sycl', 'openvino'] as const).flatMap((acceleration) =>
  [true, false].flatMap((vendorRepositories) => (['ask', 'never'] as const).flatMap((mokEnrolment) =>
    [true, false].map((online) => ({ acceleration, vendorRepositories, mokEnrolment, online })))));
