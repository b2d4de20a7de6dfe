import type { CauseCategory, Subject } from '../../domain/index.ts'
import { namesOf } from '../change-content.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

/**
 * The first change that can produce the category, acted in time, and names something of what is accused. That it can is
 * not enough where every change of code or data can.
 */
export function namedChange(candidates: Maybe, category: CauseCategory, accused: string): Row | undefined {
  const names = new Set(namesOf(accused))
  return rowsIn(candidates).find(
    (row) =>
      row.value('able') === true &&
      (row.text('can_produce') ?? '').split(', ').includes(category) &&
      namesOf(['title', 'old', 'new', 'content', 'ref'].map((column) => row.text(column) ?? '').join(' ')).some((name) =>
        names.has(name)
      )
  )
}

export const wordsOf = ({ operation, entity, series }: Subject): string => `${operation ?? ''} ${entity ?? ''} ${series ?? ''}`
