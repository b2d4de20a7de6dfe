import { accessLog } from './access-log.ts'
import { alertmanager } from './alertmanager.ts'
import { alertsJson } from './alerts-json.ts'
import { brief } from './brief.ts'
import { changesCsv, changesJson } from './changes.ts'
import { dashboard } from './dashboard.ts'
import type { Emitter } from './emitter.ts'
import { gcLog } from './gc-log.ts'
import { mysqlSlowLog } from './mysql-slow-log.ts'
import { nginxAccess } from './nginx-access.ts'
import { postgresLog } from './postgres-log.ts'
import { postsText } from './posts-text.ts'
import { spansJson } from './spans.ts'
import { springLog } from './spring-log.ts'
import { jsonLines, logfmt } from './structured-logs.ts'
import { longMetrics, prometheusText } from './tall-metrics.ts'
import { ticketsCsv } from './tickets-csv.ts'
import { ticketsJson } from './tickets-json.ts'
import { wideMetrics } from './wide-metrics.ts'

/** Formats by the name that a scenario's `files` use. */
export const emitters: Readonly<Record<string, Emitter>> = {
  'access-log': accessLog,
  alertmanager,
  'alerts-json': alertsJson,
  brief,
  'changes-csv': changesCsv,
  'changes-json': changesJson,
  dashboard,
  'gc-log': gcLog,
  'json-lines': jsonLines,
  logfmt,
  'long-metrics': longMetrics,
  'mysql-slow-log': mysqlSlowLog,
  'nginx-access': nginxAccess,
  'postgres-log': postgresLog,
  'posts-text': postsText,
  'prometheus-text': prometheusText,
  'spans-json': spansJson,
  'spring-log': springLog,
  'tickets-csv': ticketsCsv,
  'tickets-json': ticketsJson,
  'wide-metrics': wideMetrics
}

export { createClock, type EmitContext, type Emitted, type Emitter, type Entry } from './emitter.ts'
