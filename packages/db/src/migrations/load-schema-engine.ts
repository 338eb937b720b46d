import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import type { SchemaFile } from './read-schema.ts';
import { WholeScriptPrismaPg } from './whole-script-adapter.ts';

/** What of it is used here: Node has it, but only TypeScript's DOM library declares it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: Record<string, object>) => { exports: Record<string, unknown> };
};

let isLoaded = false;

/**
 * The package's own entry imports the `.wasm` file as a module, which Node does only behind a flag; its bindings take an
 * instance from us instead.
 */
function loadBindings(): void {
  if (isLoaded) return;
  const require = createRequire(import.meta.url);
  const wasm = join(dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function') throw new Error('@prisma/schema-engine-wasm has no start function; was it upgraded without prisma?');
  start();
  isLoaded = true;
}

export type LoadedSchemaEngine = { engine: bindings.SchemaEngine; close(): Promise<void> };

/** Prisma's schema engine, in this process and without a downloaded binary, on the database at `databaseUrl`. */
export async function loadSchemaEngine(databaseUrl: string, schema: SchemaFile[]): Promise<LoadedSchemaEngine> {
  loadBindings();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPrismaPg(pool));
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content]);
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter);
    const close = () => {
      engine.free();
      return pool.end();
    };
    return { engine, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
