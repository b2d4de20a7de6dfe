import { InvalidArgumentError } from 'commander'
import type { AddCommand } from '../../command.ts'
import { examples } from '../../command.ts'
import { addEvalGraders } from './graders.ts'
import { evaluationText } from '../../evaluation-text.ts'
import { evaluate, listSuites } from '../../../evaluate.ts'

interface Options {
  readonly model?: string
  readonly out: string
  readonly case?: string
  readonly trials?: number
  readonly concurrency?: number
  readonly list?: boolean
  readonly json?: boolean
}

export const addEval: AddCommand = (program, act) => {
  const command = program
    .command('eval')
    .summary('measure an analyst on incidents whose cause is known')
    .description(
      'Runs a suite of evals/suites: simulated incidents, answered, graded, summed up with\n' +
        'intervals clustered by scenario. What is in the folder already is not run again.\n' +
        'Exit status 4 when a gate fell, 5 when there were too many errors to judge.'
    )
    .argument('[suite]', 'name of a suite', 'smoke')
    .option('--list', 'name the suites')
    .option('--model <name>', 'builtin, openai:<name> …, or dummies (subjects that never look)', 'builtin')
    .option('--out <dir>', 'where samples and runs go', 'runs/evals')
    .option('--case <text>', 'only cases whose name contains this')
    .option('--trials <n>', 'how often each case is tried', count)
    .option('--concurrency <n>', 'cases side by side', count)
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', examples('inquest eval', 'inquest eval scaling-traps', 'inquest eval controls --model dummies'))
  addEvalGraders(command, act)
  act<Options>(command, async ({ terminal, progress, interruption }, options, [suite = 'smoke']) => {
    if (options.list) {
      terminal.result((await listSuites()).join('\n'))
      return 0
    }
    const { model, out, trials, concurrency } = options
    const evaluation = await evaluate(suite, {
      model,
      out,
      trials,
      concurrency,
      only: options.case,
      signal: interruption.signal,
      onSample: ({ key, label, error, correct }, done, total) =>
        progress.step?.(`${done}/${total} ${correct ? 'right' : 'wrong'} ${key.split('/').slice(1).join(' ')}: ${error ?? label}`)
    })
    progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify(evaluation, null, 2) : evaluationText(evaluation))
    if (evaluation.gates.some(({ judged }) => !judged)) return 5
    return evaluation.gates.every(({ held }) => held) ? 0 : 4
  })
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number, like 3.')
  return Number(text)
}
