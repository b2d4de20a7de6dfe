/** A value over time: a constant, or steps in order of time, each holding from `fromMs` on (the first from the start). */
export type Level = number | readonly { readonly fromMs: number; readonly value: number }[]

/** The value at a time. Throws RangeError for an empty list of steps. */
export function levelAt(level: Level, timeMs: number): number {
  if (typeof level === 'number') return level
  const first = level[0]
  if (first === undefined) throw new RangeError('a level needs at least one step')
  let value = first.value
  for (const step of level) {
    if (step.fromMs > timeMs) break
    value = step.value
  }
  return value
}

/** Changes after the start, in order. */
export function levelChanges(level: Level): { readonly fromMs: number; readonly value: number }[] {
  return typeof level === 'number' ? [] : level.filter(({ fromMs }) => fromMs > 0)
}

/** The same level with every value changed. */
export function mapLevel(level: Level, change: (value: number) => number): Level {
  return typeof level === 'number' ? change(level) : level.map(({ fromMs, value }) => ({ fromMs, value: change(value) }))
}
