import { createRequire } from 'node:module'
import type * as Library from '@duckdb/node-api'

/** DuckDB's library, by `require`: for an import its hundred files are gone through for their names first, which takes as long as to load it. */
export const duckdb: typeof Library = createRequire(import.meta.url)('@duckdb/node-api')
