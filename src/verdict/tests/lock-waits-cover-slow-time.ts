import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, textIn } from '../reading.ts'
import { within } from './calls.ts'
import { standing, threadDumps } from './threads-await-own-work.ts'

/** From here on the waiting explains the time. */
const mostly = 0.4

/** Fewer that gave up happen on any day. With one log sampled, or attempts repeated, more may give up than fail. */
const enoughGivenUp = 10

/** Who is accused without an operation is accused of all work that is slow. */
const isAccused = (blocked: string | null, accused: string | null): boolean => accused === null || blocked === accused

export const lockWaitsCoverSlowTime: DiagnosticTest = {
  id: 'lock-waits-cover-slow-time',
  question: 'Was the slow time spent waiting for locks?',
  dimension: 'mechanism',
  calls: (_, scene) => [...within('lock_waits', scene), ...threadDumps],
  read([locks, stacks], { subject }) {
    const [waits, share] = [numberIn(locks, 'waits'), numberIn(locks, 'share_of_slow_time')]
    const blocked = numberIn(locks, 'blocked_share')
    // What the accused statement itself says of its runs comes before any share of all that was slow.
    if (
      blocked !== null &&
      blocked >= mostly &&
      isAccused(textIn(locks, 'blocked_operation'), subject.operation) &&
      has(locks, 'blocked_share')
    ) {
      return yes(clearness(blocked, 0.2, 0.7), 'the slow runs of {operation} spent {share} of their time waiting for locks', {
        operation: [citeFact(locks, 'blocked_operation'), 'text'],
        share: [citeFact(locks, 'blocked_share'), 'share']
      })
    }
    if (waits === 0 && has(locks, 'measured_runs') && has(locks, 'share_of_slow_time') && (share ?? 1) <= 0.1) {
      return no(
        clearness(share ?? 1, 0.2, 0.02),
        '{runs} slow statements state how long they waited for locks: {share} of their time',
        {
          runs: [citeFact(locks, 'measured_runs'), 'integer'],
          share: [citeFact(locks, 'share_of_slow_time'), 'share']
        }
      )
    }
    const measured = bySampledSessions(locks) ?? byMeasuredWaiters(locks) ?? byStacks(stacks)
    if (measured) return measured
    // Silence proves little: most databases log lock waits only when told to.
    if (!waits || !has(locks, 'waits'))
      return cannotTell('no lock wait was logged, which says little unless the database was told to log them')
    const count = { waits: [citeFact(locks, 'waits'), 'integer'] } as const
    if (share === null || !has(locks, 'share_of_slow_time')) {
      const longest = numberIn(locks, 'max_wait_ms')
      if (longest === null || !has(locks, 'max_wait_ms')) {
        const [givenUp, failed] = [numberIn(locks, 'given_up') ?? 0, numberIn(locks, 'failed_work') ?? 0]
        const part = failed === 0 ? 0 : givenUp / failed
        if (
          givenUp >= enoughGivenUp &&
          part >= mostly &&
          part <= 1 / mostly &&
          has(locks, 'given_up') &&
          has(locks, 'failed_work')
        ) {
          return yes(
            0.9 * clearness(part, 0.2, 0.7),
            '{gave} times waiting for a lock was given up, where {failed} requests or jobs failed',
            { gave: [citeFact(locks, 'given_up'), 'integer'], failed: [citeFact(locks, 'failed_work'), 'integer'] }
          )
        }
        return cannotTell('{waits} lock waits were logged, without how long they took', count)
      }
      return yes(
        0.4 * clearness(Math.log10(Math.max(1, longest)), 2, 4),
        '{waits} lock waits were logged, the longest of {most}',
        {
          ...count,
          most: [citeFact(locks, 'max_wait_ms'), 'ms']
        }
      )
    }
    const values = { ...count, share: [citeFact(locks, 'share_of_slow_time'), 'share'] } as const
    const template = '{waits} lock waits make up {share} of the slow time'
    // Most of the time: the locks explain it. Less than a tenth: something else does.
    if (share >= mostly) return yes(clearness(share, 0.2, 0.7), template, values)
    if (share <= 0.1) return no(clearness(share, 0.2, 0.02), template, values)
    return cannotTell(template, values)
  }
}

/** So many sessions at work at so many moments are a fair sample of what their database did. */
const enoughActive = 30
const enoughMoments = 5

/** Who is at work in a database, looked at again and again: the share that waits for a lock is the share of their time. */
function bySampledSessions(locks: Maybe): Reading | undefined {
  const [share, active] = [numberIn(locks, 'sampled_lock_share'), numberIn(locks, 'sampled_active') ?? 0]
  if (share === null || !has(locks, 'sampled_lock_share') || !has(locks, 'sampled_moments')) return undefined
  if (active < enoughActive || (numberIn(locks, 'sampled_moments') ?? 0) < enoughMoments) return undefined
  const values = {
    active: [citeFact(locks, 'sampled_active'), 'integer'],
    moments: [citeFact(locks, 'sampled_moments'), 'integer'],
    share: [citeFact(locks, 'sampled_lock_share'), 'share']
  } as const
  const template = 'of {active} sessions seen at work at {moments} moments {share} waited for a lock'
  if (share >= mostly) return yes(clearness(share, 0.2, 0.7), template, values)
  return share <= 0.1 ? no(clearness(share, 0.2, 0.02), template, values) : undefined
}

/** Most threads of a pool stood before one lock: they had nothing else to do with their time. */
function byStacks(stacks: Maybe): Reading | undefined {
  const told = standing(stacks)
  if (told?.doing !== 'lock') return undefined
  const one = numberIn(stacks, 'one_lock') ?? 0
  return yes(one >= mostly ? 0.9 : 0.7, told.template, told.values)
}

/** How many stood before locks, measured through the time: times the steps it is the time that they stood. */
function byMeasuredWaiters(locks: Maybe): Reading | undefined {
  const share = numberIn(locks, 'measured_share')
  if (share === null || !has(locks, 'measured_share') || !has(locks, 'measured_series') || !has(locks, 'measured_peak'))
    return undefined
  const values = {
    series: [citeFact(locks, 'measured_series'), 'text'],
    peak: [citeFact(locks, 'measured_peak'), 'number'],
    share: [citeFact(locks, 'measured_share'), 'share']
  } as const
  const template = '{series} reaches {peak}; over its steps that is {share} of the slow time'
  return share >= mostly ? yes(clearness(share, 0.2, 0.7), template, values) : undefined
}
