import { type Series, seriesName } from '../read-series.ts'
import type { Span } from '../span.ts'
import { growsAnew } from './grows-anew.ts'
import { limitedSeries } from './limited-series.ts'

/** A store that stood level for as long as what was put there was taken away again, and has filled to its end since. */
export interface FilledSince {
  readonly series: string
  readonly since: number
  readonly stepMs: number
  /** When it was full, as far as its points tell. */
  readonly fullAt: number
  readonly source: string
  readonly line: number | null
}

const store =
  /disk|space|inode|volume|tablespace|filesystem|file_?system|storage|\bfs\b|partition|wal\b|archive|quota|mailbox|bucket/i
const noStore = /\bio\b|iops|busy|util(?!ization of)|throughput|latency|read|write|balance|credit|memory|\bmem\b|heap|swap/i
/** So near to its end nothing more finds room, as a share of the distance that it went. */
const near = 0.01
const end = 0.002
const hourMs = 3_600_000

/** The store that was full as the window began, or came to be full in it, where it had begun to fill at a moment of its own. */
export function filledSince(all: readonly Series[], window: Span): FilledSince | null {
  const stores = limitedSeries(all, window.to).filter(
    ({ series }) => store.test(series.series) && !noStore.test(series.series.replaceAll(/[_.[\]-]/g, ' '))
  )
  const found = stores.flatMap(({ series, limit }) => {
    const seen = series.points.filter(({ at }) => at < window.to)
    const most = seen.reduce((far, { value }) => Math.max(far, Math.abs(limit - value)), 0)
    const within = (part: number): number => seen.findIndex(({ value }) => Math.abs(limit - value) <= part * most)
    const met = within(near)
    const full = seen[within(end)] ?? seen[met]
    // Full for longer than a few hours, it harmed nobody then.
    if (!full || most === 0 || full.at < window.from - 6 * hourMs) return []
    const anew = growsAnew(seen.slice(0, met + 1))
    const towards = anew !== null && Math.sign(anew.perHour) === Math.sign(limit - anew.level)
    return anew && towards
      ? [
          {
            series: seriesName(series),
            since: anew.since,
            stepMs: series.stepMs,
            fullAt: full.at,
            source: series.source,
            line: series.points.find(({ at }) => at >= anew.since)?.line ?? null
          }
        ]
      : []
  })
  return found.sort((a, b) => Math.abs(a.fullAt - window.from) - Math.abs(b.fullAt - window.from))[0] ?? null
}
