import { type ChildProcess, fork } from 'node:child_process'
import { Socket } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InquestError } from '../../foundation/index.ts'
import { type DoorReply, type DoorRequest, type DoorSettings, memoryMark } from './protocol.ts'

/** How a door's process ended: over its memory, by our hand, or for the reason that it wrote to stderr. */
export interface Death {
  readonly how: 'memory' | 'killed' | 'unknown'
  readonly complaints: string
}

export interface DoorChild {
  readonly pid: number
  send(request: DoorRequest): void
  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void>
  /** While busy the process keeps its parent alive; an idle door never does. */
  busy(is: boolean): void
}

export interface DoorListener {
  onReply(reply: DoorReply): void
  onDeath(death: Death): void
}

/**
 * The entry has the extension of this file: `.js` as built, `.ts` as tested, where the test runner's own `--import` (see
 * test/strip-types.mjs) is inherited through execArgv and removes the types.
 */
const entry = fileURLToPath(new URL(`./door-process${extname(import.meta.url)}`, import.meta.url))

/** Only what loads modules is inherited: `-e` would run the parent's code in the child, `--inspect` would ask for its port. */
function importsOf(execArgv: readonly string[]): string[] {
  return execArgv.filter((argument, index) => /^--import(?:=|$)/.test(argument) || execArgv[index - 1] === '--import')
}

/** Starts a door's process and waits until it has opened its file. Throws InquestError `cannot-judge` when it cannot. */
export function startChild(settings: DoorSettings, listener: DoorListener): Promise<DoorChild> {
  const child = fork(entry, [], {
    // Nothing of the environment: no key reaches the process that runs a model's SQL.
    env: { TZ: 'UTC' },
    execArgv: importsOf(process.execArgv),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  let complaints = ''
  let killed = false
  let opened = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000)
  })
  const gone = new Promise<void>((resolve) => {
    // 'close' comes after the last of stderr; 'exit' might come before it.
    child.once('close', () => {
      resolve()
    })
  })
  // Whoever waits for the end must not find the event loop empty before it: an idle door keeps nobody alive, and the answer
  // to a question that was called off may come after the order to end.
  const keep = (busy: boolean): void => keeper(child)(busy || killed)
  const kill = async (): Promise<void> => {
    killed = true
    keep(true)
    child.kill('SIGKILL')
    await gone
  }
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(cannotOpen(settings.file, why))
    }
    child.once('error', (error) => {
      fail(error.message)
    })
    child.once('close', () => {
      fail(complaints.trim() || 'the process ended')
      if (opened)
        listener.onDeath({ how: complaints.includes(memoryMark) ? 'memory' : killed ? 'killed' : 'unknown', complaints })
    })
    child.on('message', (reply: DoorReply) => {
      if (reply.kind === 'opened') {
        opened = true
        resolve({ pid: child.pid ?? 0, send: sender(child), kill, busy: keep })
      } else if (reply.kind === 'unopened') {
        fail(reply.message)
        void kill()
      } else listener.onReply(reply)
    })
    sender(child)({ kind: 'open', settings })
  })
}

/** A message to a process that has just died is lost; its death is reported separately. */
function sender(child: ChildProcess): (request: DoorRequest) => void {
  return (request) => {
    if (child.connected) child.send(request, () => undefined)
  }
}

function keeper(child: ChildProcess): (is: boolean) => void {
  return (is) => {
    const pipe = child.stderr instanceof Socket ? child.stderr : null
    for (const handle of [child, child.channel, pipe]) {
      if (is) handle?.ref()
      else handle?.unref()
    }
  }
}

function cannotOpen(file: string, why: string): InquestError {
  return new InquestError(
    'cannot-judge',
    `The warehouse ${file} cannot be opened: ${why}`,
    'Clear the cache with "inquest cache clear" and run again; the materials are then read afresh.',
    { details: { file } }
  )
}
