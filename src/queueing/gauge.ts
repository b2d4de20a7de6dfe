/** A level that changes at instants, kept as time averages and peaks for each interval. */
export interface Gauge {
  value(): number
  set(now: number, value: number): void
  /** Closes the books at `now`: means and peaks by interval. */
  series(now: number): { readonly mean: number[]; readonly peak: number[] }
}

export function createGauge(intervalMs: number, initial = 0): Gauge {
  const areas: number[] = []
  const peaks: number[] = []
  let value = initial
  let since = 0
  // Of the interval that `since` is in: what is written at every event stays out of the lists.
  let [area, peak, end] = [0, 0, intervalMs]
  const pass = (until: number): void => {
    if (since >= until) return
    area += value * (until - since)
    if (value > peak) peak = value
    since = until
  }
  const advance = (now: number): void => {
    while (now >= end) {
      pass(end)
      areas.push(area)
      peaks.push(peak)
      ;[area, peak, end] = [0, 0, (areas.length + 1) * intervalMs]
    }
    pass(now)
  }
  return {
    value: () => value,
    set: (now, next) => {
      advance(now)
      value = next
      if (value > peak) peak = value
    },
    series: (now) => {
      advance(now)
      const count = Math.ceil(now / intervalMs)
      const width = (index: number): number => Math.min(intervalMs, now - index * intervalMs)
      return {
        mean: Array.from({ length: count }, (_, i) => (areas[i] ?? area) / width(i)),
        peak: Array.from({ length: count }, (_, i) => peaks[i] ?? peak)
      }
    }
  }
}
