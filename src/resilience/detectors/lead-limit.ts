import { type ProvenDetector, state, type Statement } from '../../domain/index.ts'
import type { Marks } from './marks.ts'

/** Harm that comes so soon after its cause leaves no time to see the cause first. Minutes. */
const atOnce = 5

/** Why no detector is ahead of the first harm; null where one is, where there is none, or where no harm is dated. */
export function leadLimitOf(detectors: readonly ProvenDetector[], { actsFrom, harm }: Marks): Statement | null {
  const best = detectors.reduce<ProvenDetector | null>(
    (most, one) => ((one.backtest.overHarm.minutes ?? -Infinity) > (most?.backtest.overHarm.minutes ?? -Infinity) ? one : most),
    null
  )
  if (best === null || harm === null || (best.backtest.overHarm.minutes ?? 0) > 0) return null
  const supports = [best.backtest.evidence]
  if (actsFrom === null) {
    return state('no detector is ahead of the first harm; when its cause began to act is not known', {}, supports)
  }
  const between = (Date.parse(harm.at) - Date.parse(actsFrom)) / 60_000
  return between <= atOnce
    ? state(
        'no detector is ahead of the first harm, and none can be on what was collected: people were harmed within minutes of the cause’s beginning, a rule is evaluated once a minute, and a summary is known when its time is over. Finer collection brings the lead nearer to nought; ahead of the harm are only the checks before a change goes out (resilience/prevention.md)',
        {},
        supports
      )
    : state(
        'no detector is ahead of the first harm, though the cause acted before it: nothing that was measured left its healthy range by enough in that time. What was not collected and would show it stands in resilience/observability.md',
        {},
        supports
      )
}
