import { execFile, execFileSync } from 'node:child_process'

/** Is Prometheus' own tool here? Where it must be (CI says so) its absence is a failure, elsewhere a reported skip. */
export const hasPromtool: boolean = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' })
    return true
  } catch (thrown) {
    if (process.env['INQUEST_NEEDS_PROMTOOL'])
      throw new Error('promtool is missing: apt-get install prometheus', { cause: thrown })
    return false
  }
})()

/** Runs promtool in a folder: what it says, and whether it is content. */
export function promtool(cwd: string, ...args: string[]): Promise<{ readonly passed: boolean; readonly output: string }> {
  return new Promise((done) => {
    execFile('promtool', args, { cwd }, (error, stdout, stderr) => done({ passed: error === null, output: stdout + stderr }))
  })
}
