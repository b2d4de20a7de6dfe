import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { promptVariant } from '../prompt-variant.ts'
import { ask } from '../../asking.ts'

interface Flags {
  readonly prompt: string
  readonly model?: string
  readonly prompts?: string
  readonly variant: Readonly<Record<string, string>>
  readonly out?: string
  readonly json?: boolean
}

export const addAsk: AddCommand = (program, act) => {
  const command = program
    .command('ask')
    .summary('ask one prompt of the library over the materials')
    .description(
      'Asks one prompt of the library over a folder of materials, without an investigation.\n`inquest prompts list` names them: true-cause, citizen-impact, timeline …'
    )
    .argument('<folder>', 'folder of materials')
    .requiredOption('--prompt <id>', 'for example timeline')
    .option('--model <name>', 'who answers: openai:<name>, azure:<deployment>, manual')
    .option('--prompts <dir>', 'prompts in place of those that ship')
    .option('--variant <id=file>', 'one prompt in place of the one that ships; may be given again', promptVariant, {})
    .option('--out <dir>', 'where the answer goes (default: runs/<time>-<name>-<prompt>/)')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', examples('inquest ask ./my-incident --prompt citizen-impact --model manual'))
  act<Flags>(command, async ({ terminal, progress, interruption, verbose }, { variant, ...options }, [folder = '']) => {
    const {
      answer,
      markdown,
      folder: out
    } = await ask(folder, {
      ...options,
      promptVariants: variant,
      verbose,
      observer: progress,
      signal: interruption.signal
    })
    progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify(answer, null, 2) : `${markdown}\nKept in ${out}`)
    return 0
  })
}
