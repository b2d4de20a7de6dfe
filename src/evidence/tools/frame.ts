import { z } from 'zod'
import { epochMsOf, instantOf, type Scalar, TimeWindow } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { becameDear } from '../framing/became-dear.ts'
import { extentOf, frameOf } from '../framing/frame-of.ts'
import { readHealthSignals, readNotices } from '../framing/health-signals.ts'
import { pilesUpUntil } from '../framing/piles-up.ts'
import { servedAsEver } from '../framing/served-as-ever.ts'
import { type Departure, departuresOf } from '../framing/signal.ts'
import { readInterventions } from '../read-interventions.ts'
import { type Span, spanOf } from '../span.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'

const Arguments = z.object({
  window: TimeWindow.nullable().default(null).describe('The window that the user asked for; it wins over what the signals show.')
})

const maxRows = 60

export const frame: EvidenceTool<typeof Arguments> = {
  name: 'frame',
  description:
    'Proposes the window of the incident and a healthy baseline from what the sources show: when latency, errors, success, error ' +
    'lines and the time of work depart from their best level, and when alerts and complaints stand. What the brief says is checked, ' +
    'not believed. `abnormal` is false when nothing departs. `served_as_ever`: only a summary of slowness departs, and the single requests ' +
    'behind it take as long and fail as seldom as in healthy time, operation by operation.',
  arguments: Arguments,
  run: async ({ window: asked }, context) => {
    const signals = await readHealthSignals(context)
    const departures = [...signals.flatMap(departuresOf), ...(await readNotices(context))]
    const stated = context.incident.brief?.window ?? null
    const restarts = (await readInterventions(context)).flatMap(({ kind, time }) => (kind === 'restart' ? [epochMsOf(time)] : []))
    const extent = extentOf(signals, departures)
    const chosen = frameOf(departures, extent, asked && spanOf(asked), stated && spanOf(stated), restarts)
    if (!chosen) {
      const facts = { ...noFrame, basis: 'no source has a time', abnormal: null }
      return { status: 'no_data', reading: 'No source gives a time: there is nothing to frame.', facts }
    }
    const { abnormal } = chosen
    // What the user asked for is his; what signals show may go on unfelt.
    const later = abnormal && asked === null ? await pilesUpUntil(context, chosen.window) : null
    const window = later === null ? chosen.window : { from: chosen.window.from, to: Math.max(chosen.window.to, later) }
    const basis = later === null ? chosen.basis : `${chosen.basis}, and undone work piles up after it`
    const baseline = abnormal && chosen.baseline ? await untilDear(context, window, chosen.baseline) : chosen.baseline
    const served = abnormal && baseline ? await servedAsEver(context, signals, departures, window, baseline) : null
    const healthyMinutes = baseline ? (baseline.to - baseline.from) / 60_000 : 0
    return {
      status: 'found',
      reading: abnormal
        ? `Trouble from ${instantOf(window.from)} to ${instantOf(window.to)} (${basis}${served?.asEver ? '; single requests are served as ever' : ''}); ${baseline ? `${Math.round(healthyMinutes)} healthy minutes to compare with` : 'no healthy time to compare with'}.`
        : `Nothing departs from normal (${basis}).`,
      facts: {
        window_from: instantOf(window.from),
        window_to: instantOf(window.to),
        baseline_from: baseline && instantOf(baseline.from),
        baseline_to: baseline && instantOf(baseline.to),
        basis,
        healthy_minutes: healthyMinutes,
        abnormal,
        served_as_ever: served?.asEver ?? null,
        served_runs: served?.runs ?? null
      },
      columns: columnsOf('signal kind departs_at:time returns_at:time'),
      ...rowsOf(departures),
      sources: context.incident.sources.filter(({ firstTime }) => firstTime !== null).map(({ id }) => id)
    }
  }
}

/** So much must be left of healthy time to compare with. */
const leastHealthyMs = 15 * 60_000

/** Healthy time without what came after work had become dear. */
async function untilDear(context: ToolContext, window: Span, baseline: Span): Promise<Span> {
  const dear = await becameDear(context, window, baseline)
  return dear !== null && dear - baseline.from >= leastHealthyMs ? { from: baseline.from, to: dear } : baseline
}

const noFrame = {
  window_from: null,
  window_to: null,
  baseline_from: null,
  baseline_to: null,
  healthy_minutes: 0,
  served_as_ever: null,
  served_runs: null
}

/** Signals in the order in which they depart; alerts and complaints only by their first and last. */
function rowsOf(departures: readonly Departure[]): { rows: Scalar[][]; omitted: { rows: number; why: string } | null } {
  const measured = departures.filter(({ group }) => group !== 'alert' && group !== 'report')
  const noticed = (['alert', 'report'] as const).flatMap((kind): Departure[] => {
    const own = departures.filter(({ group }) => group === kind)
    const [first] = own
    if (!first) return []
    return [{ ...first, signal: `${own.length} ${kind}s`, to: Math.max(...own.map(({ from }) => from)) }]
  })
  const all = [...measured, ...noticed].sort((a, b) => a.from - b.from || (a.signal < b.signal ? -1 : 1))
  return {
    rows: all
      .slice(0, maxRows)
      .map(({ signal, kind, from, to, returned }) => [signal, kind, instantOf(from), returned ? instantOf(to) : null]),
    omitted: all.length > maxRows ? { rows: all.length - maxRows, why: 'the earliest departures are shown' } : null
  }
}
