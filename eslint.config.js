import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The arrows of design.md: each folder may import itself and what is listed. */
const arrows = {
  shared: [],
  preseed: ['shared'],
  'cloud-init': ['shared'],
  installer: ['shared', 'preseed', 'cloud-init'],
  firstboot: ['shared', 'preseed', 'cloud-init'],
};
const folders = [...Object.keys(arrows), 'test'];
const zones = Object.entries(arrows).flatMap(([folder, allowed]) =>
  folders.filter((other) => other !== folder && !allowed.includes(other)).map((other) => ({
    target: `./${folder}`,
    from: `./${other}`,
    message: `${folder}/ may import only itself${allowed.length ? ` and ${allowed.join(', ')}` : ''} (README, the arrows).`,
  })));

const door = { name: 'execa', message: 'Only shared/system/local-host.ts starts processes: use Host.run.' };
const files = ['node:fs', 'node:fs/promises', 'node:child_process', 'fs', 'child_process'].map((name) => (
  { name, message: 'Only shared/system/local-host.ts touches files: use a Host.' }));

export default tseslint.config(
  { ignores: ['node_modules', 'build', 'dist'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.json'] } } },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-imports': ['error', { paths: [door, ...files] }],
      'no-control-regex': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // The door itself, what builds the medium on a developer's machine, and the tests.
    files: ['shared/system/local-host.ts', 'shared/system/consoles.ts', 'installer/bundle.ts', 'installer/medium/**', 'test/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' }] }] },
  },
);
