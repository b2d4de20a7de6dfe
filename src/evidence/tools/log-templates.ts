import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { expectedShare, logLikelihoodRatio } from '../novelty/novelty.ts'
import { queryRows } from '../query-rows.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument, within } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  baseline: baselineArgument,
  limit: z.int().min(1).max(200).default(30),
  level: z.enum(['trace', 'debug', 'info', 'warning', 'error', 'fatal']).optional().describe('This level and the graver ones.')
})

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'fatal']

export const logTemplates: EvidenceTool<typeof Arguments> = {
  name: 'log_templates',
  description:
    'Log messages by template (variable parts are <*>), counted in the window and in the baseline, the most surprising change ' +
    'first (log-likelihood ratio against an equal rate per minute). Without a baseline nothing is new and surprise is null.',
  arguments: Arguments,
  run: async ({ window, baseline, limit, level }, context) => {
    const graver = level === undefined ? levels : levels.slice(levels.indexOf(level))
    const compare = baseline ?? { from: window.from, to: window.from }
    const found = await queryRows(
      context,
      `WITH counted AS (
         SELECT template_id, min(template) AS template, mode(level) AS level, mode(logger) AS logger, min(ts) AS first_seen,
                count(*) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS window_count,
                count(*) FILTER (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS baseline_count,
                arg_min({source: source_id, line: first_line}, record_id) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS example
         FROM events WHERE ts IS NOT NULL ${level === undefined ? '' : `AND level IN (${graver.map((name) => `'${name}'`).join(', ')})`}
         GROUP BY template_id)
       SELECT * EXCLUDE (example), example.source AS example_source, example.line AS example_line FROM counted
       WHERE window_count + baseline_count > 0 ORDER BY template_id`,
      [window.from, window.to, compare.from, compare.to]
    )
    const share = expectedShare(window, baseline)
    const templates = found.map((row) => {
      const [inWindow, inBaseline] = [row.number('window_count') ?? 0, row.number('baseline_count') ?? 0]
      return {
        row,
        inWindow,
        inBaseline,
        firstSeen: row.text('first_seen'),
        isNew: baseline !== null && inBaseline === 0 && within(row.text('first_seen'), window),
        surprise: baseline === null ? null : logLikelihoodRatio(inWindow, inBaseline, share)
      }
    })
    const fresh = templates.filter(({ isNew }) => isNew)
    const firstError = fresh
      .filter(({ row }) => row.text('level') === 'error' || row.text('level') === 'fatal')
      .sort((a, b) => ((a.firstSeen ?? '') < (b.firstSeen ?? '') ? -1 : 1))[0]
    const facts = {
      templates: templates.length,
      new_templates: baseline === null ? null : fresh.length,
      first_new_error: firstError?.row.text('template') ?? null,
      first_new_error_at: firstError?.firstSeen ?? null
    }
    if (templates.length === 0)
      return { status: 'no_data', reading: 'No log line with a time falls into the window or the baseline.', facts }
    const ordered = templates.sort((a, b) => (b.surprise ?? b.inWindow) - (a.surprise ?? a.inWindow))
    return {
      status: 'found',
      reading: `${templates.length} templates, ${fresh.length} of them new in the window.`,
      facts,
      columns: columnsOf(
        'template level logger baseline_count window_count first_seen:time is_new surprise example_source example_line'
      ),
      rows: ordered
        .slice(0, limit)
        .map(({ row, inWindow, inBaseline, firstSeen, isNew, surprise }) => [
          row.text('template'),
          row.text('level'),
          row.text('logger'),
          inBaseline,
          inWindow,
          firstSeen,
          isNew,
          surprise,
          row.text('example_source'),
          row.number('example_line')
        ]),
      omitted: templates.length > limit ? { rows: templates.length - limit, why: 'the most surprising are shown' } : null,
      sources: ordered.slice(0, limit).map(({ row }) => row.text('example_source') ?? '')
    }
  }
}
