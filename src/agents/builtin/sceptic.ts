import { type CauseCategory, citeFact, type Hypothesis, state } from '../../domain/index.ts'
import { type Call, flagIn, has, numberIn, scalingCalls, sceneOf } from '../../verdict/index.ts'
import type { Desk, FindingDraft, HypothesisDraft, Sceptic } from '../roles.ts'
import { ask, askAll, attempted, framed } from './ask.ts'
import { draft } from './draft.ts'
import { demandSurge } from './theorist/demand-surge.ts'
import { suspectsOf } from './theorist/index.ts'
import { lockContention, unseenLocks } from './theorist/lock-contention.ts'
import { explainNovelties } from './theorist/novelty/index.ts'
import { limitTooLow, misconfiguration } from './theorist/misconfiguration.ts'

/** The best case for each rival, scaling first, and what speaks for it even if nobody looked. */
export const sceptic: Sceptic = {
  async challenge(desk, findings, hypotheses) {
    const [suspect] = await suspectsOf(desk, findings)
    const known = new Set(hypotheses.map(({ category }) => category))
    const rivals: (HypothesisDraft | undefined)[] = []
    const bestCase = async (category: CauseCategory, draft: () => Promise<HypothesisDraft | undefined>): Promise<void> => {
      if (!known.has(category)) rivals.push(await attempted(desk, category, draft))
    }
    await bestCase('demand-surge', () => demandSurge(desk, suspect, 'sceptic'))
    await bestCase('lock-contention', async () => (await lockContention(desk, suspect)) ?? unseenLocks(suspect))
    await bestCase('misconfiguration', async () => (await misconfiguration(desk, suspect)) ?? limitTooLow(desk, suspect))
    const drafted = [...hypotheses, ...rivals].flatMap((one) => one?.category ?? [])
    const unheard = await attempted(desk, 'novelties', () => explainNovelties(desk, suspect, new Set(drafted)))
    const proposed = [...rivals, ...(unheard ?? [])]
      .filter((one) => one !== undefined)
      .map((rival) => ({ ...rival, proposedBy: 'sceptic' }))
    return { findings: await casesFor(desk, hypotheses), rivals: proposed }
  }
}

/** What a defender of scaling would point at: the queue, the simulation, and that it got better after it was tried. */
async function casesFor(desk: Desk, hypotheses: readonly Hypothesis[]): Promise<FindingDraft[]> {
  const frame = framed(desk)
  if (!frame) return []
  const found: FindingDraft[] = []
  const pool = await ask(desk, 'holders_waiters', frame)
  if ((numberIn(pool, 'arrivals_ratio') ?? 0) > 1.2 && has(pool, 'arrivals_ratio')) {
    const statement = state('for scaling: {arrivals} as many arrive as in healthy time', {
      arrivals: [citeFact(pool, 'arrivals_ratio'), 'ratio']
    })
    found.push(draft('load', 'context', statement))
  }
  const tried = await ask(desk, 'interventions', { window: desk.window })
  if (has(tried, 'first_at') && has(tried, 'first_kind')) {
    const after = await ask(desk, 'after_intervention', { time: tried.facts['first_at'], window: desk.window })
    if (
      has(after, 'latency_before') &&
      has(after, 'latency_after') &&
      (numberIn(after, 'latency_after') ?? 0) < (numberIn(after, 'latency_before') ?? 0)
    ) {
      const statement = state(
        'for scaling: after the first {kind} ({at}) latency fell from {before} to {now}; that it followed does not show that it cured',
        {
          kind: [citeFact(tried, 'first_kind'), 'text'],
          at: [citeFact(tried, 'first_at'), 'time'],
          before: [citeFact(after, 'latency_before'), 'ms'],
          now: [citeFact(after, 'latency_after'), 'ms']
        }
      )
      found.push(draft('after-intervention', 'context', statement))
    }
  }
  const [simulated] = await askAll(desk, counterfactualCalls(desk, hypotheses))
  if (
    flagIn(simulated, 'scaling_removes') === true &&
    has(simulated, 'scaled_failed_share_10x') &&
    has(simulated, 'as_is_failed_share')
  ) {
    const statement = state('for scaling: simulated with ten times the resource {scaled} of requests fail instead of {asIs}', {
      scaled: [citeFact(simulated, 'scaled_failed_share_10x'), 'share'],
      asIs: [citeFact(simulated, 'as_is_failed_share'), 'share']
    })
    found.push(draft('load', 'context', statement))
  }
  return found
}

/** The simulation as the scaling test asks for it, so that it runs once. */
const counterfactualCalls = (desk: Desk, hypotheses: readonly Hypothesis[]): Call[] =>
  scalingCalls(sceneOf(desk, []), hypotheses).filter(({ tool }) => tool === 'counterfactual')
