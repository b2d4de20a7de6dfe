import type { Emitter } from '../emitter.ts'
import { snakeCaseOf } from './application-event.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'

const levels = { DEBUG: 'DEBUG', INFO: 'INFO', WARN: 'WARNING', ERROR: 'ERROR' } as const

/** Python's logging with `%(asctime)s - %(name)s - %(threadName)s - %(levelname)s - %(message)s`; tracebacks below. */
export const pythonLog: Emitter = (context) => ({
  kind: 'lines',
  entries: applicationEvents(context, dialects.python).map(({ at, level, logger, thread, message, trace }) => {
    const { application } = context.world.scenario.service
    const name = logger.includes('.') ? logger : `${application.replaceAll('-', '_')}.${snakeCaseOf(logger)}`
    const stamp = context.clock.local(at).replace('.', ',')
    const named = thread === 'main' ? 'MainThread' : thread
    return { at, record: true, text: [`${stamp} - ${name} - ${named} - ${levels[level]} - ${message}`, ...trace].join('\n') }
  })
})
