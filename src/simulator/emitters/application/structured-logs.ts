import { mixSeed } from '../../../queueing/index.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'
import type { Emitter } from '../emitter.ts'

const levels = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

/** 16 hex digits that name a request across its logs and spans. */
export function traceId(seed: number, request: { readonly id: number } | null): string | null {
  if (request === null) return null
  const half = (salt: string): string => mixSeed(seed, `${salt}/${request.id}`).toString(16).padStart(8, '0')
  return half('trace') + half('ecart')
}

/** One JSON object a line, as log shippers want it. */
export const jsonLines: Emitter = (context) => ({
  kind: 'lines',
  entries: applicationEvents(context, dialects[context.file.runtime]).map(
    ({ at, level, logger, instance, message, trace, request }) => {
      const id = traceId(context.world.seed, request)
      const record = {
        timestamp: context.clock.iso(at),
        level: levels[level],
        service: context.world.scenario.service.application,
        host: instance,
        logger,
        message,
        ...(id === null ? {} : { trace_id: id }),
        ...(trace.length === 0 ? {} : { stack: trace.join('\n') })
      }
      return { at, record: true, text: JSON.stringify(record) }
    }
  )
})

/** `key=value` lines, as Go services and platforms write them. */
export const logfmt: Emitter = (context) => ({
  kind: 'lines',
  entries: applicationEvents(context, dialects[context.file.runtime]).map(
    ({ at, level, logger, instance, message, trace, request }) => {
      const id = traceId(context.world.seed, request)
      const pairs: [string, string][] = [
        ['ts', context.clock.iso(at)],
        ['level', levels[level]],
        ['instance', instance],
        ['component', logger],
        ['msg', message]
      ]
      if (id !== null) pairs.push(['trace_id', id])
      if (trace[0] !== undefined) pairs.push(['err', trace[0].trim()])
      return { at, record: true, text: pairs.map(([key, value]) => `${key}=${quoted(value)}`).join(' ') }
    }
  )
})

function quoted(value: string): string {
  return /[\s="]/.test(value) ? JSON.stringify(value) : value
}
