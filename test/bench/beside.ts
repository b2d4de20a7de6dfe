import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LogKind } from './generate-logs.ts'

/** What a tool took for a task on one log: seconds by the clock, and of processor time with its children's. */
export interface BesideFigures {
  readonly task: 'count' | 'question' | 'report'
  readonly tool: string
  readonly seconds: number
  readonly cpuSeconds: number
}

/** The further question, in each tool's own words: what is asked most often, or how many lines of each level. */
export const questions: Readonly<Record<LogKind, { readonly inquest: string; readonly lnav: string | null }>> = {
  access: {
    inquest: 'SELECT target, count(*) AS n FROM requests GROUP BY target ORDER BY n DESC LIMIT 10',
    lnav: 'SELECT cs_uri_stem, count(*) AS n FROM access_log GROUP BY cs_uri_stem ORDER BY n DESC LIMIT 10'
  },
  application: {
    inquest: 'SELECT level, count(*) AS n FROM events GROUP BY level',
    lnav: 'SELECT log_level, count(*) AS n FROM all_logs GROUP BY log_level'
  },
  postgres: {
    inquest: 'SELECT fingerprint, count(*) AS n FROM statements GROUP BY fingerprint ORDER BY n DESC LIMIT 10',
    lnav: 'SELECT log_level, count(*) AS n FROM all_logs GROUP BY log_level'
  },
  // It has no format for these keys and counts nothing.
  'json-lines': { inquest: 'SELECT level, count(*) AS n FROM events GROUP BY level', lnav: null }
}

/** Times other log tools on the same file, each where it is installed. `home`: for what they keep between runs. */
export function timeBeside(kind: LogKind, path: string, home: string): BesideFigures[] {
  mkdirSync(home, { recursive: true })
  const { lnav } = questions[kind]
  const table = kind === 'access' ? 'access_log' : 'all_logs'
  const asked: [BesideFigures['task'], tool: string, args: readonly string[]][] = [
    ['count', 'awk', ['{ n++ } END { print n }', path]],
    ...(lnav === null
      ? []
      : ([
          ['count', 'lnav', ['-n', '-c', `;SELECT count(*) FROM ${table}`, path]],
          ['question', 'lnav', ['-n', '-c', `;${lnav}`, path]]
        ] satisfies (typeof asked)[number][])),
    ...(kind === 'postgres'
      ? ([['report', 'pgbadger', ['-q', '-f', 'stderr', '-o', join(home, 'pgbadger.html'), path]]] satisfies typeof asked)
      : [])
  ]
  return asked.flatMap(([task, tool, args]) => {
    const took = timed(tool, args, home)
    return took === null ? [] : [{ task, tool, ...took }]
  })
}

/** Null where the tool is not installed or failed. */
function timed(tool: string, args: readonly string[], home: string): { seconds: number; cpuSeconds: number } | null {
  const script = 'command -v "$0" >/dev/null || exit 127; TIMEFORMAT="%R %U %S"; time "$0" "$@" >/dev/null 2>&1'
  const { status, stderr } = spawnSync('bash', ['-c', script, tool, ...args], {
    encoding: 'utf8',
    env: { ...process.env, HOME: home }
  })
  const [real = 0, user = 0, system = 0] = stderr.trim().split(/\s+/).map(Number)
  return status === 0 ? { seconds: real, cpuSeconds: user + system } : null
}
