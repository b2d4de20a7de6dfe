import { z } from 'zod'
import { epochMsOf, instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Intervention, readInterventions } from '../read-interventions.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument, within } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 50
const soonMs = 1_800_000
const columns = columnsOf('time:time kind object before after text source line undoes after_window')

export const interventions: EvidenceTool<typeof Arguments> = {
  name: 'interventions',
  description:
    'What was done to the system in a window, as logs, alerts, change records and official announcements say it: restarts, ' +
    'terminations, limits raised or lowered, roll-backs, deployments, fail-overs; also those that did harm, and those of the half hour after the ' +
    'window, in which a repair often falls (after_window; counted apart). undoes: it takes back what was done before. Suggestions and the public are left out.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const all = await readInterventions(context)
    const found = all.filter(({ time }) => within(time, window))
    const first = found[0]
    // A repair is done as the window of harm ends, or just after it.
    const end = instantOf(epochMsOf(window.to) + soonMs)
    const later = all.filter(({ time }) => time >= window.to && time < end)
    const next = later[0]
    const facts = {
      interventions: found.length,
      first_at: first?.time ?? null,
      first_kind: first?.kind ?? null,
      next_after_at: next?.time ?? null,
      next_after_kind: next?.kind ?? null,
      next_after_object: next?.object ?? null
    }
    const afterwards = next
      ? ` In the half hour after it: ${next.kind}${next.object === null ? '' : ` ${next.object}`} at ${next.time}.`
      : ''
    const rows = [
      ...found.slice(0, maxRows).map((one) => rowOf(one, false)),
      ...later.slice(0, maxRows).map((one) => rowOf(one, true))
    ]
    const left = found.length + later.length - rows.length
    const sources = [...found, ...later].map(({ source }) => source)
    const omitted = left > 0 ? { rows: left, why: 'the earliest are shown' } : null
    if (!first) {
      const reading = `Nothing records that anybody did anything to the system in this window.${afterwards}`
      return next ? { status: 'found', reading, facts, columns, rows, omitted, sources } : { status: 'no_data', reading, facts }
    }
    return {
      status: 'found',
      reading:
        `${found.length} recorded ${found.length === 1 ? 'intervention' : 'interventions'} (what was done, whether it helped, harmed or ` +
        `did nothing); the first is a ${first.kind} at ${first.time}.${afterwards}`,
      facts,
      columns,
      rows,
      omitted,
      sources
    }
  }
}

function rowOf({ time, kind, object, before, after, text, source, line, undoes }: Intervention, late: boolean): Scalar[] {
  return [time, kind, object, before, after, text, source, line, undoes, late]
}
