import { z } from 'zod'
import { epochMsOf, instantOf } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { deedsNear } from '../endings/deeds-near.ts'
import { changesTakenBack } from '../endings/taken-back.ts'
import { remediedBy } from '../language/remedies.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

/** What ends harm shows within minutes: queues drain, and a window is told in steps of some. */
const beforeMs = 15 * 60_000
/** Clocks differ, and somebody writes down what was done a little later. */
const afterMs = 60_000

const Arguments = z.object({ window: windowArgument })

export const whatEndedHarm: EvidenceTool<typeof Arguments> = {
  name: 'what_ended_harm',
  description:
    'What hardly ever happens and happened in the minutes before harm ended: rare log lines, statements that look after a database, recorded ' +
    'changes, what the operators said; taken_*: the recorded change that one takes back by name. remedies: the classes of cause that it would have ended, by the general language of operations ' +
    '(restarts and roll-backs stand for none). The nearest to the end first. That it came last does not yet show that it cured.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const end = epochMsOf(window.to)
    const near = { from: instantOf(Math.max(epochMsOf(window.from), end - beforeMs)), to: instantOf(end + afterMs) }
    const deeds = (await deedsNear(context, near))
      .map((one) => ({ ...one, lag: (end - epochMsOf(one.time)) / 1000, remedies: remediedBy(`${one.who ?? ''}: ${one.what}`) }))
      .sort(
        (a, b) => Math.abs(a.lag) - Math.abs(b.lag) || (a.source === b.source ? a.line - b.line : a.source < b.source ? -1 : 1)
      )
    const telling = deeds.filter(({ remedies }) => remedies.length > 0)
    const takenBack = await changesTakenBack(context, telling)
    const [first] = telling
    const facts = { deeds: deeds.length, telling: telling.length, nearest_at: first?.time ?? null }
    if (!first) return { status: 'no_data', reading: 'Nothing that would end a cause is seen to happen as harm ended.', facts }
    return {
      status: 'found',
      reading:
        `${telling.length} of the ${deeds.length} rare things in the quarter of an hour before harm ended speak of a class of cause; ` +
        `the nearest, ${first.lag} s before: ${first.what.slice(0, 120)} (${first.remedies.join(', ')}).`,
      facts,
      columns: columnsOf(
        'time:time lag_seconds:s kind who what remedies before source line taken_ref taken_title taken_time:time'
      ),
      rows: telling.map((one) => {
        const taken = takenBack.get(one.what)
        const told = [one.time, one.lag, one.kind, one.who, one.what, one.remedies.join(', '), one.before, one.source, one.line]
        return [...told, taken?.ref ?? null, taken?.title ?? null, taken?.time ?? null]
      }),
      sources: telling.map(({ source }) => source)
    }
  }
}
