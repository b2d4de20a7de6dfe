import { mixSeed } from '../../../queueing/index.ts'
import { type EmitContext, type Emitter, loggedRequests } from '../emitter.ts'
import { traceId } from '../application/structured-logs.ts'

/** Spans, one JSON object a line: the request on its instance, its statements and its calls. */
export const spansJson: Emitter = (context) => ({
  kind: 'lines',
  entries: loggedRequests(context.world, context.file).flatMap((request) => {
    if (request.startedAt === null) return []
    const { world } = context
    const trace = traceId(world.seed, request) ?? ''
    const root = spanId(world.seed, request.id, 'root')
    const span = (
      name: string,
      at: number,
      tookMs: number,
      failed: boolean,
      id: string,
      parent: string | null,
      more: Record<string, string>
    ) => ({
      at,
      record: true,
      text: JSON.stringify({
        trace_id: trace.padEnd(32, trace),
        span_id: id,
        parent_id: parent,
        name,
        service: request.instance ?? world.scenario.service.application,
        start_time: context.clock.iso(at),
        duration_ms: Number(tookMs.toFixed(2)),
        status: failed ? 'ERROR' : 'OK',
        ...more
      })
    })
    const { service } = world.scenario
    const name = `${request.route.method} ${request.route.target.split('?')[0] ?? ''}`
    return [
      span(
        name,
        request.startedAt,
        request.serverEndedAt - request.startedAt,
        request.failure !== null,
        root,
        null,
        request.parameters
      ),
      ...request.statements.map((each, i) =>
        span(`db ${each.id}`, each.at, each.tookMs, each.fails !== null, spanId(world.seed, request.id, `s${i}`), root, {
          'db.system': service.database.kind
        })
      ),
      ...request.calls.map((each, i) =>
        span(`call ${each.id}`, each.at, each.tookMs, each.fails !== null, spanId(world.seed, request.id, `c${i}`), root, {
          peer: hostOf(context, each.id)
        })
      )
    ]
  })
})

function hostOf({ world }: EmitContext, id: string): string {
  return world.scenario.service.dependencies.find(({ name }) => name === id)?.host ?? id
}

function spanId(seed: number, request: number, part: string): string {
  const half = (salt: string): string => mixSeed(seed, `${salt}/${request}/${part}`).toString(16).padStart(8, '0')
  return half('span') + half('naps')
}
