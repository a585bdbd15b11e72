// One client of openid-client in a process of its own, as its users run it: the certificate authority comes by
// NODE_EXTRA_CA_CERTS, which Node reads at its start. The test sends calls and is the person at the browser.
import * as client from 'openid-client'

let configuration

const calls = {
  async discovery(server, clientId, secret) {
    configuration = await client.discovery(new URL(server), clientId, secret)
    client.enableNonRepudiationChecks(configuration)
    return configuration.serverMetadata()
  },
  buildAuthorizationUrl: (parameters) => client.buildAuthorizationUrl(configuration, parameters).href,
  calculatePKCECodeChallenge: client.calculatePKCECodeChallenge,
  authorizationCodeGrant: (url, checks) =>
    client.authorizationCodeGrant(configuration, new URL(url), checks).then(tokensOf),
  refreshTokenGrant: (token) => client.refreshTokenGrant(configuration, token).then(tokensOf),
  clientCredentialsGrant: (parameters) =>
    client.clientCredentialsGrant(configuration, parameters).then(tokensOf),
  initiateDeviceAuthorization: (parameters) => client.initiateDeviceAuthorization(configuration, parameters),
  pollDeviceAuthorizationGrant: (device) =>
    client.pollDeviceAuthorizationGrant(configuration, device).then(tokensOf),
}

const tokensOf = (tokens) => ({ ...tokens, claims: tokens.claims() })

async function answer({ id, method, given }) {
  try {
    process.send({ id, result: await calls[method](...given) })
  } catch (error) {
    const { cause, code, error: errorCode, error_description: errorMessage, message, name } = error
    const failure = { code, errorCode, errorMessage, issuer: cause?.body?.issuer, message, name }
    process.send({ id, failure: { ...failure, text: String(error) } })
  }
}

process.on('message', (message) => void answer(message))
