import { mixSeed } from '../../../queueing/index.ts'
import type { Served } from '../../world/served.ts'
import { visitorOf } from '../../world/visitor.ts'
import { type EmitContext, type Emitter, type Entry, fill, loggedRequests } from '../emitter.ts'
import { type ApplicationEvent, snakeCaseOf } from './application-event.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'

const initials = { DEBUG: 'D', INFO: 'I', WARN: 'W', ERROR: 'F' } as const
const words = { DEBUG: 'DEBUG', INFO: ' INFO', WARN: ' WARN', ERROR: 'FATAL' } as const
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout'
}

/**
 * Rails in production: Ruby's logger with the request's id as a tag. A request leaves "Started", "Processing by", its
 * parameters and "Completed"; an exception is one record of several lines, blank ones among them.
 */
export const railsLog: Emitter = (context) => {
  const said = applicationEvents(context, dialects.ruby)
    // Where a request begins and ends, Rails says in its own words.
    .filter(({ request, level, logger }) => request === null || level !== 'INFO' || logger !== request.route.log.logger)
    .map((event) => entry(context, event))
  const requests = loggedRequests(context.world, context.file).flatMap((request) => requestEntries(context, request))
  return { kind: 'lines', entries: [...requests, ...said].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)) }
}

function head(
  { clock, world }: EmitContext,
  at: number,
  level: ApplicationEvent['level'],
  instance: string,
  request: Served | null
): string {
  const process = 1800 + world.scenario.service.instances.findIndex(({ name }) => name === instance) * 37
  const micros = String(Math.floor((at % 1) * 1000)).padStart(3, '0')
  const stamp = `${clock.local(Math.floor(at)).replace(' ', 'T')}${micros}`
  const tag = request === null ? '' : `[${requestId(world.seed, request)}] `
  return `${initials[level]}, [${stamp} #${process}] ${words[level]} -- : ${tag}`
}

function entry(context: EmitContext, { at, level, instance, message, trace, request }: ApplicationEvent): Entry {
  const [first = message, ...more] = trace
  const lead = head(context, at, level, instance, request)
  if (trace.length === 0) return { at, record: true, text: `${lead}${message}` }
  const tag = request === null ? '' : `[${requestId(context.world.seed, request)}] `
  return { at, record: true, text: [lead, `${tag}${first}`, ...more.map((line) => `${tag}${line}`.trimEnd())].join('\n') }
}

function requestEntries(context: EmitContext, request: Served): Entry[] {
  const { world, clock } = context
  const { route, instance, startedAt, parameters, failure } = request
  if (instance === null || startedAt === null) return []
  const say = (at: number, message: string): Entry => ({
    at,
    record: true,
    text: `${head(context, at, 'INFO', instance, request)}${message}`
  })
  const action = `${route.log.logger.replace(/(?:Controller|Api)$/, '')}Controller#${snakeCaseOf(route.id).replaceAll('-', '_')}`
  const { address } = visitorOf(world, request.citizen)
  const given = Object.entries(parameters).filter(
    ([name]) => route.target.includes(`{${name}}`) || route.parameters.includes(name)
  )
  const entries = [
    say(
      startedAt,
      `Started ${route.method} "${fill(route.target, parameters)}" for ${address} at ${clock.local(startedAt).slice(0, 19)} ${clock.offset.replace(':', '')}`
    ),
    say(startedAt, `Processing by ${action} as HTML`),
    say(startedAt, `  Parameters: {${given.map(([name, value]) => `"${name}"=>"${value}"`).join(', ')}}`)
  ]
  const [end, took] = [request.serverEndedAt, Math.round(request.serverEndedAt - startedAt)]
  // What was interrupted, or still runs, never says that it is done.
  if (failure?.kind === 'interrupted' || end >= world.durationMs) return entries
  const database = request.statements.reduce((sum, { tookMs }) => sum + tookMs, 0)
  const views = Math.max(0.3, (took - database) * 0.3)
  const status = failure?.kind === 'proxy-timeout' ? 200 : request.status
  const detail =
    status < 400
      ? `Views: ${views.toFixed(1)}ms | ActiveRecord: ${database.toFixed(1)}ms`
      : `ActiveRecord: ${database.toFixed(1)}ms`
  const allocations = 2000 + (mixSeed(world.seed, `allocations/${request.id}`) % 30_000)
  return [
    ...entries,
    say(end, `Completed ${status} ${reasons[status] ?? ''} in ${took}ms (${detail} | Allocations: ${allocations})`)
  ]
}

function requestId(seed: number, request: Served): string {
  const hex = ['a', 'b', 'c', 'd']
    .map((part) => mixSeed(seed, `rails/${part}/${request.id}`).toString(16).padStart(8, '0'))
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
