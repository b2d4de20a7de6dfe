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
  const advance = (now: number): void => {
    while (since < now) {
      const index = Math.floor(since / intervalMs)
      const end = Math.min(now, (index + 1) * intervalMs)
      areas[index] = (areas[index] ?? 0) + value * (end - since)
      peaks[index] = Math.max(peaks[index] ?? 0, value)
      since = end
    }
  }
  return {
    value: () => value,
    set: (now, next) => {
      advance(now)
      value = next
      const index = Math.floor(now / intervalMs)
      peaks[index] = Math.max(peaks[index] ?? 0, value)
    },
    series: (now) => {
      advance(now)
      const count = Math.ceil(now / intervalMs)
      const width = (index: number): number => Math.min(intervalMs, now - index * intervalMs)
      return {
        mean: Array.from({ length: count }, (_, i) => (areas[i] ?? 0) / width(i)),
        peak: Array.from({ length: count }, (_, i) => peaks[i] ?? 0)
      }
    }
  }
}
