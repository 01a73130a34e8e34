import type { ResidentCard } from '../../domain/document/resident-card.ts';
import type { TemperatureReading } from '../../domain/scan/temperature.ts';
import type { ThermalPicture } from '../../domain/scan/thermal-picture.ts';

/**
 * What devices yield. It is what came over the line in a valid frame and nothing else: nothing is smoothed, repeated or made
 * up. Whether it is plausible, and what follows from it, is the domain's to judge.
 */
export type DeviceEvent =
  /** A thermometer, or the hottest spot of a thermal array's picture, measured something. */
  | { type: 'temperature'; reading: TemperatureReading }
  /** A thermal array made a picture; its temperature comes as an event of its own. */
  | { type: 'thermal-picture'; picture: ThermalPicture }
  /** A resident ID card, or a permit made like one, was laid on a reader. */
  | { type: 'id-card'; card: ResidentCard }
  /** A card lies on a reader and cannot be read: it is to be laid down once more. */
  | { type: 'card-unread' }
  /** A travel document was read: the lines of its machine-readable zone. */
  | { type: 'document'; lines: readonly string[] }
  /** A scanner read a code. */
  | { type: 'text'; text: string }
  /** A staff card was held to a reader: its number, as the reader says it. */
  | { type: 'staff-card'; number: string };
