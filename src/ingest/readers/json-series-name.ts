import type { Attributes } from '../../domain/index.ts'

export const isUnit = (name: string): boolean => /^units?$/i.test(name)

/** A document of one series names it beside its points, as CloudWatch does. */
export function nameOfSeries(here: Attributes, lists: number): Attributes {
  const named = ['Label', 'MetricName', 'metric', 'metric_name'].find((name) => typeof here[name] === 'string')
  return named === undefined || lists !== 1 ? {} : { [named]: here[named] ?? null }
}
