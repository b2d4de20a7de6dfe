import { InvalidArgumentError } from 'commander'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { listScenarios, simulate } from '../../inquest.ts'
import { trySimulated } from '../../practise.ts'
import { triedText } from '../tried-text.ts'
import { table } from '../wrap.ts'

interface Options {
  readonly list?: boolean
  readonly seed: number
  readonly out?: string
  readonly overwrite?: boolean
  readonly healthy?: boolean
  readonly measures?: string
  readonly json?: boolean
}

export const addSimulate: AddCommand = (program, act) => {
  const command = program
    .command('simulate')
    .summary('write the materials of a simulated incident, cause known')
    .description('Writes the materials of a simulated incident, and beside their folder what is\ntrue of it.')
    .argument('[scenario]', 'name of a scenario, or the path of a .yaml file')
    .option('--list', 'list the scenarios')
    .option('--seed <n>', 'the same seed writes the same files; 0 is the scenario as written', whole, 0)
    .option('--out <dir>', 'folder for the materials (default: simulated/<scenario>-<seed>/)')
    .option('--healthy', 'the same service and load on a day on which nothing goes wrong')
    .option('--overwrite', 'write over the files of an earlier run')
    .option('--measures <run>', 'write nothing: the scenario again with the measures that this run designed')
    .option('--json', 'with --measures: the figures as JSON')
    .addHelpText(
      'after',
      examples(
        'inquest simulate --list',
        'inquest simulate <scenario> --seed 7 --out ./simulated',
        'inquest simulate <scenario> --measures runs/<run>'
      )
    )
  act<Options>(command, async ({ terminal, progress }, { list, measures, json, ...options }, [scenario]) => {
    if (list) {
      const rows = (await listScenarios()).map(({ name, service, formats }) => [name, service, formats.join(', ')])
      terminal.result(table(['SCENARIO', 'SERVICE', 'FILES'], rows, terminal.width))
      return 0
    }
    progress.step(`Simulating ${scenario ?? ''}`)
    if (measures !== undefined) {
      const worlds = await trySimulated(scenario, measures, options)
      progress[Symbol.dispose]()
      terminal.result(json ? JSON.stringify(worlds, null, 2) : triedText(worlds, terminal.width))
      return 0
    }
    const { materials, truthPath } = await simulate(scenario, options)
    progress[Symbol.dispose]()
    const truth = truthPath === null ? [] : [`Truth: ${truthPath}`]
    terminal.result([`Materials: ${materials}`, ...truth, `Next: inquest investigate ${materials}`].join('\n'))
    return 0
  })
}

function whole(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number from 0.')
  return value
}
