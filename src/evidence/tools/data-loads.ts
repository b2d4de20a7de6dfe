import { z } from 'zod'
import { Instant } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { readLoads } from '../loads/read-loads.ts'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({
  at: Instant.describe('When what is to be explained began: the first failure of its kind, or when harm departs.'),
  resolution_seconds: z.number().min(0).max(3600).default(60).describe('How exactly that time is known.')
})

const mostRows = 12

export const dataLoads: EvidenceTool<typeof Arguments> = {
  name: 'data_loads',
  description:
    'Data that was brought in (an import, a feed, a delta, a reload, so many rows of a file) in the half hour before a time, by who ' +
    'loads it, as logs tell it, with how likely a load that comes so often is to lie so near by chance. It does not tell what is in the data.',
  arguments: Arguments,
  run: async ({ at, resolution_seconds }, context) => {
    const found = await readLoads(context, at, resolution_seconds * 1000)
    const [first] = found
    const facts = { loads: found.length }
    if (!first) return { status: 'no_data', reading: `No log tells of data that was brought in before ${at}.`, facts }
    return {
      status: 'found',
      reading: `${found.length} loads of data before ${at}; least by chance that of ${first.who} at ${first.at} (${first.secondsBefore} s before): ${first.what}.`,
      facts,
      columns: columnsOf('at:time who what file runs seconds_before:s chance:share source line'),
      rows: found
        .slice(0, mostRows)
        .map((one) => [one.at, one.who, one.what, one.file, one.runs, one.secondsBefore, one.chance, one.source, one.line]),
      sources: found.map(({ source }) => source)
    }
  }
}
