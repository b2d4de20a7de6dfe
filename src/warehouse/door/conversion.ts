import type { DuckDBValue } from '@duckdb/node-api'
import type { Scalar } from '../../domain/index.ts'
import { duckdb } from '../duckdb.ts'

const {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue
} = duckdb

type Json = Scalar | Json[] | { [name: string]: Json }

/** What JavaScript's Date can hold, ms since the epoch. */
const furthest = 8_640_000_000_000_000n

/** Rounds towards the past, so that no time moves beyond the window that it lies in. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}

function epochMsOfTimestamp(value: DuckDBValue): bigint | null {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return floorDivide(value.micros, 1000n)
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1000n
  if (value instanceof DuckDBTimestampNanosecondsValue) return floorDivide(value.nanos, 1_000_000n)
  return null
}

function jsonOf(value: DuckDBValue): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  const epochMs = epochMsOfTimestamp(value)
  if (epochMs !== null) {
    return epochMs > furthest || epochMs < -furthest ? String(value) : new Date(Number(epochMs)).toISOString()
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(jsonOf)
  if (value instanceof DuckDBUnionValue) return jsonOf(value.value)
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, jsonOf(entry)]))
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: entry }) => [keyText(jsonOf(key)), jsonOf(entry)]))
  }
  return String(value)
}

const keyText = (key: Json): string => (typeof key === 'string' ? key : JSON.stringify(key))

/**
 * A DuckDB value as a scalar: timestamps as Instants (microseconds rounded down to milliseconds; times beyond the calendar
 * as DuckDB writes them), whole and decimal numbers as numbers, what is not a finite number as null, lists, structs and
 * maps as JSON text, all else (dates, intervals, blobs) as DuckDB's text.
 */
export function scalarOf(value: DuckDBValue): Scalar {
  const json = jsonOf(value)
  return typeof json === 'object' && json !== null ? JSON.stringify(json) : json
}
