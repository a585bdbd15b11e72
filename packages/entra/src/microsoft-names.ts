const names: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
])

/** Whether a host name, in lower case, is one that Microsoft's sign-in answers under. */
export function isMicrosoftName(hostname: string): boolean {
  return names.has(hostname) || hostname.endsWith('.b2clogin.com') || hostname.endsWith('.ciamlogin.com')
}
