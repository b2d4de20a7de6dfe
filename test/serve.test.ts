import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInquestProcess, type InquestProcess, isClear } from './inquest-process.ts'

let inquest: InquestProcess
beforeAll(() => {
  inquest = createInquestProcess()
})
afterAll(() => inquest[Symbol.asyncDispose]())

/** Starts a server and waits for the address that it prints. */
async function serving() {
  const { child, ended } = inquest.start('serve', '--port', '0')
  const said: unknown[] = child.stdout ? await once(child.stdout, 'data') : []
  const url = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(String(said[0]))
  return { child, ended, url: url?.[0] ?? '', port: url?.[1] ?? '' }
}

describe('inquest serve', () => {
  it('prints its address, answers there, and ends by Ctrl-C although a page is listening', async () => {
    const { child, ended, url } = await serving()
    expect(await (await fetch(url)).text()).toContain('Start a run')
    const held = await fetch(`${url}train`)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(held.status).toBe(200)
    expect([status, stderr]).toEqual([130, ''])
  })

  it('says what to do when its port is taken, or its workspace is no folder', async () => {
    const { child, ended, port } = await serving()
    const taken = await inquest.run('serve', '--port', port)
    expect(taken.status).toBe(2)
    expect(isClear(taken.stderr)).toBe(true)
    expect(taken.stderr).toContain(`--port ${Number(port) + 1}`)
    child.kill('SIGINT')
    await ended
    const lost = await inquest.run('serve', '--workspace', 'no/such')
    expect([lost.status, isClear(lost.stderr)]).toEqual([2, true])
  })

  it('listens at one loopback address and no other', async () => {
    const { child, ended, port } = await serving()
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow('fetch failed')
    child.kill('SIGINT')
    expect((await ended).status).toBe(130)
  })
})
