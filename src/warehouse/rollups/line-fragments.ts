import type { Rollup } from './rollup.ts'

/** Which fragments the lines of a source hold at all. Sources that are not in it are not known, and may hold any. */
export const lineFragments: Rollup = {
  table: 'line_fragments',
  columns: { source_id: 'VARCHAR', fragment: 'INTEGER' },
  async fill(connection, { fragments }) {
    if (fragments.size === 0) return
    // DuckDB's library, which who asks for columns alone does not need.
    const { openColumnWriter } = await import('../load/appending.ts')
    const writer = await openColumnWriter(connection, 'line_fragments', ['VARCHAR', 'INTEGER'])
    for (const [sourceId, own] of fragments) for (const fragment of own.all()) writer.append([sourceId, fragment])
    await writer.close()
  }
}
