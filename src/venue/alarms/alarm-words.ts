import type { Alarm } from '../../domain/api/api.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { language } from '../../ui/language/languages.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';

/** Why somebody was not admitted, in words. */
export function reasonsText(alarm: Alarm, words: ReasonWords): string {
  const reasons = words.of(alarm, language());
  if (reasons.length === 0) return venueTexts[language()].noReasons;
  return reasons.join(language() === 'en' ? '; ' : '；');
}

/** "36.8 °C" of an alarm, or that none was measured. */
export function temperatureOf(alarm: Alarm): string {
  const t = venueTexts[language()];
  return alarm.body === null ? t.notMeasured : t.temperature(temperatureText(alarm.body));
}
