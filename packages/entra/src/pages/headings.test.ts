import { expect, it } from 'vitest'
import type { UserFlow } from '../directory/directory.ts'
import { authorizeParameters, pageUri, pathTo, startContoso } from '../../test-support/running.ts'

it.each<[UserFlow['userFlowType'], string]>([
  [undefined, 'Sign in with your existing account'],
  ['signUpOrSignIn', 'Sign in with your existing account'],
  ['passwordReset', 'Whose password is to be reset?'],
  ['profileUpdate', 'Whose profile is to be edited?'],
])('a user flow of type %s is headed “%s”, and its form stays in the flow', async (type, heading) => {
  const running = await startContoso()
  running.contoso.userFlows = [{ id: 'B2C_1_x', ...(type !== undefined && { userFlowType: type }) }]
  const path = pathTo(
    'oauth2/v2.0/authorize',
    authorizeParameters(running.page, pageUri),
    'contoso.onmicrosoft.com/b2c_1_x',
  )
  const html = await (await running.createBrowser().request(path)).text()
  expect(html).toContain(`<h1>${heading}</h1>`)
  expect(html).toContain('action="/contoso.onmicrosoft.com/B2C_1_x/oauth2/v2.0/login"')
})
