import { InvalidArgumentError } from 'commander'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { csvText, jsonText, tableText } from '../query-text.ts'
import { query } from '../../inquest.ts'

interface Options {
  readonly json?: boolean
  readonly csv?: boolean
  readonly limit: number
  readonly showPersonalData?: boolean
}

export const addQuery: AddCommand = (program, act) => {
  const command = program
    .command('query')
    .summary('ask the parsed materials a question in SQL')
    .description(
      'Asks the parsed materials a question in SQL: one SELECT over events, requests,\n' +
        'statements, spans, metrics, alerts, reports, changes, operations, lines, rejected.'
    )
    .argument('<folder>', 'folder of materials')
    .argument('<sql>', 'one SELECT')
    .option('--json', 'rows as a JSON array of objects')
    .option('--csv', 'rows as CSV')
    .option('--limit <rows>', 'at most so many rows', positive, 100)
    .option('--show-personal-data', 'do not replace personal data by pseudonyms')
    .addHelpText(
      'after',
      examples(
        'inquest query ./my-incident "SELECT level, count(*) FROM events GROUP BY 1"',
        'inquest query ./my-incident "SELECT * FROM statements LIMIT 5" --json'
      )
    )
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, options, [folder = '', sql = '']) => {
    const { limit, showPersonalData } = options
    const result = await query(folder, sql, {
      limit,
      showPersonalData,
      verbose,
      observer: progress,
      signal: interruption.signal
    })
    progress[Symbol.dispose]()
    terminal.result(options.json ? jsonText(result) : options.csv ? csvText(result) : tableText(result, terminal.width))
    if (result.cut) terminal.note(`Cut at ${limit} rows. Ask for more with --limit, or for less with WHERE.`)
    return 0
  })
}

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number above 0.')
  return value
}
