import { clustersOf } from '../framing/choose-frame.ts'
import { extentOf } from '../framing/frame-of.ts'
import { readHealthSignals, readNotices } from '../framing/health-signals.ts'
import { departuresOf } from '../framing/signal.ts'
import { keeper } from '../kept.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'

/** What of the materials' time is measured, and where in it the service was in trouble. */
export interface Health {
  readonly measured: Span | null
  readonly troubles: readonly Span[]
}

const keep = keeper<Health>()

/** Read once for an incident: many rules are tried on it, and its health is the same for all. */
export const readHealth = (context: ToolContext): Promise<Health> => keep(context, '', () => healthOf(context))

async function healthOf(context: ToolContext): Promise<Health> {
  const signals = await readHealthSignals(context)
  const departures = signals.flatMap(departuresOf)
  const troubles = clustersOf([...departures, ...(await readNotices(context))]).filter(({ abnormal }) => abnormal)
  return { measured: extentOf(signals, departures), troubles: troubles.map(({ from, to }) => ({ from, to })) }
}

/**
 * Measured time in which no trouble stood and the incident's cause did not act, in order.
 *
 * @param lingersMs how long after a trouble what looks back still sees it
 */
export function quietSpans({ measured, troubles }: Health, acting: Span, lingersMs = 0): Span[] {
  if (!measured) return []
  const taken = [...troubles, acting].map(({ from, to }) => ({ from, to: to + lingersMs })).sort((a, b) => a.from - b.from)
  const quiet: Span[] = []
  let from = measured.from
  for (const one of taken) {
    if (one.from > from) quiet.push({ from, to: Math.min(one.from, measured.to) })
    from = Math.max(from, one.to)
  }
  if (from < measured.to) quiet.push({ from, to: measured.to })
  return quiet.filter((span) => span.to > span.from)
}
