import { z } from 'zod'
import { Instant, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Freshness, readFreshness } from '../freshness/read-ages.ts'
import { roundUp } from '../protection/round-up.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  acts_from: Instant.nullable().default(null).describe('When the cause began to act, if before the window.')
})

/** Who comes back to what they have just entered notices an age of this, and hardly a lesser one. Seconds. */
const noticeableSeconds = 10
/** What is twice as old as healthy time shows, or has missed a run, is stale. */
const staleFactor = 2
const mostRows = 10

/** The age up to which it counts as fresh; null where no healthy time says what is usual. */
function boundOf({ period, healthyMost, unitSeconds }: Freshness): number | null {
  const usual = period ?? healthyMost
  return usual === null ? null : roundUp(Math.max(staleFactor * usual, noticeableSeconds / unitSeconds))
}

export const freshness: EvidenceTool<typeof Arguments> = {
  name: 'freshness',
  description:
    'How old what people were shown was, where something says so: series of ages and lags, series of when something last ' +
    'succeeded, and jobs that bring new data by the log of their ends. For each its usual and greatest age in healthy time, the ' +
    'greatest in the incident, and the age up to which it may count as fresh (twice the usual).',
  arguments: Arguments,
  run: async ({ window, acts_from }, context) => {
    const found = (await readFreshness(context, window, acts_from)).slice(0, mostRows)
    const [worst] = found
    return {
      status: found.length > 0 ? 'found' : 'no_data',
      reading: worst
        ? `${found.length} things whose age is told; the one that grew most is ${worst.name}: ${worst.incidentMost ?? 'unknown'} ${worst.unit} in the incident.`
        : 'Nothing in the materials says how old what people were shown was.',
      facts: { told: found.length },
      columns: columnsOf('name by unit hold:s samples period healthy_median healthy_most incident_most bound'),
      rows: found.map((one): Scalar[] => [
        one.name,
        one.by,
        one.unit,
        one.holdSeconds,
        one.samples,
        one.period,
        one.healthyMedian,
        one.healthyMost,
        one.incidentMost,
        boundOf(one)
      ]),
      sources: [...new Set(found.flatMap(({ sources }) => sources))]
    }
  }
}
