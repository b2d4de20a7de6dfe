import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfigFile } from './config-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-config-'))
})
afterEach(() => rm(folder, { recursive: true }))
const written = async (text: string, name = 'inquest.config.yaml'): Promise<ReturnType<typeof readConfigFile>> => {
  await writeFile(join(folder, name), text)
  return readConfigFile(folder)
}

describe('a configuration file', () => {
  it('need not be there, and may be empty', async () => {
    expect(await readConfigFile(folder)).toEqual({ roles: {}, budget: {}, prices: {}, limits: {} })
    expect(await written('')).toMatchObject({ roles: {} })
  })

  it('names a model a role, budgets and prices, in YAML or JSON', async () => {
    const yaml = 'model: openai:small\nroles: { sceptic: "openai:large" }\nbudget: { tokens: 50000, minutes: 5 }\n'
    expect(await written(yaml)).toMatchObject({
      model: 'openai:small',
      roles: { sceptic: 'openai:large' },
      budget: { tokens: 50_000, minutes: 5 }
    })
    await rm(join(folder, 'inquest.config.yaml'))
    expect(await written('{"limits": {"concurrency": 2}}', 'inquest.config.json')).toMatchObject({ limits: { concurrency: 2 } })
  })

  it.each([
    ['modell: x', /inquest\.config\.yaml: "modell" is no key/, /Did you mean "model"\?/],
    ['budget: { token: 5 }', /"budget\.token" is no key/, /Did you mean "tokens"\?/],
    ['roles: { skeptic: "openai:x" }', /"roles/, /docs\/models\.md/],
    ['budget: { tokens: many }', /"budget\.tokens" Invalid input/, /docs\/models\.md/],
    ['model: [', /inquest\.config\.yaml: /, /docs\/models\.md/]
  ])('refuses %s by name', async (text, message, nextStep) => {
    const refused = await written(text).catch((error: unknown) => error)
    expect(refused).toMatchObject({ message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep) })
  })
})
