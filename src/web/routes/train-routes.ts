import { bodyLimit } from 'hono/body-limit'
import { InquestError, systemClock } from '../../foundation/index.ts'
import { keepVariant, promptFile, promptOfStep, stepOfPrompt, teaching } from '../../training/index.ts'
import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { trainHomePage } from '../pages/train-home.ts'
import { trainPromptPage } from '../pages/train-prompt.ts'
import { trainStepPage } from '../pages/train-step.ts'
import { fieldsOf, modelIn } from '../requests.ts'
import { posted } from './posted.ts'

/** Trainer's mode: a run as a lesson, and prompts that can be changed and tried. */
export function addTrainRoutes({ app, workspace }: Site): void {
  app.get('/train', async (context) => context.html(renderPage(await trainHomePage(workspace))))

  app.get('/train/:id', (context) => context.redirect(`/train/${context.req.param('id')}/incident`))

  app.get('/train/:id/prompt', async (context) => {
    const run = (await workspace.open(context.req.param('id'))).id
    const id = context.req.query('id') ?? ''
    const step = await stepOfPrompt(id)
    return context.html(renderPage(trainPromptPage({ run, id, step, text: await promptFile(id) })))
  })

  app.post('/train/:id/prompt', bodyLimit({ maxSize: 512 * 1024 }), async (context) => {
    const fields = fieldsOf(await posted(context))
    const { id: run } = await workspace.open(context.req.param('id'))
    const { id = '', text = '' } = fields
    const step = await stepOfPrompt(id)
    try {
      const path = await keepVariant(workspace.root, id, text, new Date(systemClock.now()))
      const options = { model: modelIn(fields), promptVariants: { [id]: path }, ...(step ? {} : { mode: 'naive' as const }) }
      const started = await workspace.again(run, options, fields['from'] === 'start' ? undefined : (step ?? undefined))
      return context.redirect(`/runs/${started}`, 303)
    } catch (thrown) {
      if (!(thrown instanceof InquestError)) throw thrown
      const problem = `${thrown.message} ${thrown.nextStep}`
      const page = trainPromptPage({
        run,
        id,
        step,
        text,
        from: fields['from'],
        model: fields['model'],
        modelName: fields['model-name'],
        problem
      })
      return context.html(renderPage(page), 400)
    }
  })

  app.get('/train/:id/:step', async (context) => {
    const run = await workspace.open(context.req.param('id'))
    const step = teaching.find(({ id }) => id === context.req.param('step'))
    if (!step) throw new InquestError('usage', 'A lesson has no such step.', 'Begin with its first step.')
    const task = context.req.query('task')
    const { view } = run.watch
    const tasks = view.state.plans.flatMap((plan) => plan.tasks)
    const heads = step.prompt === 'naive/ask' ? await workspace.heads(run.id).catch(() => '') : ''
    const prompt = step.prompt
      ? await promptOfStep(step.prompt, view, tasks.find(({ id }) => id === task) ?? tasks[0], heads)
      : null
    const present = context.req.query('present') === 'yes'
    return context.html(renderPage(trainStepPage({ run, step, prompt, present, task })))
  })
}
