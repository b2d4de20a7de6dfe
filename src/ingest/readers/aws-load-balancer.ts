import type { RecordOf } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const line =
  /^(?:(?<type>https?|h2|grpcs?|wss?) )?(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z) (?<balancer>\S+) (?<client>[\da-fA-F.:]+):(?<port>\d+) (?<target>\S+) (?<request>-?[\d.]+) (?<backend>-?[\d.]+) (?<response>-?[\d.]+) (?<status>\d{3}|-) (?<targetStatus>\d{3}|-) (?<received>\d+) (?<sent>\d+) "(?<method>\S+) (?<url>\S+) (?<protocol>[^"]*)" ?(?:"(?<agent>[^"]*)")?(?<rest>.*)$/

/** Access logs of AWS application and classic load balancers. Their time is when the response had been sent. */
export const awsLoadBalancer: Reader = streamed({
  format: 'aws-load-balancer',
  title: 'AWS load balancer access log',
  detect: (head) => 0.97 * shareOfHeads(head, head.lines.filter((text) => line.test(text)).length),
  zoneOf: (head) =>
    head.lines.some((text) => line.test(text))
      ? { name: 'UTC', basis: 'offset-in-data', support: 'The times carry their offset (Z).' }
      : null,
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<Record<string, string | undefined>>(file.lines, {
      begin: (text) => line.exec(text)?.groups ?? null,
      continues: () => false,
      orphan: () => 'not a line of a load balancer',
      finish(groups) {
        const time = times.at(groups['time'] ?? '', 0)
        if (!time) return { rejected: 'a time that cannot be read' }
        const ts = calendar.instant(time)
        const record = requestOf(groups)
        // What no target answered is timed by nobody, but for the time at which it came.
        const came = /" \d+ (\S+Z) "/.exec(`"${groups['rest']}`)?.[1]
        const whole = came === undefined || ts === null ? null : Date.parse(ts) - Date.parse(came)
        const durationMs = record.durationMs ?? (whole !== null && whole >= 0 ? whole : null)
        return { table: 'requests', record: { ts, tsOriginal: time.original, ...record, durationMs } }
      }
    })
  }
})

function requestOf(groups: Record<string, string | undefined>): Omit<RecordOf<'requests'>, 'ts' | 'tsOriginal'> {
  const seconds = ['request', 'backend', 'response'].map((name) => Number(groups[name]))
  // -1 stands for a part that never happened: no target answered.
  const total = seconds.some((part) => part < 0) ? null : Math.round(seconds.reduce((sum, part) => sum + part, 0) * 1e6) / 1000
  const target = /^\w+:\/\/[^/]+(\/.*)?$/.exec(groups['url'] ?? '')?.[1] ?? groups['url'] ?? ''
  return {
    entity: groups['target'] === '-' ? null : (groups['target'] ?? null),
    client: groups['client'] ?? null,
    method: groups['method'] ?? null,
    target,
    status: numberOf(groups['status'] ?? null),
    bytes: Number(groups['sent']),
    durationMs: total,
    referrer: null,
    userAgent: groups['agent'] === '-' ? null : (groups['agent'] ?? null),
    userName: null,
    attributes: {
      tsIs: 'end',
      balancer: groups['balancer'] ?? null,
      target_status: numberOf(groups['targetStatus'] ?? null),
      target_s: Number(groups['backend']),
      trace: /"(Root=[^"]*)"/.exec(groups['rest'] ?? '')?.[1] ?? null
    }
  }
}
