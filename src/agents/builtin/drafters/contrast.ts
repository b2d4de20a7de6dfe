import { state } from '../../../domain/index.ts'
import { isOfTheWork, rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import { populationOf } from '../population.ts'
import type { Drafter } from './drafter.ts'

/** What was asked for and separates best; that it does not do so perfectly, or may do so by chance, is said with it. */
export const draftContrast: Drafter = (contrast) => {
  const { population, operation } = contrast.arguments
  return rowsIn(contrast)
    .filter((row) => isOfTheWork(row) && (row.number('separation') ?? 0) >= 0.7)
    .sort((a, b) => (b.number('separation') ?? 0) - (a.number('separation') ?? 0))
    .slice(0, 1)
    .filter((row) => population !== 'events' || (row.number('p_value') ?? 1) <= 0.05)
    .map((row) => {
      const perfect = row.value('perfect') === true
      // Of a log line every variable word passes for a parameter: there only what cannot be chance is told.
      const chance = (row.number('p_value') ?? 1) > 0.05
      const statement = state(
        `{attribute} separates slow runs ({slow}) from fast ones ({fast}) ${perfect ? 'without exception' : 'but not perfectly'}: {separation}, where a half is none` +
          (chance ? '; among so many attributes and so few runs that may be chance' : ''),
        {
          attribute: [row.cite('attribute'), 'text'],
          slow: [row.cite('slow_summary'), 'text'],
          fast: [row.cite('fast_summary'), 'text'],
          separation: [row.cite('separation'), 'number']
        }
      )
      const subject = { population: populationOf(population), operation: typeof operation === 'string' ? operation : null }
      return draft('parameter-separates', chance ? 'context' : 'cause', statement, subject)
    })
}
