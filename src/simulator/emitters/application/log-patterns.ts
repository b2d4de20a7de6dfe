import type { Emitter } from '../emitter.ts'
import { csvCell } from '../table.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'

const levels = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

/** The application's messages clustered by a log platform: one row for each interval, level and pattern, with how often it came. */
export const logPatterns: Emitter = (context) => {
  const { file, clock, world } = context
  const everyMs = file.everySeconds * 1000
  const rows = new Map<string, { interval: number; level: string; pattern: string; count: number }>()
  for (const { at, level, message } of applicationEvents(context, dialects[file.runtime])) {
    const [interval, pattern] = [Math.floor(at / everyMs), patternOf(message)]
    const key = `${interval}/${level}/${pattern}`
    const row = rows.get(key) ?? { interval, level: levels[level], pattern, count: 0 }
    row.count += 1
    rows.set(key, row)
  }
  return {
    kind: 'lines',
    entries: [
      { at: null, record: false, text: 'time,service,level,pattern,count' },
      ...[...rows.values()]
        .sort((a, b) => a.interval - b.interval || b.count - a.count)
        .map(({ interval, level, pattern, count }) => {
          const at = interval * everyMs
          const cells = [clock.iso(at).replace('.000', ''), world.scenario.service.application, level, pattern, String(count)]
          return { at, record: true, text: cells.map((cell) => csvCell(cell)).join(',') }
        })
    ]
  }
}

/** What varies from one message to the next, taken out. */
export function patternOf(message: string): string {
  return message
    .replaceAll(/\b[A-Z]{1,4}-?\d[\w-]*/g, '<id>')
    .replaceAll(/=[^\s,;)]+/g, '=<*>')
    .replaceAll(/\b\d+(?:[.:]\d+)*\b/g, '<num>')
    .replaceAll(/\b\d+(?=[a-z])/g, '<num>')
}
