import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { readQuantities } from '../novelty/read-quantities.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

export const quantities: EvidenceTool<typeof Arguments> = {
  name: 'quantities',
  description:
    'Quantities that log lines and spans name (calls, rows, points, bytes, attempts) and that never were so large in healthy time: three times ' +
    'its most and more, how often, since when, and how many times as long what has so much takes as what has no more than usual. Durations ' +
    'and numbers that are names are left out. It needs a baseline.',
  arguments: Arguments,
  run: async ({ window, baseline }, context) => {
    const found = baseline === null ? [] : await readQuantities(context, window, baseline)
    const [first] = found
    const facts = { quantities: found.length }
    if (!first) return { status: 'no_data', reading: 'No quantity that lines or spans name is larger than ever.', facts }
    return {
      status: 'found',
      reading: `${found.length} quantities are larger than ever; most often ${first.name}: up to ${first.largest}, where it was ${first.mostBefore} at most.`,
      facts,
      columns: columnsOf('quantity of most_before largest count named first_at:time slower:ratio who source line'),
      rows: found.map((one) => [
        one.name,
        one.of,
        one.mostBefore,
        one.largest,
        one.count,
        one.named,
        one.firstAt,
        one.slower,
        one.who,
        one.source,
        one.line
      ]),
      sources: found.map(({ source }) => source)
    }
  }
}
