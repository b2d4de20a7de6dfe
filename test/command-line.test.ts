import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInquestProcess, type InquestProcess, isClear, main } from './inquest-process.ts'

let inquest: InquestProcess
beforeAll(() => {
  inquest = createInquestProcess()
})
afterAll(() => inquest[Symbol.asyncDispose]())

const commands = ['investigate', 'sources', 'query', 'verify', 'simulate', 'cache', 'demo']

describe('the command line', () => {
  it.each([[[]], ...commands.map((command) => [[command]])])(
    'helps with %j in 80 columns, by example',
    async (args: string[]) => {
      const { status, stdout } = await inquest.run(...args, '--help')
      expect(status).toBe(0)
      expect(stdout).toContain('$ inquest ')
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    }
  )

  it('helps at once: nothing heavy is loaded for it', async () => {
    // What a module costs depends on the machine; which are loaded does not.
    const tell = `export async function load(url, context, next) { process._rawDebug(url); return next(url, context) }`
    const watch = `import { register } from 'node:module'; register('data:text/javascript,${encodeURIComponent(tell)}')`
    const args = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`, main, '--help']
    const { stderr } = await promisify(execFile)(process.execPath, args)
    const packages = new Set([...stderr.matchAll(/node_modules\/((?:@[^/]+\/)?[^/\n]+)/g)].map(([, name]) => name))
    expect(packages).toEqual(new Set(['commander', 'pino', 'yaml', 'zod']))
    const rooms = new Set([...stderr.matchAll(/dist\/([a-z]+)\//g)].map(([, room]) => room))
    expect(rooms).toEqual(new Set(['cli', 'domain', 'foundation']))
  })

  it.each([
    [['investigat'], 'Did you mean investigate?'],
    [['sources', '--jsn', '.'], 'Did you mean --json?'],
    [['sources'], "missing required argument 'folder'"],
    [['query', '.', 'SELECT 1', '--limit', 'many'], 'whole number'],
    [['investigate', '.', '--model', 'gpt'], 'does not name a model'],
    [['investigate'], 'No folder'],
    [['simulate'], 'No scenario'],
    [['demo', 'nothing'], 'Choose one of ']
  ])('%j is a usage error: %s', async (args, says) => {
    const { status, stdout, stderr } = await inquest.run(...args)
    expect({ status, stdout, clear: isClear(stderr) }).toEqual({ status: 2, stdout: '', clear: true })
    expect(stderr).toContain(says)
  })

  it('shows a stack trace to who asks for it, and only then', async () => {
    expect((await inquest.run('sources', '/no/such/folder')).stderr).not.toMatch(/^\s+at /m)
    expect((await inquest.run('sources', '/no/such/folder', '--verbose')).stderr).toMatch(/^\s+at /m)
  })

  it('is silent when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.destroy()
    await new Promise((done) => void child.on('close', done))
    expect(stderr).toBe('')
  })
})
