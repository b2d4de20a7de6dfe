import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { inquestErrorOf } from '../foundation/index.ts'
import { simulate } from './simulate.ts'

/** One incident to make, as the main thread asks for it. */
export const Order = z.strictObject({ scenario: z.string(), seed: z.int(), outDir: z.string(), overwrite: z.boolean() })
export type Order = z.infer<typeof Order>

/** What the thread answers: the incident's paths, or why there is none. */
export const Delivery = z.union([
  z.strictObject({ materials: z.string(), truthPath: z.string() }),
  z.strictObject({ code: z.enum(['usage', 'internal']), message: z.string(), nextStep: z.string() })
])
export type Delivery = z.infer<typeof Delivery>

const port = parentPort

async function deliver(given: unknown): Promise<Delivery> {
  try {
    const { scenario, seed, outDir, overwrite } = Order.parse(given)
    return await simulate(scenario, seed, outDir, { overwrite })
  } catch (thrown) {
    const { code, message, nextStep } = inquestErrorOf(thrown)
    return { code: code === 'usage' ? code : 'internal', message, nextStep }
  }
}

port?.on('message', (given: unknown) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window's
  void deliver(given).then((delivery) => port.postMessage(delivery))
})
