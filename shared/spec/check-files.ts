/** write_files: a path can only be where it says it is. */
import { pathFault } from './check-account.ts';
import { quote } from './check.ts';
import type { Check } from './check.ts';

export const checkFiles: Check = ({ write_files: files = [] }, note) => {
  files.forEach(({ path, owner }, index) => {
    const fault = pathFault(path);
    if (fault) note('path', ['write_files', index, 'path'], `${quote(path)}: ${fault}; write an absolute path such as /etc/motd`);
    else if (path.endsWith('/')) note('path', ['write_files', index, 'path'], `${quote(path)} is a folder; write the path of a file such as /etc/motd`);
    if (owner !== undefined && !/^[a-z_0-9][a-z0-9_-]*(:[a-z_0-9][a-z0-9_-]*)?$/.test(owner)) {
      note('owner', ['write_files', index, 'owner'], `${quote(owner)} is no owner; write a user or user:group such as root:root`);
    }
  });
};
