import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { checkModel } from '../../prompting.ts'

export const addModels: AddCommand = (program, act) => {
  const group = program
    .command('models')
    .summary('ask a model’s endpoint what it can do')
    .description('Asks an OpenAI-compatible endpoint what it can do. No materials are sent.')
    .addHelpText('after', examples('inquest models check openai:gpt-5-mini'))
  const check = group
    .command('check')
    .description('reachable? tools? JSON schema? context size? (exit status 5 when it is not reachable)')
    .argument('<name>', 'openai:<name>; the endpoint is OPENAI_BASE_URL')
    .option('--json', 'as JSON')
  act<{ readonly json?: boolean }>(check, async ({ terminal }, { json }, [name = '']) => {
    const probe = await checkModel(name)
    const { host, reachable, fault, listed, tools, jsonSchema, contextSize } = probe
    const abilities = [
      `listed       ${listed === null ? 'the endpoint has no list' : listed ? 'yes' : 'no'}`,
      `tools        ${tools ? 'yes' : 'no: they are described in words, and answers come as JSON'}`,
      `JSON schema  ${jsonSchema ? 'yes' : 'no'}`,
      `context      ${contextSize === null ? 'not told' : `${contextSize} tokens`}`
    ]
    const reached = [`host         ${host}`, `reachable    ${reachable ? 'yes' : `no: ${fault}`}`]
    terminal.result(json ? JSON.stringify(probe, null, 2) : [...reached, ...(reachable ? abilities : [])].join('\n'))
    return reachable ? 0 : 5
  })
}
