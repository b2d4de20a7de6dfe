import { InvalidArgumentError } from 'commander'
import { InquestError } from '../../foundation/index.ts'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { listScenarios, simulate, simulateMany } from '../../inquest.ts'
import { trySimulated } from '../../practise.ts'
import { triedText } from '../tried-text.ts'
import { table } from '../wrap.ts'

interface Options {
  readonly list?: boolean
  readonly all?: boolean
  readonly seed: number
  readonly seeds?: readonly number[]
  readonly jobs?: number
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
    .option('--all', 'every scenario that is not sealed')
    .option('--seed <n>', 'the same seed writes the same files; 0 is the scenario as written', whole, 0)
    .option('--seeds <a-b>', 'with each of these seeds, into folders of their own', range)
    .option('--jobs <n>', 'with --all or --seeds: how many side by side (default: one a core)', atLeastOne)
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
        'inquest simulate --all --seeds 1-5 --out ./simulated',
        'inquest simulate <scenario> --measures runs/<run>'
      )
    )
  act<Options>(command, async ({ terminal, progress }, { list, all, seeds, jobs, measures, json, ...options }, [scenario]) => {
    if (list) {
      const rows = (await listScenarios()).map(({ name, service, formats }) => [name, service, formats.join(', ')])
      terminal.result(table(['SCENARIO', 'SERVICE', 'FILES'], rows, terminal.width))
      return 0
    }
    if (all || seeds) {
      refuse(scenario, { all, measures, healthy: options.healthy })
      const { folder, incidents } = await simulateMany({
        ...options,
        scenario: all ? null : (scenario ?? ''),
        seeds: seeds ?? [options.seed],
        jobs,
        onMade: (materials, done, total) => progress.step(`${done} of ${total}: ${materials}`)
      })
      progress[Symbol.dispose]()
      terminal.result(`${incidents} incidents in ${folder}, the truth of each beside its folder`)
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

interface Conflicting {
  readonly all: boolean | undefined
  readonly measures: string | undefined
  readonly healthy: boolean | undefined
}

/** What makes no sense together, said before anything is made. */
function refuse(scenario: string | undefined, { all, measures, healthy }: Conflicting): void {
  const complain = (message: string, next: string): never => {
    throw new InquestError('usage', message, next)
  }
  if (all && scenario !== undefined)
    complain(`--all makes every scenario, and "${scenario}" is one.`, 'Leave out one of the two.')
  if (!all && scenario === undefined) complain('No scenario is named.', 'Name one, or say --all; `--list` names them.')
  if (measures !== undefined || healthy)
    complain('--measures and --healthy are for one incident.', 'Leave out --all and --seeds.')
}

function atLeastOne(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1.')
  return value
}

/** `3` or `1-5`. */
function range(text: string): number[] {
  const [from = NaN, to = from] = text.split('-').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN))
  if (!(from <= to) || text.split('-').length > 2)
    throw new InvalidArgumentError('Give a seed, or the first and the last as in 1-5.')
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
