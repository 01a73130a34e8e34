// Who may do what, as a table of Markdown: docs/threat-model.md holds it.
import {
  allRights,
  hasRight,
  rights,
  roleNames,
  roles,
  staffRoles,
  type Right,
} from '../../src/domain/access/rights.ts';

/** What all of the staff may: told once. */
const everybodys = allRights.filter((right) => staffRoles.every((role) => hasRight([role], right)));

/** A table row for each role, in the order of the table of rights. */
export function rightsTable(): string {
  const words = (its: readonly Right[]): string =>
    its.map((right) => rights[right].en).join('; ') || 'nothing else';
  const rows = roleNames.map((name) => {
    const isStaff = roles[name].kind === 'staff';
    const its = allRights.filter(
      (right) => hasRight([name], right) && !(isStaff && everybodys.includes(right)),
    );
    return `| ${roles[name].words.en} (\`${name}\`) | ${words(its)} |`;
  });
  const first = roleNames.findIndex((name) => roles[name].kind === 'staff');
  rows.splice(first, 0, `| every member of staff | ${words(everybodys)} |`);
  return ['| who | may |', '| --- | --- |', ...rows].join('\n');
}
