import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { kindOf } from '../errors/exception.ts'
import { readServiceEdges } from '../services/service-edges.ts'
import { measuredServices } from '../services/measured-services.ts'
import { type Origin, originKinds, originsOf } from '../services/origin-shares.ts'
import { ownErrors } from '../services/own-errors.ts'
import { readServiceNames } from '../services/read-service-names.ts'
import { tracedServices } from '../services/traced-origin.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { readSpans } from '../traces/read-spans.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'service score:share time_share:share way_share:share failures_share:share latency_share:share errors_share:share resources_share:share lines_share:share ' +
    'operation runs own_before_ms:ms own_now_ms:ms failures_begun latency_before latency_now resource_role resource_series resource_before resource_now ' +
    'resource_since:time own_error_lines passed_on_lines first_departed:time calls called_more calls_before calls_now busier:ratio'
)
const mostRows = 40
const nobody = {
  services: 0,
  origin: null,
  origin_score: null,
  origin_told_by: null,
  origin_operation: null,
  runner_up: null,
  runner_up_score: null,
  onset: null,
  way_share: null,
  resource_role: null,
  resource_series: null,
  resource_before: null,
  resource_now: null,
  own_before_ms: null,
  own_now_ms: null,
  failures_begun: null,
  own_lines: null,
  own_line: null,
  own_line_kind: null
}

export const serviceOrigin: EvidenceTool<typeof Arguments> = {
  name: 'service_origin',
  description:
    'Of several services, in which one harm begins and which only wait for it or pass its failures on: own time without that of the calls it made, ' +
    'time spent on the way between caller and callee (network), and failures without a failed call below, from traces; latency and errors beyond those of what ' +
    'it calls, and resources used beyond its own load, from metrics; error lines that blame nobody else. Each kind of source is shared out over the ' +
    'services; the score is their mean. What has no data of its own (a provider, a network) cannot be found here: see dependency_latency.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const names = await readServiceNames(context)
    const forest = await readSpans(context, args.window, args.baseline)
    const callees = new Map<string, Set<string>>()
    for (const { caller, callee } of await readServiceEdges(context)) {
      const [from, to] = [names.of(caller), names.of(callee)]
      if (from !== null && to !== null && from !== to) callees.set(from, (callees.get(from) ?? new Set()).add(to))
    }
    const traced = tracedServices(forest, names, window, baseline)
    const measured = await measuredServices(context, names, window, baseline)
    const lines = await ownErrors(context, names, window, baseline)
    const origins = originsOf({ traced, measured, lines, callees })
    const [top, next] = origins
    const sources = [...new Set(forest.spans.map(({ source }) => source))]
    if (origins.length < 2 || !top || top.score === 0) {
      return {
        status: 'no_data',
        reading: `Nothing tells services apart: ${origins.length} are named by traces, metrics and error lines, and none of them departs from its healthy time.`,
        facts: { ...nobody, services: origins.length },
        sources
      }
    }
    const since = (service: string): number | null => {
      const { latency, errors, resources = [] } = measured.get(service) ?? {}
      const felt = [latency?.since, errors?.since].filter((at) => at !== null && at !== undefined)
      // A trace dates to the call; a series to its step, and shows what a sample of traces has yet to meet.
      const known = [traced.get(service)?.since ?? null, ...felt].filter((at) => at !== null)
      const soon = traced.get(service)?.since ?? null
      if (soon !== null && known.every((at) => soon - at < 120_000)) return soon
      return known.length > 0 ? Math.min(...known) : (resources[0]?.since ?? lines.get(service)?.since ?? null)
    }
    const time = (at: number | null | undefined): Scalar => (at === null || at === undefined ? null : instantOf(at))
    const resource = measured.get(top.service)?.resources[0]
    const own = traced.get(top.service)
    const said = lines.get(top.service)
    const told = toldBy(top)
    return {
      status: 'found',
      reading:
        `Of ${origins.length} services harm begins most likely in ${top.service} (${percent(top.score)}, by ${told}` +
        (resource ? `; ${resource.series} ${rounded(resource.before)} → ${rounded(resource.now)}` : '') +
        `)${next ? `; next ${next.service} (${percent(next.score)})` : ''}.`,
      facts: {
        services: origins.length,
        origin: top.service,
        origin_score: top.score,
        origin_told_by: told,
        origin_operation: own?.operation ?? null,
        runner_up: next?.service ?? null,
        runner_up_score: next?.score ?? null,
        onset: time(since(top.service)),
        way_share: top.shares['way'] ?? null,
        resource_role: resource?.role ?? null,
        resource_series: resource?.series ?? null,
        resource_before: resource?.before ?? null,
        resource_now: resource?.now ?? null,
        own_before_ms: own?.ownBefore ?? null,
        own_now_ms: own?.ownNow ?? null,
        failures_begun: own?.begun ?? null,
        own_lines: said?.added ?? null,
        own_line: said?.example ?? null,
        own_line_kind: said?.example ? kindOf({ name: '', message: said.example }) : null
      },
      columns,
      rows: origins.slice(0, mostRows).map(({ service, score, shares }) => {
        const trace = traced.get(service)
        const gauges = measured.get(service)
        const used = gauges?.resources[0]
        return [
          service,
          score,
          ...originKinds.map((kind) => shares[kind] ?? null),
          trace?.operation ?? null,
          trace?.runs ?? null,
          trace?.ownBefore ?? null,
          trace?.ownNow ?? null,
          trace?.begun ?? null,
          gauges?.latency?.before ?? null,
          gauges?.latency?.now ?? null,
          used?.role ?? null,
          used?.series ?? null,
          used?.before ?? null,
          used?.now ?? null,
          time(used?.since),
          lines.get(service)?.added ?? null,
          lines.get(service)?.passedOn ?? null,
          time(since(service)),
          [...(callees.get(service) ?? [])].sort().slice(0, 20).join(', ') || null,
          trace?.moreCalls?.callee ?? null,
          trace?.moreCalls?.before ?? null,
          trace?.moreCalls?.now ?? null,
          gauges?.busier ?? null
        ]
      }),
      omitted: origins.length > mostRows ? { rows: origins.length - mostRows, why: 'the likeliest origins are shown' } : null,
      sources
    }
  }
}

const words: Record<(typeof originKinds)[number], string> = {
  time: 'own time in traces',
  way: 'time on the way to it in traces',
  failures: 'failures begun there in traces',
  latency: 'latency beyond what it calls',
  errors: 'errors beyond what it calls',
  resources: 'resources beyond its load',
  lines: 'error lines of its own'
}

/** The kinds of source of which it has most. */
function toldBy({ shares }: Origin): string {
  const kinds = originKinds.filter((kind) => (shares[kind] ?? 0) >= 0.4)
  return kinds.map((kind) => words[kind]).join(', ') || 'little of each'
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
const rounded = (value: number): string => String(Number(value.toPrecision(3)))
