import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** A database's own buffer is emptied by the queries it serves: that it misses is their effect. */
const buffers = /buffer|blks?\b|shared_?hit|innodb|page_?cache|(?:^|[_. -])(?:pg|postgres\w*|mysql|mssql|oracle|db)_?hits?\b/i

/** What keeps its data on a disk that is measured beside it is a database (or a file server), and its cache its own buffer. */
const onDisk = /\bdisk|iops|io_?wait|blks?_|\bread_await/i

/** Measured shares of hits of caches that somebody put before something dearer. */
export function cacheRows(onsets: Maybe): Row[] {
  const rows = rowsIn(onsets)
  const stores = new Set(
    rows.flatMap((row) =>
      row.text('role') === 'disk' || onDisk.test(row.text('series') ?? '') ? (row.text('entity') ?? []) : []
    )
  )
  return rows.filter(
    (row) =>
      row.text('role') === 'cache-hits' &&
      !stores.has(row.text('entity') ?? '') &&
      !buffers.test(`${row.text('entity')} ${row.text('series')}`) &&
      // What answered nothing in healthy time has nothing to lose.
      (row.number('baseline_median') ?? 0) > 0 &&
      row.number('window_median') !== null
  )
}

/** Share of the hits of healthy time that is left; the cache that lost most first. */
export const hitsLeft = (row: Row): number =>
  (row.number('window_median') ?? 0) / Math.max(1e-9, row.number('baseline_median') ?? 0)

export const worstCache = (onsets: Maybe): Row | undefined => cacheRows(onsets).sort((a, b) => hitsLeft(a) - hitsLeft(b))[0]

/** Where its fall is dated: a share of hits that moves with load in health falls with load too, and counts from where load no longer explains it. */
export const fallColumn = (cache: Row): 'onset' | 'beyond_load_onset' =>
  (cache.number('load_explained') ?? 0) >= 0.5 ? 'beyond_load_onset' : 'onset'
