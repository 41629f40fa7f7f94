import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uiUser, withUser } from '../../../installer/medium/accounts.ts';

const files = {
  passwd: 'root:x:0:0:root:/root:/bin/bash\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n',
  group: 'root:x:0:\nvideo:x:44:\n', shadow: 'root:*:20000:0:99999:7:::\n', gshadow: 'root:*::\nvideo:!::\n',
};

test('the user of the windows has no password, no shell and no group but its own', () => {
  const made = withUser(files, uiUser);
  assert.equal(made.passwd, `${files.passwd}cognos-ui:x:915:915:CognOS wizard:/run/cognos-ui:/usr/sbin/nologin\n`);
  assert.equal(made.group, `${files.group}cognos-ui:x:915:\n`);
  assert.equal(made.shadow, `${files.shadow}cognos-ui:!*:20000::::::\n`);
  assert.equal(made.gshadow, `${files.gshadow}cognos-ui:!*::\n`);
});

test('a name or a number that a package took is never shared', () => {
  assert.throws(() => withUser({ ...files, passwd: `${files.passwd}other:x:915:915::/:/bin/sh\n` }, uiUser), /cognos-ui \(915\) cannot be made: other:x:915 is there already/);
  assert.throws(() => withUser({ ...files, group: `${files.group}cognos-ui:x:7:\n` }, uiUser), /cognos-ui:x:7 is there already/);
});
