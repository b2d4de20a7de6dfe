import type { Node } from 'jsonc-parser'
import type { Attributes } from '../../domain/index.ts'
import { flatten, numberOf } from '../fields/fields.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import type { JsonFinding } from './json-records.ts'
import { pairsOf } from './logfmt-pairs.ts'
import { findSegments } from './json-segments.ts'
import { childrenOf as children, nodeAt as at, propertiesOf, scalarOf, textAt as text, valueOf } from './json-tree.ts'

/**
 * Documents of public tools whose parts refer to each other, so that no general walk can read them: OpenTelemetry's logs
 * and metrics, Jaeger's, SkyWalking's and X-Ray's traces, Prometheus' instant queries, Loki's streams, CloudWatch's data, InfluxDB's rows. Null for all others.
 */
export function findInKnownJson(root: Node): Iterable<JsonFinding> | null {
  if (at(root, 'resourceLogs')) return openTelemetryLogs(root)
  if (at(root, 'resourceMetrics')) return openTelemetryMetrics(root)
  const type = text(at(root, 'data', 'resultType') ?? at(root, 'resultType'))
  const result = at(root, 'data', 'result') ?? at(root, 'result')
  if (type === 'vector' && result) return prometheusVector(result)
  if (type === 'streams' && result) return lokiStreams(result)
  // What people save of it is often the list alone.
  const streams = [root, at(root, 'streams'), at(root, 'data'), result].find((list) => isStreams(children(list)))
  if (streams) return lokiStreams(streams)
  const lists = at(root, 'MetricDataResults')
  if (lists) return cloudWatchData(lists)
  const hits = at(root, 'hits', 'hits')
  if (children(hits).length > 0 && children(hits).every((hit) => at(hit, '_source')?.type === 'object'))
    return searchHits(children(hits))
  const traces = at(root, 'data') ?? root
  if (children(traces).some((trace) => at(trace, 'processes') && at(trace, 'spans'))) return jaegerTraces(traces)
  if (at(root, 'processes') && at(root, 'spans')) return jaegerTraces({ type: 'array', offset: 0, length: 0, children: [root] })
  const segments = findSegments(root)
  if (segments) return segments
  const results = children(at(root, 'results'))
  return results.some((one) => children(at(one, 'series')).some((series) => at(series, 'columns'))) ? influxRows(results) : null
}

function attributesAt(node: Node | undefined): Attributes {
  return node === undefined ? {} : flatten(valueOf(node))
}

/** The service that a resource of OpenTelemetry names. */
function resourceOf(node: Node): { service: string | null; resource: Attributes } {
  const resource = attributesAt(at(node, 'resource', 'attributes'))
  const service = resource['service.name']
  return { service: typeof service === 'string' ? service : null, resource }
}

function* openTelemetryLogs(root: Node): Generator<JsonFinding> {
  for (const group of children(at(root, 'resourceLogs'))) {
    const { resource } = resourceOf(group)
    for (const scope of children(at(group, 'scopeLogs') ?? at(group, 'instrumentationLibraryLogs'))) {
      const logger = text(at(scope, 'scope', 'name'))
      for (const node of children(at(scope, 'logRecords') ?? at(scope, 'logs'))) {
        const values = { ...resource, ...flatten(valueOf(node)), ...(logger === null ? {} : { logger }) }
        yield { what: 'record', table: 'events', node, values, path: ['logRecords'] }
      }
    }
  }
}

function* openTelemetryMetrics(root: Node): Generator<JsonFinding> {
  for (const group of children(at(root, 'resourceMetrics'))) {
    const { service } = resourceOf(group)
    for (const scope of children(at(group, 'scopeMetrics') ?? at(group, 'instrumentationLibraryMetrics')))
      for (const metric of children(at(scope, 'metrics'))) yield* openTelemetryPoints(metric, service)
  }
}

function* openTelemetryPoints(metric: Node, entity: string | null): Generator<JsonFinding> {
  const name = text(at(metric, 'name')) ?? 'value'
  const unit = text(at(metric, 'unit'))
  for (const kind of ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']) {
    for (const node of children(at(metric, kind, 'dataPoints'))) {
      const labels = attributesAt(at(node, 'attributes'))
      for (const [part, suffix] of [
        ['asDouble', ''],
        ['asInt', ''],
        ['count', '_count'],
        ['sum', '_sum']
      ] as const) {
        const value = numberOf(text(at(node, part)))
        if (value === null) continue
        const about = {
          ...labels,
          ...(unit === null || unit === '1' || suffix === '_count' ? {} : { unit }),
          __name__: name + suffix
        }
        yield { what: 'point', node, path: [name + suffix], time: text(at(node, 'timeUnixNano')), value, about, entity }
      }
    }
  }
}

