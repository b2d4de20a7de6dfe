import { InvalidArgumentError, Option } from 'commander'
import { conclude } from '../conclude.ts'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { progressLine } from '../progress-lines.ts'
import { promptVariant } from '../prompt-variant.ts'
import { regrade, replay, rerun, rerunSteps } from '../../replaying.ts'

export const addReplay: AddCommand = (program, act) => {
  const command = program
    .command('replay')
    .summary('show a run again; nothing is sent')
    .description('Shows the events of a run again from its journal. Needs no model, network or materials.')
    .argument('<run>', 'folder of the run')
    .option('--json', 'the events as JSON lines')
    .addHelpText('after', examples('inquest replay runs/2031-04-08T101500-my-incident'))
  act<{ readonly json?: boolean }>(command, async ({ terminal }, { json }, [run = '']) => {
    const shown: string[] = []
    const { events } = await replay(run, (event, at) => {
      if (json) shown.push(JSON.stringify({ at, ...event }))
      else if (event.type === 'model-called')
        shown.push(`${at.slice(11, 19)}   ${event.about?.title ?? 'a model'} asked ${event.model}`)
      else {
        const line = progressLine(event)
        if (line?.stays) shown.push(`${at.slice(11, 19)} ${line.text}`)
      }
    })
    terminal.result([...shown, ...(json ? [] : [`${events} events.`])].join('\n'))
    return 0
  })
}

export const addRegrade: AddCommand = (program, act) => {
  const command = program
    .command('regrade')
    .summary('judge a run again, without tools or models')
    .description('Judges the findings, tests and evidence of a run again, and shows both verdicts.')
    .argument('<run>', 'folder of the run')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('inquest regrade runs/2031-04-08T101500-my-incident'))
  act<{ readonly json?: boolean }>(command, async ({ terminal }, { json }, [run = '']) => {
    const grading = await regrade(run)
    const said = (verdict: typeof grading.before): string =>
      verdict
        ? `${verdict.status}, ${verdict.rootCause ? `${verdict.rootCause.category} in ${verdict.rootCause.component}, ` : ''}confidence ${verdict.confidence}`
        : 'no verdict'
    terminal.result(json ? JSON.stringify(grading, null, 2) : `before  ${said(grading.before)}\nnow     ${said(grading.after)}`)
    return 0
  })
}

interface RerunFlags {
  readonly from: (typeof rerunSteps)[number]
  readonly round?: number
  readonly out: string
  readonly model?: string
  readonly materials?: string
  readonly prompts?: string
  readonly prompt: Readonly<Record<string, string>>
  readonly json?: boolean
}

export const addRerun: AddCommand = (program, act) => {
  const command = program
    .command('rerun')
    .summary('go live from a step of a run, with other prompts or another model')
    .description(
      'Begins a new run that goes the way of an old one up to a step, and is live from there.\nModel calls before the step are not made again.'
    )
    .argument('<run>', 'folder of the old run')
    .addOption(new Option('--from <step>', 'the step from which on it is live').choices(rerunSteps).makeOptionMandatory())
    .option('--round <n>', 'of plan and investigate: which round', round)
    .requiredOption('--out <dir>', 'folder of the new run')
    .option('--model <name>', 'another model from the step on')
    .option('--materials <dir>', 'where the materials are now')
    .option('--prompts <dir>', 'prompts in place of those that ship')
    .option('--prompt <id=file>', 'one prompt in place of the one that ships; may be given again', promptVariant, {})
    .option('--json', 'print report.json to stdout instead of the verdict')
    .addHelpText('after', examples('inquest rerun runs/one --from challenge --prompt sceptic/challenge=./mine.md --out runs/two'))
  act<RerunFlags>(command, async ({ terminal, progress, interruption, verbose }, { prompt, ...options }, [run = '']) => {
    const result = await rerun(run, {
      ...options,
      promptVariants: prompt,
      verbose,
      observer: progress,
      signal: interruption.signal
    })
    progress[Symbol.dispose]()
    conclude(terminal, result, options)
    return 0
  })
}

function round(text: string): number {
  if (!/^[1-9]$/.test(text)) throw new InvalidArgumentError('Give a round, like 2.')
  return Number(text)
}
