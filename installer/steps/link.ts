import type { Handler } from '../../shared/plan/step.ts';

export const link: Handler<'link'> = ({ path, to }, { target }) => target.symlink(to, path);
