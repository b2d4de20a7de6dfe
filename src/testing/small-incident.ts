/**
 * Two hours of a parcel service in which a search over long periods becomes slow at 10:00: four small files that agree
 * with each other, the same text each time. Enough for a whole investigation in a second or two.
 */
export function smallIncident(): Record<string, string> {
  return {
    'metrics.csv': metrics(),
    'logs/postgres.log': databaseLog(),
    'logs/access.log': accessLog(),
    'tickets.json': JSON.stringify({ tickets: tickets() }, null, 2)
  }
}

const day = '2031-04-07'
const startMinutes = 9 * 60
const minutes = Array.from({ length: 120 }, (_, minute) => minute)
const bad = (minute: number): boolean => minute >= 60 && minute < 100

/** A repeatable wobble between −1 and 1. */
const wobble = (n: number): number => Math.sin(n * 12.9898) * Math.cos(n * 78.233)

function clock(minute: number, second = 0): string {
  const at = startMinutes + minute
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(at / 60))}:${two(at % 60)}:${two(second)}`
}

function metrics(): string {
  const rows = minutes.map((minute) => {
    const load = Math.round(120 + 6 * wobble(minute))
    const p95 = Math.round(bad(minute) ? 9000 + 2500 * wobble(minute) : 140 + 12 * wobble(minute))
    const errors = bad(minute) ? (8 + 3 * wobble(minute)).toFixed(2) : '0.10'
    const active = bad(minute) ? 20 : Math.round(5 + 2 * wobble(minute))
    const waiting = bad(minute) ? Math.round(12 + 5 * wobble(minute)) : 0
    const cpu = Math.round(bad(minute) ? 78 + 6 * wobble(minute) : 31 + 4 * wobble(minute))
    return `${day}T${clock(minute)}Z,${load},${p95},${errors},${active},${waiting},${cpu}`
  })
  const heading = 'timestamp,request_volume_per_min,response_time_p95_ms,error_rate_percent,db_connections_active,'
  return `${heading}db_connections_waiting,cpu_percent\n${rows.join('\n')}\n`
}

interface Run {
  readonly minute: number
  readonly second: number
  readonly days: number
  readonly slow: boolean
  readonly ms: number
}

/** One search a minute; in the bad time those over more than thirty days are slow, the others as fast as ever. */
const searches: readonly Run[] = minutes.map((minute) => {
  const days = minute % 3 === 0 ? 90 : minute % 3 === 1 ? 14 : 60
  const slow = bad(minute) && days > 30
  const ms = slow ? 6000 + days * 60 + 900 * wobble(minute) : 42 + 6 * wobble(minute)
  return { minute, second: 5 + (minute % 7) * 6, days, slow, ms }
})

function databaseLog(): string {
  const lines = searches.flatMap(({ minute, second, days, ms }) => {
    const stamp = (at: number): string => `${day} ${clock(minute, at)}.120 UTC [4${100 + (minute % 9)}]`
    const to = new Date(Date.UTC(2031, 3, 7 + days)).toISOString().slice(0, 10)
    return [
      `${stamp(second)} LOG:  duration: ${ms.toFixed(3)} ms  statement: SELECT p.parcel_id, p.state FROM parcels p JOIN scans s ` +
        `ON s.parcel_id = p.parcel_id WHERE p.depot = 'north' AND s.due BETWEEN '${day}' AND '${to}' ORDER BY s.due`,
      `${stamp(second + 2)} LOG:  duration: ${(9 + 2 * wobble(minute)).toFixed(3)} ms  statement: INSERT INTO scans ` +
        `(parcel_id, due) VALUES (${7000 + minute}, '${day}')`
    ]
  })
  return `${lines.join('\n')}\n`
}

function accessLog(): string {
  const lines = searches.map(({ minute, second, days, slow, ms }) => {
    const status = slow && minute % 6 === 0 ? 503 : 200
    const line = `198.51.100.${20 + (minute % 30)} - - [07/Apr/2031:${clock(minute, second)} +0000]`
    return `${line} "GET /parcels/search?depot=north&days=${days} HTTP/1.1" ${status} ${status === 200 ? 5120 : 310} "-" "Mozilla/5.0" ${Math.round(ms + 20)}ms`
  })
  return `${lines.join('\n')}\n`
}

function tickets(): object[] {
  const said = ['The parcel search does not load', 'Searching takes for ever', 'Search shows an error after a long wait']
  return said.map((description, index) => ({
    id: `T-${index + 1}`,
    created_at: `${day}T${clock(68 + index * 9)}Z`,
    priority: 'high',
    subject: description,
    description: `${description} since this morning.`,
    reporter: { name: `Person ${'ABC'[index]}`, email: `person${index}@example.org` }
  }))
}
