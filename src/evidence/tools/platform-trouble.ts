import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { nodesLost, serviceLost } from '../platform/ground-lost.ts'
import { noticesOf } from '../platform/notices.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf('signal what parts at:time until:time stated text source line')
const mostNotices = 5

export const platformTrouble: EvidenceTool<typeof Arguments> = {
  name: 'platform_trouble',
  description:
    'Whether the ground under the services gave way as the window begins: what the platform tells of it (status pages, health events, with ' +
    'the time they state, however late they were published), nodes that went together, and a service of the platform that fails of its ' +
    'own for several who call it. What is planned, refused (rates, rights) or began at another time is left out.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const notices = (await noticesOf(context, window)).slice(0, mostNotices)
    const lost = [await nodesLost(context, window), await serviceLost(context, window, baseline)].filter((one) => one !== null)
    const [told] = notices
    const time = (at: number | null): Scalar => (at === null ? null : instantOf(at))
    const facts = {
      told: notices.length,
      told_at: time(told?.from ?? null),
      told_until: time(told?.until ?? null),
      told_stated: told?.stated ?? null,
      told_text: told?.text ?? null,
      lost: lost.length,
      lost_kind: lost[0]?.kind ?? null,
      lost_what: lost[0]?.what ?? null,
      lost_parts: lost[0]?.parts ?? null,
      lost_at: time(lost[0]?.at ?? null)
    }
    if (notices.length + lost.length === 0) {
      const reading = 'Nobody tells of a trouble of the platform then, and no nodes and no service of it are seen to go.'
      return { status: 'no_data', reading, facts }
    }
    return {
      status: 'found',
      reading:
        `${notices.length} notices of the platform fit the time` +
        (lost[0]
          ? `; ${lost[0].kind === 'nodes' ? `${lost[0].parts} nodes went together` : `${lost[0].what} fails for ${lost[0].parts} callers`}.`
          : '.'),
      facts,
      columns,
      rows: [
        ...notices.map((one): Scalar[] => [
          'told',
          null,
          null,
          time(one.from),
          time(one.until),
          one.stated,
          one.text,
          one.source,
          one.line
        ]),
        ...lost.map((one): Scalar[] => [one.kind, one.what, one.parts, time(one.at), null, null, one.text, one.source, one.line])
      ],
      sources: [...notices, ...lost].map(({ source }) => source)
    }
  }
}
