import { accessLog } from './requests/access-log.ts'
import { alertmanager } from './measured/alertmanager.ts'
import { alertsJson } from './measured/alerts-json.ts'
import { brief } from './people/brief.ts'
import { changesCsv, changesJson } from './changes/recorded-changes.ts'
import { dashboard } from './measured/dashboard.ts'
import type { Emitter } from './emitter.ts'
import { gcLog } from './application/gc-log.ts'
import { mysqlSlowLog } from './database/mysql-slow-log.ts'
import { nginxAccess } from './requests/nginx-access.ts'
import { postgresLog } from './database/postgres-log.ts'
import { postsText } from './people/posts-text.ts'
import { spansJson } from './traces/spans-json.ts'
import { springLog } from './application/spring-log.ts'
import { jsonLines, logfmt } from './application/structured-logs.ts'
import { longMetrics, prometheusText } from './measured/tall-metrics.ts'
import { ticketsCsv } from './people/tickets-csv.ts'
import { ticketsJson } from './people/tickets-json.ts'
import { wideMetrics } from './measured/wide-metrics.ts'

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
