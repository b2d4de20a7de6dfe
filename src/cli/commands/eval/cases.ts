import type { AddCommand } from '../../command.ts'
import { examples } from '../../command.ts'
import { newCase, newSuite } from '../../../evaluate.ts'
import { count } from './evaluate-options.ts'

export const addEvalCases: AddCommand = (group, act) => {
  const gen = group
    .command('gen')
    .summary('write a suite of many seeds of one scenario')
    .requiredOption('--scenario <name>', 'a scenario of the library, or a file')
    .option('--n <n>', 'how many cases', count, 50)
    .option('--from-seed <n>', 'the first seed', count, 1000)
    .option('--suite <file>', 'file to write')
    .addHelpText(
      'after',
      examples('inquest eval gen --scenario parking-permits-lock --n 50', 'inquest eval ./parking-permits-lock-50.yaml')
    )
  act<{ scenario: string; n: number; fromSeed: number; suite?: string }>(gen, async ({ terminal }, options) => {
    const path = await newSuite(options.scenario, { count: options.n, from: options.fromSeed, path: options.suite })
    terminal.result(`Suite: ${path}\nNext: inquest eval ${path}`)
    return 0
  })

  const add = group
    .command('new-case')
    .summary('begin a case of your own: a truth to fill in and a suite that names it')
    .argument('<name>', 'name of the case')
    .requiredOption('--materials <dir>', 'the incident’s folder')
    .option('--out <dir>', 'folder for the case', 'evals-of-ours')
  act<{ materials: string; out: string }>(add, async ({ terminal }, { materials, out }, [name = '']) => {
    const made = await newCase(name, { materials, out })
    terminal.result(`Truth: ${made.truth} (fill it in)\nSuite: ${made.suite}\nNext: inquest eval ${made.suite}`)
    return 0
  })
}
