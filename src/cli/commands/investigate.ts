import { InvalidArgumentError, Option } from 'commander'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { conclude } from '../conclude.ts'
import { investigate } from '../../inquest.ts'
import { resembled } from '../../practise.ts'
import { resemblesText } from '../resembles-text.ts'
import { investigateBySpec, specifyDesign } from '../../specify.ts'
import { tracedText } from '../traced-text.ts'
import { promptVariant } from '../prompt-variant.ts'
import { windowArgument } from '../window-argument.ts'

interface Options {
  readonly out?: string
  readonly model?: string
  readonly window?: string
  readonly json?: boolean
  readonly resume?: string
  readonly showPersonalData?: boolean
  readonly until?: 'plan'
  readonly mode?: 'guided' | 'prompt' | 'naive' | 'spec' | 'hybrid'
  readonly prompts?: string
  readonly prompt: Readonly<Record<string, string>>
  readonly tokens?: number
  readonly rounds?: number
  readonly scenario?: string
  readonly healthyDay?: string[]
}

export const addInvestigate: AddCommand = (program, act) => {
  const command = program
    .command('investigate')
    .summary('investigate a folder of materials, and write a report')
    .description('Investigates a folder of materials and writes report.html, report.md,\nreport.json and journal.jsonl.')
    .argument('[folder]', 'folder of logs, metrics, alerts, tickets …; may be left out with --resume')
    .option('--out <dir>', 'where the report goes (default: runs/<time>-<name>/)')
    .option('--model <name>', 'who investigates: builtin (default), openai:<name>, azure:<deployment>, manual')
    .addOption(
      new Option(
        '--mode <mode>',
        'prompt (default, also called guided): three phases; spec: specify, plan and tasks in one go; hybrid: three phases, then a specification of the design; naive: one plain prompt, to compare with'
      ).choices(['prompt', 'guided', 'spec', 'hybrid', 'naive'])
    )
    .option('--prompts <dir>', 'prompts in place of those that ship')
    .option('--prompt <id=file>', 'one prompt in place of the one that ships; may be given again', promptVariant, {})
    .option('--tokens <n>', 'budget of input and output tokens for a model', wholeNumber)
    .option('--rounds <n>', 'rounds of planning and investigating at most', wholeNumber)
    .option('--window <from/to>', 'the harmful time, in ISO 8601 (default: found in the materials)')
    .addOption(new Option('--until <phase>', 'stop once the plan is made, to edit it and go on with --resume').choices(['plan']))
    .option('--healthy-day <dir...>', 'materials of healthy time: false alarms of the detectors are counted on them')
    .option('--scenario <name>', 'the simulated scenario of these materials: measures are tried in it (name@7 for seed 7)')
    .option('--json', 'print report.json to stdout instead of the verdict')
    .option('--resume <dir>', 'go on with an interrupted run in this folder')
    .option('--show-personal-data', 'do not replace personal data by pseudonyms')
    .addHelpText(
      'after',
      examples(
        'inquest investigate ./my-incident',
        'inquest investigate ./my-incident --window 2031-04-07T09:00/2031-04-07T12:30',
        'inquest investigate ./my-incident --json --quiet | jq .verdict.rootCause',
        'inquest investigate ./my-incident --model openai:gpt-5-mini',
        'inquest investigate ./my-incident --model manual',
        'inquest investigate ./my-incident --healthy-day ./tuesday ./wednesday',
        'inquest investigate --resume runs/2031-04-08T101500-my-incident'
      )
    )
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, { mode = 'guided', ...options }, [folder]) => {
    const common = { model: options.model, verbose, observer: progress, signal: interruption.signal }
    if (mode === 'spec') {
      const traced = await investigateBySpec(folder ?? '.', { ...common, out: options.out })
      progress[Symbol.dispose]()
      terminal.result(tracedText(traced, terminal.width))
      return 0
    }
    const result = await investigate(folder, {
      ...options,
      mode: mode === 'naive' ? 'naive' : 'guided',
      promptVariants: options.prompt,
      healthyDays: options.healthyDay,
      window: options.window === undefined ? undefined : windowArgument(options.window),
      verbose,
      observer: progress,
      signal: interruption.signal
    })
    progress[Symbol.dispose]()
    conclude(terminal, result, options)
    const past = options.json ? '' : resemblesText(await resembled(result.record), terminal.width)
    if (past !== '') terminal.result(`\n${past}`)
    if (mode === 'hybrid') terminal.result(`\n${tracedText(await specifyDesign(result.runFolder, common), terminal.width)}`)
    return 0
  })
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number, like 200000.')
  return Number(text)
}
