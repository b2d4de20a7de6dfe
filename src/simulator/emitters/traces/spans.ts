import { mixSeed } from '../../../queueing/index.ts'
import { type EmitContext, loggedRequests } from '../emitter.ts'
import { traceId } from '../application/structured-logs.ts'

/** A span before a format is chosen. */
export interface Span {
  readonly trace: string
  readonly id: string
  readonly parent: string | null
  readonly name: string
  /** The instance whose work it is. */
  readonly service: string
  readonly at: number
  readonly tookMs: number
  readonly failed: boolean
  readonly kind: 'server' | 'client'
  readonly attributes: Readonly<Record<string, string>>
}

/** Spans of the requests that the file logs: each on its instance, with its statements and its calls below it. */
export function spansOf({ world, file }: EmitContext): Span[] {
  const { service } = world.scenario
  return loggedRequests(world, file).flatMap((request): Span[] => {
    if (request.startedAt === null) return []
    const half = traceId(world.seed, request) ?? ''
    const root = spanId(world.seed, request.id, 'root')
    const own = { trace: half.padEnd(32, half), service: request.instance ?? service.application }
    return [
      {
        ...own,
        id: root,
        parent: null,
        name: `${request.route.method} ${request.route.target.split('?')[0] ?? ''}`,
        at: request.startedAt,
        tookMs: request.serverEndedAt - request.startedAt,
        failed: request.failure !== null,
        kind: 'server',
        attributes: request.parameters
      },
      ...request.statements.map((each, i) => ({
        ...own,
        id: spanId(world.seed, request.id, `s${i}`),
        parent: root,
        name: `db ${each.id}`,
        at: each.at,
        tookMs: each.tookMs,
        failed: each.fails !== null,
        kind: 'client' as const,
        attributes: { 'db.system': service.database.kind === 'sqlserver' ? 'mssql' : service.database.kind }
      })),
      ...request.calls.map((each, i) => ({
        ...own,
        id: spanId(world.seed, request.id, `c${i}`),
        parent: root,
        name: `call ${each.id}`,
        at: each.at,
        tookMs: each.tookMs,
        failed: each.fails !== null,
        kind: 'client' as const,
        attributes: { peer: service.dependencies.find(({ name }) => name === each.id)?.host ?? each.id }
      }))
    ]
  })
}

function spanId(seed: number, request: number, part: string): string {
  const half = (salt: string): string => mixSeed(seed, `${salt}/${request}/${part}`).toString(16).padStart(8, '0')
  return half('span') + half('naps')
}