function* prometheusVector(result: Node): Generator<JsonFinding> {
  for (const node of children(result)) {
    const about = attributesAt(at(node, 'metric'))
    const [time, written] = children(at(node, 'value')).map((one) => scalarOf(one))
    const value = numberOf(written ?? null)
    if (time !== undefined && value !== null)
      yield { what: 'point', node, path: [String(about['__name__'] ?? 'value')], time, value, about, entity: null }
  }
}

/** A search's answer: each hit is what was stored, and how many there are is no fact of the system. */
function* searchHits(hits: readonly Node[]): Generator<JsonFinding> {
  const stored = hits.map((node) => ({ node, source: attributesAt(at(node, '_source')) }))
  const roles = rolesOf(stored.map(({ source }) => source))
  for (const { node, source } of stored) {
    const values = underUsualNames(source, roles)
    yield { what: 'record', table: tableOf(values, roles), node, values, path: ['hits'] }
  }
}

/** Streams of lines; a line of nothing but pairs that are those of a request is one. */
function* lokiStreams(result: Node): Generator<JsonFinding> {
  const streams = children(result).map((stream) => ({
    labels: attributesAt(at(stream, 'stream')),
    entries: children(at(stream, 'values')).map((node) => ({ node, pairs: pairsOf(text(children(node)[1]) ?? '') }))
  }))
  const roles = rolesOf(streams.flatMap(({ entries }) => entries.map(({ pairs }) => pairs ?? {})).slice(0, 2000))
  for (const { labels, entries } of streams) {
    for (const { node, pairs } of entries) {
      const [time, line] = children(node).map((one) => scalarOf(one))
      const values = { ...labels, timestamp: time ?? null, message: line ?? null }
      const named = pairs && underUsualNames(pairs, roles)
      if (named !== null && tableOf(named, roles) === 'requests')
        yield {
          what: 'record',
          table: 'requests',
          node,
          values: { ...labels, ...named, timestamp: time ?? null },
          path: ['values']
        }
      else yield { what: 'record', table: 'events', node, values, path: ['values'] }
    }
  }
}

const isStreams = (list: readonly Node[]): boolean =>
  list.length > 0 &&
  list.every((one) => at(one, 'stream')?.type === 'object' && children(at(one, 'values')).every(({ type }) => type === 'array'))

/** Answers of CloudWatch: times and values beside each other under a label, which begins with whose figure it is. */
function* cloudWatchData(lists: Node): Generator<JsonFinding> {
  for (const list of children(lists)) {
    const label = text(at(list, 'Label')) ?? text(at(list, 'Id')) ?? 'value'
    const [, entity = null, name = label] = /^(\S+) ([A-Z]\w*)$/.exec(label) ?? []
    const times = children(at(list, 'Timestamps'))
    for (const [index, node] of children(at(list, 'Values')).entries()) {
      const [time, value] = [times[index], numberOf(scalarOf(node) ?? null)]
      if (time !== undefined && value !== null)
        yield { what: 'point', node, path: [name], time: text(time), value, about: { __name__: name }, entity }
    }
  }
}

function* jaegerTraces(traces: Node): Generator<JsonFinding> {
  for (const trace of children(traces)) {
    const services = new Map(
      propertiesOf(at(trace, 'processes') ?? trace).map(({ name, value }) => [name, text(at(value, 'serviceName'))])
    )
    for (const node of children(at(trace, 'spans'))) {
      const { processID, ...values } = flatten(valueOf(node))
      const service = services.get(String(processID)) ?? null
      yield { what: 'record', table: 'spans', node, values: { ...values, 'service.name': service }, path: ['spans'] }
    }
  }
}

function* influxRows(results: readonly Node[]): Generator<JsonFinding> {
  for (const series of results.flatMap((one) => children(at(one, 'series')))) {
    const name = text(at(series, 'name'))
    const columns = children(at(series, 'columns')).map((column) => text(column) ?? '')
    const tags = attributesAt(at(series, 'tags'))
    const time = columns.findIndex((column) => /^time/i.test(column))
    for (const node of children(at(series, 'values'))) {
      const cells = children(node).map((one) => scalarOf(one))
      for (const [index, cell] of cells.entries()) {
        if (index === time || typeof cell !== 'number') continue
        const own = [name, columns[index]].filter((part) => part !== null && part !== 'value').join('.')
        const about = { ...tags, __name__: own === '' ? 'value' : own }
        yield { what: 'point', node, path: [own], time: cells[time] ?? null, value: cell, about, entity: null }
      }
    }
  }
}
