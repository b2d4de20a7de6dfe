import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import { within } from './calls.ts'

/** What surrounds a run rather than belongs to it: separating by these is what starvation does. */
const surroundings = /^(load|holders|waiters|cpu|memory|gc|hour|minute|time|ts|clock|source|sequence)\b/i

export const isOfTheWork = (row: Row): boolean =>
  !surroundings.test(row.text('attribute') ?? '') &&
  !/^(context|surrounding|environment|series|time)/i.test(row.text('kind') ?? '')

/** A separation of 0.5 is chance. 0.8 is "excellent" (Hosmer & Lemeshow); p guards against few runs and many attributes. */
export const parameterSeparatesSlowFromFast: DiagnosticTest = {
  id: 'parameter-separates-slow-from-fast',
  question: 'Does something that was asked for separate slow runs from fast ones?',
  dimension: 'dose-response',
  calls: ({ population, operation }, scene) =>
    population && operation ? within('contrast', scene, { population, operation }) : [],
  read([contrast]) {
    const rows = rowsIn(contrast).filter(isOfTheWork)
    const best = rows
      .filter((row) => row.number('separation') !== null)
      .sort((a, b) => (b.number('separation') ?? 0) - (a.number('separation') ?? 0))[0]
    if (!best) return cannotTell('the runs carry no parameter that could be compared')
    const separation = best.number('separation') ?? 0.5
    // Bonferroni over the attributes that were compared.
    const p = Math.min(1, (best.number('p_value') ?? 1) * rows.length)
    const values = {
      attribute: [best.cite('attribute'), 'text'],
      slow: [best.cite('slow_summary'), 'text'],
      fast: [best.cite('fast_summary'), 'text'],
      separation: [best.cite('separation'), 'number']
    } as const
    const template = '{attribute} separates slow runs ({slow}) from fast ones ({fast}) with {separation} (chance is a half)'
    const said = { ...values } as Record<string, (typeof values)[keyof typeof values]>
    if (separation >= 0.7 && p <= 0.05) return yes(clearness(separation, 0.6, 0.9), template, said)
    const enough = (best.number('slow_n') ?? 0) >= 10 && (best.number('fast_n') ?? 0) >= 10
    if (separation <= 0.6 && enough) return no(clearness(separation, 0.7, 0.5), template, said)
    return cannotTell(template, said)
  }
}
