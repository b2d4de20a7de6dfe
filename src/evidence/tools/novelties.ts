import { z } from 'zod'
import { epochMsOf, instantOf } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { newLines } from '../novelty/new-lines.ts'
import { newQuantities } from '../novelty/new-quantities.ts'
import { newValues } from '../novelty/new-values.ts'
import { newWords } from '../novelty/new-words.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

/** What was done last before harm ended may be written down some time after. */
const curedMs = 10 * 60_000

const Arguments = z.object({
  window: windowArgument,
  baseline: baselineArgument,
  before_minutes: z.number().min(0).max(1440).default(30).describe('What came so shortly before harm counts too.'),
  limit: z.int().min(1).max(400).default(150)
})

export const novelties: EvidenceTool<typeof Arguments> = {
  name: 'novelties',
  description:
    'What is new since harm, or shortly before it, or came far more often than in healthy time, of whatever kind and source: log lines by who ' +
    'says them, values of columns that class what happened (status, code, host, event), alerts, changes, and what people said. The most ' +
    'surprising first. It tells where to look; that something is new makes it no cause.',
  arguments: Arguments,
  run: async ({ window, baseline, before_minutes, limit }, context) => {
    const early = epochMsOf(window.from) - before_minutes * 60_000
    const from = instantOf(baseline === null ? early : Math.max(early, Math.min(epochMsOf(window.from), epochMsOf(baseline.to))))
    const since = { from, to: window.to }
    const found = [
      ...(await newLines(context, since, baseline)),
      ...(await newValues(context, since, baseline)),
      ...(await newQuantities(context, since, baseline)),
      ...(await newWords(context, { from: instantOf(early), to: instantOf(epochMsOf(window.to) + curedMs) }))
    ].sort((a, b) => b.surprise - a.surprise || (a.firstAt < b.firstAt ? -1 : 1))
    const [first] = found
    const facts = { novelties: found.length, first_at: found.map(({ firstAt }) => firstAt).sort()[0] ?? null }
    if (!first) return { status: 'no_data', reading: 'Nothing is said since harm that was not said before.', facts }
    return {
      status: 'found',
      reading: `${found.length} things are new or far more frequent since ${from}; most of all ${first.who ?? first.kind}: ${first.what.slice(0, 120)} (${first.count}).`,
      facts,
      columns: columnsOf('kind who what count before first_at:time surprise source line'),
      rows: found
        .slice(0, limit)
        .map((one) => [one.kind, one.who, one.what, one.count, one.before, one.firstAt, one.surprise, one.source, one.line]),
      omitted: found.length > limit ? { rows: found.length - limit, why: 'the most surprising are shown' } : null,
      sources: found.slice(0, limit).map(({ source }) => source)
    }
  }
}
