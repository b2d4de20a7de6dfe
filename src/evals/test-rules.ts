import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Has Prometheus' own tool check a run's alerting rules and run their unit tests. Null where the run designed none, or
 * promtool is not installed: what nobody tested neither holds nor fails.
 */
export async function testRules(runFolder: string): Promise<'hold' | 'fail' | null> {
  const cwd = join(runFolder, 'monitoring/prometheus')
  const present = await access(join(cwd, 'rules.test.yaml')).then(
    () => true,
    () => false
  )
  if (!present) return null
  const outcomes = [await promtool(cwd, 'check', 'rules', 'rules.yaml'), await promtool(cwd, 'test', 'rules', 'rules.test.yaml')]
  if (outcomes.includes(null)) return null
  return outcomes.every((passed) => passed) ? 'hold' : 'fail'
}

/** Null: it is not installed. */
function promtool(cwd: string, ...args: string[]): Promise<boolean | null> {
  return new Promise((done) => {
    execFile('promtool', args, { cwd, timeout: 60_000 }, (error) => done(error ? (error.code === 'ENOENT' ? null : false) : true))
  })
}
