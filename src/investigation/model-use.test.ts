import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { modelUseOf } from './model-use.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-use-'))
})
afterEach(() => rm(folder, { recursive: true }))
const configured = (config: object): Promise<void> => writeFile(join(folder, 'inquest.config.json'), JSON.stringify(config))
const begunWith = (model: string): Parameters<typeof modelUseOf>[1] => ({ started: { model } })

describe('the models of a run', () => {
  it('are the built-in analyst, when nobody chose one', async () => {
    expect(await modelUseOf({}, null, folder)).toMatchObject({ model: 'builtin', roles: {} })
  })

  it('come from the configuration, and the command line wins', async () => {
    await configured({ model: 'openai:small', roles: { sceptic: 'openai:large' }, budget: { tokens: 1000, minutes: 2 } })
    expect(await modelUseOf({}, null, folder)).toMatchObject({
      model: 'openai:small',
      roles: { sceptic: 'openai:large' },
      tokens: 1000,
      budget: { wallMs: 120_000 }
    })
    expect(await modelUseOf({ model: 'openai:other', tokens: 5 }, null, folder)).toMatchObject({
      model: 'openai:other',
      tokens: 5
    })
    expect(await modelUseOf({ model: 'builtin' }, null, folder)).toMatchObject({ model: 'builtin', roles: {} })
  })

  it('stay those that a stopped run began with', async () => {
    expect(await modelUseOf({}, begunWith('manual'), folder)).toMatchObject({ model: 'manual', budget: { rounds: 2 } })
    await expect(modelUseOf({ model: 'builtin' }, begunWith('manual'), folder)).rejects.toThrow(
      'This run began with --model manual'
    )
  })

  it('need a price each, when there is a budget of money', async () => {
    await configured({ model: 'openai:small', budget: { money: 2 } })
    await expect(modelUseOf({}, null, folder)).rejects.toThrow('no price of "openai:small"')
    await configured({ model: 'openai:small', budget: { money: 2 }, prices: { 'openai:small': { input: 1, output: 4 } } })
    expect(await modelUseOf({}, null, folder)).toMatchObject({ money: 2 })
  })
})
