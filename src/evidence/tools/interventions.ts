import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { readInterventions } from '../read-interventions.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument, within } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 50

export const interventions: EvidenceTool<typeof Arguments> = {
  name: 'interventions',
  description:
    'What was done to the system in a window, as logs, alerts, change records and official announcements say it: restarts, ' +
    'terminations, limits raised or lowered, roll-backs, deployments, fail-overs. Suggestions and the public are left out.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const found = (await readInterventions(context)).filter(({ time }) => within(time, window))
    const first = found[0]
    const facts = { interventions: found.length, first_at: first?.time ?? null, first_kind: first?.kind ?? null }
    if (!first)
      return { status: 'no_data', reading: 'Nothing records that anybody did anything to the system in this window.', facts }
    return {
      status: 'found',
      reading: `${found.length} recorded ${found.length === 1 ? 'intervention' : 'interventions'}; the first is a ${first.kind}.`,
      facts,
      columns: columnsOf('time:time kind object before after text source line'),
      rows: found
        .slice(0, maxRows)
        .map((one) => [one.time, one.kind, one.object, one.before, one.after, one.text, one.source, one.line]),
      omitted: found.length > maxRows ? { rows: found.length - maxRows, why: 'the earliest are shown' } : null,
      sources: found.map(({ source }) => source)
    }
  }
}
