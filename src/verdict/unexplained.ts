import { citeCell, citeFact, type Evidence, type JudgedHypothesis, state, type Statement } from '../domain/index.ts'
import { has, rowsIn, textIn } from './reading.ts'
import type { Scene } from './scene.ts'

/** Kinds of intervention that can remove a cause, rather than relieve its effects. */
const removing = /rollback|deploy|config|flag/

/** What goes with the process that does it. */
const holding = /^(?:lock-contention|batch-interference)$/

/** What even the accepted cause leaves open: a recovery that nobody's fix explains, and work that began before it was seen. */
export function unexplained(accepted: JudgedHypothesis, scene: Scene, evidence: readonly Evidence[]): Statement[] {
  return [...recoveryWithoutFix(accepted, scene), ...easesByItself(accepted, evidence), ...movedEarlier(accepted, scene)]
}

function recoveryWithoutFix({ category }: JudgedHypothesis, scene: Scene): Statement[] {
  const framing = scene.evidence.frame
  const returned = rowsIn(framing)
    .filter((row) => row.text('returns_at') !== null)
    .sort((a, b) => (a.text('returns_at') ?? '').localeCompare(b.text('returns_at') ?? ''))
    .at(-1)
  // A surge ends by itself when the demand does.
  if (!framing || !returned || category === 'demand-surge') return []
  const back = {
    signal: [citeCell(framing, returned.index, 'signal'), 'text'],
    at: [citeCell(framing, returned.index, 'returns_at'), 'time']
  } as const
  const ends = holding.test(category) ? /terminate/ : /^$/
  if (scene.interventions.some(({ kind }) => removing.test(kind) || ends.test(kind))) return []
  const record = scene.evidence.interventions
  // What ends an incident is often done a minute after it is over by the series.
  if (removing.test(textIn(record, 'next_after_kind') ?? '')) return []
  // A limit made smaller relieves nothing.
  const last = [...scene.interventions]
    .filter(({ kind }) => kind !== 'lower-limit')
    .sort((a, b) => a.time.localeCompare(b.time))
    .at(-1)
  if (!record || !last) {
    return [state('{signal} is back to normal at {at}, and no fix is recorded: why it recovered is open', back)]
  }
  return [
    state(
      '{signal} is back to normal at {at}; what is recorded ({kind} at {time}) relieves without removing the cause: why it recovered is open',
      {
        ...back,
        kind: [citeCell(record, last.row, 'kind'), 'text'],
        time: [citeCell(record, last.row, 'time'), 'time']
      }
    )
  ]
}

/** Of the slow runs so many at the end are looked at: fewer show no course. */
const lastRuns = 4

/** Slow runs that become shorter one after the other, until they are gone: something eased, and nothing says what. */
function easesByItself({ subject }: JudgedHypothesis, evidence: readonly Evidence[]): Statement[] {
  const runs = evidence.find((one) => one.tool === 'operation_runs' && one.arguments['operation'] === subject.operation)
  const last = rowsIn(runs)
    .filter((row) => row.value('slow') === true)
    .slice(-lastRuns)
  const durations = last.map((row) => row.number('duration_ms') ?? 0)
  const [from, to] = [last[0], last.at(-1)]
  const falling = durations.every((duration, i) => i === 0 || duration < (durations[i - 1] ?? 0))
  if (!from || !to || last.length < lastRuns || !falling || (durations.at(-1) ?? 0) > (durations[0] ?? 0) / 2) return []
  return [
    state(
      'the last slow runs become shorter one after the other, from {first} at {firstAt} to {last} at {lastAt}: what eased them is not recorded',
      {
        first: [from.cite('duration_ms'), 'ms'],
        firstAt: [from.cite('time'), 'time'],
        last: [to.cite('duration_ms'), 'ms'],
        lastAt: [to.cite('time'), 'time']
      }
    )
  ]
}

/** Series that leave their healthy range before the cause is first logged: load may explain it, or the log is a sample. */
function movedEarlier({ onset }: JudgedHypothesis, scene: Scene): Statement[] {
  const onsets = scene.evidence.onsets
  const firstAt = textIn(onsets, 'first_mover_at')
  if (!onset || !firstAt || firstAt >= onset || !has(onsets, 'first_mover')) return []
  return [
    state(
      '{series} moves at {at}, before the cause is first logged: the load of the time explains it, or the cause began unlogged',
      {
        series: [citeFact(onsets, 'first_mover'), 'text'],
        at: [citeFact(onsets, 'first_mover_at'), 'time']
      }
    )
  ]
}
