import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { catalogueText } from '../catalogue-text.ts'
import { sources } from '../../inquest.ts'

interface Options {
  readonly json?: boolean
}

export const addSources: AddCommand = (program, act) => {
  const command = program
    .command('sources')
    .summary('show what each file of a folder is taken for, and what could not be read')
    .description('Shows what each file of a folder is taken for, and what could not be read.')
    .argument('<folder>', 'folder of materials')
    .option('--json', 'print the catalogue as JSON')
    .addHelpText(
      'after',
      examples('inquest sources ./my-incident', "inquest sources ./my-incident --json | jq '.sources[].format'")
    )
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, options, [folder = '']) => {
    const catalogue = await sources(folder, { verbose, observer: progress, signal: interruption.signal })
    progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify(catalogue, null, 2) : catalogueText(catalogue, terminal))
    return catalogue.incident.sources.some(({ lines }) => lines.records > 0) ? 0 : 3
  })
}
