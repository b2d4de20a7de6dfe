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
  /** Lets the file go, with nothing running: the process waits for the next door, or ends. The listener hears no more. */
  release(): Promise<void>
  /** While busy the process keeps its parent alive; an idle door never does. */
  busy(is: boolean): void
}

export interface DoorListener {
  onReply(reply: DoorReply): void
  onDeath(death: Death): void
}

/** A process without a file, made by one door and taken by a later one: to start one takes longer than to load small materials. */
let spare: DoorProcess | null = null
/** With its file closed a process holds some 130 MB; one that a large answer has swollen is not kept. */
const mostSpareBytes = 400e6
const closeWithinMs = 1000
/** Resident memory of a door's process when nothing else is said. */
export const usualProcessBytes = 2e9

/** Starts a process that waits for the next door, while the file that it is to open is still being made. */
export function prepareChild(): void {
  if (spare === null) startProcess(usualProcessBytes).wait()
}

/** A process that has opened the file: one that waited for it, or a new one. Throws InquestError `cannot-judge` when it cannot. */
export async function startChild(settings: DoorSettings, listener: DoorListener): Promise<DoorChild> {
  const waiting = spare?.processBytes === settings.processBytes ? spare : null
  if (waiting !== null) spare = null
  const opened = await (waiting ?? startProcess(settings.processBytes)).open(settings, listener)
  // One that died while it waited is no fault of the file.
  return opened === null ? startChild(settings, listener) : opened
}

interface DoorProcess {
  readonly processBytes: number
  /** Null when the process was gone before it was asked. */
  open(settings: DoorSettings, listener: DoorListener): Promise<DoorChild | null>
  /** Stands by for the next door, keeping nobody alive. */
  wait(): void
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

function startProcess(processBytes: number): DoorProcess {
  const child = fork(entry, [], {
    // Nothing of the environment: no key reaches the process that runs a model's SQL.
    env: { TZ: 'UTC' },
    execArgv: importsOf(process.execArgv),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  let complaints = ''
  let killed = false
  let gone = false
  let waited = false
  let onReply: (reply: DoorReply) => void = () => undefined
  let onEnd: (why: string) => void = () => undefined
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000)
  })
  child.on('message', (reply: DoorReply) => onReply(reply))
  child.once('error', (error) => {
    if (child.pid === undefined) lose()
    onEnd(error.message)
  })
  const ended = new Promise<void>((resolve) => {
    // 'close' comes after the last of stderr; 'exit' might come before it.
    child.once('close', () => {
      lose()
      resolve()
      onEnd(complaints.trim() || 'the process ended')
    })
  })
  function lose(): void {
    gone = true
    if (spare === self) spare = null
  }
  // Whoever waits for the end must not find the event loop empty before it: an idle door keeps nobody alive, and the answer
  // to a question that was called off may come after the order to end.
  const keep = (busy: boolean): void => keeper(child)(busy || killed)
  const send = sender(child)
  const kill = async (): Promise<void> => {
    killed = true
    keep(true)
    child.kill('SIGKILL')
    await ended
  }
  const release = async (): Promise<void> => {
    keep(true)
    const residentBytes = await new Promise<number>((resolve) => {
      const timer = setTimeout(resolve, closeWithinMs, Infinity)
      const settle = (bytes: number): void => {
        clearTimeout(timer)
        resolve(bytes)
      }
      onReply = (reply) => {
        if (reply.kind === 'closed') settle(reply.residentBytes)
      }
      onEnd = () => settle(Infinity)
      send({ kind: 'close' })
    })
    if (gone) return
    if (spare !== null || residentBytes > mostSpareBytes) return kill()
    wait()
  }
  const wait = (): void => {
    onEnd = () => undefined
    keep(false)
    waited = true
    spare = self
  }
  const open = (settings: DoorSettings, listener: DoorListener): Promise<DoorChild | null> =>
    new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(cannotOpen(settings.file, why))
      const lost = (): void => resolve(null)
      if (gone) return lost()
      keep(true)
      onEnd = waited ? lost : fail
      onReply = (reply) => {
        if (reply.kind === 'opened') {
          onReply = (later) => listener.onReply(later)
          onEnd = () =>
            listener.onDeath({ how: complaints.includes(memoryMark) ? 'memory' : killed ? 'killed' : 'unknown', complaints })
          resolve({ pid: child.pid ?? 0, send, kill, release, busy: keep })
        } else if (reply.kind === 'unopened') {
          fail(reply.message)
          void kill()
        }
      }
      send({ kind: 'open', settings })
    })
  const self: DoorProcess = { processBytes, open, wait }
  return self
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
