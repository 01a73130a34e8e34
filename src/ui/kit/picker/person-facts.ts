import type { HealthStatus } from '../../../domain/person/health-status.ts';
import { dateTime } from '../../language/format.ts';
import type { Language } from '../../language/languages.ts';
import { healthTexts } from '../../texts/common/health.ts';

/** What tells two records with the same masked name apart: the last result with its time, and the doses. */
export function personFacts({ lastResult, sampleTime, doses }: HealthStatus, language: Language): string {
  const t = healthTexts[language];
  const result = sampleTime === null ? t[lastResult] : `${t[lastResult]} ${dateTime(sampleTime, language)}`;
  return `${result} · ${doses === null ? t.dosesUnknown : t.doses(doses)}`;
}
