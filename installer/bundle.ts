/**
 * The programs as the medium carries them: dist/cognos-install.mjs, cognos-firstboot.mjs and the parser of foreign model
 * files, with the pieces they load when needed. The same input gives the same bytes. `npm run build`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, transform } from 'esbuild';
import type { Plugin } from 'esbuild';
import { compiledSchema } from './compiled-schema.ts';

const root = dirname(import.meta.dirname);
const programs = {
  'cognos-install': 'installer/headless/main.ts', 'cognos-inspect-gguf': 'shared/models/gguf/inspect-main.ts',
  'cognos-firstboot': 'firstboot/main.ts', 'cognos-harden': 'firstboot/harden/main.ts', 'cognos-model': 'firstboot/models/main.ts',
  'cognos-netboot': 'netboot/main.ts',
};

/** ajv's code for a schema in place of ajv: neither compiler nor schema is loaded to validate. */
export const schemaWithoutAjv: Plugin = {
  name: 'schema-without-ajv',
  setup({ onLoad }) {
    onLoad({ filter: /shared\/(spec|protocol)\/compile-schema\.ts$/ }, async ({ path }) => {
      const name = basename(dirname(path)) === 'spec' ? 'install-spec' : 'protocol';
      const code = compiledSchema(readFileSync(join(dirname(path), `${name}.schema.json`), 'utf8'));
      // Nobody reads this code or its names in a stack trace, and half the size is half the time to load.
      const { code: small } = await transform(code, { minify: true, format: 'esm' });
      return { contents: small, resolveDir: dirname(path), loader: 'js' };
    });
  },
};

export async function bundle(outdir: string): Promise<void> {
  const entryPoints = Object.fromEntries(Object.entries(programs).filter(([, entry]) => existsSync(join(root, entry))));
  rmSync(outdir, { recursive: true, force: true });
  if (Object.keys(entryPoints).length === 0) return;
  await build({
    absWorkingDir: root, entryPoints, outdir, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node24',
    outExtension: { '.js': '.mjs' }, chunkNames: 'parts/[name]-[hash]', legalComments: 'none', minifySyntax: true, minifyWhitespace: true,
    // ws would look for faster parts of foreign packages, and take what `require` below says of them for the parts.
    define: {
      'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
      // Of React and Ink what runs, without what helps to write them; Ink's tools for that are not even installed.
      'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"',
    },
    external: ['react-devtools-core'],
    // Packages that bring both: a CommonJS one, when loaded on demand, would come as a default export alone.
    mainFields: ['module', 'main'],
    plugins: [schemaWithoutAjv], logLevel: 'warning',
    // CommonJS packages inside the bundle still call require() for Node's own modules, and for nothing else. Not
    // createRequire: it loads and resolves in each of the pieces, which `validate` would feel.
    banner: { js: 'const require = process.getBuiltinModule;' },
  });
  // The folder says what it is wherever it is copied to, and the compile cache of Node goes by it.
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'package.json'), '{"type":"module","private":true}\n');
}

if (import.meta.main) await bundle(join(root, 'dist'));
