import { state } from '../../../domain/index.ts'
import { isOfTheWork, rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import { populationOf } from '../population.ts'
import type { Drafter } from './drafter.ts'

/** The two attributes that separate best: one to believe, one to see what else would do. */
export const draftContrast: Drafter = (contrast) => {
  const { population, operation } = contrast.arguments
  return rowsIn(contrast)
    .filter((row) => isOfTheWork(row) && (row.number('separation') ?? 0) >= 0.7 && (row.number('p_value') ?? 1) <= 0.05)
    .slice(0, 2)
    .map((row) => {
      const perfect = row.value('perfect') === true
      return draft(
        'parameter-separates',
        'cause',
        state(
          `{attribute} separates slow runs ({slow}) from fast ones ({fast}) ${perfect ? 'without exception' : 'but not perfectly'}: {separation} where a half is chance`,
          {
            attribute: [row.cite('attribute'), 'text'],
            slow: [row.cite('slow_summary'), 'text'],
            fast: [row.cite('fast_summary'), 'text'],
            separation: [row.cite('separation'), 'number']
          }
        ),
        { population: populationOf(population), operation: typeof operation === 'string' ? operation : null }
      )
    })
}
