/**
 * DuckDB behind a locked, read-only door. The tables: docs/design/warehouse.md.
 *
 * `openWarehouse(folder, { cacheDir, cacheBytes })` opens a folder of materials, from the cache when it can.
 *
 * `loadWarehouse(files, incident, folder)` makes one from files as read (`ReadFile` of ingest/, or `madeFile`) in an empty folder of the
 * caller's: how other rooms' tests build a tiny incident in about half a second.
 */
export { type CacheEntry, clearCache, listCache } from './cache/cache.ts'
export { madeFile, type MadeRecord } from './made-file.ts'
export { type LoadProgress, loadWarehouse, openWarehouse, type OpenOptions } from './open-warehouse.ts'
export { fragmentsOfPattern, fragmentsOfWord } from './rollups/fragments.ts'
export { runsWithUsual } from './rollups/usual-times.ts'
export type { QueryLimits, QueryResult, Warehouse } from './warehouse.ts'
