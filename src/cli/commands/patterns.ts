import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { addPattern, forgetPattern, listPatterns, showPattern } from '../../practise.ts'
import { table } from '../wrap.ts'

export const addPatterns: AddCommand = (program, act) => {
  const group = program
    .command('patterns')
    .summary('signatures learned from past verdicts, kept on this machine')
    .description(
      'Signatures learned from past verdicts, kept on this machine for you alone. After an\ninvestigation it is said which of them it resembles; a verdict is never moved by it.'
    )
    .addHelpText('after', examples('inquest patterns add runs/<run>', 'inquest patterns list', 'inquest patterns show p_1a2b'))
  const list = group.command('list').description('lists what was learned').option('--json', 'as JSON')
  act<{ readonly json?: boolean }>(list, async ({ terminal }, { json }) => {
    const { folder, patterns } = await listPatterns()
    const rows = patterns.map(({ id, incident, category, component, trigger }) => [
      id,
      incident,
      category,
      component,
      trigger ?? 'unknown'
    ])
    const text =
      rows.length === 0
        ? `Nothing is learned in ${folder}. Learn with: inquest patterns add <run>`
        : table(['PATTERN', 'INCIDENT', 'CAUSE', 'AT FAULT', 'SET OFF BY'], rows, terminal.width)
    terminal.result(json ? JSON.stringify(patterns, null, 2) : text)
    return 0
  })
  const add = group.command('add').description('learns the signature of a finished run').argument('<run>', 'folder of the run')
  act(add, async ({ terminal }, _options, [run = '.']) => {
    const { path, pattern } = await addPattern(run)
    terminal.result(`Learned ${pattern.id}: ${pattern.category}, ${pattern.signs.length} signs\n${path}`)
    return 0
  })
  const show = group
    .command('show')
    .description('shows a pattern as JSON')
    .argument('<pattern>', 'its id, or the beginning of it')
  act(show, async ({ terminal }, _options, [id = '']) => {
    terminal.result(JSON.stringify(await showPattern(id), null, 2))
    return 0
  })
  const remove = group.command('remove').description('forgets a pattern').argument('<pattern>', 'its id, or the beginning of it')
  act(remove, async ({ terminal }, _options, [id = '']) => {
    terminal.result(`Forgot ${await forgetPattern(id)}.`)
    return 0
  })
}
