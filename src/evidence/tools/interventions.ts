import { z } from 'zod'
import { epochMsOf } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { readInterventions } from '../read-interventions.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument, within } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 50
const soonMs = 3_600_000

export const interventions: EvidenceTool<typeof Arguments> = {
  name: 'interventions',
  description:
    'What was done to the system in a window, as logs, alerts, change records and official announcements say it: restarts, ' +
    'terminations, limits raised or lowered, roll-backs, deployments, fail-overs; also those that did harm. Suggestions and the public are left out.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const all = await readInterventions(context)
    const found = all.filter(({ time }) => within(time, window))
    const first = found[0]
    // What ends an incident is often done as its window ends.
    const next = all.find(({ time }) => time >= window.to && epochMsOf(time) - epochMsOf(window.to) <= soonMs)
    const facts = {
      interventions: found.length,
      first_at: first?.time ?? null,
      first_kind: first?.kind ?? null,
      next_after_at: next?.time ?? null,
      next_after_kind: next?.kind ?? null,
      next_after_object: next?.object ?? null
    }
    const afterwards = next
      ? ` Within an hour after it: ${next.kind}${next.object === null ? '' : ` ${next.object}`} at ${next.time}.`
      : ''
    if (!first)
      return {
        status: 'no_data',
        reading: `Nothing records that anybody did anything to the system in this window.${afterwards}`,
        facts
      }
    return {
      status: 'found',
      reading:
        `${found.length} recorded ${found.length === 1 ? 'intervention' : 'interventions'} (what was done, whether it helped, harmed or ` +
        `did nothing); the first is a ${first.kind} at ${first.time}.${afterwards}`,
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
