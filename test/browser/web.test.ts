import { mkdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../../src/testing/index.ts'
import { type RunningServer, startServer } from '../../src/web/index.ts'
import { hasBrowser, launch } from './browser.ts'
import { beginningOf, sourceOf, writeCalls } from './written-journal.ts'

// One browser, one server and one small incident for all of it; the tests build on each other's run, in this order.

const hostileText = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>'
const hostileName = `it's "quoted" <b>.log`

let browser: Browser
let server: RunningServer
let place: IncidentFolder
let page: Page
const elsewhere: string[] = []
const broken: string[] = []
const faults: string[] = []
let run = ''

beforeAll(async () => {
  if (!hasBrowser) return
  place = await createIncidentFolder({}, 'workspace')
  process.env['INQUEST_CACHE_DIR'] = place.path('cache')
  const incident = join(place.folder, 'incidents', 'parcels')
  for (const [path, text] of Object.entries(smallIncident())) {
    await mkdir(join(incident, path, '..'), { recursive: true })
    await writeFile(
      join(incident, path),
      path === 'tickets.json'
        ? text.replace('The parcel search', `${JSON.stringify(hostileText).slice(1, -1)} The parcel search`)
        : text
    )
  }
  for (const path of ['metrics.csv', 'tickets.json']) {
    await mkdir(join(place.folder, 'incidents', 'plain'), { recursive: true })
    await writeFile(join(place.folder, 'incidents', 'plain', path), smallIncident()[path] ?? '')
  }
  await writeFile(join(incident, hostileName), '2031-04-07 09:00:01 INFO something\n2031-04-07 09:00:02 INFO else\n')
  server = await startServer({ workspace: place.folder, port: 0 })
  browser = await launch()
  const context = await browser.newContext({
    viewport: { width: 1180, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write']
  })
  // A crowded machine may take its time; a page that never comes is found all the same.
  context.setDefaultTimeout(90_000)
  page = await context.newPage()
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) elsewhere.push(request.url())
  })
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
})
afterAll(async () => {
  if (!hasBrowser) return
  await browser.close()
  await server[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

const at = (path: string): string => server.url + path.replace(/^\//, '')

// What runs in the page is given as text: these tests are no browser, and know no document.

const focusedText = `(() => {
  const active = document.activeElement
  const label = active.id ? document.querySelector('label[for="' + active.id + '"]') : null
  return (label ?? active).textContent.trim().replaceAll(/\\s+/g, ' ')
})()`

/** Collects the milliseconds between two frames in `gaps`. */
const watchFrames = `{
  window.gaps = []
  let last = performance.now()
  const frame = (now) => {
    gaps.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}`

/** Tabs until the focus is on an element with that text, and is seen there. */
async function tabTo(text: string | RegExp, most = 60): Promise<void> {
  const matches = (found: string): boolean => (typeof text === 'string' ? found === text : text.test(found))
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    if (matches(await page.evaluate(focusedText))) return
  }
  throw new Error(`no way by keyboard to ${String(text)} on ${page.url()}`)
}

async function looksRight(path: string): Promise<string[]> {
  await page.goto(at(path))
  // Our pages have no frames: what axe does for those is left out.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  const faults = violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target.join(' ')}`)
  await page.setViewportSize({ width: 320, height: 640 })
  const beyond = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
  if (beyond > 0) faults.push(`${path}: ${beyond} pixels wider than 320`)
  await screenshot(path, 'narrow')
  await page.setViewportSize({ width: 1180, height: 900 })
  await screenshot(path, 'wide')
  return faults
}

/** Kept for people to look at where INQUEST_SCREENSHOTS names a folder. */
async function screenshot(path: string, width: string): Promise<void> {
  const folder = process.env['INQUEST_SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  const name = path.replaceAll(/\d{4}-\d\d-\d\dT\d+-|[^a-z0-9]+/gi, '_').slice(0, 60)
  await page.screenshot({ path: join(folder, `${name || 'home'}-${width}.png`), fullPage: true })
}

describe.runIf(hasBrowser)('the web application in a browser', () => {
  it('starts a run by keyboard alone, shows it live through a reload, and the verdict arrives', async () => {
    await page.goto(at('/'))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focusedText)).toBe('Skip to main content')
    await tabTo('Start a run')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/start$/)
    await tabTo('incidents/parcels')
    await tabTo('Start the run')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/runs\/.+/)
    run = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.locator('.inquest-phase').first().waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Cause determined' }).waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Read the report' }).first().waitFor()
    expect(await page.locator('#live-hypotheses li').count()).toBeGreaterThan(1)
  })

  it('leads from a sentence to its evidence and on to the lines of the file', async () => {
    await page.goto(at(`/runs/${run}/hypotheses/H1`))
    await page.locator('main a[href*="/evidence/ev_"]').first().click()
    await page.locator('main a[href*="/lines/"]').first().click()
    expect(await page.locator('.inquest-lines tr').count()).toBeGreaterThan(1)
  })

  it('leads from a figure of the report to its query and its lines by keyboard, in two steps at most', async () => {
    await page.goto(at(`/runs/${run}/report`))
    await tabTo(/^\d[\d.,]* (ms|s|%)$/)
    await page.keyboard.press('Enter')
    const shown = page.locator('.inquest-evidence:target')
    const quoted = shown.getByText('Lines that it rests on')
    if (!(await quoted.isVisible())) {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
    }
    expect(await quoted.isVisible()).toBe(true)
    expect(await shown.locator('.inquest-code').first().textContent()).toContain('window')
    expect(await shown.locator('.inquest-code').last().textContent()).toMatch(/\w+\.\w+:\d+\n {2}\S/)
  })

  it('takes a whole folder, waits with its plan, takes a suggestion, goes on with what was changed, and stops', async () => {
    await page.goto(at('/start'))
    await page.locator('#whole').setInputFiles(join(place.folder, 'incidents', 'plain'))
    await page.locator('#name').fill('Dropped')
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByText('metrics.csv').first().waitFor()
    await page.goto(at('/start'))
    await page.getByLabel('incidents/Dropped', { exact: true }).check()
    await page.getByLabel(/^Stop when the plan is made/).check()
    await page.getByRole('button', { name: 'Start the run' }).click()
    await page.getByRole('link', { name: 'Read and change the plan' }).waitFor()
    const waiting = page.url()
    await page.getByText('Suggest an explanation').click()
    await page.getByLabel('What kind of cause').selectOption('retry-storm')
    await page.getByRole('button', { name: 'Suggest it' }).click()
    await page.getByText('1 not yet seen by the run').waitFor()
    faults.push(...(await looksRight(`${new URL(waiting).pathname}/plan`)))
    await page.locator('#T1-question').fill('What do <people> see?')
    await page.getByRole('button', { name: 'Go on with this plan' }).click()
    await page.getByText('This plan was edited.').waitFor()
    await page.getByText('What do <people> see?').first().waitFor()
    await page.locator('#live-steering').getByText('retries that multiply the load').waitFor()
    const stop = page.getByRole('button', { name: 'Stop the run' })
    if (await stop.isVisible()) await stop.click()
    await page
      .locator('#live-status')
      .getByText(/Stopped|Finished/)
      .waitFor()
    expect(await page.locator('#live-steering').textContent()).toContain('retries that multiply the load')
  })

  it('shows a hostile ticket and a hostile file name as text', async () => {
    await page.goto(at('/materials?materials=folder%3Aincidents%2Fparcels'))
    await page.getByText(hostileName).first().waitFor()
    const tickets = await sourceOf(join(place.folder, 'runs', run), 'tickets.json')
    await page.goto(at(`/runs/${run}/lines/${tickets}`))
    await page.getByText('onerror').first().waitFor()
    await page.goto(at(`/runs/${run}/report`))
    const harmed = await page.evaluate(`['harmed' in window, document.querySelectorAll('img, main script, b').length]`)
    expect(harmed).toEqual([false, 0])
  })

  it('goes through a lesson from the first step to the last by keyboard, and hides answers from a room', async () => {
    await page.goto(at(`/train/${run}/incident?present=yes`))
    const steps = await page.locator('.inquest-step').count()
    for (let step = 1; step < steps; step++) {
      expect(await page.locator('h1').textContent()).toContain(`Step ${step} of ${steps}`)
      expect(await page.locator('.inquest-answer[open]').count()).toBe(0)
      await tabTo(/^Next step/)
      await page.keyboard.press('Enter')
      await page
        .getByText(`Step ${step + 1} of ${steps}`)
        .first()
        .waitFor()
    }
    await page.goto(at(`/train/${run}/plan`))
    await page.getByText('What it says', { exact: true }).click()
    await page.getByRole('button', { name: 'Copy it for another AI tool' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    expect(copied).toBe(await page.locator('#prompt').textContent())
    await page.goto(at(`/train/${run}/verdict?present=yes`))
    await tabTo('Show what came out')
    await page.keyboard.press('Enter')
    expect(await page.locator('.inquest-answer[open]').count()).toBe(1)
  })

  it('has no fault that axe can see on any page, and fits 320 pixels', async () => {
    const evidence = await page
      .goto(at(`/runs/${run}/evidence`))
      .then(() => page.locator('main li a').first().getAttribute('href'))
    const lesson = [
      'incident',
      'naive',
      'plan',
      'specialists',
      'explanations',
      'sceptic',
      'verification',
      'verdict',
      'design',
      'reflection'
    ]
    const pages = [
      '/',
      '/start',
      '/materials?materials=folder%3Aincidents%2Fparcels',
      `/runs/${run}`,
      `/runs/${run}/evidence`,
      evidence ?? '',
      `/runs/${run}/findings`,
      `/runs/${run}/hypotheses/H1`,
      `/runs/${run}/lines/S1`,
      `/runs/${run}/plan`,
      `/runs/${run}/report`,
      '/compare',
      `/compare?a=${run}&b=${run}`,
      '/train',
      ...lesson.map((step) => `/train/${run}/${step}`),
      `/train/${run}/verdict?present=yes`,
      `/train/${run}/prompt?id=planner%2Fplan`
    ]
    for (const path of pages) faults.push(...(await looksRight(path)))
    expect(faults).toEqual([])
  }, 300_000)

  it('stays smooth while fifty events a second are written, and shows the last of them', async () => {
    const folder = join(place.folder, 'runs', 'quick')
    await beginningOf(join(place.folder, 'runs', run), folder)
    await page.goto(at('/runs/quick'))
    await page.evaluate(watchFrames)
    const written = await writeCalls(folder, 100, 20)
    await page.locator(`#live-calls`).getByText(written).first().waitFor({ timeout: 20_000 })
    const gaps = z.array(z.number()).parse(await page.evaluate('gaps'))
    const sorted = gaps.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(50)
  })

  it('asked nothing of any other machine, and no script of it failed', () => {
    expect(elsewhere).toEqual([])
    expect(broken).toEqual([])
  })
})
