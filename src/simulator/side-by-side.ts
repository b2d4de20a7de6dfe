import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import PQueue from 'p-queue'
import { InquestError } from '../foundation/index.ts'
import { loadScenario } from './library.ts'
import { Delivery, type Order } from './maker-thread.ts'
import type { Simulated } from './simulate.ts'

export interface ManyOptions {
  /** Incidents made at the same time, each in a thread. @default one a core */
  readonly jobs?: number | undefined
  /** Writes over files of an earlier run. @default false */
  readonly overwrite?: boolean | undefined
  /** Told of every incident when it is written. */
  readonly onMade?: ((made: Simulated, done: number, total: number) => void) | undefined
}

/** The entry has the extension of this file: `.js` as built, `.ts` as tested. */
const entry = new URL(`./maker-thread${extname(import.meta.url)}`, import.meta.url)

/** A traced day outlives many small collections; with more room for young objects they are copied less often. */
const youngMb = 192

/**
 * Writes each scenario with each seed to `<outDir>/<scenario>-<seed>/`, its truth beside it: the same bytes as one at a time.
 * Throws InquestError `usage` for an unknown scenario or a folder that is not empty.
 */
export async function simulateMany(
  scenarios: readonly string[],
  seeds: readonly number[],
  outDir: string,
  { jobs = availableParallelism(), overwrite = false, onMade }: ManyOptions = {}
): Promise<readonly Simulated[]> {
  const orders = scenarios.flatMap((scenario) => {
    const { name } = loadScenario(scenario)
    return seeds.map((seed): Order => ({ scenario, seed, outDir: join(outDir, `${name}-${seed}`), overwrite }))
  })
  const threads = Array.from(
    { length: Math.min(jobs, orders.length) },
    () => new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: youngMb } })
  )
  try {
    const idle = [...threads]
    const queue = new PQueue({ concurrency: threads.length })
    let done = 0
    return await queue.addAll(
      orders.map((order) => async () => {
        const thread = idle.pop()
        if (thread === undefined) throw new RangeError('more incidents are being made than there are threads')
        const made = await ask(thread, order)
        idle.push(thread)
        onMade?.(made, ++done, orders.length)
        return made
      })
    )
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

async function ask(thread: Worker, order: Order): Promise<Simulated> {
  const answered = once(thread, 'message')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  thread.postMessage(order)
  const [given]: unknown[] = await answered
  const delivery = Delivery.parse(given)
  if ('code' in delivery) throw new InquestError(delivery.code, delivery.message, delivery.nextStep)
  return delivery
}
