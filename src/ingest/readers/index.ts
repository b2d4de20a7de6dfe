import type { Reader } from '../reader.ts'
import { ansible } from './ansible.ts'
import { accessLog } from './access-log.ts'
import { cassandra } from './cassandra.ts'
import { metricsCsv, metricsLongCsv, recordsCsv } from './csv.ts'
import { alertsJson, changesJson, dashboardJson, recordsJson, spansJson, ticketsJson } from './json-document.ts'
import { changeLines } from './change-lines.ts'
import { commitBlocks } from './commit-blocks.ts'
import { db2Diagnostics } from './db2-diagnostics.ts'
import { delimitedLog } from './delimited-log.ts'
import { describedChanges } from './described-changes.ts'
import { dotnet } from './dotnet.ts'
import { envoy } from './envoy.ts'
import { glog } from './glog.ts'
import { jsonLines } from './json-lines.ts'
import { logfmt } from './logfmt.ts'
import { lineProtocol } from './line-protocol.ts'
import { ltsv } from './ltsv.ts'
import { mysqlError } from './mysql-error.ts'
import { mysqlSlow } from './mysql-slow.ts'
import { prometheusText } from './prometheus-text.ts'
import { pythonLogging } from './python-logging.ts'
import { rubyLogger } from './ruby-logger.ts'
import { serverErrorLog } from './server-error-log.ts'
import { syslog } from './syslog.ts'
import { awsLoadBalancer } from './aws-load-balancer.ts'
import { changesMarkdown } from './changes-markdown.ts'
import { gitLog, unifiedDiff } from './git-log.ts'
import { helmHistory } from './helm-history.ts'
import { labelledBlocks } from './labelled-blocks.ts'
import { mbox } from './mbox.ts'
import { stackReport } from './stack-report.ts'
import { threadDump } from './thread-dump.ts'
import { haproxy } from './haproxy.ts'
import { javaUtilLogging } from './java-util-logging.ts'
import { jobLog } from './job-log.ts'
import { jvmGcUptime } from './jvm-gc-uptime.ts'
import { jvmGc } from './jvm-gc.ts'
import { w3cExtended } from './w3c-extended.ts'
import { watchedTables } from './watched-tables.ts'
import { yamlDocument } from './yaml-document.ts'
import { postgresCsvlog, postgresJsonlog } from './postgres-csvlog.ts'
import { logback } from './logback.ts'
import { levelledLines } from './levelled-lines.ts'
import { markdownNotes } from './markdown.ts'
import { ownLines } from './own-lines.ts'
import { postgresStderr } from './postgres-stderr.ts'
import { redisInfo } from './redis-info.ts'
import { redisSlowlog } from './redis-slowlog.ts'
import { requestLines } from './request-lines.ts'
import { perfData } from './perf-data.ts'
import { postsText } from './posts-text.ts'
import { printedValues } from './printed-values.ts'
import { spanTrees } from './span-trees.ts'
import { printedTables } from './printed-tables.ts'
import { topBatch } from './top-batch.ts'
import { timestampedText, untimedText } from './timestamped-text.ts'

/** Every format. Where two fit equally well, the earlier one reads. */
export const readers: readonly Reader[] = [
  postgresStderr,
  postgresCsvlog,
  postgresJsonlog,
  accessLog,
  envoy,
  requestLines,
  ownLines,
  haproxy,
  awsLoadBalancer,
  w3cExtended,
  jvmGc,
  jvmGcUptime,
  threadDump,
  stackReport,
  helmHistory,
  ansible,
  gitLog,
  commitBlocks,
  unifiedDiff,
  mbox,
  mysqlSlow,
  redisSlowlog,
  redisInfo,
  cassandra,
  db2Diagnostics,
  watchedTables,
  mysqlError,
  pythonLogging,
  dotnet,
  rubyLogger,
  serverErrorLog,
  glog,
  logback,
  javaUtilLogging,
  syslog,
  jsonLines,
  logfmt,
  ltsv,
  prometheusText,
  lineProtocol,
  perfData,
  topBatch,
  jobLog,
  spanTrees,
  alertsJson,
  ticketsJson,
  dashboardJson,
  changesJson,
  spansJson,
  recordsJson,
  yamlDocument,
  metricsCsv,
  metricsLongCsv,
  recordsCsv,
  postsText,
  describedChanges,
  changeLines,
  changesMarkdown,
  labelledBlocks,
  markdownNotes,
  delimitedLog,
  printedTables,
  printedValues,
  levelledLines,
  timestampedText,
  untimedText
]
