import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { cacheClear, cacheList } from '../../inquest.ts'
import { cacheText } from '../cache-text.ts'

export const addCache: AddCommand = (program, act) => {
  const group = program
    .command('cache')
    .summary('list or clear the parsed materials kept on this machine')
    .description('Lists or clears the parsed materials that are kept on this machine.')
    .addHelpText('after', examples('inquest cache list', 'inquest cache clear'))
  const list = group.command('list').description('lists what is kept: incident, size, last use').option('--json', 'as JSON')
  act<{ readonly json?: boolean }>(list, async ({ terminal }, { json }) => {
    const cache = await cacheList()
    terminal.result(json ? JSON.stringify(cache, null, 2) : cacheText(cache, terminal.width))
    return 0
  })
  const clear = group
    .command('clear')
    .description('removes what is kept, or what is kept of one incident; it is read again when needed')
    .argument('[incident]', 'name of the incident, or the beginning of its key (see `cache list`)')
  act(clear, async ({ terminal }, _options, [name]) => {
    const { removed, bytes } = await cacheClear(name)
    terminal.result(`Removed ${removed} ${removed === 1 ? 'incident' : 'incidents'}, ${(bytes / 1e6).toFixed(1)} MB.`)
    return 0
  })
}
