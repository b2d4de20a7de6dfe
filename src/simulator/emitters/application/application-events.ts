import type { Served } from '../../world/served.ts'
import { type EmitContext, fill, loggedRequests } from '../emitter.ts'
import { type ApplicationEvent, classNameOf, poolFigures } from './application-event.ts'
import { lifeEvents } from './application-life.ts'

export const slowMs = 1000

/** Everything the application logs, in order of time: requests in the words of their routes, and the life of its instances. */
export function applicationEvents(context: EmitContext): ApplicationEvent[] {
  const { world, file } = context
  const events = loggedRequests(world, file).flatMap((request) => requestEvents(context, request))
  return [...events, ...lifeEvents(context)].sort((a, b) => a.at - b.at)
}

function requestEvents(context: EmitContext, request: Served): ApplicationEvent[] {
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
    thread: `http-nio-8080-exec-${request.thread}`,
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
  const frame = (line: string): string => `\tat ${service.logger}.${line}`
  const frames = [
    frame(`web.${route.log.logger}.handle(${route.log.logger}.java:${40 + (route.id.length % 50)})`),
    frame('web.RequestFilter.doFilter(RequestFilter.java:61)')
  ]
  switch (failure.kind) {
    case 'pool-timeout':
      events.push(
        event(
          end - 2,
          'WARN',
          'com.zaxxer.hikari.pool.HikariPool',
          `HikariPool-1 - Connection is not available, request timed out after ${service.pool.waitTimeoutMs + 1}ms (${poolFigures(context, instance, end)})`
        ),
        event(end, 'ERROR', route.log.logger, `${what} failed after ${took} ms: could not get a database connection`, [
          'org.springframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection',
          '\tat org.springframework.jdbc.datasource.DataSourceUtils.getConnection(DataSourceUtils.java:84)',
          ...frames
        ])
      )
      break
    case 'call':
      events.push(
        event(
          end,
          'ERROR',
          route.log.logger,
          `${what} failed after ${took} ms: ${failure.subject} did not answer (${failure.message})`,
          [`${service.logger}.client.UpstreamException: ${failure.message}`, ...frames]
        )
      )
      break
    case 'statement':
      events.push(
        event(end, 'ERROR', route.log.logger, `${what} failed after ${took} ms: ${failure.message}`, [
          `org.springframework.dao.DataAccessResourceFailureException: ${failure.message}`,
          ...frames
        ])
      )
      break
    case 'code':
      events.push(event(end, 'ERROR', route.log.logger, `${what} failed after ${took} ms`, [failure.message, ...frames]))
      break
    case 'interrupted':
      break
    default:
      events.push(
        event(end, 'ERROR', route.log.logger, `${what} failed after ${took} ms: ${failure.kind.replace('-', ' ')}`, frames)
      )
  }
  return events
}
