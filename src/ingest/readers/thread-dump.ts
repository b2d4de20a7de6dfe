import type { Attributes } from '../../domain/index.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { dumpOf } from './dump-of.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

const dumpLine = /Full thread dump/
const threadLine = /^"(?<name>[^"]*)"(?<about>.*)$/
const stateLine = /java\.lang\.Thread\.State: (?<state>[A-Z_]+)(?: \((?<how>[^)]*)\))?/

/**
 * A JVM's thread dumps (jstack, kill -3): an event for each dump with the number of threads in each state (`threads`,
 * `threads.BLOCKED` …), and an event for each thread with its state, stack, what it waits for and what it holds.
 */
export const threadDump: Reader = {
  format: 'thread-dump',
  title: 'Thread dump (JVM)',
  detect: (head) =>
    head.lines.some((line) => threadLine.test(line)) &&
    (head.lines.some((line) => dumpLine.test(line)) || head.lines.filter((line) => stateLine.test(line)).length >= 2)
      ? 0.97
      : 0,
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => (/^\d/.test(line) ? (times.at(line, 0) ?? []) : [])))
  },
  *read(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let ts: Moment = { ts: null, tsOriginal: null, entity: null }
    const { lines } = file
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? ''
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const written = /^\[?\d/.test(line) ? times.within(line, 40) : null
      if (written && !dumpLine.test(line)) ts = { ...ts, ts: calendar.instant(written), tsOriginal: written.original }
      if (!threadLine.test(line)) ts = { ...ts, entity: dumpOf(line) ?? ts.entity }
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (dumpLine.test(line)) yield event(place, ts, null, line.trim(), countsOf(lines, index))
      else if (threadLine.test(line)) {
        const end = endOfThread(lines, index)
        yield threadOf(lines.slice(index, end + 1), { firstLine: index + 1, lastLine: end + 1 }, ts)
        index = end
      } else yield { kind: 'structure', ...place }
    }
  }
}

type Moment = { readonly ts: string | null; readonly tsOriginal: string | null; readonly entity: string | null }

function event(
  place: { firstLine: number; lastLine: number },
  moment: Moment,
  thread: string | null,
  message: string,
  attributes: Attributes
): ReadItem {
  // The dump's own line does not repeat the time that stands above it.
  const record = { ...moment, level: null, logger: 'thread-dump', thread, message, attributes }
  return { kind: 'record', table: 'events', ...place, record }
}

/** Threads by state, from a dump's line to the next dump. */
function countsOf(lines: TextFile['lines'], start: number): Attributes {
  const counts: Record<string, number> = {}
  let threads = 0
  for (const line of lines.slice(start + 1)) {
    if (dumpLine.test(line)) break
    if (threadLine.test(line)) threads += 1
    const state = stateLine.exec(line)?.groups?.['state']
    if (state !== undefined) counts[`threads.${state}`] = (counts[`threads.${state}`] ?? 0) + 1
  }
  return { threads, ...counts }
}

function endOfThread(lines: TextFile['lines'], start: number): number {
  let end = start
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (!/^\s+\S/.test(line)) break
    end = index
  }
  return end
}

function threadOf(lines: readonly string[], place: { firstLine: number; lastLine: number }, moment: Moment): ReadItem {
  const text = lines.join('\n')
  const state = stateLine.exec(text)?.groups
  const frame = /^\s+at ([\w$.<>/@-]+)/m.exec(text)?.[1]
  const waits =
    /- (?:waiting (?:on|to lock|to re-lock in wait\(\))|parking to wait for)\s+<(0x[0-9a-f]+)>(?: \(a ([^)]*)\))?/.exec(text)
  const holds = [...text.matchAll(/- locked <(0x[0-9a-f]+)>/g)].map(([, lock]) => lock)
  const name = threadLine.exec(lines[0] ?? '')?.groups?.['name'] ?? ''
  return event(place, moment, name, [state?.['state'] ?? 'thread', frame === undefined ? '' : `at ${frame}`].join(' ').trim(), {
    ...(state ? { state: state['state'] ?? null } : {}),
    ...(waits ? { waits_for: waits[1] ?? null, waits_for_class: waits[2] ?? null } : {}),
    ...(holds.length === 0 ? {} : { holds: holds.join(', ') }),
    ...(lines.length > 1 ? { stack: lines.slice(1).join('\n') } : {})
  })
}
