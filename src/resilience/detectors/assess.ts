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
  const lead = (fact: string, mark: Marks['harm'], to: string, none: string) => ({
    minutes: number(fact),
    statement:
      mark === null
        ? state(none, {}, [tried.id])
        : firedAt === null
          ? state(`it would not have fired, and so gives no warning of ${to} at {at}`, { at: [mark.citation, 'time'] }, [
              tried.id
            ])
          : state(`{lead} before ${to} at {at}${mark.within ? ', which is dated within {step} after that' : ''}`, {
              lead: [citeFact(tried, fact), 'minutes'],
              at: [mark.citation, 'time'],
              ...(mark.within ? { step: [mark.within, 'minutes'] as const } : {})
            })
  })
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
    overHarm: lead('lead_over_harm_minutes', marks.harm, 'the first harm', 'the materials date no harm'),
    overReport: lead(
      'lead_over_report_minutes',
      marks.report,
      'the first report by the public',
      'no report by the public is recorded'
    ),
    overAlert: lead('lead_over_alert_minutes', marks.alert, 'the first alert of those in place', 'no alert is recorded'),
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
