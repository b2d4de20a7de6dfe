import { type PoolFigures, snakeCaseOf } from '../application-event.ts'
import type { Dialect, Thrown } from './dialect.ts'

const figures = ({ total, active, idle, waiting }: PoolFigures): string =>
  `total=${total} active=${active} idle=${idle} waiting=${waiting}`
const server = { logger: 'server' }

/** Node with a pool of the `pg` kind. */
export const node: Dialect = {
  thread: (number) => String(number),
  timer: 'cron',
  pool: {
    asked: { logger: 'db' },
    exhausted: (waitedMs, of) =>
      `timeout exceeded when trying to connect: no free connection after ${waitedMs} ms (${figures(of)})`,
    watched: { logger: 'db' },
    figures: (of) => `pool ${figures(of)}`,
    configured: { logger: 'config' },
    resized: (before, after) => `pool.max ${before} -> ${after}`,
    opened: { logger: 'db' },
    started: (limit) => `pool ready, max=${limit}`
  },
  workers: { configured: { logger: 'config' }, resized: (before, after) => `maxConcurrentRequests ${before} -> ${after}` },
  memory: {
    watched: { logger: 'runtime' },
    figures: (used, heap, gc) => `heapUsed ${used} MB of ${heap} MB, ${gc} % of the last minute spent in gc`,
    lost: { logger: 'runtime' },
    exhausted: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'
  },
  life: {
    spoken: server,
    starting: ({ application }, instance) => `${application} starting on ${instance}, node v20.15.1`,
    started: (_, seconds) => `listening on :8080 after ${seconds} s`,
    stopped: server,
    stopping: 'SIGTERM received, draining'
  },
  trace: (what, message, { application }, { log: { logger } }) => {
    const file = snakeCaseOf(logger.replace(/(?:Controller|Api)$/, '')).replaceAll('_', '-')
    const frames = [
      `    at handle (/srv/${application}/dist/routes/${file}.js:${30 + (file.length % 60)}:17)`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)'
    ]
    const thrown: Record<Thrown, readonly string[]> = {
      connection: ['Error: timeout exceeded when trying to connect', '    at pg-pool/index.js:45:11'],
      call: [`FetchError: ${message}`],
      statement: [`DatabaseError: ${message}`],
      code: [message],
      nothing: []
    }
    return what === 'nothing' ? [] : [...thrown[what], ...frames]
  }
}
