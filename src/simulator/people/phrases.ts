/** What people say when a service fails them. `{task}`, `{page}`, `{reason}`, `{minutes}`, `{group}` are filled in. */
export const slowWords = [
  'I have been trying to {task} since {clock} and the {page} just sits there with the spinner going round. {reason}',
  'The {page} is painfully slow today. It took about {minutes} minutes to show me anything and then it lost what I had typed. {reason}',
  'Is there a problem with the {page}? Every step takes ages and I gave up after {minutes} minutes. {reason}',
  'Tried to {task} on my phone on the bus, then again at home. Same thing both times, it never finishes loading. {reason}',
  'Your {page} hangs. I click, I wait, I wait some more. {reason}',
  '{minutes} minutes to get past the second screen. My neighbour got straight through, so I do not understand it. {reason}',
  'The page loads but when I press search nothing happens for a very long time. {reason}',
  'I am not very good with computers so I thought it was me, but my daughter tried as well and it would not go through. {reason}'
]

export const errorWords = [
  'I keep getting an error page when I try to {task}. I have tried {attempts} times. {reason}',
  'The {page} says sorry, something went wrong. It said the same thing {minutes} minutes later. {reason}',
  'Cannot {task}. It times out every single time. {reason}',
  'Error on the last step, after I had filled in everything. Did it go through or not? {reason}',
  'I have tried Chrome, Edge and my phone. All of them end up with an error. Please can somebody {task} for me over the phone? {reason}',
  'White page with an error number on it and nothing else. {reason}',
  'It logged me out, then it would not let me back in, then it gave an error. {reason}'
]

export const accessWords = [
  'I use a screen reader and the {page} gives me no indication that it is still loading, only silence, and then an error. {reason}',
  'I support adults with learning disabilities. The {page} timed out on us {attempts} times and each time we had to start from the beginning, which is very distressing for them. {reason}',
  'I am {age} and do not have anybody to ask. The telephone line says to use the website and the website does not work. {reason}'
]

export const paidWords = [
  'The money has left my account but the {page} gave me an error and I have had no confirmation. {reason}',
  'I paid and then got a time-out. Have I been charged for nothing? {reason}'
]

export const reliefWords = [
  'It worked just now, first time. Thank you.',
  'Back to normal for me. Managed to {task} in a couple of minutes.',
  'Whatever you did, it is fine again.'
]

export const officialWords = [
  'We know that some people cannot {task} at the moment. Our technical team is looking into it. We are sorry for the trouble.',
  'The {page} is working again. If you could not finish earlier, please try once more. Thank you for bearing with us.'
]

export const followUps = [
  '',
  ' Please help.',
  ' Can somebody ring me?',
  ' Not good enough.',
  ' Thanks.',
  ' I would be grateful for a reply today.'
]
