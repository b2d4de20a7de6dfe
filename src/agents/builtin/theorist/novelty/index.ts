import type { CauseCategory } from '../../../../domain/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { ask, framed, sceneAt } from '../../ask.ts'
import type { Standout } from '../../standouts.ts'
import { considered } from '../considered.ts'
import { draftOfEnding, readEndings } from './draft-of-ending.ts'
import { draftOfNovelty } from './draft-of-novelty.ts'
import { readNovelties } from './read-novelties.ts'

/** More would share the blame too thinly, and cost a run its time. */
const mostProposals = 4
const mostEndings = 3
/** Less is one faint word. */
const leastScore = 1

/**
 * What happened as harm ended and what is new since it began may mean, whatever kind of record tells of it, of classes that nobody has proposed: as the
 * theorist of the class puts it, else about the thing that the novelty names. Proposing convicts nobody; the tests of the class do.
 */
export async function explainNovelties(
  desk: Desk,
  suspect: Standout | undefined,
  proposed: ReadonlySet<CauseCategory>
): Promise<HypothesisDraft[]> {
  const frame = framed(desk)
  if (!frame) return []
  const scene = await sceneAt(desk)
  const told = readNovelties(await ask(desk, 'novelties', frame), scene.evidence.onsets).filter(
    ({ category, score }) => score >= leastScore && !proposed.has(category)
  )
  // A change that was taken back as harm ended is another story than what else is proposed of its class.
  const endings = readEndings(await ask(desk, 'what_ended_harm', { window: desk.window }))
    .filter(({ category, row }) => !proposed.has(category) || row.text('taken_title') !== null)
    .slice(0, mostEndings)
  const drafts: HypothesisDraft[] = []
  for (const one of endings) {
    const asItsClassHasIt =
      one.row.text('taken_title') === null && (await considered(desk, one.category, suspect ? [suspect] : []))
    drafts.push(asItsClassHasIt || (await draftOfEnding(desk, one, scene)))
  }
  const left = told.filter(({ category }) => !endings.some((one) => one.category === category))
  for (const one of left.slice(0, mostProposals))
    drafts.push((await considered(desk, one.category, suspect ? [suspect] : [])) ?? (await draftOfNovelty(desk, one, scene)))
  return drafts
}
