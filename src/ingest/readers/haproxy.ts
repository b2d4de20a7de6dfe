import type { RecordOf } from '../../domain/index.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const http =
  /(?:^|haproxy\[(?<pid>\d+)\]: )(?<client>[\da-fA-F.:]+):(?<port>\d+) \[(?<time>[^\]]+)\] (?<frontend>\S+) (?<backend>[^\s/]+)\/(?<server>\S+) (?<timers>[-+\d]+(?:\/[-+\d]+){4}) (?<status>-?\d{1,3}) (?<bytes>\+?\d+) \S+ \S+ (?<state>\S{4})(?: (?<connections>[\d/+]+) (?<queues>\d+\/\d+))?(?<captured>(?: \{[^}]*\}){0,2}) "(?<request>[^"]*)"?/
const other = /haproxy\[(?<pid>\d+)\]: (?<message>.*)$/

/**
 * HAProxy's HTTP log, with or without syslog's own beginning. The times it keeps (queue, connect, response) are
 * attributes in milliseconds, and so are the counts of connections; its time is when the request came in.
 */
export const haproxy: Reader = streamed({
  format: 'haproxy',
  title: 'HAProxy log',
  detect(head) {
    const heads = head.lines.filter((line) => http.test(line)).length
    return heads === 0 ? 0 : 0.97 * shareOfHeads(head, head.lines.filter((line) => http.test(line) || other.test(line)).length)
  },
  zoneOf: () => null,
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<{ line: string; groups: Record<string, string | undefined> }>(file.lines, {
      begin(line) {
        const groups = http.exec(line)?.groups ?? other.exec(line)?.groups
        return groups ? { line, groups } : null
      },
      continues: () => false,
      orphan: () => 'not a line of HAProxy',
      finish({ line, groups }) {
        const written = groups['time'] === undefined ? times.at(line.replace(/^<\d+>/, ''), 0) : times.at(groups['time'], 0)
        if (!written) return { rejected: 'a time that cannot be read' }
        const moment = { ts: calendar.instant(written), tsOriginal: written.original }
        if (groups['time'] !== undefined) return { table: 'requests', record: { ...moment, ...requestOf(groups) } }
        return {
          table: 'events',
          record: {
            ...moment,
            entity: null,
            level: null,
            logger: 'haproxy',
            thread: groups['pid'] ?? null,
            message: groups['message'] ?? '',
            attributes: {}
          }
        }
      }
    })
  }
})

/** What the request's captured headers are, by their values: they are logged without their names, in the order of the configuration. */
function captured(text: string): { referrer: string | null; userAgent: string | null; client: string | null } {
  const headers = (/\{([^}]*)\}/.exec(text)?.[1] ?? '').split('|').map((header) => header.trim())
  const like = (shape: RegExp): string | null => headers.find((header) => shape.test(header)) ?? null
  return {
    referrer: like(/^https?:\/\//),
    userAgent: like(/^(?!https?:)[\w.+ -]+\/v?\d/),
    client: like(/^\d{1,3}(?:\.\d{1,3}){3}\b|^[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}$/i)?.split(',')[0] ?? null
  }
}

function requestOf(groups: Record<string, string | undefined>): Omit<RecordOf<'requests'>, 'ts' | 'tsOriginal'> {
  const request = /^(?<method>[A-Z]+) (?<target>.*?)(?: (?<protocol>HTTP\/[\d.]+))?$/.exec(groups['request'] ?? '')?.groups
  // TR '/' Tw '/' Tc '/' Tr '/' Ta: negative when the request never came so far.
  const [, queued, connect, response, total] = (groups['timers'] ?? '').split('/').map(Number)
  const [active, frontend, backend, server, retries] = (groups['connections'] ?? '').split('/').map(Number)
  const headers = captured(groups['captured'] ?? '')
  const [serverQueue, backendQueue] = (groups['queues'] ?? '').split('/').map(Number)
  return {
    entity: groups['server'] === '<NOSRV>' ? null : (groups['server'] ?? null),
    client: headers.client ?? groups['client'] ?? null,
    method: request?.['method'] ?? null,
    target: request?.['target'] ?? groups['request'] ?? '',
    status: Number(groups['status']) > 0 ? Number(groups['status']) : null,
    bytes: Number(groups['bytes']),
    durationMs: total === undefined || total < 0 ? null : total,
    referrer: headers.referrer,
    userAgent: headers.userAgent,
    userName: null,
    attributes: {
      tsIs: 'start',
      frontend: groups['frontend'] ?? null,
      backend: groups['backend'] ?? null,
      state: groups['state'] ?? null,
      queue_ms: queued ?? null,
      connect_ms: connect ?? null,
      response_ms: response ?? null,
      active_connections: active ?? null,
      frontend_connections: frontend ?? null,
      backend_connections: backend ?? null,
      server_connections: server ?? null,
      retries: retries ?? null,
      server_queue: serverQueue ?? null,
      backend_queue: backendQueue ?? null
    }
  }
}
