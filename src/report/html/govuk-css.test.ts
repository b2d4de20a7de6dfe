import { expect, it } from 'vitest'
import { govukCss, prune } from './govuk-css.ts'

it('keeps the components of a report and nothing of the header', () => {
  expect(govukCss()).toContain('.govuk-details__summary')
  expect(govukCss()).toContain('.govuk-skip-link:not(:active):not(:focus)')
  expect(govukCss()).not.toMatch(/govuk-header|govuk-footer|crown|Transport|url\(|@font-face/)
  expect(govukCss().length).toBeLessThan(40_000)
})

it('drops a rule of another component, within a media query too, and an empty query', () => {
  expect(prune('.govuk-tag,.govuk-tabs{a:b}@media print{.govuk-tabs{c:d}}@media print{.govuk-tag--red{e:f}}')).toBe(
    '.govuk-tag{a:b}@media print{.govuk-tag--red{e:f}}'
  )
})

it('drops whatever would be fetched', () => {
  expect(prune('@import "x";@font-face{src:url(x)}.govuk-link{background:url(x)}.govuk-link{a:b}')).toBe('.govuk-link{a:b}')
})
