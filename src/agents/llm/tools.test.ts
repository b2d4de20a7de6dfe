import { describe, expect, it } from 'vitest'
import { designTools, evidenceTools } from '../../evidence/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import { toolMenu } from './tool-menu.ts'
import { requireTools, toolsFor } from './tools-for.ts'

describe('tools by speciality', () => {
  const offered = evidenceTools.map(({ name }) => name).filter((name) => !['sql', 'frame', ...designTools].includes(name))
  const all = evidenceTools.filter(({ name }) => offered.includes(name))

  it('are those of the prompt’s front matter, and those that the plan opened with', async () => {
    const context = { prompts: await loadPrompts(), tools: all }
    const names = (more: string[]): string[] =>
      toolsFor(context, 'specialist/investigate', 'traffic', more).map(({ name }) => name)
    expect(names([])).toContain('matched_load')
    expect(names([])).not.toContain('plans')
    expect(names(['plans'])).toContain('plans')
    expect(toolsFor(context, 'naive/ask', 'naive')).toEqual(all)
  })

  it('leave no tool out that there is, and name none that there is not', async () => {
    const library = await loadPrompts()
    expect(() => requireTools(library.prompts, offered)).not.toThrow()
    const given = new Set(
      ['specialist/investigate', 'sceptic/challenge'].flatMap((id) => Object.values(library.get(id).tools).flat())
    )
    expect(offered.filter((name) => !given.has(name))).toEqual([])
    expect(() => requireTools(library.prompts, ['operations', 'plan'])).toThrow(/\.md: tools: \w+: there is no tool "/)
  })
})

describe('the menu of tools', () => {
  it('has a line for each tool that models may call', () => {
    const offered = evidenceTools.map(({ name }) => name).filter((name) => !['sql', 'frame', ...designTools].includes(name))
    expect(Object.keys(toolMenu).sort()).toEqual(offered.sort())
  })
})
