import { type PoolFigures, snakeCaseOf } from '../application-event.ts'
import type { Dialect, Thrown } from './dialect.ts'

/** SQLAlchemy's `Pool.status()`; who waits, the application counts itself. */
const status = ({ total, active, idle, waiting }: PoolFigures): string =>
  `Pool size: ${total}  Connections in pool: ${idle} Current Overflow: 0 Current Checked out connections: ${active} waiting: ${waiting}`
const gunicorn = { logger: 'gunicorn.error' }

/** Python with gunicorn's threads and SQLAlchemy. */
export const python: Dialect = {
  thread: (number) => `ThreadPoolExecutor-0_${number - 1}`,
  timer: 'APScheduler',
  pool: {
    asked: { logger: 'sqlalchemy.pool.impl.QueuePool' },
    exhausted: (waitedMs, of) =>
      `QueuePool limit of size ${of.total} overflow 0 reached, connection timed out, timeout ${(waitedMs / 1000).toFixed(2)} (waiting: ${of.waiting})`,
    watched: { logger: 'app.pool_monitor', thread: 'monitor' },
    figures: status,
    configured: { logger: 'app.settings', thread: 'monitor' },
    resized: (before, after) => `pool_size changed: ${before} -> ${after}`,
    opened: { logger: 'app.settings' },
    started: (limit) => `engine created (pool_size=${limit}, max_overflow=0)`
  },
  workers: { configured: gunicorn, resized: (before, after) => `threads: ${before} -> ${after}` },
  memory: {
    watched: { logger: 'app.memory_monitor', thread: 'monitor' },
    figures: (used, heap, gc) => `resident ${used} MB of ${heap} MB, ${gc} % of the last minute spent in gc`,
    lost: gunicorn,
    exhausted: 'Worker was sent SIGKILL! Perhaps out of memory?'
  },
  life: {
    spoken: gunicorn,
    starting: (_, instance) => `Starting gunicorn 22.0.0 on ${instance}`,
    started: (_, seconds) => `Booting worker, ready after ${seconds} s`,
    stopped: gunicorn,
    stopping: 'Handling signal: term'
  },
  trace: (what, message, { application }, { log: { logger } }) => {
    const module = snakeCaseOf(logger.replace(/(?:Controller|Api)$/, ''))
    const frames = [
      'Traceback (most recent call last):',
      `  File "/srv/${application}/venv/lib/python3.11/site-packages/flask/app.py", line 1484, in full_dispatch_request`,
      '    rv = self.dispatch_request()',
      `  File "/srv/${application}/app/views/${module}.py", line ${40 + (module.length % 50)}, in handle`
    ]
    const thrown: Record<Thrown, readonly string[]> = {
      connection: [
        'sqlalchemy.exc.TimeoutError: QueuePool limit reached (Background on this error at: https://sqlalche.me/e/20/3o7r)'
      ],
      call: [`requests.exceptions.ConnectionError: ${message}`],
      statement: [`sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) ${message}`],
      code: [message],
      nothing: []
    }
    return what === 'nothing' ? [] : [...frames, ...thrown[what]]
  }
}
