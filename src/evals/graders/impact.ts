import type { Condition } from './condition.ts'

/** What the incident did to people: when the first was harmed, and how many attempts failed. Soft: they say nothing of the cause. */
export const impactConditions: readonly Condition[] = [
  {
    name: 'first harm within the tolerance',
    check: 'first harm',
    fault: 'WRONG_IMPACT',
    hard: false,
    finds({ firstHarm }, truth) {
      if (!truth.firstHarm) return undefined
      if (!firstHarm) return 'gives no first harm'
      const minutes = (Date.parse(firstHarm) - Date.parse(truth.firstHarm.time)) / 60_000
      return Math.abs(minutes) <= truth.firstHarm.toleranceMinutes
        ? null
        : `first harm is ${minutes.toFixed(1)} min off (${truth.firstHarm.toleranceMinutes} allowed)`
    }
  },
  {
    name: 'failed attempts about right',
    check: 'failed attempts',
    fault: 'WRONG_IMPACT',
    hard: false,
    finds({ failedAttempts }, { harm, status }) {
      if (status === 'no-incident' || harm.failed === 0) return undefined
      if (!failedAttempts) return 'does not say how many attempts failed'
      const { low, high, estimate } = failedAttempts
      const near = Math.abs(estimate - harm.failed) <= 0.25 * harm.failed
      return near || (low <= harm.failed && harm.failed <= high)
        ? null
        : `${Math.round(estimate)} failed attempts (${Math.round(low)} to ${Math.round(high)}); there were ${harm.failed}`
    }
  }
]
