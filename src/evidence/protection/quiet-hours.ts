import type { Scalar } from '../../domain/index.ts'
import { mainGauge, readGauges } from '../gauges.ts'
import type { ToolContext } from '../tool.ts'
import { clockOf } from './timeout.ts'

const hourMs = 3_600_000
/** A day must have been seen nearly whole before its quiet hours can be named. */
const leastMs = 20 * hourMs
/** As long as jobs are given. */
const windowHours = 3

/** The three hours of the day with the least load, where the record holds a whole day. Times of day are UTC. */
export async function quietHoursOf(context: ToolContext): Promise<Readonly<Record<string, Scalar>>> {
  const unknown = (why: string) => ({ quiet_from: null, quiet_until: null, quiet_load_share: null, quiet_why_not: why })
  const load = mainGauge(await readGauges(context, ['load']), 'load')
  const [first, last] = [load?.points[0]?.at, load?.points.at(-1)?.at]
  if (!load || first === undefined || last === undefined) return unknown('load was not measured')
  if (last - first < leastMs) {
    return unknown(`load was measured for ${((last - first) / hourMs).toFixed(0)} hours; a day, or better a week, is needed`)
  }
  const byHour = Array.from({ length: 24 }, (): number[] => [])
  for (const { at, value } of load.points) byHour[new Date(at).getUTCHours()]?.push(value)
  const means = byHour.map((values) =>
    values.length === 0 ? Infinity : values.reduce((sum, value) => sum + value, 0) / values.length
  )
  const sumFrom = (hour: number): number =>
    Array.from({ length: windowHours }, (_, i) => means[(hour + i) % 24] ?? Infinity).reduce((sum, mean) => sum + mean, 0)
  const quietest = means.reduce((best, _, hour) => (sumFrom(hour) < sumFrom(best) ? hour : best), 0)
  const busiest = Math.max(...means.filter((mean) => Number.isFinite(mean)))
  const share = sumFrom(quietest) / windowHours / busiest
  if (!Number.isFinite(share)) return unknown('no three hours in a row were measured')
  return {
    quiet_from: clockOf(quietest * hourMs),
    quiet_until: clockOf(((quietest + windowHours) % 24) * hourMs),
    quiet_load_share: share,
    quiet_why_not: null
  }
}
