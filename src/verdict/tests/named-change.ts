import type { CauseCategory, Subject } from '../../domain/index.ts'
import { namesOf } from '../names.ts'
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

/** Reasons that hold of every change of code: they convict nobody. */
const anyChange =
  /^(?:brings a commit that |switches on code that )?(?:changes code|switches (?!on code that)|brings another version)/

/**
 * The change of the service in which harm begins, or of something that it is built of, that can produce the category: one that
 * names what fails there, or touches just what produces it. That code of it was changed is not enough.
 */
export function changeOfOrigin(candidates: Maybe, category: CauseCategory, ref: string | null = null): Row | undefined {
  const able = rowsIn(candidates).filter(
    (row) =>
      row.value('able') === true &&
      row.text('ref') !== null &&
      (ref === null || row.text('ref') === ref) &&
      (row.text('can_produce') ?? '').split(', ').includes(category) &&
      /^(?:itself|shared)$/.test(row.text('matches_component') ?? '')
  )
  return able.find((row) => row.text('named') !== null) ?? able.find((row) => !anyChange.test(row.text('reason') ?? ''))
}
