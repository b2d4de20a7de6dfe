import { kindOfChange } from '../fields/change-of-fields.ts'
import type { PlacelessRecord, Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfMatches } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const line =
  /^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) p=(?<pid>\d+) u=(?<user>\S+) (?:n=\S+ ?)?(?:(?<level>[A-Z]+))?\| ?(?<said>.*)$/
const task = /^(?:TASK|RUNNING HANDLER) \[(?<task>.*)\] \**$/
const play = /^PLAY \[(?<play>.*)\] \**$/
const result = /^(?<outcome>changed|fatal|failed): \[(?<host>[^\] ]+)(?: -> [^\]]*)?\](?<rest>.*)$/

interface Step {
  readonly time: string
  readonly user: string
  readonly outcome: string
  readonly host: string
  readonly rest: string
  readonly task: string | null
  readonly play: string | null
}

/**
 * Ansible's log of its runs: what a task changed on a host is a change, what failed an event. Headings and hosts that were as
 * they should be are structure.
 */
export const ansible: Reader = streamed({
  format: 'ansible',
  title: 'Ansible log of runs',
  detect(file) {
    const said = file.lines.flatMap((text) => line.exec(text)?.groups?.['said'] ?? [])
    const isRun = said.some((text) => task.test(text) || play.test(text))
    return isRun ? 0.97 * shareOfHeads(file, said.length) : 0
  },
  zoneOf: ({ lines }) => zoneOfMatches(lines, line),
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let [openTask, openPlay]: [string | null, string | null] = [null, null]
    yield* readLineRecords<Step>(file.lines, {
      begin(text) {
        const groups = line.exec(text)?.groups
        const said = groups?.['said'] ?? ''
        openTask = task.exec(said)?.groups?.['task'] ?? (play.test(said) ? null : openTask)
        openPlay = play.exec(said)?.groups?.['play'] ?? openPlay
        const found = result.exec(said)?.groups
        if (groups === undefined || found === undefined) return null
        const { time = '', user = '' } = groups
        const { outcome = '', host = '', rest = '' } = found
        return { time, user, outcome, host, rest, task: openTask, play: openPlay }
      },
      continues: (text) => !line.test(text),
      orphan: () => 'structure',
      finish(step, more) {
        const time = times.at(step.time, 0)
        return recordOf(step, more, { ts: time && calendar.instant(time), tsOriginal: step.time })
      }
    })
  }
})

function recordOf(step: Step, more: readonly string[], moment: { ts: string | null; tsOriginal: string }): PlacelessRecord {
  const { task: what, host, outcome, play: whole, user } = step
  const rest = [step.rest.replace(/^:? ?(?:[A-Z]+!? )?(?:=> ?)?/, ''), ...more].join('\n').trim()
  if (outcome !== 'changed')
    return {
      table: 'events',
      record: {
        ...moment,
        entity: host,
        level: 'error',
        logger: 'ansible',
        thread: null,
        message: `${what ?? 'a task'} failed on ${host}: ${rest}`,
        attributes: { task: what, play: whole, user }
      }
    }
  return {
    table: 'changes',
    record: {
      ...moment,
      kind: kindOfChange(what, whole, 'deploy'),
      ref: null,
      title: what ?? whole ?? 'change',
      author: user,
      entity: host,
      content: rest === '' ? null : rest,
      attributes: { play: whole }
    }
  }
}
