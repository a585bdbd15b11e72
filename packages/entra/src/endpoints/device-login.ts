import { aadsts } from '../aadsts.ts'
import { EntraError } from '../entra-error.ts'
import { type Answer, plain, redirect } from '../answer.ts'
import { requireConsentable } from '../authorize/admit.ts'
import { needTenant } from '../authorize/identify-client.ts'
import { type AuthorizationCode, codeSeconds } from '../authorize/authorization-code.ts'
import { isCrossSite } from '../authorize/same-site-form.ts'
import { type DeviceAuthorization, deviceCodeSeconds } from '../device-codes.ts'
import { deviceLoginId, deviceLoginPath } from '../device-login-application.ts'
import type { Application } from '../directory/directory.ts'
import { type Account, findApplication, findUser, isFor } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { deviceCodePage, deviceDonePage, deviceQuestionPage } from '../pages/device-pages.ts'
import { issuerAt, oauthPath } from '../place.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorPage } from '../render-error.ts'
import { type EntraRequest, parametersOf } from '../request.ts'
import { grantScopes, parseScopes, type ResourceGrant } from '../scopes.ts'

/** A device that waits, and the application that runs there. */
interface Waiting {
  readonly authorization: DeviceAuthorization
  readonly application: Application
}

/** Finds the device that shows a code. Refuses with 70018 a code of nobody's, and with 70019 one that is over. */
function findWaiting(emulator: Emulator, userCode: string): Waiting {
  const authorization = emulator.deviceCodes.findByUser(userCode)
  const found = authorization && findApplication(emulator.directory, authorization.appId)
  if (authorization === undefined || found === undefined) throw aadsts(70018)
  const isOver = emulator.now() >= authorization.issuedAt + deviceCodeSeconds * 1000
  if (isOver || authorization.outcome !== 'pending') throw aadsts(70019)
  return { authorization, application: found.application }
}

/**
 * Who is signed in, as the code of a sign-in for this page says. Refuses with 50058 a code of any other browser, and
 * with 50020 somebody of another tenant than the device asked at: the browser may have signed in anywhere.
 */
function findPerson(
  emulator: Emulator,
  { headers, place }: EntraRequest,
  { application, authorization }: Waiting,
  code: string,
): { readonly account: Account; readonly signIn: AuthorizationCode } {
  const signIn = emulator.codes.get(code)
  const isGood =
    signIn !== undefined &&
    signIn.appId === deviceLoginId &&
    !signIn.redeemed &&
    emulator.now() < signIn.issuedAt + codeSeconds * 1000 &&
    emulator.sessions.accounts(headers.cookie).some(({ sid }) => sid === signIn.sid)
  const tenant = isGood ? emulator.directory.tenants.find(({ id }) => id === signIn.tenantId) : undefined
  const user = tenant && signIn && findUser(tenant, signIn.userId)
  if (tenant === undefined || user === undefined || signIn === undefined) throw aadsts(50058)
  const address = needTenant(emulator.directory, authorization.tenant)
  if (!isFor(address, tenant)) {
    throw aadsts(50020, {
      user: user.userPrincipalName,
      issuer: issuerAt(place, tenant.id),
      tenant: address.kind === 'tenant' ? address.tenant.displayName : address.name,
      app: application.appId,
      name: application.displayName,
    })
  }
  return { account: { tenant, user }, signIn }
}

/** What the device asks for. Scopes that are not there are the token endpoint's to refuse. */
function wantedBy(
  emulator: Emulator,
  { authorization, application }: Waiting,
  { tenant }: Account,
): ResourceGrant[] {
  try {
    return grantScopes(emulator.directory, tenant, application, parseScopes(authorization.scope), 65001)
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return []
  }
}

/** Sends the browser to sign somebody in of the tenants that the device asked for; it comes back with a code. */
function startSignIn({ place }: EntraRequest, { tenant, userCode }: DeviceAuthorization): Answer {
  const parameters = new URLSearchParams({
    client_id: deviceLoginId,
    response_type: 'code',
    redirect_uri: place.origin + deviceLoginPath,
    scope: 'openid',
    state: userCode,
    prompt: 'select_account',
  })
  const path = oauthPath({ ...place, version: '2.0', policy: undefined }, tenant)
  return redirect(`${place.origin}${path}/authorize?${parameters.toString()}`)
}

/** Takes the answer to the last question: remembers it for the device, which asks at the token endpoint. */
function decide(emulator: Emulator, request: EntraRequest, waiting: Waiting, answer: string): Answer {
  const { account, signIn } = findPerson(emulator, request, waiting, request.form.get('code') ?? '')
  signIn.redeemed = true
  const isApproved = answer === 'continue'
  if (isApproved) {
    const { id, userPrincipalName } = account.user
    const { application } = waiting
    emulator.faults.refuse({
      endpoint: 'device-login',
      app: application.appId,
      user: [id, userPrincipalName],
    })
    const grants = wantedBy(emulator, waiting, account)
    requireConsentable(emulator, account, application, grants)
    for (const grant of grants) emulator.consents.add(account, application, grant)
  }
  const { authTime, sid, tenantId, userId } = signIn
  waiting.authorization.outcome = isApproved ? { tenantId, userId, sid, authTime } : 'declined'
  return deviceDonePage(waiting.application, isApproved)
}

function showQuestion(emulator: Emulator, request: EntraRequest, waiting: Waiting, code: string): Answer {
  const { account } = findPerson(emulator, request, waiting, code)
  const grants = wantedBy(emulator, waiting, account)
  requireConsentable(emulator, account, waiting.application, grants)
  return deviceQuestionPage({
    application: waiting.application,
    user: account.user,
    userCode: waiting.authorization.userCode,
    code,
    scopes: grants.flatMap(({ granted }) => granted),
  })
}

/** The three steps: the code that the device shows, then the sign-in, then the question whether it was them. */
function answer(emulator: Emulator, request: EntraRequest, typed: string): Answer {
  const { form, method, query } = request
  emulator.faults.refuse({ endpoint: 'device-login' })
  if (method !== 'POST') {
    const code = parametersOf(query).get('code')
    if (code === undefined) return deviceCodePage(typed)
    return showQuestion(emulator, request, findWaiting(emulator, typed), code)
  }
  const waiting = findWaiting(emulator, parametersOf(form).get('otc') ?? '')
  const decision = form.get('answer')
  return decision === null
    ? startSignIn(request, waiting.authorization)
    : decide(emulator, request, waiting, decision)
}

/**
 * Where a person approves the sign-in of a device that shows a code (RFC 8628, 3.3). What is wrong with the code is said
 * on the page, where another can be typed.
 */
export function deviceLogin(emulator: Emulator, request: EntraRequest): Answer {
  const { form, headers, method, query } = request
  if (method === 'POST' && isCrossSite(emulator, headers)) {
    return plain(403, 'This form is to be sent from the device login page only.')
  }
  const typed = (form.get('otc') ?? query.get('otc') ?? query.get('state') ?? '').slice(0, 32)
  try {
    return answer(emulator, request, typed)
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, 'device-login', refusal)
    const isAboutCode = [70018, 70019, 50058].includes(refusal.code)
    return isAboutCode ? deviceCodePage(typed, refusal) : errorPage(refusal, request, emulator.now())
  }
}
