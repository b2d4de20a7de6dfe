import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const main = resolve(import.meta.dirname, '../dist/cli/main.js')

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The built command line as a child process, with a cache and a working directory of its own. */
export interface InquestProcess extends AsyncDisposable {
  /** The working directory: relative paths of arguments lie in it. */
  readonly cwd: string
  run(...args: string[]): Promise<Ended>
  /** Starts it and leaves it running. */
  start(...args: string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> }
}

export function createInquestProcess(environment: Readonly<Record<string, string>> = {}): InquestProcess {
  const cwd = mkdtempSync(join(tmpdir(), 'inquest-journey-'))
  const running = new Set<ChildProcess>()
  const start = (...args: string[]): { child: ChildProcess; ended: Promise<Ended> } => {
    const env = { ...process.env, INQUEST_CACHE_DIR: join(cwd, 'cache'), NO_COLOR: '1', ...environment }
    const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const ended = new Promise<Ended>((done) => {
      child.on('close', (status) => {
        running.delete(child)
        done({ status, stdout, stderr })
      })
    })
    return { child, ended }
  }
  return {
    cwd,
    start,
    run: (...args) => start(...args).ended,
    // What a failed test left running would go on for ever.
    async [Symbol.asyncDispose]() {
      for (const child of running) child.kill('SIGKILL')
      await rm(cwd, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

/** A message for a person: no stack trace, and a line that says what to do. */
export function isClear(stderr: string): boolean {
  return stderr.includes('inquest: ') && !/^\s+at .*:\d+:\d+/m.test(stderr) && stderr.trim().split('\n').length >= 2
}
