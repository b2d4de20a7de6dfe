import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Progress } from '../../progress.ts'
import { phaseOf } from '../../phase-argument.ts'
import type { EvaluateOptions } from '../../../evaluate.ts'

/** Options of every command that runs a suite. */
export interface RunOptions {
  readonly model?: string
  readonly prompts?: string
  readonly from?: EvaluateOptions['from']
  readonly out: string
  readonly case?: string
  readonly trials?: number
  readonly concurrency?: number
  readonly budget?: number
  readonly minutes?: number
  readonly judge?: string
}

export function withRunOptions(command: Command): Command {
  return command
    .option('--model <name>', 'builtin, openai:<name> …, or dummies (subjects that never look)', 'builtin')
    .option('--prompts <dir>', 'prompts in place of the ones that ship')
    .addOption(new Option('--from <phase>', 'take what comes before this phase from the built-in analyst').argParser(phaseOf))
    .option('--out <dir>', 'where samples and runs go', 'runs/evals')
    .option('--case <text>', 'only cases whose name contains this')
    .option('--trials <n>', 'how often each case is tried', count)
    .option('--concurrency <n>', 'cases side by side', count)
    .option('--judge <name>', 'a model that judges whether the true mechanism follows')
    .option('--budget <tokens>', 'tokens that the whole may use', count)
    .option('--minutes <n>', 'minutes after which a trial counts as timed out', count)
}

/** The options as `evaluate` takes them, with its progress on stderr. */
export function evaluateOptions(
  { case: only, ...options }: RunOptions,
  progress: Progress,
  signal: AbortSignal
): EvaluateOptions {
  let right = 0
  return {
    ...options,
    only,
    signal,
    onStart: (key) => progress.doing(key.split('/').slice(1, 3).join(' ')),
    onSample: ({ key, label, error, correct, status }, done, total) => {
      if (correct) right++
      const outcome = status === 'ok' ? (correct ? 'right' : 'wrong') : status
      const name = key.split('/').slice(1, 3).join(' ')
      progress.step(`${String(done).padStart(String(total).length)}/${total} ${outcome.padEnd(8)} ${name}: ${error ?? label}`)
      progress.doing(`${right} of ${done} right, ${total - done} to go`)
    }
  }
}

export function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number, like 3.')
  return Number(text)
}
