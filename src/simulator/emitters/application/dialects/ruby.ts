import { type PoolFigures, snakeCaseOf } from '../application-event.ts'
import type { Dialect, Thrown } from './dialect.ts'

/** What `connection_pool.stat` returns. */
const stat = ({ total, active, idle, waiting }: PoolFigures): string =>
  `{:size=>${total}, :connections=>${active + idle}, :busy=>${active}, :dead=>0, :idle=>${idle}, :waiting=>${waiting}}`
const puma = { logger: 'puma' }

/** Rails on Puma's threads with Active Record. */
export const ruby: Dialect = {
  thread: (number) => `puma srv tp ${String(number).padStart(3, '0')}`,
  timer: 'rufus-scheduler',
  pool: {
    asked: { logger: 'active_record' },
    exhausted: (waitedMs, of) =>
      `could not obtain a connection from the pool within ${(waitedMs / 1000).toFixed(3)} seconds; all pooled connections were in use ${stat(of)}`,
    watched: { logger: 'pool_reporter' },
    figures: (of) => `connection_pool.stat ${stat(of)}`,
    configured: { logger: 'settings' },
    resized: (before, after) => `database pool: ${before} -> ${after}`,
    opened: { logger: 'active_record' },
    started: (limit) => `connection pool established (pool: ${limit})`
  },
  workers: { configured: puma, resized: (before, after) => `max_threads: ${before} -> ${after}` },
  memory: {
    watched: { logger: 'memory_reporter' },
    figures: (used, heap, gc) => `RSS ${used} MB of ${heap} MB, ${gc} % of the last minute spent in GC`,
    lost: puma,
    exhausted: 'NoMemoryError (failed to allocate memory)'
  },
  life: {
    spoken: puma,
    starting: (_, instance) => `Puma version: 6.4.2 (ruby 3.2.4-p170), starting on ${instance}`,
    started: (_, seconds) => `Worker 0 booted in ${seconds}s`,
    stopped: puma,
    stopping: '- Gracefully stopping, waiting for requests to finish'
  },
  trace: (what, message, _, { log: { logger } }) => {
    const name = snakeCaseOf(logger.replace(/(?:Controller|Api)$/, ''))
    const frames = [
      `app/controllers/${name}_controller.rb:${20 + (name.length % 40)}:in \`handle'`,
      "lib/middleware/audit.rb:31:in `call'"
    ]
    const thrown: Record<Thrown, string> = {
      connection: `ActiveRecord::ConnectionTimeoutError (${message}):`,
      call: `Faraday::ConnectionFailed (${message}):`,
      statement: `ActiveRecord::StatementInvalid (${message}):`,
      code: `${message}:`,
      nothing: ''
    }
    return what === 'nothing' ? [] : [thrown[what], '', ...frames]
  }
}
