import type { Handler } from '../../shared/plan/step.ts';

export const createGroup: Handler<'create-group'> = async ({ name, members }, { target, signal }) => {
  await target.run('groupadd', ['--force', '--', name], { signal });
  for (const member of members) await target.run('usermod', ['--append', '--groups', name, '--', member], { signal });
};
