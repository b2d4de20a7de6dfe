import type { AddCommand } from '../../command.ts'
import { examples } from '../../command.ts'
import { comparisonText } from '../../comparison-text.ts'
import { compare } from '../../../evaluate.ts'

interface Options {
  readonly out: string
  readonly suite?: string
  readonly json?: boolean
}

export const addEvalCompare: AddCommand = (group, act) => {
  const command = group
    .command('compare')
    .summary('say whether B is better than A')
    .description(
      'Compares two subjects case by case. A and B are folders of samples, folder::name, or a part\n' +
        'of "model/prompts/build" as it stands in the samples of --out.'
    )
    .argument('<a>', 'what was')
    .argument('<b>', 'what may be better')
    .option('--out <dir>', 'where the samples are', 'runs/evals')
    .option('--suite <name>', 'only this suite')
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', examples('inquest eval compare builtin openai:my-model', 'inquest eval compare runs/before runs/after'))
  act<Options>(command, async ({ terminal, progress }, options, [a = '', b = '']) => {
    const comparison = await compare(a, b, options)
    progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison))
    return 0
  })
}
