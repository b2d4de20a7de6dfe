import type { Series } from '../read-series.ts'

export interface LimitedSeries {
  readonly series: Series
  /** Where it ends, in its own unit. */
  readonly limit: number
  readonly basis: string
}

const usedUp =
  /util|usage|used|percent|pct|full|quota|disk|storage|tablespace|inode|capacity|memory|heap|handles?|descriptors?|\bfds?\b|licen[cs]e|sequence|allowance/i
const remains =
  /free|remaining|available|left|headroom|days?_?(?:to|until|left)|until_?expir|expires?_?in|time_?to_?live|validity/i

/**
 * Series that have an end, as it was up to a time: shares of a whole (100 %, or 1), what is free or remains (0), and levels beside a series that
 * states their limit (`disk_used_bytes` beside `disk_total_bytes`).
 */
export function limitedSeries(measured: readonly Series[], until: number): LimitedSeries[] {
  const all = measured.filter(({ points }) => points.length > 0)
  return all.flatMap((series): LimitedSeries[] => {
    const text = `${series.series} ${series.unit ?? ''}`.replaceAll(/[._-]/g, ' ')
    if (/latenc|duration|response|error|hit|cpu|success/i.test(text)) return []
    const most = series.points.reduce((a, { value }) => Math.max(a, value), -Infinity)
    if (remains.test(series.series.replaceAll(/[.-]/g, '_'))) return [{ series, limit: 0, basis: 'what remains ends at 0' }]
    if (!usedUp.test(text) || ['load', 'limit', 'latency', 'errors'].includes(series.role)) return []
    const isShare = /percent|pct|%|util|ratio|share/i.test(text)
    if (isShare) return [{ series, limit: most <= 1.01 ? 1 : 100, basis: 'a share ends at the whole' }]
    const limit = limitBeside(series, all, until)
    return limit === null ? [] : [{ series, limit: limit.value, basis: limit.name }]
  })
}

/** The latest value of the series that names the same thing with `total`, `limit`, `max`, `capacity` or `quota`. */
function limitBeside(series: Series, all: readonly Series[], until: number): { value: number; name: string } | null {
  const stem = (name: string): string =>
    name
      .toLowerCase()
      .replaceAll(/used|usage|current|active|open|count|total|limit|max(?:imum)?|capacity|quota|size|allowed/g, '')
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '')
  const beside = all.find(
    (other) =>
      other !== series &&
      other.entity === series.entity &&
      /total|limit|max|capacity|quota|size|allowed/i.test(other.series) &&
      stem(other.series) === stem(series.series)
  )
  const value = beside?.points.findLast(({ at }) => at < until)?.value
  return beside === undefined || value === undefined || value <= 0 ? null : { value, name: beside.series }
}
