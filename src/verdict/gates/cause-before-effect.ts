import { epochMsOf, type Evidence, type Hypothesis, state, TimeWindow } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Gate, GateInput } from './gate.ts'

/** What a cause acts on. Resources that ramp with load by themselves are not here: they may move before any cause. */
const effects = /^(latency|errors|success|waiters|queue)$/

/**
 * An effect beyond what load explains must not come before its cause by more than both sources resolve. The earliest
 * *logged* event is not the earliest event: when the cause is dated by runs of an operation, it may have begun any time
 * after the run before the first slow one.
 */
export const causeBeforeEffect: Gate = ({ hypothesis, evidence, scene }) => {
  const { onset } = hypothesis
  if (!onset) return null
  const doubt = Math.max(hypothesis.onsetResolutionSeconds, unseenBefore(hypothesis, evidence))
  const earliest = rowsIn(scene.evidence.onsets)
    .filter((row) => effects.test(row.text('role') ?? '') && row.text('beyond_load_onset') !== null)
    // What departs in the time that all else is compared with, and taken for healthy there, is no effect of this incident.
    .filter((row) => !isInHealthyTime(row.text('beyond_load_onset'), scene))
    // Who waits for a lock shows the lock at work: a sampled log dates its first wait later than a series does.
    .filter((row) => hypothesis.category !== 'lock-contention' || !/lock/i.test(row.text('series') ?? ''))
    .map((row) => ({ row, slack: doubt + (row.number('resolution_seconds') ?? 60) }))
    .map(({ row, slack }) => ({
      row,
      early: (epochMsOf(onset) - epochMsOf(row.text('beyond_load_onset') ?? onset)) / 1000 - slack
    }))
    .sort((a, b) => b.early - a.early)[0]
  if (!earliest) return null
  const values = {
    series: [earliest.row.cite('series'), 'text'],
    at: [earliest.row.cite('beyond_load_onset'), 'time']
  } as const
  if (earliest.early > 0) {
    return {
      gate: 'cause-before-effect',
      passed: false,
      statement: state('{series} moves beyond what load explains at {at}, before this cause began', values)
    }
  }
  return {
    gate: 'cause-before-effect',
    passed: true,
    statement: state(
      'no effect is seen before it: {series}, which moves beyond load at {at}, is within what the sources resolve or later',
      values
    )
  }
}

function isInHealthyTime(at: string | null, { window, baseline }: GateInput['scene']): boolean {
  return at !== null && window !== null && baseline !== null && baseline.to <= window.from && at < baseline.to
}

const Asked = TimeWindow.pick({ from: true })

const startOf = ({ arguments: { window } }: Evidence): string | undefined => Asked.loose().safeParse(window).data?.from

/**
 * Seconds that an onset by an operation's runs may be early: back to the run logged before, and by the first slow run's
 * own duration, because many logs write a run when it has ended.
 */
function unseenBefore({ subject, onset }: Hypothesis, evidence: readonly Evidence[]): number {
  const runs: Maybe = evidence.find(
    (one) =>
      one.tool === 'operation_runs' &&
      one.arguments['operation'] === subject.operation &&
      one.arguments['population'] === subject.population &&
      one.facts['first_slow_at'] === onset
  )
  if (!runs || !onset) return 0
  const rows = rowsIn(runs)
  // The first run that was read: what came before the time that was asked about is not known.
  const before = rows.findLast((row) => (row.text('time') ?? onset) < onset)?.text('time') ?? startOf(runs)
  const duration = rows.find((row) => row.text('time') === onset)?.number('duration_ms') ?? 0
  const gap = Math.max(before ? epochMsOf(onset) - epochMsOf(before) : 0, lagOfSample(rows))
  return (gap + duration) / 1000
}

/** Of so many slow runs at the beginning the gaps are taken. */
const firstSlow = 6

/**
 * How long the first slow run that a log shows may lag the first there was, ms: three of the mean gap between the first few,
 * which 95 % of exponential gaps do not exceed.
 */
function lagOfSample(rows: readonly Row[]): number {
  const slow = rows.filter((row) => row.value('slow') === true).slice(0, firstSlow)
  const [first, last] = [slow[0]?.text('time'), slow.at(-1)?.text('time')]
  return first && last && slow.length > 1 ? (3 * (epochMsOf(last) - epochMsOf(first))) / (slow.length - 1) : 0
}
