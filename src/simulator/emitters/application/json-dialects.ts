import type { EmitContext, Emitter } from '../emitter.ts'
import { type ApplicationEvent, classNameOf, snakeCaseOf } from './application-event.ts'
import { applicationEvents } from './application-events.ts'
import { type Dialect, dialects } from './dialects/index.ts'
import { traceId } from './structured-logs.ts'

type Line = (event: ApplicationEvent, context: EmitContext, trace: string | null) => Record<string, unknown>

const numbers = { DEBUG: 20, INFO: 30, WARN: 40, ERROR: 50 } as const
const processOf = ({ world }: EmitContext, instance: string): number =>
  1200 + 13 * world.scenario.service.instances.findIndex(({ name }) => name === instance)
const firstLine = (trace: readonly string[]): string => trace[0]?.replace(/^[\w.]+: /, '') ?? ''

/** The same events as loggers of JSON write them, each by its own names for time, level, message, host and error. */
const layouts: Readonly<Record<'bunyan' | 'pino' | 'ecs' | 'structlog', { dialect: Dialect; line: Line }>> = {
  bunyan: {
    dialect: dialects.node,
    line: ({ at, level, logger, instance, message, trace }, context, id) => ({
      name: context.world.scenario.service.application,
      hostname: instance,
      pid: processOf(context, instance),
      component: logger,
      level: numbers[level],
      ...(id === null ? {} : { req_id: id }),
      ...(trace.length === 0 ? {} : { err: { message: firstLine(trace), name: 'Error', stack: trace.join('\n') } }),
      msg: message,
      time: context.clock.utc(at),
      v: 0
    })
  },
  pino: {
    dialect: dialects.node,
    line: ({ at, level, logger, instance, message, trace }, context, id) => ({
      level: numbers[level],
      time: context.clock.epoch(at),
      pid: processOf(context, instance),
      hostname: instance,
      name: logger,
      ...(id === null ? {} : { trace_id: id }),
      ...(trace.length === 0 ? {} : { err: { type: 'Error', message: firstLine(trace), stack: trace.join('\n') } }),
      msg: message
    })
  },
  ecs: {
    dialect: dialects.jvm,
    line: ({ at, level, logger, thread, instance, message, trace }, { clock, world: { scenario } }, id) => ({
      '@timestamp': clock.utc(at),
      'log.level': level,
      message,
      'ecs.version': '1.6.0',
      'service.name': scenario.service.application,
      'host.name': instance,
      'process.thread.name': thread,
      'log.logger': logger.includes('.') ? logger : `${scenario.service.logger}.${logger}`,
      ...(id === null ? {} : { 'trace.id': id }),
      ...(trace.length === 0
        ? {}
        : {
            'error.type': trace[0]?.trim().split(':')[0],
            'error.message': firstLine(trace),
            'error.stack_trace': trace.join('\n')
          })
    })
  },
  structlog: {
    dialect: dialects.python,
    line: ({ at, level, logger, thread, instance, message, trace }, { clock, world: { scenario } }, id) => ({
      event: message,
      level: level === 'WARN' ? 'warning' : level.toLowerCase(),
      logger: logger.includes('.') ? logger : `${snakeCaseOf(classNameOf(scenario.service.application))}.${snakeCaseOf(logger)}`,
      timestamp: `${clock.utc(at).slice(0, -1)}000Z`,
      host: instance,
      thread_name: thread,
      ...(id === null ? {} : { request_id: id }),
      ...(trace.length === 0 ? {} : { exception: trace.join('\n') })
    })
  }
}

function emitterOf({ dialect, line }: (typeof layouts)['pino']): Emitter {
  return (context) => ({
    kind: 'lines',
    entries: applicationEvents(context, dialect).map((event) => {
      const id = traceId(context.world.seed, event.request)
      return { at: event.at, record: true, text: JSON.stringify(line(event, context, id)) }
    })
  })
}

export const bunyan = emitterOf(layouts.bunyan)
export const pino = emitterOf(layouts.pino)
export const ecs = emitterOf(layouts.ecs)
export const structlog = emitterOf(layouts.structlog)
