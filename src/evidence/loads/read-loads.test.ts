import { expect, it } from 'vitest'
import { fileIn, tellsOfLoad } from '../language/load-lines.ts'

it.each([
  'delta applied file=bom_delta_0930.csv rows=30 rejected=0',
  'inserted 32 rates valid_from=2031-06-01; import finished OK',
  'reload all layers rev=880',
  'GTFS feed imported: 18,204 trips, 1,911 stops',
  'Loaded 4,211 articles from PIM export articles_20310407.xml.gz',
  'price list activated, version 2031-04, 8120 records',
  'snapshot of master data published (batch 7711)'
])('%s brings data in', (message) => {
  expect(tellsOfLoad(message)).toBe(true)
})

it.each([
  'tariff table loaded from cache',
  'configuration reloaded from app.yaml',
  'Loaded 14 classes in 20 ms',
  'user profile updated',
  'file upload failed: 2 records rejected',
  'GET /prices 200 14 ms',
  'candidate lot loaded from database lot=12 ms=4'
])('%s brings none', (message) => {
  expect(tellsOfLoad(message)).toBe(false)
})

it.each([
  ['reading sftp://bank/in/TARIFF_06.csv', 'TARIFF_06.csv'],
  ['unpacked "stops.txt.gz" in 2 s', 'stops.txt.gz'],
  ['import started', null]
])('of %s the file is %s', (message, file) => {
  expect(fileIn(message)).toBe(file)
})
