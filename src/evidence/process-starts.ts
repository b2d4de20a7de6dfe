import { grouped } from '../foundation/index.ts'
import type { Action } from './language/actions.ts'
import type { Row } from './query-rows.ts'

/**
 * What servers and frameworks write once they serve (Spring Boot, Tomcat, WildFly, Quarkus, .NET, Uvicorn, Puma, Node, PostgreSQL, MySQL,
 * Redis, nginx, Apache, PHP-FPM), whatever language people write their notes in. RE2.
 */
export const startWords =
  '^Started \\S+(?: v?[0-9][\\w.-]*)? in [0-9.]+ seconds|Server startup in \\[?[0-9.,]+\\]? ?m(?:illi)?s|\\(WildFly [^)]*\\) started in|started in [0-9.]+s\\. Listening' +
  '|^Application started\\. Press Ctrl|^Application startup complete|^\\* Listening on (?:tcp|http)|^[Ll]istening on (?:port )?[0-9]+' +
  '|database system is ready to accept connections|ready for connections\\.|^Ready to accept connections|start worker processes$' +
  '|resuming normal operations|^ready to handle connections'

const version = /(?<![\w.])v?(?<version>\d+\.\d+(?:\.\d+)+(?:[-+][\w.]+)?)(?![\w.]*\d* ?(?:s|ms|seconds|milliseconds)\b)/
const program = /^Started (?<name>\S+)|\((?<product>WildFly)/

/** What the starts of one process after another say was done: it was started again, in another version, or in one that it had before. */
export function startsAgain(rows: readonly Row[]): { readonly row: Row; readonly action: Action }[] {
  const byProcess = grouped(rows, (row) => `${row.text('source_id') ?? ''} ${row.text('entity') ?? ''}`)
  return [...byProcess.values()].flatMap((own) => {
    const had: string[] = []
    return own.flatMap((row) => {
      const text = row.text('text') ?? ''
      const [before, after] = [had.at(-1) ?? null, version.exec(text)?.groups?.['version'] ?? null]
      const isFormer = after !== null && had.includes(after)
      if (after !== null) had.push(after)
      if (row.flag('again') !== true) return []
      const named = program.exec(text)?.groups
      const object = named?.['name'] ?? named?.['product'] ?? row.text('entity')
      const isOther = before !== null && after !== null && before !== after
      const kind = isOther ? (isFormer ? 'rollback' : 'deploy') : 'restart'
      return [{ row, action: { kind, object, before: isOther ? before : null, after: isOther ? after : null } }]
    })
  })
}
