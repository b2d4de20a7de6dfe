import type { Scalar } from '../../domain/index.ts'
import type { QueryLimits, QueryResult } from '../warehouse.ts'
import { type Death, type DoorChild, startChild, usualProcessBytes } from './child.ts'
import { closedError, deathError, failureError, memoryError, timeError } from './complaints.ts'
import type { DoorReply, DoorSettings } from './protocol.ts'

export interface Door extends AsyncDisposable {
  query(sql: string, parameters?: readonly Scalar[], limits?: QueryLimits): Promise<QueryResult>
  /** Process id of the running child, null when none runs. */
  readonly pid: number | null
}

export interface DoorOptions extends Partial<DoorSettings> {
  readonly file: string
  /** Queries that run side by side; the others wait. @default 4, which is Node's number of worker threads */
  readonly atOnce?: number
  /** How long an interrupted query may take to stop before its process is killed, ms. @default 1000 */
  readonly graceMs?: number
}

interface Job {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly Scalar[]
  readonly rows: number
  readonly timeoutMs: number
  readonly resolve: (result: QueryResult) => void
  readonly reject: (error: unknown) => void
  /** Why it is to end without a result: out of time, or not wanted any more. */
  sentence: unknown
  /** Runs with no other beside it: it was there when a process died, and which query was to blame is not known. */
  alone: boolean
  /** How often it began. */
  starts: number
  timers: NodeJS.Timeout[]
}

/** A query that was there at this many deaths is not tried again. */
const mostStarts = 3

/**
 * A read-only door to a DuckDB file, in a process of its own that is started again when it died. A query that dies with
 * its process through no fault of its own runs again: a SELECT changes nothing.
 */
export async function openDoor({
  file,
  engineBytes = 1e9,
  processBytes = usualProcessBytes,
  atOnce = 4,
  graceMs = 1000
}: DoorOptions): Promise<Door> {
  const running = new Map<number, Job>()
  let waiting: Job[] = []
  let child: Promise<DoorChild> | null = null
  let current: DoorChild | null = null
  let closed = false
  let lastId = 0

  const start = (): Promise<DoorChild> => {
    child ??= startChild({ file, engineBytes, processBytes }, { onReply, onDeath }).then((started) => {
      current = started
      started.busy(running.size > 0)
      return started
    })
    return child
  }

  function settle(job: Job, end: () => void): void {
    for (const timer of job.timers) clearTimeout(timer)
    job.timers = []
    running.delete(job.id)
    waiting = waiting.filter((other) => other !== job)
    if (running.size === 0) current?.busy(false)
    end()
    pump()
  }

  function onReply(reply: DoorReply): void {
    const job = 'id' in reply ? running.get(reply.id) : undefined
    if (job === undefined) return
    if (job.sentence !== null) settle(job, () => job.reject(job.sentence))
    else if (reply.kind === 'result') settle(job, () => job.resolve(reply.result))
    else if (reply.kind === 'failed') settle(job, () => job.reject(failureError(reply, job.sql)))
  }

  function onDeath({ how, complaints }: Death): void {
    child = current = null
    const victims = [...running.values()]
    running.clear()
    const suspects = victims.filter((job) => job.sentence === null)
    for (const job of victims) {
      for (const timer of job.timers) clearTimeout(timer)
      if (job.sentence !== null) job.reject(job.sentence)
      else if (closed) job.reject(closedError())
      else if (how === 'memory' && suspects.length === 1) job.reject(memoryError(processBytes))
      else if (job.starts >= mostStarts) job.reject(deathError(complaints))
      else {
        job.alone = how !== 'killed'
        waiting.unshift(job)
      }
    }
    pump()
  }

  function pump(): void {
    if (closed) return
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const lonely = job.alone || [...running.values()].some(({ alone }) => alone)
      if (running.size >= (lonely ? 1 : atOnce)) return
      waiting.shift()
      running.set(job.id, job)
      void run(job)
    }
  }

  async function run(job: Job): Promise<void> {
    job.starts += 1
    try {
      const started = await start()
      if (!running.has(job.id) || current !== started) return
      started.busy(true)
      started.send({ kind: 'query', id: job.id, sql: job.sql, parameters: job.parameters, rows: job.rows })
      job.timers.push(setTimeout(() => condemn(job, timeError(job.timeoutMs)), job.timeoutMs))
      if (job.sentence !== null) condemn(job, job.sentence)
    } catch (error) {
      child = null
      settle(job, () => job.reject(error))
    }
  }

  /** Asks the query to stop; a process that does not obey in time is killed. */
  function condemn(job: Job, sentence: unknown): void {
    job.sentence ??= sentence
    if (!running.has(job.id)) {
      settle(job, () => job.reject(job.sentence))
      return
    }
    current?.send({ kind: 'cancel', id: job.id })
    job.timers.push(setTimeout(() => void current?.kill(), graceMs))
  }

  const door: Door = {
    get pid() {
      return current?.pid ?? null
    },
    query(sql, parameters = [], { rows = 10_000, timeoutMs = 30_000, signal } = {}) {
      return new Promise<QueryResult>((resolve, reject) => {
        signal?.throwIfAborted()
        if (closed) throw closedError()
        const id = ++lastId
        const job: Job = {
          id,
          sql,
          parameters,
          rows,
          timeoutMs,
          resolve,
          reject,
          sentence: null,
          alone: false,
          starts: 0,
          timers: []
        }
        if (signal !== undefined) listen(signal, job)
        waiting.push(job)
        pump()
      })
    },
    async [Symbol.asyncDispose]() {
      closed = true
      const last = await child?.catch(() => null)
      await (running.size === 0 ? last?.release() : last?.kill())
    }
  }

  function listen(signal: AbortSignal, job: Job): void {
    const onAbort = (): void => condemn(job, signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    const { resolve, reject } = job
    const unlisten = (): void => signal.removeEventListener('abort', onAbort)
    Object.assign(job, {
      resolve: (result: QueryResult) => (unlisten(), resolve(result)),
      reject: (error: unknown) => (unlisten(), reject(error))
    })
  }

  await start()
  return door
}
