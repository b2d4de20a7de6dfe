import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import type { Disagreement } from '../contradictions/disagreement.ts'
import { differingSeries } from '../contradictions/same-quantity.ts'
import { wrongLimits } from '../contradictions/stated-limits.ts'
import { wrongPeaks } from '../contradictions/stated-peaks.ts'
import { wrongTimes } from '../contradictions/stated-times.ts'
import { wrongValues } from '../contradictions/stated-values.ts'
import { wrongWeekdays } from '../contradictions/weekday.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'

const Arguments = z.object({})

/** Each looks for one kind of disagreement. Adding a kind is one file and one line. */
const checks: readonly ((context: ToolContext) => Promise<Disagreement[]>)[] = [
  wrongWeekdays,
  wrongTimes,
  wrongPeaks,
  wrongLimits,
  wrongValues,
  differingSeries
]

const maxRows = 40

export const contradictions: EvidenceTool<typeof Arguments> = {
  name: 'contradictions',
  description:
    'Where the materials disagree: weekdays that are not the date’s, times and peaks that the brief states against what series and ' +
    'logs show, counts stated against counts measured, one quantity given differently by two sources. Which side is right it does not say.',
  arguments: Arguments,
  run: async (_, context) => {
    const found: Disagreement[] = []
    for (const check of checks) found.push(...(await check(context)))
    const facts = { contradictions: found.length }
    if (context.incident.sources.length === 0) return { status: 'no_data', reading: 'The folder holds no source.', facts }
    const kinds = [...new Set(found.map(({ kind }) => kind))]
    return {
      status: 'found',
      reading:
        found.length === 0
          ? 'No source contradicts another.'
          : `${found.length} ${found.length === 1 ? 'contradiction' : 'contradictions'}: ${kinds.join(', ')}.`,
      facts,
      columns: columnsOf(
        'kind first_claim first_value first_source first_line second_claim second_value second_source second_line'
      ),
      rows: found
        .slice(0, maxRows)
        .map(({ kind, first, second }) => [
          kind,
          first.claim,
          first.value,
          first.source,
          first.line,
          second.claim,
          second.value,
          second.source,
          second.line
        ]),
      omitted: found.length > maxRows ? { rows: found.length - maxRows, why: 'the first of each kind are shown' } : null,
      sources: found
        .flatMap(({ first, second }) => [first.source, second.source])
        .filter((id) => id !== null && /^S\d+$/.test(id))
        .map(String)
    }
  }
}
