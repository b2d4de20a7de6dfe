/** A non-decreasing (or non-increasing) step function of x. */
export type MonotoneFit = (x: number) => number

/**
 * Least-squares monotone regression by pooling adjacent violators (Ayer et al. 1955). Linear between the pooled points,
 * constant outside them. `falling` fits a non-increasing function. Null for no points.
 */
export function fitMonotone(x: readonly number[], y: readonly number[], falling = false): MonotoneFit | null {
  const sign = falling ? -1 : 1
  const order = x.map((value, i) => [value, sign * (y[i] ?? 0)] as const).sort((a, b) => a[0] - b[0])
  const blocks: { sum: number; n: number; from: number; to: number }[] = []
  for (const [at, value] of order) {
    blocks.push({ sum: value, n: 1, from: at, to: at })
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before; last = blocks.at(-1), before = blocks.at(-2)) {
      if (before.sum / before.n < last.sum / last.n) break
      blocks.splice(-2, 2, { sum: before.sum + last.sum, n: before.n + last.n, from: before.from, to: last.to })
    }
  }
  if (blocks.length === 0) return null
  const knots = blocks.flatMap(({ sum, n, from, to }) => [
    [from, (sign * sum) / n] as const,
    ...(to > from ? [[to, (sign * sum) / n] as const] : [])
  ])
  return (at) => interpolate(knots, at)
}

function interpolate(knots: readonly (readonly [number, number])[], at: number): number {
  let before = knots[0] ?? [at, 0]
  if (at <= before[0]) return before[1]
  for (const knot of knots) {
    if (at <= knot[0]) {
      const share = knot[0] === before[0] ? 1 : (at - before[0]) / (knot[0] - before[0])
      return before[1] + share * (knot[1] - before[1])
    }
    before = knot
  }
  return before[1]
}
