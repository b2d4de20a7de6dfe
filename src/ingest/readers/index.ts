import type { Reader } from '../reader.ts'
import { accessLog } from './access-log.ts'
import { metricsCsv, metricsLongCsv, recordsCsv } from './csv.ts'
import { alertsJson, changesJson, dashboardJson, recordsJson, spansJson, ticketsJson } from './json-document.ts'
import { logback } from './logback.ts'
import { markdownNotes } from './markdown.ts'
import { postgresStderr } from './postgres-stderr.ts'
import { postsText } from './posts-text.ts'
import { timestampedText, untimedText } from './timestamped-text.ts'

/** Every format. Where two fit equally well, the earlier one reads. */
export const readers: readonly Reader[] = [
  postgresStderr,
  accessLog,
  logback,
  alertsJson,
  ticketsJson,
  dashboardJson,
  changesJson,
  spansJson,
  recordsJson,
  metricsCsv,
  metricsLongCsv,
  recordsCsv,
  postsText,
  markdownNotes,
  timestampedText,
  untimedText
]
