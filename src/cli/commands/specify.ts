import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { draftSpecTasks, planSpecification, runSpecTasks, specify, specifyDesign } from '../../specify.ts'
import { conclude } from '../conclude.ts'
import { tracedText } from '../traced-text.ts'

interface Options {
  readonly out?: string
  readonly model?: string
  readonly run?: boolean
  readonly design?: string
}

const model = ['--model <name>', 'who works: builtin (default), openai:<name>, azure:<deployment>, manual'] as const

export const addSpecify: AddCommand = (program, act) => {
  const command = program
    .command('specify')
    .summary('write the specification of an inquest: spec.md')
    .description(
      'Writes spec.md: what must come of an inquest, as numbered requirements that can\nbe tested. Edit it, then: inquest plan.'
    )
    .argument('[folder]', 'folder of materials; may be left out with --design')
    .option('--out <dir>', 'folder of the specification (default: specs/<NNN>-<name>/)')
    .option('--design <run>', 'specify monitoring and resilience on this finished run instead')
    .addHelpText('after', examples('inquest specify ./my-incident', 'inquest specify --design runs/<run>'))
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, { design, ...options }, [folder]) => {
    const common = { ...options, verbose, observer: progress, signal: interruption.signal }
    if (design !== undefined) {
      const traced = await specifyDesign(design, common)
      progress[Symbol.dispose]()
      terminal.result(tracedText(traced, terminal.width))
      return 0
    }
    const { dir, path } = await specify(folder ?? '.', common)
    progress[Symbol.dispose]()
    terminal.result(`${path}\nEdit it, then: inquest plan ${dir}`)
    return 0
  })
}

export const addPlan: AddCommand = (program, act) => {
  const command = program
    .command('plan')
    .summary('write plan.md from a spec.md as it stands')
    .description('Writes plan.md: how each requirement of spec.md will be met, from which sources.')
    .argument('<dir>', 'folder of the specification')
    .option(...model)
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, options, [dir = '.']) => {
    const path = await planSpecification(dir, { ...options, verbose, observer: progress, signal: interruption.signal })
    progress[Symbol.dispose]()
    terminal.result(`${path}\nEdit it, then: inquest tasks ${dir}`)
    return 0
  })
}

export const addTasks: AddCommand = (program, act) => {
  const command = program
    .command('tasks')
    .summary('write tasks.md, or execute it task by task')
    .description(
      'Writes tasks.md: the planner’s questions and the steps around them. With --run the\nagents execute it as it stands, each task is ticked, and traceability.md is written.'
    )
    .argument('<dir>', 'folder of the specification')
    .option('--run', 'execute the tasks; a stopped run goes on where it stood')
    .option(...model)
    .addHelpText('after', examples('inquest tasks specs/001-my-incident', 'inquest tasks specs/001-my-incident --run'))
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, { run, ...options }, [dir = '.']) => {
    const common = { ...options, verbose, observer: progress, signal: interruption.signal }
    if (!run) {
      const path = await draftSpecTasks(dir, common)
      progress[Symbol.dispose]()
      terminal.result(`${path}\nEdit it, then: inquest tasks ${dir} --run`)
      return 0
    }
    const traced = await runSpecTasks(dir, common)
    progress[Symbol.dispose]()
    conclude(terminal, { record: traced.record, runFolder: `${dir}/run`, reportJson: '' }, {})
    terminal.result(`\n${tracedText({ ...traced, dir }, terminal.width)}`)
    return 0
  })
}
