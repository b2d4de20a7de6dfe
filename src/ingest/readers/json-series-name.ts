import type { Attributes } from '../../domain/index.ts'

export const isUnit = (name: string): boolean => /^units?$/i.test(name)

const names = '__name__ metric metric_name name target series title label Label MetricName metricId'.split(' ')

/** The name that a series gives itself beside its points. */
export function ownName(about: Attributes): string | null {
  const name = names.map((key) => about[key]).find((value) => typeof value === 'string')
  return typeof name === 'string' ? name : null
}

/** A document of one series names it beside its points, as CloudWatch does. */
export function nameOfSeries(here: Attributes, lists: number): Attributes {
  const named = ['Label', 'MetricName', 'metric', 'metric_name'].find((name) => typeof here[name] === 'string')
  return named === undefined || lists !== 1 ? {} : { [named]: here[named] ?? null }
}
