import { type CauseCategory, type Evidence, state } from '../../../../domain/index.ts'
import { predictionsFor, remediesOf, type Row, rowsIn, type Scene } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { subjectOf } from '../../draft.ts'
import { namedOrAsItBegan } from '../change-trigger.ts'
import { gist, meanings } from './draft-of-novelty.ts'

/** What would end more classes than this speaks of none in particular. */
const mostClasses = 2

export interface Ending {
  readonly category: CauseCategory
  readonly row: Row
}

/** Classes that something would have ended which a machine or a record tells of, the nearest to the end of harm first. */
export function readEndings(ended: Evidence | undefined): Ending[] {
  const told = rowsIn(ended).flatMap((row) => {
    const classes = remediesOf(row)
    return row.text('kind') === 'said' || classes.length > mostClasses ? [] : classes.map((category) => ({ category, row }))
  })
  return told.filter(({ category }, i) => told.findIndex((one) => one.category === category) === i)
}

/** The explanation of a class about what was undone as harm ended. It acted since harm began: nothing else dates it. */
export async function draftOfEnding(desk: Desk, { category, row }: Ending, scene: Scene): Promise<HypothesisDraft> {
  const [meaning = 'what was undone', how = 'harm lasts as long as it does'] = meanings[category] ?? []
  const [who, what] = [row.text('who'), gist(row.text('what') ?? '')]
  const values = { what: [row.cite('what'), 'text'], ended: [row.cite('time'), 'time'] } as const
  const [taken, ref] = [row.text('taken_title'), row.text('taken_ref')]
  const head = {
    category,
    component: `${meaning}${who === null ? '' : `, at ${who}`}: “${taken ?? what}”${taken === null || ref === null ? '' : ` (${ref})`}`,
    subject: subjectOf({ entity: who }),
    onset: scene.departsAt,
    onsetResolutionSeconds: 300,
    statement: state(`harm ended with what would end ${meaning}: “{what}” ({ended})`, values),
    mechanism: state(`until “{what}” (at {ended}), ${how}`, values)
  }
  return {
    ...head,
    trigger: await namedOrAsItBegan(desk, head),
    proposedBy: 'theorist',
    predictions: predictionsFor(category)
  }
}
