import { DateTime } from 'luxon'
import type { Sample } from './read-usages.ts'
import type { Usage } from './usage.ts'

const header = /(?=.*(?:%CPU|%cpu|\bCPU\b|%usr))(?=.*\b(?:COMMAND|Command|CMD|cmd)\b)/
const isoDay = /\b(\d{4}-\d\d-\d\d)\b/
/** Lines that stand between two tables. */
const between =
  /^\s*(?:top -|Linux |=+|Tasks:|Threads:|%?Cpu|MiB |KiB |Mem|Swap|load|\w{3} \w{3} +\d+ \d\d:|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\S*\s*$)/
const clock = /\b(\d\d:\d\d:\d\d)\b/
const columnsOf: readonly (readonly [Usage['resource'], RegExp])[] = [
  ['cpu', /^(?:%CPU|PCPU|CPU)$/i],
  ['memory', /^(?:RSS|%MEM|PMEM)$/i],
  ['io', /^(?:kB_rd\/s|kB_wr\/s|DISK READ|READ|IO>?)$/i]
]

/**
 * Samples out of what `ps`, `top -b` and `pidstat` print: a header that names CPU and command, and rows below it. The time is
 * the row's own, else the last one printed above; its day is the last date printed, else `day`.
 *
 * @param zone of clock times, as the machine's own
 */
export function processTable(
  lines: readonly { readonly line: number; readonly text: string }[],
  day: string | null,
  zone: string,
  source: string
): { resource: Usage['resource']; samples: Sample[] }[] {
  const found = new Map<Usage['resource'], Sample[]>()
  let names: string[] | null = null
  let [date, time] = [day, null as string | null]
  for (const { line, text } of lines) {
    const cells = text.trim().split(/\s+/)
    date = isoDay.exec(text)?.[1] ?? date
    if (header.test(text)) {
      time = clock.exec(text)?.[1] ?? time
      names = cells.filter((cell) => !clock.test(cell) && !/^(?:AM|PM|#)$/.test(cell))
      continue
    }
    if (names === null || between.test(text)) {
      time = clock.exec(text)?.[1] ?? time
      names = null
      continue
    }
    if (cells.length < 3) continue
    const own = /^(?:\d{4}-\d\d-\d\d[T ])?(\d\d:\d\d:\d\d)\b/.exec(text)?.[1]
    const row = own === undefined ? cells : cells.slice(/^\d{4}-\d\d-\d\d$/.test(cells[0] ?? '') ? 2 : 1)
    const at = instantMs(date, own ?? time, zone)
    const command = names.findIndex((name) => /^(?:COMMAND|CMD)$/i.test(name))
    const program = programOf(row.slice(command).join(' '))
    if (at === null || program === '' || row.length < names.length) continue
    for (const [resource, pattern] of columnsOf) {
      const place = names.findIndex((name) => pattern.test(name))
      const value = Number((row[place] ?? '').replace(/[%,]/g, ''))
      if (place < 0 || place >= command || Number.isNaN(value)) continue
      found.set(resource, [...(found.get(resource) ?? []), { actor: program, at, value, line, source }])
    }
  }
  return [...found].map(([resource, samples]) => ({ resource, samples: added(samples) }))
}

/** Several processes of one program at one time are one actor. */
function added(samples: readonly Sample[]): Sample[] {
  const sums = new Map<string, Sample>()
  for (const sample of samples) {
    const key = `${sample.at} ${sample.actor}`
    const sum = sums.get(key)
    sums.set(key, sum ? { ...sum, value: sum.value + sample.value } : sample)
  }
  return [...sums.values()]
}

/** The program without path and arguments; of an interpreter, what it runs. */
function programOf(command: string): string {
  const words = command.split(/\s+/)
  const base = (word: string | undefined): string => (word ?? '').replace(/[:,]$/, '').split('/').at(-1) ?? ''
  const first = base(words[0])
  if (!/^(?:python\d?[\d.]*|node|perl|ruby|bash|sh|java|php)$/.test(first)) return first
  const script = words.slice(1).find((word) => !word.startsWith('-'))
  return script === undefined ? first : `${first} ${base(script)}`
}

function instantMs(day: string | null, time: string | null, zone: string): number | null {
  if (day === null || time === null) return null
  const at = DateTime.fromISO(`${day}T${time}`, { zone })
  return at.isValid ? at.toMillis() : null
}
