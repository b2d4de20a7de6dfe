import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import { within } from './calls.ts'

/** Who or what happened to do the run: often different for each, so that it separates without meaning. */
const circumstances = /^(session|thread|entity|operation|source|logger)\b/i

/** What was asked for, as against the state of the system at the time: separating by that is what starvation does. */
export const isOfTheWork = (row: Row): boolean =>
  !/^(surroundings|time)$/.test(row.text('kind') ?? '') && !circumstances.test(row.text('attribute') ?? '')

/** 0.5 is chance, 0.8 "excellent" (Hosmer & Lemeshow). p is adjusted by the tool for the number of attributes (Holm). */
export const parameterSeparatesSlowFromFast: DiagnosticTest = {
  id: 'parameter-separates-slow-from-fast',
  question: 'Does something that was asked for separate slow runs from fast ones?',
  dimension: 'dose-response',
  calls: ({ population, operation }, scene) =>
    population && operation ? within('contrast', scene, { population, operation }) : [],
  read([contrast]) {
    const best = rowsIn(contrast)
      .filter((row) => isOfTheWork(row) && row.number('separation') !== null)
      .sort((a, b) => (b.number('separation') ?? 0) - (a.number('separation') ?? 0))[0]
    if (!best) return cannotTell('the runs carry no parameter that could be compared')
    const separation = best.number('separation') ?? 0.5
    const p = best.number('p_value') ?? 1
    const values = {
      attribute: [best.cite('attribute'), 'text'],
      slow: [best.cite('slow_summary'), 'text'],
      fast: [best.cite('fast_summary'), 'text'],
      separation: [best.cite('separation'), 'number']
    } as const
    const template = '{attribute} separates slow runs ({slow}) from fast ones ({fast}) with {separation} (chance is a half)'
    if (separation >= 0.7 && p <= 0.05) return yes(clearness(separation, 0.6, 0.9), template, values)
    const enough = (best.number('slow_n') ?? 0) >= 10 && (best.number('fast_n') ?? 0) >= 10
    if (separation <= 0.6 && enough) return no(clearness(separation, 0.7, 0.5), template, values)
    return cannotTell(template, values)
  }
}
