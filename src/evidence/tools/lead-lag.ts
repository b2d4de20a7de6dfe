import { z } from 'zod'
import { combine, type Gauge, valueAt } from '../gauges.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import { spanOf } from '../span.ts'
import { bestLag } from '../statistics/index.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const series = z.string().min(1).describe('`entity/series`, or the series alone for the whole service')
const Arguments = z.object({ first: series, second: series, window: windowArgument })

const mostPoints = 600

export const leadLag: EvidenceTool<typeof Arguments> = {
  name: 'lead_lag',
  description:
    'Which of two series leads and by how much: the lag at which they agree most. Two series that follow the same load agree at ' +
    'lag zero and prove nothing about each other; a lag is no finer than the coarser series.',
  arguments: Arguments,
  run: async ({ first, second, window }, context) => {
    const all = await readSeries(context)
    const a = named(all, first)
    const b = named(all, second)
    const facts = { lag_seconds: null, correlation: null, correlation_at_zero: null, points: 0 }
    const missing = [a ? null : first, b ? null : second].filter((name) => name !== null)
    if (!a || !b) {
      const known = all.slice(0, 40).map(seriesName).join(', ')
      return {
        status: 'no_data',
        reading: `There is no series ${missing.join(' and no series ')}. There are: ${known || 'none'}.`,
        facts
      }
    }
    const span = spanOf(window)
    const stepMs = Math.max(a.stepMs, b.stepMs, (span.to - span.from) / mostPoints, 1)
    const pairs: [number, number][] = []
    for (let at = span.from; at < span.to; at += stepMs) {
      const [x, y] = [valueAt(a, at), valueAt(b, at)]
      if (x !== null && y !== null) pairs.push([x, y])
    }
    const lag = bestLag(
      pairs.map(([x]) => x),
      pairs.map(([, y]) => y)
    )
    const sources = [...a.sources, ...b.sources]
    if (!lag) {
      const reading = `${first} and ${second} have ${pairs.length} common points in the window, or one of them does not vary.`
      return { status: 'no_data', reading, facts: { ...facts, points: pairs.length }, sources }
    }
    const seconds = (lag.lag * stepMs) / 1000
    const leads = seconds === 0 ? 'neither leads' : `${seconds > 0 ? first : second} leads by ${Math.abs(seconds)} s`
    return {
      status: 'found',
      reading: `${leads}: correlation ${lag.correlation.toFixed(2)} there and ${lag.atZero.toFixed(2)} without a lag.`,
      facts: { lag_seconds: seconds, correlation: lag.correlation, correlation_at_zero: lag.atZero, points: pairs.length },
      sources
    }
  }
}

function named(all: readonly Series[], name: string): Gauge | null {
  const exact = all.filter((one) => seriesName(one) === name)
  const members = exact.length > 0 ? exact : all.filter((one) => one.series === name)
  return members.length > 0 ? combine(members) : null
}
