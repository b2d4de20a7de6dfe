// The live parts of a run's page, copying, and moving to a problem. Every page says the same without it.
// All mark-up comes escaped from the server; nothing here builds any.

/** Puts what changed in its place, at most once a frame. A part that holds the focus waits until the focus has left it. */
function applyParts(waiting) {
  for (const [id, markup] of waiting) {
    const place = document.getElementById(id)
    if (place === null) continue
    if (place.contains(document.activeElement)) continue
    place.innerHTML = markup
    waiting.delete(id)
  }
}

function followRun(live) {
  const waiting = new Map()
  let asked = false
  const show = () => {
    asked = false
    applyParts(waiting)
  }
  const ask = () => {
    if (!asked) requestAnimationFrame(show)
    asked = true
  }
  live.addEventListener('focusout', () => setTimeout(ask, 0))
  const events = new EventSource(live.dataset.live)
  events.addEventListener('parts', ({ data }) => {
    for (const [id, markup] of Object.entries(JSON.parse(data))) waiting.set(id, markup)
    ask()
  })
  events.addEventListener('ended', () => {
    events.close()
    // The page of a run that has ended offers other things to do.
    applyParts(waiting)
    location.replace(location.href)
  })
}

/** A button that copies the text of the element it names, and says so. */
function offerCopying(button) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copy)?.textContent ?? ''
    const said = button.nextElementSibling
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = 'Copied'
    } catch {
      said.textContent = 'Could not copy: select the text and copy it yourself'
    }
  })
}

for (const live of document.querySelectorAll('[data-live]')) followRun(live)
for (const button of document.querySelectorAll('[data-copy]')) offerCopying(button)
document.querySelector('[data-focus]')?.focus()
