import type { AddCommand } from '../../command.ts'
import { baselineText } from '../../evaluation-text.ts'
import { acceptBaselines, adopt, evaluate, holdBaselines, regrade } from '../../../evaluate.ts'
import { count, evaluateOptions, type RunOptions, withRunOptions } from './evaluate-options.ts'

interface Options extends RunOptions {
  readonly baselines?: string
}

export const addEvalBaselines: AddCommand = (group, act) => {
  const gate = group
    .command('gate')
    .summary('is it no worse than its baseline?')
    .description(
      'Runs suites (what is there is not run again) and holds them against their baselines: no case\n' +
        'that was always right is always wrong, and the loss is below 5 points with 95 % confidence.\n' +
        'Exit status 4 when it fell, 5 when it cannot be judged.'
    )
    .argument('<suites...>', 'names of suites, or files')
    .option('--baselines <dir>', 'where baselines are, in place of evals/baselines')
  act<Options>(withRunOptions(gate), async ({ terminal, progress, interruption }, options, suites) => {
    let status = 0
    for (const suite of suites) {
      const evaluation = await evaluate(suite, evaluateOptions(options, progress, interruption.signal))
      for (const outcome of await holdBaselines(evaluation, options.baselines)) {
        terminal.result(baselineText(outcome))
        status = Math.max(status, outcome.judged ? (outcome.held ? 0 : 4) : 5)
      }
    }
    return status
  })

  const accept = group
    .command('accept-baseline')
    .summary('make the present outcome the baseline')
    .argument('<suites...>', 'names of suites, or files')
    .option('--baselines <dir>', 'where baselines are, in place of evals/baselines')
  act<Options>(withRunOptions(accept), async ({ terminal, progress, interruption }, options, suites) => {
    for (const suite of suites) {
      const evaluation = await evaluate(suite, evaluateOptions(options, progress, interruption.signal))
      for (const path of await acceptBaselines(evaluation, options.baselines)) terminal.result(`Baseline: ${path}`)
    }
    return 0
  })

  const take = group
    .command('adopt')
    .summary('grade a finished run that no suite started')
    .description('Takes a run folder, played by hand for instance, in as a sample of a case of a suite.')
    .argument('<run>', 'folder of a finished run')
    .requiredOption('--case <id>', 'the case whose materials it looked at')
    .option('--suite <name>', 'name of the suite, or a file', 'naive-vs-guided')
    .option('--as <name>', 'who answered', 'played')
    .option('--trial <n>', 'the how-manieth run of this case', count, 1)
    .option('--out <dir>', 'where the samples are', 'runs/evals')
  act<Parameters<typeof adopt>[1]>(take, async ({ terminal, progress }, options, [run = '']) => {
    const { key, label } = await adopt(run, options)
    progress[Symbol.dispose]()
    terminal.result(`${key}: ${label}`)
    return 0
  })

  const again = group
    .command('regrade')
    .summary('grade again what is there, asking nobody')
    .option('--out <dir>', 'where the samples are', 'runs/evals')
  act<{ readonly out: string }>(again, async ({ terminal, progress }, { out }) => {
    const { samples, changed } = await regrade(out)
    progress[Symbol.dispose]()
    terminal.result(`${samples} samples graded again, ${changed.length} with another label.`)
    for (const { key, before, after } of changed) terminal.result(`  ${key}: ${before} → ${after}`)
    return 0
  })
}
