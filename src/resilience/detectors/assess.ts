import {
  type Backtest,
  citeFact,
  type Evidence,
  Instant,
  rowsOf,
  state,
  type Statement,
  type ValueFormat
} from '../../domain/index.ts'
import type { Chosen } from './choose-threshold.ts'
import type { Marks } from './marks.ts'

/** What a backtest and the sweep before it say of a detector, in sentences whose figures are their cells. */
export function assess(tried: Evidence, sweep: Evidence, chosen: Chosen, marks: Marks, unit: string): Backtest {
  const firedAt = Instant.safeParse(tried.facts['first_firing_at']).data ?? null
  const number = (fact: string): number | null => {
    const value = tried.facts[fact]
    return typeof value === 'number' ? value : null
  }
  const lead = (of: 'harm' | 'report' | 'alert', to: string, none: string): Backtest['overHarm'] => {
    const mark = marks[of]
    const minutes = number(`lead_over_${of}_minutes`)
    if (mark === null) return { minutes, statement: state(none, {}, [tried.id]) }
    const at = [mark.citation, 'time'] as const
    if (firedAt === null) {
      return {
        minutes,
        statement: state(`it would not have fired, and so gives no warning of ${to} at {at}`, { at }, [tried.id])
      }
    }
    const early = (minutes ?? 0) >= 0
    const dated = mark.within ? ', which is dated to within {step}' : ''
    const statement = state(`{lead} ${early ? 'before' : 'after'} ${to} at {at}${dated}`, {
      lead: [citeFact(tried, early ? `lead_over_${of}_minutes` : `minutes_after_${of}`), 'minutes'],
      at,
      ...(mark.within ? { step: [mark.within, 'minutes'] as const } : {})
    })
    return { minutes, statement }
  }
  return {
    evidence: tried.id,
    firedAt,
    fired:
      firedAt === null
        ? state('it would not have fired', {}, [tried.id])
        : state('fires at {at}, at {value}', {
            at: [citeFact(tried, 'first_firing_at'), 'time'],
            value: [citeFact(tried, 'value_at_firing'), formatOf(unit)]
          }),
    afterOnset: {
      minutes: number('minutes_after_onset'),
      statement:
        number('minutes_after_onset') === null
          ? state('when the cause began to act is not known', {}, [tried.id])
          : state('{delay} after the cause began to act', { delay: [citeFact(tried, 'minutes_after_onset'), 'minutes'] })
    },
    overHarm: lead('harm', 'the first harm', 'the materials date no harm'),
    overReport: lead('report', 'the first complaint', 'no complaint is recorded'),
    overAlert: lead('alert', 'the first alert of those in place', 'no alert is recorded'),
    falseAlarmsPerDay: number('false_alarms_per_day'),
    falseAlarms: falseAlarmsOf(tried),
    tradeOff: tradeOffOf(sweep, chosen)
  }
}

function falseAlarmsOf(tried: Evidence): Statement {
  const minutes = tried.facts['quiet_minutes']
  if (typeof minutes !== 'number' || minutes === 0) {
    return state('the materials hold no healthy time in which it could be tried: nothing can be said of false alarms', {}, [
      tried.id
    ])
  }
  const firings = citeFact(tried, 'quiet_firings')
  if (tried.facts['false_alarms_per_day'] === null) {
    return state('{firings} false alarms in {time} of healthy time: too little for a number per day', {
      firings: [firings, 'integer'],
      time: [citeFact(tried, 'quiet_minutes'), 'minutes']
    })
  }
  return state('{rate} false alarms a day over {days} healthy days', {
    rate: [citeFact(tried, 'false_alarms_per_day'), 'number'],
    days: [citeFact(tried, 'quiet_days'), 'number']
  })
}

function tradeOffOf(sweep: Evidence, chosen: Chosen): Backtest['tradeOff'] {
  return rowsOf(sweep).map((row, index) => ({
    windowSeconds: Number(row['window']),
    threshold: Number(row['threshold']),
    firedAt: Instant.safeParse(row['fired_at']).data ?? null,
    leadOverHarmMinutes: typeof row['lead_over_harm'] === 'number' ? row['lead_over_harm'] : null,
    falseAlarms: Number(sweep.facts['quiet_minutes'] ?? 0) > 0 ? Number(row['healthy_firings'] ?? 0) : null,
    chosen: index === chosen.row,
    evidence: sweep.id
  }))
}

/** How a value in a clause's unit is written. */
export function formatOf(unit: string): ValueFormat {
  const plain = unit.toLowerCase()
  if (plain === 'ms') return 'ms'
  if (plain === 'share') return 'share'
  if (plain === 'percent' || plain === '%') return 'percent'
  return 'number'
}
