import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { diffPrompts, readPrompt, readPrompts } from '../../prompting.ts'

interface Options {
  readonly prompts?: string
  readonly json?: boolean
}

export const addPrompts: AddCommand = (program, act) => {
  const group = program
    .command('prompts')
    .summary('list, show and check the prompts that models work from')
    .description('Lists, shows and checks the prompts that models work from.')
    .addHelpText(
      'after',
      examples('inquest prompts list', 'inquest prompts show planner/plan', 'inquest prompts check --prompts ./mine')
    )
  const list = group
    .command('list')
    .description('id, hash, phase and title of each')
    .option('--prompts <dir>', 'another folder')
    .option('--json', 'as JSON')
  act<Options>(list, async ({ terminal }, { prompts: folder, json }) => {
    const { hash, prompts } = await readPrompts(folder)
    const rows = prompts.map(({ id, hash: own, phase, title }) => `${id.padEnd(24)} ${own}  ${phase.padEnd(8)} ${title}`)
    terminal.result(json ? JSON.stringify({ hash, prompts }, null, 2) : [...rows, `the set: ${hash}`].join('\n'))
    return 0
  })
  const show = group
    .command('show')
    .description('a prompt with its parts filled in, its variables, and why it is written so')
    .argument('<id>', 'for example planner/plan')
    .option('--prompts <dir>', 'another folder')
    .option('--json', 'as JSON')
  act<Options>(show, async ({ terminal }, { prompts: folder, json }, [id = '']) => {
    const prompt = await readPrompt(id, folder)
    const variables = Object.entries(prompt.variables).map(([name, { type, about }]) => `  ${name} (${type}): ${about}`)
    const text = [
      `${prompt.title} (${prompt.id}, ${prompt.hash})`,
      prompt.why.trim(),
      'Variables:',
      ...variables,
      ...prompt.parts.map(({ role, template }) => `\n# ${role}\n\n${template}`)
    ]
    terminal.result(json ? JSON.stringify(prompt, null, 2) : text.join('\n'))
    return 0
  })
  const check = group
    .command('check')
    .description('reads every prompt; the first fault is told with file and line')
    .option('--prompts <dir>', 'another folder')
  act<Options>(check, async ({ terminal }, { prompts: folder }) => {
    const { prompts, hash } = await readPrompts(folder)
    terminal.result(`${prompts.length} prompts are in order; the set is ${hash}.`)
    return 0
  })
  const diff = group
    .command('diff')
    .description('what differs between the prompts that ship and those of a folder, line by line')
    .argument('<dir>', 'folder of prompts')
    .option('--prompts <dir>', 'compare with this folder in place of those that ship')
    .option('--json', 'as JSON')
  act<Options>(diff, async ({ terminal }, { prompts: against, json }, [folder = '']) => {
    const differences = await diffPrompts(folder, against)
    const text = differences.flatMap(({ id, before, after, lines }) => [
      `${id} ${before ?? 'is new:'} ${before && after ? '→ ' : ''}${after ?? 'is gone'}`,
      ...lines.flatMap(({ sign, text: line }, at) =>
        sign !== ' ' || [lines[at - 1], lines[at + 1]].some((beside) => beside && beside.sign !== ' ') ? [`${sign} ${line}`] : []
      )
    ])
    terminal.result(json ? JSON.stringify(differences, null, 2) : text.join('\n') || 'Nothing differs.')
    return 0
  })
}
