import { accessLog } from './access-log.ts'
import { alertsJson } from './alerts-json.ts'
import { brief } from './brief.ts'
import { dashboard } from './dashboard.ts'
import type { Emitter } from './emitter.ts'
import { postgresLog } from './postgres-log.ts'
import { postsText } from './posts-text.ts'
import { springLog } from './spring-log.ts'
import { ticketsJson } from './tickets-json.ts'
import { wideMetrics } from './wide-metrics.ts'

/** Formats by the name that a scenario's `files` use. */
export const emitters: Readonly<Record<string, Emitter>> = {
  'access-log': accessLog,
  'alerts-json': alertsJson,
  brief,
  dashboard,
  'postgres-log': postgresLog,
  'posts-text': postsText,
  'spring-log': springLog,
  'tickets-json': ticketsJson,
  'wide-metrics': wideMetrics
}

export { createClock, type EmitContext, type Emitted, type Emitter, type Entry } from './emitter.ts'
