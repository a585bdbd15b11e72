/** Optional claims that Entra has, and no token here. */
export const absentClaims: readonly string[] = [
  'acrs',
  'aud',
  'ctry',
  'fwd',
  'in_corp',
  'name',
  'onprem_sid',
  'platf',
  'pwd_exp',
  'pwd_url',
  'tenant_ctry',
  'tenant_region_scope',
  'verified_primary_email',
  'verified_secondary_email',
  'vnet',
  'wids',
  'xms_cc',
  'xms_edov',
  'xms_pdl',
  'xms_pl',
  'xms_tpl',
  'ztdid',
]

/** Additional properties of optional claims that Entra acts on, and nothing here does. */
export const absentClaimProperties: readonly string[] = [
  'dns_domain_and_sam_account_name',
  'emit_as_roles',
  'include_externally_authenticated_upn',
  'include_externally_authenticated_upn_without_hash',
  'max_size_limit',
  'netbios_domain_and_sam_account_name',
  'on_premise_security_identifier',
  'sam_account_name',
  'use_guid',
]
