import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { dumpOf } from './dump-of.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

/** How one runtime prints a thread: its head (with name and what it is doing), and the frames below it. */
interface Layout {
  readonly head: RegExp
  readonly frame: RegExp
}

const layouts: readonly Layout[] = [
  // py-spy dump
  { head: /^Thread [\w/]+ \((?<state>[\w+]+)\)(?:: "(?<name>[^"]*)")?\s*$/, frame: /^\s+(?<frame>\S[^()]* \([^()]*\))\s*$/ },
  // faulthandler
  {
    head: /^(?:Current thread|Thread) 0x[0-9a-f]+(?: \[?(?<name>[^\])(]*?)\]?)? \(most recent call first\):/,
    frame: /^\s+(?<frame>File "[^"]*", line \d+ in \S+)/
  },
  // dotnet-stack
  { head: /^Thread \((?<name>0x[0-9A-Fa-f]+)\):?\s*$/, frame: /^\s+(?<frame>\S.*)$/ },
  // clrstack
  { head: /^OS Thread Id: (?<name>0x[0-9a-f]+ \(\d+\))/, frame: /^\s*(?:[0-9A-F]{8,16} [0-9A-F]{8,16} |at )(?<frame>\S.*)$/i },
  // Go
  {
    head: /^goroutine (?<name>\d+)(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? \[(?<state>[^\]]+)\]:/,
    frame: /^(?<frame>(?!goroutine)[\w./*()[\]{}…-]+\(.*\)|created by .*)$/
  },
  // gdb, eu-stack, pstack
  {
    head: /^(?:Thread \d+ \((?:Thread 0x[0-9a-f]+ \()?LWP \d+\)?(?: "(?<name>[^"]*)")?\)?:?|TID \d+:)/,
    frame: /^\s*#\d+\s+(?:0x[0-9a-f]+ (?:in )?)?(?<frame>\S.*)$/
  }
]

const leastThreads = 3

/** The layout in which at least three threads of the head are printed, each with a frame below it. */
function layoutOf(lines: readonly string[]): Layout | undefined {
  return layouts.find(
    ({ head, frame }) => lines.filter((line, i) => head.test(line) && frame.test(lines[i + 1] ?? '')).length >= leastThreads
  )
}

/**
 * Stacks of all threads at one moment, as debuggers of other runtimes than the JVM print them (py-spy, faulthandler, dotnet-stack,
 * Go's goroutines, gdb): an event for each thread, at the last time printed above it.
 */
export const stackReport: Reader = {
  format: 'stack-report',
  title: 'Stacks of threads (Python, .NET, Go, native)',
  detect: (head) => (layoutOf(head.lines) ? 0.96 : 0),
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => times.within(line, 200) ?? []))
  },
  *read(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    const { lines } = file
    const layout = layoutOf(lines)
    let moment: Moment = { ts: null, tsOriginal: null }
    let entity: string | null = null
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? ''
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const head = layout?.head.exec(line)
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (head && layout) {
        const end = endOfThread(lines, index, layout)
        const frames = lines.slice(index + 1, end + 1)
        yield threadOf(head.groups ?? {}, frames, layout, { firstLine: index + 1, lastLine: end + 1 }, { ...moment, entity })
        index = end
      } else {
        const written = times.within(line, 200)
        entity = dumpOf(line) ?? entity
        if (written) moment = { ts: calendar.instant(written), tsOriginal: written.original }
        yield { kind: 'structure', ...place }
      }
    }
  }
}

type Moment = { readonly ts: string | null; readonly tsOriginal: string | null }
type Whose = Moment & { readonly entity: string | null }

function endOfThread(lines: TextFile['lines'], start: number, { head }: Layout): number {
  let end = start
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (isBlank(line) || head.test(line)) break
    end = index
  }
  return end
}

function threadOf(
  said: Readonly<Record<string, string | undefined>>,
  lines: readonly string[],
  { frame }: Layout,
  place: { firstLine: number; lastLine: number },
  whose: Whose
): ReadItem {
  const frames = lines.flatMap((line) => frame.exec(line)?.groups?.['frame'] ?? [])
  const state = said['state'] ?? null
  return {
    kind: 'record',
    table: 'events',
    ...place,
    record: {
      ...whose,
      level: null,
      logger: 'thread-dump',
      thread: said['name'] ?? null,
      message: [state ?? 'thread', frames[0] === undefined ? '' : `at ${frames[0]}`].join(' ').trim(),
      attributes: { ...(state === null ? {} : { state }), stack: frames.join('\n') }
    }
  }
}
