import { restOfStatement } from '../fields/bare-statement.ts'
import { levelOf } from '../fields/level.ts'
import type { PlacelessRecord, Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfMatches } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const head =
  /^(?<level>TRACE|DEBUG|INFO|WARN|ERROR) +\[(?<thread>[^\]]+)\] (?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (?<logger>\w+\.java:\d+) - (?<message>.*)$/
/** An operation that was slow, once or several times since the last such list. */
const slow =
  /^<(?<statement>.+)>, (?:time (?<once>\d+) msec|was slow (?<times>\d+) times: avg\/min\/max (?<mean>\d+)\/(?<least>\d+)\/(?<most>\d+) msec) - slow timeout (?<timeout>\d+) msec(?<cross>\/cross-node)?$/

type Groups = Record<string, string | undefined>

/** Cassandra's log, with the operations that its monitor found slow: they have the time of the line above them. */
export const cassandra: Reader = streamed({
  format: 'cassandra',
  title: 'Cassandra log with slow operations',
  detect(file) {
    const slows = file.lines.filter((line) => slow.test(line)).length
    return slows === 0 ? 0 : 0.97 * shareOfHeads(file, slows + file.lines.filter((line) => head.test(line)).length)
  },
  zoneOf: ({ lines }) => zoneOfMatches(lines, head),
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let moment: { ts: string | null; tsOriginal: string | null } = { ts: null, tsOriginal: null }
    yield* readLineRecords<Groups>(file.lines, {
      begin: (line) => head.exec(line)?.groups ?? slow.exec(line)?.groups ?? null,
      continues: (line) => !line.startsWith('<'),
      orphan: () => 'neither a line of the log nor an operation',
      finish(groups, more) {
        if (groups['statement'] !== undefined) return statementOf(groups, moment)
        const time = times.at(groups['time'] ?? '', 0)
        moment = { ts: time && calendar.instant(time), tsOriginal: time?.original ?? null }
        return {
          table: 'events',
          record: {
            ...moment,
            entity: null,
            level: levelOf(groups['level'] ?? ''),
            logger: groups['logger'] ?? null,
            thread: groups['thread'] ?? null,
            message: groups['message'] ?? '',
            attributes: more.length === 0 ? {} : { more: more.join('\n') }
          }
        }
      }
    })
  }
})

/** One that was slow once has its duration, one that was so often their mean. */
function statementOf(groups: Groups, moment: { ts: string | null; tsOriginal: string | null }): PlacelessRecord {
  const often = groups['times'] === undefined ? null : Number(groups['times'])
  const mean = Number(groups['mean'])
  return {
    table: 'statements',
    record: {
      ...moment,
      entity: null,
      statement: groups['statement'] ?? '',
      durationMs: often === null ? Number(groups['once']) : mean,
      attributes: {
        slow_timeout_ms: Number(groups['timeout']),
        ...(groups['cross'] === undefined ? {} : { cross_node: true }),
        ...(often === null ? {} : { slow_times: often, slowest_ms: Number(groups['most']), fastest_ms: Number(groups['least']) })
      },
      ...restOfStatement
    }
  }
}
