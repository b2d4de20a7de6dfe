import type { Condition } from './condition.ts'

/** What would have warned. Soft, and only where an answer designs detectors: they say nothing of the cause. */
export const warningConditions: readonly Condition[] = [
  {
    name: 'a detector fires before citizens are harmed',
    check: 'warning',
    fault: 'NO_WARNING',
    hard: false,
    finds({ detectors, status }, truth) {
      if (status !== 'determined' || truth.status !== 'determined' || truth.harm.failed === 0) return undefined
      if (detectors.length === 0) return 'proposes no detector'
      const best = Math.max(...detectors.map(({ leadMinutes }) => leadMinutes ?? Number.NEGATIVE_INFINITY))
      // What sets in with the harm itself cannot be seen long before: five minutes after is still before the service desk.
      return best >= -5
        ? null
        : `the earliest fires ${Number.isFinite(best) ? `${(-best).toFixed(0)} min after the first harm` : 'never'}`
    }
  },
  {
    name: 'detectors are quiet in healthy time',
    check: 'quiet',
    fault: 'NO_WARNING',
    hard: false,
    finds({ detectors }) {
      const daily = detectors.flatMap(({ falseAlarmsPerDay }) => falseAlarmsPerDay ?? [])
      const counted = detectors.flatMap(({ falseAlarms }) => falseAlarms ?? [])
      if (daily.length + counted.length === 0) return undefined
      const [aDay, inAll] = [Math.max(0, ...daily), Math.max(0, ...counted)]
      if (aDay > 4) return `one fires ${aDay.toFixed(1)} times a day for nothing`
      // Hours are too little to speak of days; once in them may be chance.
      return daily.length > 0 || inAll <= 1 ? null : `one fires ${inAll} times in the healthy time that there is`
    }
  },
  {
    name: 'the rules pass their own unit tests',
    check: 'rules',
    fault: 'NO_WARNING',
    hard: false,
    finds: ({ rules }) =>
      rules === null ? undefined : rules === 'hold' ? null : 'promtool refuses the rules or their unit tests'
  }
]
