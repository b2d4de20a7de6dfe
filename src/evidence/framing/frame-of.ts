import type { Span } from '../span.ts'
import { type Cluster, clustersOf, healthyBeside } from './choose-frame.ts'
import type { Departure, Signal } from './signal.ts'

/** The window of the incident and the healthy time to compare it with. */
export interface Frame {
  readonly window: Span
  readonly baseline: Span | null
  readonly basis: string
  /** False when nothing departs from normal. */
  readonly abnormal: boolean
}

/**
 * Frames an incident: the user's window when there is one, else the gravest trouble (of those that overlap the brief's
 * window, when any does). Null when there is no time at all.
 */
export function frameOf(
  departures: readonly Departure[],
  measured: Span | null,
  asked: Span | null,
  stated: Span | null,
  restarts: readonly number[] = []
): Frame | null {
  const clusters = clustersOf(departures, restarts)
  const chosen = chooseWindow(clusters, measured, asked, stated)
  if (!chosen) return null
  const troubles = clusters.filter(({ abnormal }) => abnormal)
  if (measured === null || (!chosen.abnormal && asked === null)) return { ...chosen, baseline: null }
  // A trouble that reaches beyond the window is not healthy time either.
  const touching = troubles.filter(({ from, to }) => from < chosen.window.to && chosen.window.from < to)
  const from = Math.min(chosen.window.from, ...touching.map((one) => one.from))
  const to = Math.max(chosen.window.to, ...touching.map((one) => one.to))
  return { ...chosen, baseline: healthyBeside({ from, to }, measured, troubles) }
}

function chooseWindow(
  clusters: readonly Cluster[],
  measured: Span | null,
  asked: Span | null,
  stated: Span | null
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
export function extentOf(signals: readonly Signal[], departures: readonly Departure[]): Span | null {
  const points = signals.flatMap(({ points: [first, ...rest], stepMs }) => {
    const last = rest.at(-1)
    return first ? [first.at, (last ?? first).at + stepMs] : []
  })
  const times = points.length > 0 ? points : departures.flatMap(({ from, to }) => [from, to])
  return times.length > 0 ? { from: Math.min(...times), to: Math.max(...times) } : null
}
