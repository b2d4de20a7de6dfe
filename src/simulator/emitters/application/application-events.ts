import type { Served } from '../../world/served.ts'
import { type EmitContext, fill, loggedRequests } from '../emitter.ts'
import { type ApplicationEvent, classNameOf, poolFigures } from './application-event.ts'
import { lifeEvents } from './application-life.ts'
import type { Dialect, Thrown } from './dialects/index.ts'

export const slowMs = 1000

/** Everything the application logs, in order of time: requests in the words of their routes, and the life of its instances. */
export function applicationEvents(context: EmitContext, dialect: Dialect): ApplicationEvent[] {
  const { world, file } = context
  const events = loggedRequests(world, file).flatMap((request) => requestEvents(context, dialect, request))
  return [...events, ...lifeEvents(context, dialect)].sort((a, b) => a.at - b.at)
}

function requestEvents(context: EmitContext, dialect: Dialect, request: Served): ApplicationEvent[] {
  const { route, instance, startedAt, parameters, failure } = request
  // A request that no worker took leaves nothing in the application's log.
  if (instance === null || startedAt === null) return []
  const { service } = context.world.scenario
  const event = (
    at: number,
    level: ApplicationEvent['level'],
    logger: string,
    message: string,
    trace: readonly string[] = []
  ): ApplicationEvent => ({
    at,
    level,
    logger,
    thread: dialect.thread(request.thread),
    instance,
    message,
    trace,
    request
  })
  const events = [event(startedAt, 'INFO', route.log.logger, fill(route.log.start, parameters))]
  for (const statement of request.statements) {
    if (statement.tookMs < slowMs || !statement.finished) continue
    const took = Math.round(statement.tookMs)
    events.push(
      event(
        statement.at + statement.tookMs,
        'WARN',
        `${route.log.logger.replace(/Controller$/, '')}Repository`,
        `Query ${statement.id} took ${took} ms (threshold ${slowMs} ms)`
      )
    )
  }
  for (const call of request.calls) {
    const dependency = service.dependencies.find(({ name }) => name === call.id)
    if (!dependency || (call.fails === null && call.tookMs < slowMs)) continue
    const took = Math.round(call.tookMs)
    const message =
      call.fails === null
        ? `Call to ${dependency.host} took ${took} ms`
        : `Call to ${dependency.host} failed after ${took} ms: ${call.fails}`
    events.push(event(call.at + call.tookMs, 'WARN', `${classNameOf(call.id)}Client`, message))
  }
  const took = Math.round(request.serverEndedAt - startedAt)
  const end = request.serverEndedAt
  if (failure === null || failure.kind === 'proxy-timeout') {
    if (request.serverEndedAt < context.world.durationMs)
      events.push(event(end, 'INFO', route.log.logger, `${fill(route.log.done, parameters)} in ${took} ms`))
    return events
  }
  const what = `${route.method} ${fill(route.target.split('?')[0] ?? '', parameters)}`
  const trace = (thrown: Thrown, message: string): readonly string[] => dialect.trace(thrown, message, service, route)
  switch (failure.kind) {
    case 'pool-timeout': {
      const exhausted = dialect.pool.exhausted(service.pool.waitTimeoutMs + 1, poolFigures(context, instance, end))
      events.push(
        event(end - 2, 'WARN', dialect.pool.asked.logger, exhausted),
        event(
          end,
          'ERROR',
          route.log.logger,
          `${what} failed after ${took} ms: could not get a database connection`,
          trace('connection', exhausted)
        )
      )
      break
    }
    case 'call':
      events.push(
        event(
          end,
          'ERROR',
          route.log.logger,
          `${what} failed after ${took} ms: ${failure.subject} did not answer (${failure.message})`,
          trace('call', failure.message)
        )
      )
      break
    case 'statement':
      events.push(
        event(
          end,
          'ERROR',
          route.log.logger,
          `${what} failed after ${took} ms: ${failure.message}`,
          trace('statement', failure.message)
        )
      )
      break
    case 'code':
      events.push(event(end, 'ERROR', route.log.logger, `${what} failed after ${took} ms`, trace('code', failure.message)))
      break
    case 'interrupted':
      break
    default:
      events.push(
        event(
          end,
          'ERROR',
          route.log.logger,
          `${what} failed after ${took} ms: ${failure.kind.replace('-', ' ')}`,
          trace('nothing', '')
        )
      )
  }
  return events
}
