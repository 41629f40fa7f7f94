import tseslint from 'typescript-eslint';

/** The arrows of design.md: each folder may import itself and what is listed. */
const arrows = {
  shared: [],
  preseed: ['shared'],
  dialects: ['shared'],
  'cloud-init': ['shared'],
  installer: ['shared', 'preseed', 'dialects', 'cloud-init'],
  firstboot: ['shared', 'preseed', 'cloud-init'],
  netboot: ['shared', 'preseed', 'dialects', 'cloud-init', 'installer'],
};
const folders = [...Object.keys(arrows), 'test'];

/** Imports are relative, so a folder of the top level shows in the path right after the last `../`. */
function forbiddenFrom(folder) {
  const allowed = [folder, ...arrows[folder]];
  const others = folders.filter((other) => !allowed.includes(other));
  return { regex: `^(\\.\\./)+(${others.join('|')})/`, message: `${folder}/ may import only ${allowed.join(', ')} (README, the arrows).` };
}

const doors = [
  { name: 'execa', message: 'Only shared/system/local-host.ts starts processes: use Host.run.' },
  ...['node:fs', 'node:fs/promises', 'node:child_process', 'fs', 'child_process'].map((name) => (
    { name, message: 'Only shared/system/local-host.ts touches files: use a Host.' })),
];
/** The doors themselves, what builds the medium and the bundle on a developer's machine, and the boot server, which is no part of a target. */
const behindTheDoor = ['shared/system/local-host.ts', 'shared/system/consoles.ts', 'installer/bundle.ts', 'installer/gui/vite*.ts', 'installer/gui/bundle-electron.ts', 'installer/medium/**', 'netboot/**'];

export default tseslint.config(
  { ignores: ['node_modules', 'build', 'dist', 'dist-gui', 'dist-gui-electron'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-control-regex': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...Object.keys(arrows).flatMap((folder) => [
    { files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`], rules: { 'no-restricted-imports': ['error', { paths: doors, patterns: [forbiddenFrom(folder)] }] } },
    { files: behindTheDoor.filter((path) => path.startsWith(`${folder}/`)).concat(`${folder}/none`), rules: { 'no-restricted-imports': ['error', { patterns: [forbiddenFrom(folder)] }] } },
  ]),
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' }] }] },
  },
);
