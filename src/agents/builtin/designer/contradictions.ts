import { Contradiction } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import type { Gathered } from './gather.ts'
import { claims } from './impact.ts'

/** Disagreements between sources, as found; a kind that has no name of its own is one of text. */
export function contradictionsOf({ contradictions }: Gathered): Contradiction[] {
  return rowsIn(contradictions).flatMap((row): Contradiction[] => {
    if (row.text('first_claim') === null || row.text('second_claim') === null) return []
    const kind = Contradiction.shape.kind.safeParse(row.text('kind'))
    return [{ kind: kind.success ? kind.data : 'text', statement: claims(row) }]
  })
}
