import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** A database's own buffer is emptied by the queries it serves: that it misses is their effect. */
const buffers = /buffer|blks?\b|shared_?hit|innodb|page_?cache/i

/** Measured shares of hits of caches that somebody put before something dearer. */
export function cacheRows(onsets: Maybe): Row[] {
  return rowsIn(onsets).filter(
    (row) =>
      row.text('role') === 'cache-hits' &&
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
