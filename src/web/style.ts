import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { packagePath } from '../installation.ts'
import { govukCss, ownCss } from '../report/index.ts'

/** The components of GOV.UK Frontend that pages use beside those of a report. */
const families = [
  'heading-xl',
  'button',
  'button-group',
  'checkboxes',
  'back-link',
  'breadcrumbs',
  'error-message',
  'error-summary',
  'fieldset',
  'file-upload',
  'form-group',
  'grid-row',
  'grid-column-full',
  'grid-column-one-half',
  'grid-column-one-third',
  'grid-column-two-thirds',
  'hint',
  'input',
  'inset-text',
  'label',
  'notification-banner',
  'pagination',
  'panel',
  'radios',
  'section-break',
  'select',
  'summary-card',
  'textarea'
]

/** A file that pages load: its address changes with its content, so that a browser may keep it. */
export interface Asset {
  readonly path: string
  readonly type: string
  readonly content: string
}

const named = (name: string, extension: string, type: string, content: string): Asset => ({
  path: `/assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${extension}`,
  type,
  content
})

const notice = '/* GOV.UK Frontend, MIT licence, Crown copyright (Government Digital Service); without its fonts */'

export const styleSheet = named(
  'inquest',
  'css',
  'text/css; charset=utf-8',
  `${notice}\n${govukCss(families)}\n${ownCss}\n${readFileSync(packagePath('assets', 'pages.css'), 'utf8')}`
)

/** Live parts and copying; every page works without it. */
export const script = named(
  'inquest',
  'js',
  'text/javascript; charset=utf-8',
  readFileSync(packagePath('assets', 'pages.js'), 'utf8')
)

export const assets: readonly Asset[] = [styleSheet, script]
