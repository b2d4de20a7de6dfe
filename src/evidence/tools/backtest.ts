import { z } from 'zod'
import { DetectorRule, epochMsOf, Instant, instantOf, lookbackSecondsOf, type Scalar } from '../../domain/index.ts'
import { type Evaluated, evaluateRule, truthOf } from '../backtest/evaluate.ts'
import { type Firing, firingsOf, forStepsOf } from '../backtest/firing.ts'
import { instantAt } from '../backtest/grid.ts'
import { columnsOf } from '../columns.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const mark = (what: string) => Instant.nullable().default(null).describe(`When ${what}; null when it did not, or is not known.`)

const Arguments = z.object({
  rule: DetectorRule.describe('Clauses that must all hold, for how long, evaluated how often.'),
  window: windowArgument,
  acts_from: mark('the cause began to act, if before the window: a firing from then on is no false alarm'),
  harm: mark('people were first harmed'),
  report: mark('the public first reported'),
  alert: mark('the first alert of those in place fired')
})

/** Rows around the first firing: what a unit test of the rule is made of. */
const mostRows = 460
const rowsAfterFiring = 30
/** Less healthy time than a day says nothing of false alarms per day: it may not hold one usual peak. */
const leastQuietDays = 1

const noFacts = Object.fromEntries(
  (
    'first_pending_at first_firing_at fired_until firings value_at_firing lead_over_harm_minutes lead_over_report_minutes ' +
    'lead_over_alert_minutes minutes_after_harm minutes_after_report minutes_after_alert minutes_after_onset window_most quiet_most quiet_minutes quiet_days quiet_firings ' +
    'quiet_true_share false_alarms_per_day resolution_seconds'
  )
    .split(' ')
    .map((name): [string, Scalar] => [name, null])
)

export const backtest: EvidenceTool<typeof Arguments> = {
  name: 'backtest',
  description:
    'Runs a detector over the materials: when it would first have been pending and fired, how long before harm, reports and ' +
    'alerts, and how often it fires in healthy time (per day only where there is a day of it). Samples count from the first ' +
    'evaluation after them, runs when they have ended. Rows: the inputs, values and state around the first firing.',
  arguments: Arguments,
  run: async ({ rule, window, acts_from, ...marks }, context) => {
    const evaluated = await evaluateRule(context, rule, window, acts_from)
    if (!evaluated || evaluated.values.every((values) => values.every((value) => Number.isNaN(value)))) {
      return { status: 'no_data', reading: 'The materials hold nothing of what this rule watches.', facts: noFacts }
    }
    const { grid, values, acting, quiet, resolutionSeconds } = evaluated
    const forSteps = forStepsOf(rule.forSeconds, rule.everySeconds)
    const truth = truthOf(rule.clauses, values, grid.count)
    const firings = firingsOf(truth, forSteps)
    const within = firings.filter(({ first }) => instantAt(grid, first) >= acting.from && instantAt(grid, first) < acting.to)
    const first = within[0]
    const firedAt = first ? instantAt(grid, first.first) : null
    const lead = (at: Instant | null): number | null =>
      at === null || firedAt === null ? null : (epochMsOf(at) - firedAt) / 60_000
    const delay = (at: Instant | null): number | null => {
      const before = lead(at)
      return before === null ? null : -before
    }
    const isQuiet = new Set(quiet)
    const quietDays = (quiet.length * rule.everySeconds) / 86_400
    const quietFirings = firings.filter((one) => isQuiet.has(one.first)).length
    const [clause] = rule.clauses
    const most = (indices: readonly number[]): number | null =>
      mostOf(
        indices.map((i) => values[0]?.[i] ?? Number.NaN),
        clause?.comparison ?? 'above'
      )
    const inWindow = Array.from({ length: grid.count }, (_, i) => i).filter((i) => {
      const at = instantAt(grid, i)
      return at >= acting.from && at < acting.to
    })
    const facts = {
      first_pending_at: first ? instantOf(instantAt(grid, first.pending)) : null,
      first_firing_at: firedAt === null ? null : instantOf(firedAt),
      fired_until: first ? instantOf(instantAt(grid, first.last)) : null,
      firings: within.length,
      value_at_firing: first ? finite(values[0]?.[first.first]) : null,
      lead_over_harm_minutes: lead(marks.harm),
      lead_over_report_minutes: lead(marks.report),
      lead_over_alert_minutes: lead(marks.alert),
      minutes_after_harm: delay(marks.harm),
      minutes_after_report: delay(marks.report),
      minutes_after_alert: delay(marks.alert),
      minutes_after_onset: acts_from === null || firedAt === null ? null : (firedAt - epochMsOf(acts_from)) / 60_000,
      window_most: most(inWindow),
      quiet_most: most(quiet),
      quiet_minutes: (quiet.length * rule.everySeconds) / 60,
      quiet_days: quietDays,
      quiet_firings: quietFirings,
      quiet_true_share: quiet.length > 0 ? quiet.filter((i) => truth[i]).length / quiet.length : null,
      false_alarms_per_day: quietDays >= leastQuietDays ? quietFirings / quietDays : null,
      resolution_seconds: resolutionSeconds
    }
    return {
      status: 'found',
      reading:
        firedAt === null
          ? `It would not have fired; ${quietFirings} firings in ${Math.round(facts.quiet_minutes)} healthy minutes.`
          : `It would have fired at ${instantOf(firedAt)}; ${quietFirings} firings in ${Math.round(facts.quiet_minutes)} healthy minutes.`,
      facts,
      ...rowsOf(evaluated, rule, truth, first ?? null, inWindow),
      sources: [...new Set(evaluated.sources)]
    }
  }
}

