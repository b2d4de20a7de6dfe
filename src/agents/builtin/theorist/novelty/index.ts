import type { CauseCategory } from '../../../../domain/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { ask, framed, sceneAt } from '../../ask.ts'
import type { Standout } from '../../standouts.ts'
import { considered } from '../considered.ts'
import { draftOfNovelty } from './draft-of-novelty.ts'
import { readNovelties } from './read-novelties.ts'

/** More would share the blame too thinly, and cost a run its time. */
const mostProposals = 4
/** Less is one faint word. */
const leastScore = 1

/**
 * What everything that is new since harm may mean, whatever kind of record tells of it, of classes that nobody has proposed: as the
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
  const drafts: HypothesisDraft[] = []
  for (const one of told.slice(0, mostProposals))
    drafts.push((await considered(desk, one.category, suspect ? [suspect] : [])) ?? (await draftOfNovelty(desk, one, scene)))
  return drafts
}
