import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { compare, evaluate } from '../src/evaluate.ts'
import { createIncidentFolder, smallIncident, startOpenAiServer } from '../src/testing/index.ts'
import { analyst, handIn } from './scripted-analyst.ts'

/** What one plain prompt is often answered. */
const scaleIt = handIn({
  outcome: 'cause',
  category: 'demand-surge',
  component: 'the connection pool',
  cause: 'The pool was exhausted by the demand.',
  mechanism: 'More requests came than it has connections for.',
  confidence: 0.9,
  remedies: [{ class: 'scale', horizon: 'durable', action: 'Double the pool and add two servers.' }]
})

afterEach(() => vi.unstubAllEnvs())

describe('one plain prompt against the three phases', () => {
  it.skipIf(!process.env['INQUEST_TEST_ALL'])(
    'is one suite: the same model, asked both ways, each graded by what it claimed (a scripted model: plumbing only)',
    async () => {
      await using incident = await createIncidentFolder(smallIncident(), 'parcels')
      await using server = await startOpenAiServer((request) =>
        analyst(request, ({ text }) => (text.includes('What is wrong and what should we do?') ? scaleIt : undefined))
      )
      vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
      vi.stubEnv('OPENAI_API_KEY', 'sk-none')
      await using ours = await createIncidentFolder({
        'truth.yaml':
          'status: determined\nacceptCategories: [inefficient-query]\ncomponentAliases: [parcels]\nscalingRemoves: false\n'
      })
      const cases = [{ materials: incident.folder, truth: join(ours.folder, 'truth.yaml') }]
      const suite = join(ours.folder, 'both.yaml')
      await writeFile(suite, JSON.stringify({ name: 'both', about: 'two ways of asking', subjects: 'naive-and-guided', cases }))
      const out = join(ours.folder, 'out')
      const { samples } = await evaluate(suite, { model: 'openai:scripted', out })
      const [guided, naive] = samples.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
      expect(naive).toMatchObject({ subject: 'openai:scripted@naive', correct: false, label: 'SCALING_ONLY' })
      expect(naive?.answer).toMatchObject({ cause: { category: 'demand-surge' }, citations: null })
      expect(naive?.checks.map(({ name }) => name)).not.toContain('citations')
      expect(guided?.checks.map(({ name }) => name)).toContain('status')
      expect(await compare('scripted@naive', 'scripted/', { out })).toMatchObject({ cases: { length: 1 }, dropped: [] })
    }
  )
})