/** Inputs, values and state from before the rule was first pending to a while after it fired. */
function rowsOf(
  { grid, inputs, values }: Evaluated,
  rule: DetectorRule,
  truth: readonly boolean[],
  firing: Firing | null,
  inWindow: readonly number[]
) {
  const longest = Math.max(...rule.clauses.map((clause) => Math.ceil(lookbackSecondsOf(clause) / rule.everySeconds)))
  const begin = Math.max(0, (firing?.pending ?? inWindow[0] ?? 0) - longest - 3)
  const wanted = firing ? Math.min(firing.last + 2, firing.first + rowsAfterFiring) : (inWindow.at(-1) ?? grid.count - 1)
  const end = Math.min(grid.count, wanted + 1, begin + mostRows)
  const lanes = inputs.flatMap(({ lanes: own }, s) =>
    own.map((lane) => ({ ...lane, name: laneName(s, lane.part, entityNumber(own, lane.entity)) }))
  )
  const names = ['time:time', 'state', ...values.map((_, c) => `value_${c + 1}`), ...lanes.map(({ name }) => name)]
  const indices = Array.from({ length: Math.max(0, end - begin) }, (_, j) => begin + j)
  return {
    columns: columnsOf(names.join(' ')),
    rows: indices.map((i): Scalar[] => [
      instantOf(instantAt(grid, i)),
      stateAt(i, truth, firing),
      ...values.map((value) => finite(value[i])),
      ...lanes.map(({ cells }) => finite(cells[i]))
    ])
  }
}

/** `s1_all`, `s2_value_3`: which signal's input, what it is, and of which entity when there are several. */
function laneName(signal: number, part: string, entity: number | null): string {
  return `s${signal + 1}_${part}${entity === null ? '' : `_${entity}`}`
}

function entityNumber(lanes: Evaluated['inputs'][number]['lanes'], entity: string | null): number | null {
  const entities = [...new Set(lanes.map((lane) => lane.entity))]
  return entities.length < 2 ? null : entities.indexOf(entity) + 1
}

function stateAt(i: number, truth: readonly boolean[], firing: Firing | null): string {
  if (firing && i >= firing.first && i <= firing.last) return 'firing'
  return truth[i] ? 'pending' : ''
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}

function mostOf(values: readonly number[], comparison: 'above' | 'below'): number | null {
  const known = values.filter((value) => Number.isFinite(value))
  if (known.length === 0) return null
  return known.reduce((best, value) => (comparison === 'above' ? Math.max(best, value) : Math.min(best, value)))
}
