import { readSeries, type Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'

/** An instance is there throughout when its points leave out no more than this of all the time at either end. */
const missing = 0.05

/** The service that a source names beside its instance. */
const ofService = `coalesce(nullif(json_extract_string(attributes, '$.service'), ''), entity)`

/**
 * Shares of hits of instances that come and go, as those of their service: an instance that was started anew has no healthy
 * time to compare with, and one that was stopped has no time of harm. Instances that are there throughout stay as they are.
 */
export async function withSharesOfServices(context: ToolContext, measured: readonly Series[]): Promise<Series[]> {
  const shares = measured.filter(({ role, entity, points }) => role === 'cache-hits' && entity !== null && points.length > 1)
  const [first, last] = [Math.min(...shares.map(firstOf)), Math.max(...shares.map(lastOf))]
  const slack = missing * (last - first)
  const passing = shares.filter((one) => firstOf(one) > first + slack || lastOf(one) < last - slack)
  if (passing.length < 2) return [...measured]
  const whole = (await readSeries(context, ['cache-hits'], ofService)).filter(
    ({ entity, series }) => entity !== null && !measured.some((one) => one.entity === entity && one.series === series)
  )
  // What no service is named for has nothing to stand for it.
  const isOf = ({ entity, series }: Series, service: Series): boolean =>
    series === service.series && (entity ?? '').startsWith(`${service.entity}-`)
  return [...measured.filter((one) => !passing.includes(one) || !whole.some((service) => isOf(one, service))), ...whole]
}

const firstOf = ({ points }: Series): number => points[0]?.at ?? 0
const lastOf = ({ points }: Series): number => points.at(-1)?.at ?? 0
