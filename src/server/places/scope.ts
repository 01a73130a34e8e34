/**
 * What an account sees that is of some sub-districts: everything that is listed by site goes through this one condition.
 */

/**
 * SQL that holds for sites in an account's scope; it takes the value `scope` (scopeValue).
 * @param site the name by which the statement knows the site's row
 */
export function inScopeSql(site: string): string {
  return `({:scope} = '[]' or ${site}.subdistrict in (select value from json_each({:scope})))`;
}

/** The value `scope` of such a statement. @param scope sub-districts; none: all of them */
export function scopeValue(scope: readonly string[]): { scope: string } {
  return { scope: JSON.stringify(scope) };
}
