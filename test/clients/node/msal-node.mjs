// One client application of MSAL Node in a process of its own, as its users run it: the certificate authority comes by
// NODE_EXTRA_CA_CERTS, which Node reads at its start. The test sends calls and is the person at the browser.
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'

const kinds = { confidential: ConfidentialClientApplication, public: PublicClientApplication }
let application

/** What MSAL tells the application, for it to show to a person. */
const callbacks = {
  acquireTokenByDeviceCode: {
    deviceCodeCallback: ({ userCode, verificationUri }) =>
      process.send({ told: { userCode, verificationUri } }),
  },
  acquireTokenInteractive: { openBrowser: async (url) => void process.send({ told: { url } }) },
}

async function answer({ id, method, given: [first] }) {
  try {
    if (method === 'create') application = new kinds[first.kind](first.configuration)
    const result = method === 'create' || (await application[method]({ ...first, ...callbacks[method] }))
    process.send({ id, result })
  } catch (error) {
    const { claims, errorCode, errorMessage, errorNo, message, name, subError } = error
    const failure = { claims, errorCode, errorMessage, errorNo, message, name, subError }
    process.send({ id, failure: { ...failure, text: String(error) } })
  }
}

process.on('message', (message) => void answer(message))
