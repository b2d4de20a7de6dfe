import { citeFact, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import { changesAnywhere, deadlocked, namedChange, standing, standstillChange, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, sceneAt } from '../ask.ts'
import { triggerOfChange } from './trigger-kind.ts'

/** A pool whose threads stand for the result of work that they handed out, as a dump shows it. */
export interface StandingForOwnWork {
  readonly stacks: Evidence
  readonly where: string
  readonly trigger: HypothesisDraft['trigger']
  readonly template: string
  readonly values: ValuesOf
  readonly mechanism: HypothesisDraft['mechanism']
}

export async function standingForOwnWork(desk: Desk): Promise<StandingForOwnWork | undefined> {
  const stacks = await ask(desk, 'thread_stacks', {})
  const dead = deadlocked(stacks)
  if (stacks && dead) {
    const scene = await sceneAt(desk)
    const [candidates] = await askAll(desk, changesAnywhere(scene))
    const change = namedChange(candidates, 'code-defect', dead.frames)
    return {
      stacks,
      where: `${dead.frames}, of which each waits for what another holds`,
      trigger: change ? triggerOfChange(change) : null,
      template: dead.template,
      values: dead.values,
      mechanism: state('{n} threads hold what others of them wait for: none goes on, and what they were to do piles up', {
        n: [citeFact(stacks, 'deadlocked'), 'integer']
      })
    }
  }
  const told = standing(stacks)
  if (!stacks || told?.doing !== 'result') return undefined
  const frame = textIn(stacks, 'standing_at')
  if (frame === null) return undefined
  const [candidates] = await askAll(desk, changesAnywhere(await sceneAt(desk)))
  const change = standstillChange(candidates, frame)
  return {
    stacks,
    where: `${frame}, which hands work out and stands until it is done`,
    trigger: change ? triggerOfChange(change) : null,
    template: told.template,
    values: told.values,
    mechanism: state(
      '{n} of {of} threads hold their place and wait for work that needs a thread itself: the more come at once, the fewer are left to do it, while processors rest',
      { n: [citeFact(stacks, 'standing'), 'integer'], of: [citeFact(stacks, 'pool_threads'), 'integer'] }
    )
  }
}
