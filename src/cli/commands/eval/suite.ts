import { watch } from 'node:fs'
import type { AddCommand, Workplace } from '../../command.ts'
import { examples } from '../../command.ts'
import { baselineText, evaluationText } from '../../evaluation-text.ts'
import { evaluate, type Evaluation, holdBaselines, listCases, listSuites, passEverything, writePage } from '../../../evaluate.ts'
import { addEvalBaselines } from './baselines.ts'
import { addEvalCases } from './cases.ts'
import { addEvalCompare } from './compare.ts'
import { evaluateOptions, type RunOptions, withRunOptions } from './evaluate-options.ts'
import { addEvalGraders } from './graders.ts'

interface Options extends RunOptions {
  readonly list?: boolean
  readonly json?: boolean
  readonly gate?: boolean
  readonly watch?: boolean
}

export const addEval: AddCommand = (program, act) => {
  const command = program
    .command('eval')
    .enablePositionalOptions()
    .summary('measure an analyst on incidents whose cause is known')
    .description(
      'Runs suites of evals/suites, or of YAML files of your own: incidents, answered, graded,\n' +
        'summed up with intervals clustered by scenario. What is in the folder is not run again.\n' +
        'Exit status 4 when a gate fell, 5 when there were too many errors to judge.'
    )
    .argument('[suites...]', 'names of suites, or files')
    .option('--list', 'name the suites, or the cases of those named')
  withRunOptions(command)
    .option('--gate', 'hold the outcome against evals/baselines, too')
    .option('--watch', 'run again when a prompt changes (needs --prompts)')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      examples(
        'inquest eval',
        'inquest eval ours/suite.yaml --list',
        'inquest eval scaling-traps --gate',
        'inquest eval controls --model dummies',
        'inquest eval smoke --model openai:my-model --prompts ./prompts --case parking --watch'
      )
    )
  addEvalCompare(command, act)
  addEvalBaselines(command, act)
  addEvalCases(command, act)
  addEvalGraders(command, act)
  act<Options>(command, async (workplace, options, args) => {
    if (options.list) {
      const names = args.length > 0 ? (await Promise.all(args.map(listCases))).flat() : await listSuites()
      workplace.terminal.result(names.join('\n'))
      return 0
    }
    const suites = args.length > 0 ? args : ['smoke']
    let status = await runOnce(workplace, options, suites)
    while (options.watch && options.prompts && !workplace.interruption.signal.aborted) {
      workplace.terminal.note(`Watching ${options.prompts}; stop with Ctrl-C.`)
      await changeIn(options.prompts, workplace.interruption.signal)
      status = await runOnce(workplace, options, suites)
    }
    return status
  })
}

async function runOnce(
  { terminal, progress, interruption }: Workplace,
  options: Options,
  suites: readonly string[]
): Promise<number> {
  let status = 0
  const evaluations: Evaluation[] = []
  for (const suite of suites) {
    const evaluation = await evaluate(suite, evaluateOptions(options, progress, interruption.signal))
    const baselines = options.gate ? await holdBaselines(evaluation) : []
    const page = await writePage(evaluation, options.out)
    if (!options.watch) progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify({ ...evaluation, baselines }, null, 2) : evaluationText(evaluation))
    if (!options.json) {
      for (const baseline of baselines) terminal.result(`\n${baselineText(baseline)}`)
      terminal.result(`\nEvery answer: ${page.html} (and ${page.markdown})\n`)
    }
    evaluations.push(evaluation)
    status = Math.max(status, statusOf(evaluation, baselines))
  }
  const blind = options.model === 'dummies' ? await passEverything(evaluations) : []
  for (const subject of blind) terminal.result(`${subject} never looks and passes: the suites are broken.`)
  return blind.length > 0 ? 4 : status
}

/** 5 outranks 4: what could not be judged must not read as a verdict. */
function statusOf(
  { gates, notRun }: Evaluation,
  baselines: readonly { readonly judged: boolean; readonly held: boolean }[]
): number {
  const all = [...gates, ...baselines]
  if (notRun.length > 0 || all.some(({ judged }) => !judged)) return 5
  return all.every(({ held }) => held) ? 0 : 4
}

/** Resolves when a file of the folder was changed, and nothing more for a moment. */
async function changeIn(folder: string, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const watcher = watch(folder, { recursive: true, signal }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => watcher.close(), 200)
    })
    watcher.once('close', () => resolve())
    watcher.once('error', () => resolve())
  })
}
