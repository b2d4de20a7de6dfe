import { describe, expect, it } from 'vitest'
import { canProduce } from './change-content.ts'

const accused = {
  category: 'inefficient-query',
  component: 'query over plots and bookings, behind GET /plots/search',
  subject: { population: 'statements', operation: 'select * from plots join bookings', entity: null, series: null }
} as const
const change = (title: string, content: string | null = null) => ({ kind: 'deploy', title, content })

describe('what a change contains', () => {
  it.each([
    ['a change of the statement', change('Search', 'PlotRepository: order by distance in the plots query'), true],
    ['a job that added rows to its table', change('Calendar', 'plots published, rows added'), true],
    ['a change elsewhere', change('Footer', 'select a new colour'), false],
    ['a change of the component that touches no query', change('Plots page', 'new photographs of the plots'), false],
    ['a title alone that says nothing', change('Release'), false]
  ] as const)('%s', (_, made, able) => {
    expect(canProduce(accused, made)).toBe(able)
  })
})
