import type { TimeWindow } from '../../domain/index.ts'
import type { ToolContext } from '../tool.ts'
import { expectedShare, logLikelihoodRatio, type Novelty } from './novelty.ts'
import { readQuantities } from './read-quantities.ts'

/** Quantities beyond all of healthy time, as news. */
export async function newQuantities(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<Novelty[]> {
  if (baseline === null) return []
  const share = expectedShare(window, baseline)
  return (await readQuantities(context, window, baseline)).map((one) => ({
    kind: 'quantity',
    who: one.name,
    what: `${one.of ?? 'a number'}: ${one.name} up to ${one.largest}, at most ${one.mostBefore} in healthy time`,
    count: one.count,
    before: 0,
    firstAt: one.firstAt,
    surprise: logLikelihoodRatio(one.count, 0, share),
    source: one.source,
    line: one.line
  }))
}
