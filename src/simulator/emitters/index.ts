import { dotnetLog } from './application/dotnet-log.ts'
import { gcLog } from './application/gc-log.ts'
import { bunyan, ecs, pino, structlog } from './application/json-dialects.ts'
import { logPatterns } from './application/log-patterns.ts'
import { pythonLog } from './application/python-log.ts'
import { railsLog } from './application/rails-log.ts'
import { springLog } from './application/spring-log.ts'
import { jsonLines, logfmt } from './application/structured-logs.ts'
import { syslog, syslogBsd } from './application/syslog.ts'
import { threadDump } from './application/thread-dump.ts'
import { changeLog } from './changes/change-log.ts'
import { flagChanges } from './changes/flag-changes.ts'
import { gitLog } from './changes/git-log.ts'
import { changesCsv, changesJson } from './changes/recorded-changes.ts'
import { mysqlErrorLog } from './database/mysql-error-log.ts'
import { mysqlSlowLog } from './database/mysql-slow-log.ts'
import { postgresLog, postgresLogFull } from './database/postgres-log.ts'
import { postgresCsvlog, postgresJsonlog } from './database/postgres-structured.ts'
import { sessionActivity } from './database/session-activity.ts'
import { sqlServerTrace } from './database/sql-server-trace.ts'
import { statementStatistics } from './database/statement-statistics.ts'
import type { Emitter } from './emitter.ts'
import { alertmanager } from './measured/alertmanager.ts'
import { alertsJson } from './measured/alerts-json.ts'
import { dashboard } from './measured/dashboard.ts'
import { localisedMetrics } from './measured/localised-metrics.ts'
import { performanceCounters } from './measured/performance-counters.ts'
import { longMetrics, openMetrics, prometheusText } from './measured/tall-metrics.ts'
import { wideMetrics } from './measured/wide-metrics.ts'
import { brief } from './people/brief.ts'
import { postsText } from './people/posts-text.ts'
import { ticketsCsv } from './people/tickets-csv.ts'
import { ticketsJson } from './people/tickets-json.ts'
import { ticketsMail, ticketsText } from './people/tickets-mail.ts'
import { accessLog } from './requests/access-log.ts'
import { apacheCombined, apacheCommon } from './requests/apache-access.ts'
import { awsLoadBalancerLog } from './requests/aws-load-balancer-log.ts'
import { haproxyLog } from './requests/haproxy-log.ts'
import { nginxAccess } from './requests/nginx-access.ts'
import { w3cExtendedLog } from './requests/w3c-extended-log.ts'
import { nestedTraces } from './traces/nested-traces.ts'
import { otlpJson } from './traces/otlp-json.ts'
import { spansJson } from './traces/spans-json.ts'

/** Formats by the name that a scenario's `files` use. */
export const emitters: Readonly<Record<string, Emitter>> = {
  'access-log': accessLog,
  alertmanager,
  'alerts-json': alertsJson,
  'apache-combined': apacheCombined,
  'apache-common': apacheCommon,
  'aws-load-balancer': awsLoadBalancerLog,
  brief,
  bunyan,
  'change-log': changeLog,
  'changes-csv': changesCsv,
  'changes-json': changesJson,
  dashboard,
  'dotnet-log': dotnetLog,
  ecs,
  'flag-changes': flagChanges,
  'gc-log': gcLog,
  'git-log': gitLog,
  haproxy: haproxyLog,
  'json-lines': jsonLines,
  'localised-metrics': localisedMetrics,
  'log-patterns': logPatterns,
  logfmt,
  'long-metrics': longMetrics,
  'mysql-error-log': mysqlErrorLog,
  'mysql-slow-log': mysqlSlowLog,
  'nested-traces': nestedTraces,
  'nginx-access': nginxAccess,
  'open-metrics': openMetrics,
  'otlp-json': otlpJson,
  'performance-counters': performanceCounters,
  pino,
  'postgres-csvlog': postgresCsvlog,
  'postgres-jsonlog': postgresJsonlog,
  'postgres-log': postgresLog,
  'postgres-log-full': postgresLogFull,
  'posts-text': postsText,
  'prometheus-text': prometheusText,
  'python-log': pythonLog,
  'rails-log': railsLog,
  'session-activity': sessionActivity,
  'spans-json': spansJson,
  'spring-log': springLog,
  'sql-server-trace': sqlServerTrace,
  'statement-statistics': statementStatistics,
  structlog,
  syslog,
  'syslog-bsd': syslogBsd,
  'thread-dump': threadDump,
  'tickets-csv': ticketsCsv,
  'tickets-json': ticketsJson,
  'tickets-mail': ticketsMail,
  'tickets-text': ticketsText,
  'w3c-extended': w3cExtendedLog,
  'wide-metrics': wideMetrics
}

export { createClock } from './clock.ts'
export { type EmitContext, type Emitted, type Emitter, type Entry } from './emitter.ts'
