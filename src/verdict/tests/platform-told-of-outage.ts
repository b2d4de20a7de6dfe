import { epochMsOf } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { toldOf } from './ground-gave-way.ts'

/** What a service stands on, in the words of those who run it; citizens write of sites and servers. */
const ground =
  /\b(?:(?:availability )?zones?|regions?|data ?cent(?:re|er)s?|racks?|hypervisors?|nodes?|bare[- ]metal|virtual machines?|storage (?:array|backend|cluster)|power|cooling|provider|cloud|platform)\b/i
const gone =
  /\b(?:lost|loss of|outage|unavailable|unreachable|not ?ready|power (?:failure|cut)|down|failed|disruption|degraded|evicted|terminated unexpectedly)\b/i
const mended = /\b(?:restored|resolved|recovered|back (?:up|online)|announced|planned|scheduled)\b/i
/** Status pages write some minutes after the event, and round. */
const nearMinutes = 30

export const platformToldOfOutage: DiagnosticTest = {
  id: 'platform-told-of-outage',
  question: 'Does whoever runs the platform tell of an outage at that time?',
  dimension: 'coverage',
  calls: (_, scene) => [...toldCalls(scene), ...compared('platform_trouble', scene)],
  read(found, _hypothesis, scene) {
    if (found.every((one) => one === undefined) || !scene.departsAt)
      return cannotTell('nothing that the platform tells was looked at')
    const stated = toldOf(saidBy(found, 'platform_trouble'))
    if (stated) return yes(0.9, '{text} ({at})', stated.values)
    const told = outageTold(found, scene)
    if (told) {
      return yes(0.9, '{text} ({at})', { text: [told.row.cite(told.column), 'text'], at: [told.row.cite(told.at), 'time'] })
    }
    const support = found.flatMap((one) => one?.id ?? [])
    // Those who run the platform are seldom among the sources.
    return support.length > 0
      ? no(0.2, 'no source tells of an outage of the platform at that time', {}, support)
      : cannotTell('no source')
  }
}

export const toldCalls = (scene: Scene) =>
  scene.window
    ? [
        ...compared('log_templates', scene, { limit: 200 }),
        {
          tool: 'changes_around',
          arguments: { time: scene.window.from, before_minutes: 2 * nearMinutes, after_minutes: 2 * nearMinutes }
        }
      ]
    : []

interface Told {
  readonly row: Row
  readonly column: string
  readonly at: string
}

/** The line or record that tells of an outage about when harm began. */
export function outageTold(found: readonly Maybe[], { departsAt }: Scene): Told | undefined {
  const lines = found.flatMap((one): Told[] =>
    rowsIn(one).map((row) =>
      one?.tool === 'changes_around' ? { row, column: 'title', at: 'time' } : { row, column: 'template', at: 'first_seen' }
    )
  )
  return lines.find(({ row, column, at }) => {
    const [text, time] = [row.text(column) ?? '', row.text(at)]
    const near = time !== null && departsAt !== null && Math.abs(epochMsOf(time) - epochMsOf(departsAt)) <= nearMinutes * 60_000
    return near && ground.test(text) && gone.test(text) && !mended.test(text)
  })
}
