/**
 * A gauge's samples within the last `k` intervals and the present instant, put together; NaN without a sample. Sums are
 * added up anew for each window: what a running sum leaves behind would be taken for a value above nought.
 */
export type Windowed = (cells: Float64Array, k: number) => Float64Array

export const meanOver: Windowed = (cells, k) =>
  overSamples(cells, k, (samples) => samples.reduce((sum, { value }) => sum + value, 0) / samples.length)

export const maxOver: Windowed = (cells, k) => extremeOver(cells, k, Math.max)
export const minOver: Windowed = (cells, k) => extremeOver(cells, k, Math.min)

function extremeOver(cells: Float64Array, k: number, pick: (a: number, b: number) => number): Float64Array {
  return overSamples(cells, k, (samples) =>
    samples.reduce((best, { value }) => pick(best, value), samples[0]?.value ?? Number.NaN)
  )
}

/** Slope by least squares, per interval; NaN with fewer than two samples. */
export const slopeOver: Windowed = (cells, k) => overSamples(cells, k, (samples) => lineThrough(samples).slope)

/** Where the line by least squares stands `k` intervals ahead; NaN with fewer than two samples. */
export const forecastOver: Windowed = (cells, k) =>
  overSamples(cells, k, (samples, now) => {
    const { slope, middle, mean } = lineThrough(samples)
    return mean + slope * (now + k - middle)
  })

function lineThrough(samples: readonly Sample[]): { slope: number; middle: number; mean: number } {
  const middle = samples.reduce((sum, { i }) => sum + i, 0) / samples.length
  const mean = samples.reduce((sum, { value }) => sum + value, 0) / samples.length
  if (samples.length < 2) return { slope: Number.NaN, middle, mean }
  const spread = samples.reduce((sum, { i }) => sum + (i - middle) ** 2, 0)
  return { slope: samples.reduce((sum, { i, value }) => sum + (i - middle) * (value - mean), 0) / spread, middle, mean }
}

/** Growth of a running total per interval, falls taken for resets; NaN with fewer than two samples. */
export const rateOver: Windowed = (cells, k) =>
  overSamples(cells, k, (samples) => {
    const [first, last] = [samples[0], samples.at(-1)]
    if (!first || !last || samples.length < 2) return Number.NaN
    const resets = samples.slice(1).reduce((sum, { value }, j) => {
      const before = samples[j]?.value ?? value
      return value < before ? sum + before : sum
    }, 0)
    return (last.value - first.value + resets) / (last.i - first.i)
  })

interface Sample {
  readonly i: number
  readonly value: number
}

function overSamples(cells: Float64Array, k: number, put: (samples: readonly Sample[], now: number) => number): Float64Array {
  const out = new Float64Array(cells.length)
  const samples: Sample[] = []
  for (let i = 0; i < cells.length; i++) {
    const value = cells[i] ?? Number.NaN
    if (!Number.isNaN(value)) samples.push({ i, value })
    while (samples[0] && samples[0].i < i - k) samples.shift()
    out[i] = samples.length > 0 ? put(samples, i) : Number.NaN
  }
  return out
}

/** What a counter gained over the last `k` intervals; NaN while fewer have passed. */
export const gainOver: Windowed = (cells, k) => {
  const out = new Float64Array(cells.length)
  for (let i = 0; i < cells.length; i++) {
    let sum = 0
    for (let j = Math.max(0, i - k + 1); j <= i; j++) sum += cells[j] ?? 0
    out[i] = i + 1 >= k ? sum : Number.NaN
  }
  return out
}
