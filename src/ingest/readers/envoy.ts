import type { Attributes } from '../../domain/index.ts'
import { dashAsNull, numberOf } from '../fields/fields.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfMatches } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

/** Envoy's default line, and Istio's, which says more of why a call failed between the flags and the bytes. */
const line =
  /^\[(?<time>\d{4}-[^\]]{10,30})\] "(?<method>[A-Z]+|-) (?<target>\S+) (?<protocol>[^" ]+)" (?<status>\d+) (?<flags>\S+) (?:(?<details>[^" ]+) (?<termination>\S+) "(?<failure>[^"]*)" )?(?<received>\d+) (?<bytes>\d+) (?<duration>\d+|-) (?<upstream>\d+|-) "(?<forwarded>[^"]*)" "(?<agent>[^"]*)" "(?<request>[^"]*)" "(?<authority>[^"]*)" "(?<host>[^"]*)"(?: (?<cluster>\S+) (?<local>\S+) (?<downstream>\S+) (?<remote>\S+))?/

/** Access logs of Envoy and of Istio's proxies. */
export const envoy: Reader = streamed({
  format: 'envoy',
  title: 'Envoy or Istio access log',
  detect: (file) => 0.97 * shareOfHeads(file, file.lines.filter((text) => line.test(text)).length),
  zoneOf: ({ lines }) => zoneOfMatches(lines, line),
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<Record<string, string | undefined>>(file.lines, {
      begin: (text) => line.exec(text)?.groups ?? null,
      continues: () => false,
      orphan: () => 'not a line of an access log of Envoy',
      finish(groups) {
        const said = (name: string): string | null => dashAsNull(groups[name])
        const time = times.at(groups['time'] ?? '', 0)
        if (time === null) return { rejected: 'a time that cannot be read' }
        return {
          table: 'requests',
          record: {
            ts: calendar.instant(time),
            tsOriginal: time.original,
            entity: serviceOf(said('cluster'), said('authority')),
            client: said('forwarded') ?? said('remote')?.replace(/:\d+$/, '') ?? null,
            method: said('method'),
            target: groups['target'] ?? '',
            status: Number(groups['status']) || null,
            bytes: Number(groups['bytes']),
            durationMs: numberOf(said('duration')),
            referrer: null,
            userAgent: said('agent'),
            userName: null,
            attributes: attributesOf(groups)
          }
        }
      }
    })
  }
})

/** Whom the proxy called: the cluster's host (`outbound|9090||stock.shop.svc`), else the name that the caller used. */
function serviceOf(cluster: string | null, authority: string | null): string | null {
  const named = cluster?.split('|').at(-1) ?? ''
  return (named === '' ? authority?.replace(/:\d+$/, '') : named) ?? null
}

const kept: Readonly<Record<string, string>> = {
  flags: 'response_flags',
  details: 'response_code_details',
  failure: 'upstream_failure',
  host: 'upstream',
  upstream: 'upstream_ms',
  received: 'bytes_received',
  request: 'requestId',
  cluster: 'upstream_cluster',
  protocol: 'protocol'
}

function attributesOf(groups: Record<string, string | undefined>): Attributes {
  const attributes: Attributes = { tsIs: 'start' }
  for (const [group, name] of Object.entries(kept)) {
    const value = dashAsNull(groups[group])
    if (value !== null) attributes[name] = numberOf(value) ?? value
  }
  return attributes
}
