import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ErrorCode, InquestError } from '../foundation/index.ts'
import type { InvestigateOptions } from '../inquest.ts'
import type { RerunOptions } from '../replaying.ts'

/** What a run may be asked for: plain values, because they cross to another process. */
export type RunOptions = Pick<
  InvestigateOptions,
  'out' | 'resume' | 'window' | 'model' | 'mode' | 'tokens' | 'money' | 'rounds' | 'until' | 'promptVariants' | 'showPersonalData'
>

/** Where a rerun begins: what an earlier run did before that step is taken over. */
export interface RerunFrom {
  readonly run: string
  readonly step: RerunOptions['from']
}

export type RunRequest =
  | {
      readonly kind: 'begin'
      readonly folder: string | null
      readonly options: RunOptions
      readonly from?: RerunFrom | undefined
    }
  | { readonly kind: 'stop' }

export type RunMessage =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'doing'; readonly text: string }
  | {
      readonly kind: 'ended'
      readonly failure: { readonly code: ErrorCode; readonly message: string; readonly nextStep: string } | null
    }

/** A run in a process of its own: a long computation there keeps no page waiting here. Its journal tells the rest. */
export interface RunProcess {
  /** What it does before there is a journal: reading the materials. */
  readonly doing: string
  /** Lines that a person should know: who investigates and what goes where, what could not be read. */
  readonly said: readonly string[]
  readonly failure: InquestError | null
  readonly alive: boolean
  readonly ended: Promise<void>
  stop(): void
  /** Ends it at once; the journal can be resumed. */
  kill(): void
}

/** As built `.js`, as tested `.ts`; the `--import` of the test runner is inherited (see test/strip-types.mjs). */
const entry = fileURLToPath(new URL(`./investigate-process${extname(import.meta.url)}`, import.meta.url))

export function startRunProcess(folder: string | null, options: RunOptions, cwd: string, from?: RerunFrom): RunProcess {
  const child = fork(entry, [], {
    cwd,
    execArgv: process.execArgv.filter((argument, i, all) => /^--import(=|$)/.test(argument) || all[i - 1] === '--import'),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  let [doing, failure, alive] = ['Starting', null as InquestError | null, true]
  const said: string[] = []
  let complaints = ''
  let told = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints = (complaints + text).slice(-2000)))
  child.on('message', (message: RunMessage) => {
    if (message.kind === 'doing') doing = message.text
    if (message.kind === 'said') said.push(message.text)
    if (message.kind !== 'ended') return
    told = true
    if (message.failure) failure = new InquestError(message.failure.code, message.failure.message, message.failure.nextStep)
  })
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      alive = false
      if (!told) failure ??= new InquestError('cannot-judge', `The run's process ended: ${why}`, 'Resume the run.')
      resolve()
    }
    child.once('error', (error) => end(error.message))
    child.once('close', () => end(complaints.trim() || 'it was killed'))
  })
  const send = (request: RunRequest): void => {
    if (child.connected) child.send(request, () => undefined)
  }
  send({ kind: 'begin', folder, options, from })
  return {
    get doing() {
      return doing
    },
    said,
    get failure() {
      return failure
    },
    get alive() {
      return alive
    },
    ended,
    stop: () => send({ kind: 'stop' }),
    kill: () => void child.kill('SIGKILL')
  }
}
