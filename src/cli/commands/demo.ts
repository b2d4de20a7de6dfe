import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { conclude } from '../conclude.ts'
import { investigate, sampleIncident } from '../../inquest.ts'

interface Options {
  readonly out?: string
  readonly json?: boolean
}

export const addDemo: AddCommand = (program, act) => {
  const command = program
    .command('demo')
    .summary('investigate a sample incident that comes with Inquest')
    .description('Investigates a sample incident that comes with Inquest.')
    .argument('[sample]', 'which one (default: the first scenario)')
    .option('--out <dir>', 'where the report goes (default: runs/<time>-<name>/)')
    .option('--json', 'print report.json to stdout instead of the verdict')
    .addHelpText('after', examples('inquest demo', 'inquest demo parking-permits-lock --out /tmp/sample'))
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, options, [sample]) => {
    const folder = await sampleIncident(sample)
    progress.step(`The sample incident: ${folder}`)
    const result = await investigate(folder, { ...options, verbose, observer: progress, signal: interruption.signal })
    progress[Symbol.dispose]()
    conclude(terminal, result, options)
    return 0
  })
}
