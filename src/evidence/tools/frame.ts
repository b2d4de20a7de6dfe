import { z } from 'zod'
import { instantOf, type Scalar, TimeWindow } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Cluster, clustersOf, healthyBeside } from '../framing/choose-frame.ts'
import { readHealthSignals, readNotices } from '../framing/health-signals.ts'
import { type Departure, departuresOf, type Signal } from '../framing/signal.ts'
import { type Span, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({
  window: TimeWindow.nullable().default(null).describe('The window that the user asked for; it wins over what the signals show.')
})

const maxRows = 60

export const frame: EvidenceTool<typeof Arguments> = {
  name: 'frame',
  description:
    'Proposes the window of the incident and a healthy baseline from what the sources show: when latency, errors, success, error ' +
    'lines and the time of work depart from their best level, and when alerts and complaints stand. What the brief says is checked, ' +
    'not believed. `abnormal` is false when nothing departs.',
  arguments: Arguments,
  run: async ({ window: asked }, context) => {
    const signals = await readHealthSignals(context)
    const departures = [...signals.flatMap(departuresOf), ...(await readNotices(context))]
    const clusters = clustersOf(departures)
    const measured = extentOf(signals, departures)
    const stated = context.incident.brief?.window ?? null
    const chosen = chooseWindow(clusters, asked && spanOf(asked), stated && spanOf(stated), measured)
    if (!chosen) {
      const facts = { ...noFrame, basis: 'no source has a time', abnormal: null }
      return { status: 'no_data', reading: 'No source gives a time: there is nothing to frame.', facts }
    }
    const { window, basis, abnormal } = chosen
    const baseline =
      measured && abnormal !== false
        ? healthyBeside(
            window,
            measured,
            clusters.filter((one) => one.abnormal)
          )
        : null
    const healthyMinutes = baseline ? (baseline.to - baseline.from) / 60_000 : 0
    return {
      status: 'found',
      reading: abnormal
        ? `Trouble from ${instantOf(window.from)} to ${instantOf(window.to)} (${basis}); ${baseline ? `${Math.round(healthyMinutes)} healthy minutes to compare with` : 'no healthy time to compare with'}.`
        : `Nothing departs from normal (${basis}).`,
      facts: {
        window_from: instantOf(window.from),
        window_to: instantOf(window.to),
        baseline_from: baseline && instantOf(baseline.from),
        baseline_to: baseline && instantOf(baseline.to),
        basis,
        healthy_minutes: healthyMinutes,
        abnormal
      },
      columns: columnsOf('signal kind departs_at:time returns_at:time'),
      ...rowsOf(departures),
      sources: context.incident.sources.filter(({ firstTime }) => firstTime !== null).map(({ id }) => id)
    }
  }
}

const noFrame = {
  window_from: null,
  window_to: null,
  baseline_from: null,
  baseline_to: null,
  healthy_minutes: 0
}

function chooseWindow(
  clusters: readonly Cluster[],
  asked: Span | null,
  stated: Span | null,
  measured: Span | null
): { window: Span; basis: string; abnormal: boolean } | null {
  const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to
  const abnormal = clusters.filter((one) => one.abnormal)
  if (asked) {
    const confirmed = abnormal.some((one) => overlaps(one, asked))
    return {
      window: asked,
      basis: confirmed ? 'asked by the user, and signals depart in it' : 'asked by the user; no signal departs in it',
      abnormal: confirmed
    }
  }
  const inBrief = stated ? abnormal.find((one) => overlaps(one, stated)) : undefined
  const main = inBrief ?? abnormal[0]
  if (main) {
    const kinds = [...new Set(main.departures.map(({ kind }) => kind))].join(', ')
    const brief = !stated
      ? ''
      : inBrief
        ? '; it overlaps the window that the brief states'
        : '; the brief states another window, in which nothing departs'
    return { window: { from: main.from, to: main.to }, basis: `signals depart: ${kinds}${brief}`, abnormal: true }
  }
  if (stated && (!measured || overlaps(stated, measured)))
    return { window: stated, basis: 'the window that the brief states; no signal confirms it', abnormal: false }
  return measured ? { window: measured, basis: 'all the time that the materials cover', abnormal: false } : null
}

/** From the first to the last measured point; what was noticed, when nothing was measured. */
function extentOf(signals: readonly Signal[], departures: readonly Departure[]): Span | null {
  const points = signals.flatMap(({ points, stepMs }) =>
    [
      points[0]?.at ?? [],
      points.at(-1)?.at ?? [],
      stepMs > 0 && points.length > 0 ? (points.at(-1)?.at ?? 0) + stepMs : []
    ].flat()
  )
  const times = points.length > 0 ? points : departures.flatMap(({ from, to }) => [from, to])
  return times.length > 0 ? { from: Math.min(...times), to: Math.max(...times) } : null
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
