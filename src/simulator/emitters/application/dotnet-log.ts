import type { Emitter } from '../emitter.ts'
import { classNameOf } from './application-event.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'

const levels = { DEBUG: 'DBG', INFO: 'INF', WARN: 'WRN', ERROR: 'ERR' } as const

/** Serilog's file sink with thread and source: `2031-11-17 09:05:30.123 +00:00 [INF] [14] Library.Web.Loans: …` */
export const dotnetLog: Emitter = (context) => ({
  kind: 'lines',
  entries: applicationEvents(context, dialects.dotnet).map(({ at, level, logger, thread, message, trace }) => {
    const { clock, world } = context
    const source = logger.startsWith('Microsoft.') ? logger : `${classNameOf(world.scenario.service.application)}.Web.${logger}`
    const head = `${clock.local(at)} ${clock.offset} [${levels[level]}] [${thread === 'main' ? '1' : thread}] ${source}: ${message}`
    return { at, record: true, text: [head, ...trace].join('\n') }
  })
})
