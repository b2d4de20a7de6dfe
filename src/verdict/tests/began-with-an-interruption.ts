import { type Instant, instantOf, epochMsOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { cannotTell, type DiagnosticTest, yes } from '../diagnostic-test.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'

/** So long before harm and after it an interruption is what set it off: a restart shows as harm at once, and is written down late. */
const beforeMs = 10 * 60_000
const afterMs = 2 * 60_000
/** What is over by itself after seconds or minutes. */
const brief =
  /\b(?:re-?start(?:s|ed|ing)?|re-?boot(?:s|ed|ing)?|fail(?:ed|s|ing)?[ -]?over|switch(?:ed)?[ -]?over|re-?connect(?:s|ed)?|moved to another|rescheduled|evicted|drained|node pool|maintenance|blip|hiccup|interrupt(?:ed|ion)|leader election|re-?balanc(?:e|ed|ing)|certificate reload)\b/i
const kinds = /^(?:restart|failover)$/

/**
 * Failing that lasts long after what set it off was over keeps itself up. No trace of an interruption says nothing: few are written down.
 */
export const beganWithAnInterruption: DiagnosticTest = {
  id: 'began-with-an-interruption',
  question: 'Did it begin with a short interruption (a restart, a fail-over), which was over long before the harm was?',
  dimension: 'precedence',
  calls: (_, scene) => interruptionCalls(scene),
  read(found, _hypothesis, scene) {
    const told = interruption(found, scene)
    if (!told || !scene.window) return cannotTell('no interruption is recorded as harm began')
    return yes(0.8, '{text} ({at}), and harm lasts long after it', {
      text: [told.row.cite(told.column), 'text'],
      at: [told.row.cite('time'), 'time']
    })
  }
}

export function interruptionCalls({ window, departsAt }: Scene): Call[] {
  if (!window) return []
  const time = departsAt ?? window.from
  const around = { from: instantOf(epochMsOf(time) - beforeMs), to: instantOf(epochMsOf(time) + afterMs) }
  return [
    { tool: 'interventions', arguments: { window: around } },
    { tool: 'changes_around', arguments: { time, before_minutes: beforeMs / 60_000, after_minutes: afterMs / 60_000 } }
  ]
}

interface Told {
  readonly row: Row
  readonly column: string
}

/** Harm that is no longer than this may be the interruption itself. */
const lastingMs = 10 * 60_000

export function interruption(found: readonly Maybe[], { window, departsAt }: Scene): Told | undefined {
  if (!window || epochMsOf(window.to) - epochMsOf(window.from) < lastingMs) return undefined
  const near = (time: Instant | null): boolean => {
    if (time === null) return false
    const late = epochMsOf(time) - epochMsOf(departsAt ?? window.from)
    return late >= -beforeMs && late <= afterMs
  }
  return found.flatMap((one): Told[] => {
    const isDeed = one?.tool === 'interventions'
    const column = isDeed ? 'text' : 'title'
    return rowsIn(one)
      .filter(
        (row) => near(row.text('time')) && ((isDeed && kinds.test(row.text('kind') ?? '')) || brief.test(row.text(column) ?? ''))
      )
      .map((row) => ({ row, column }))
  })[0]
}
