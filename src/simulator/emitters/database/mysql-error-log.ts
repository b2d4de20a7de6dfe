import { addressOf } from '../addresses.ts'
import type { Emitter, Entry } from '../emitter.ts'
import { loggedRequests } from '../emitter.ts'

type Level = 'System' | 'Note' | 'Warning' | 'ERROR'

/** MySQL's error log: its housekeeping, connections that went away, statements that it gave up, and what was done to it. */
export const mysqlErrorLog: Emitter = ({ world, file, clock, random }) => {
  const { database, instances } = world.scenario.service
  const entries: Entry[] = []
  const say = (at: number, thread: number, level: Level, code: string, part: string, message: string): void => {
    if (at < 0 || at >= world.durationMs) return
    const stamp = clock.utc(Math.floor(at)).replace('Z', `${String(Math.floor((at * 1000) % 1000)).padStart(3, '0')}Z`)
    entries.push({ at, record: true, text: `${stamp} ${thread} [${level}] [${code}] [${part}] ${message}` })
  }
  const aborted = (session: number, host: string, why: string): string =>
    `Aborted connection ${session} to db: '${database.name}' user: '${database.user}' host: '${host}' (${why}).`
  for (let at = 420_000 * random.uniform(); at < world.durationMs; at += random.integer(900_000, 2_400_000)) {
    const host = addressOf(world, random.pick(instances).name)
    say(
      at,
      random.integer(900, 1900),
      'Note',
      'MY-010914',
      'Server',
      aborted(random.integer(900, 1900), host, 'Got timeout reading communication packets')
    )
  }
  for (const { statements, instance } of loggedRequests(world, file)) {
    for (const { fails, finished, at, tookMs, session } of statements) {
      if (fails === null || !finished) continue
      const part = /space|lock|tablespace/i.test(fails) ? 'InnoDB' : 'Server'
      say(
        at + tookMs,
        session,
        'ERROR',
        part === 'InnoDB' ? 'MY-012639' : 'MY-010045',
        part,
        `${fails} (connection from ${addressOf(world, instance ?? '')})`
      )
    }
  }
  for (const { atMs, kind, entity, text } of world.happenings) {
    if (kind === 'down' && instances.some(({ name }) => name === entity))
      for (let i = 0; i < 4; i++)
        say(
          atMs + 1200 + 90 * i,
          1200 + i,
          'Note',
          'MY-010914',
          'Server',
          aborted(1200 + i, addressOf(world, entity), 'Got an error reading communication packets')
        )
    if (kind === 'terminated') say(atMs, 9, 'Note', 'MY-010957', 'Server', `Sessions were killed on request: ${text}`)
  }
  for (const { at, logged } of world.scenario.changes) {
    if (logged?.where !== 'database') continue
    const level = logged.level === 'ERROR' ? 'ERROR' : logged.level === 'WARNING' ? 'Warning' : 'System'
    say(world.at(at), 0, level, 'MY-011323', 'Server', logged.text)
  }
  return { kind: 'lines', entries: entries.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)) }
}
