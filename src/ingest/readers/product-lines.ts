import type { Attributes } from '../../domain/index.ts'
import { flatten, numberOf } from '../fields/fields.ts'

/** Lines of products whose layout is fixed, under the names that their fields usually have; null for all others. */
export function productLine(line: string, values: Attributes): Attributes | null {
  if (values['msg'] === 'Slow query' && 'attr.durationMillis' in values) return slowQuery(line, values)
  return isHistory(values) ? historyPoint(values) : null
}

/** MongoDB's log of slow operations: the command is the statement. */
function slowQuery(line: string, values: Attributes): Attributes {
  const parsed: unknown = JSON.parse(line.trim().replace(/,$/, ''))
  const command = partOf(partOf(parsed, 'attr'), 'command')
  const namespace = String(values['attr.ns'] ?? '')
  const others = Object.entries(flatten(partOf(parsed, 'attr'))).filter(
    ([name]) => name !== 'durationMillis' && name !== 'ns' && name !== 'planSummary' && !name.startsWith('command.')
  )
  return {
    timestamp: values['t.$date'] ?? values['t'] ?? null,
    statement: `${namespace} ${JSON.stringify(command ?? {})}`,
    duration_ms: numberOf(values['attr.durationMillis'] ?? null),
    database: namespace.split('.', 1)[0] ?? null,
    session: values['ctx'] ?? null,
    plan: values['attr.planSummary'] ?? null,
    rows_returned: values['attr.nreturned'] ?? null,
    rows_examined: values['attr.docsExamined'] ?? null,
    namespace,
    ...Object.fromEntries(others.filter(([name]) => name !== 'nreturned' && name !== 'docsExamined'))
  }
}

function partOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? Object.entries(value).find(([own]) => own === name)?.[1] : undefined
}

/** Zabbix' history, as it is exported in real time: seconds and nanoseconds apart, and what is measured as the item's name. */
function isHistory(values: Attributes): boolean {
  return (
    ['clock', 'ns', 'value', 'itemid'].every((name) => typeof values[name] === 'number') && typeof values['name'] === 'string'
  )
}

function historyPoint(values: Attributes): Attributes {
  const { clock, ns, name, value, type: _, 'host.host': host, 'host.name': shown, ...others } = values
  const time = new Date(Number(clock) * 1000 + Math.floor(Number(ns) / 1e6)).toISOString()
  return { timestamp: time, host: host ?? shown ?? null, metric: name ?? null, value: value ?? null, ...others }
}
