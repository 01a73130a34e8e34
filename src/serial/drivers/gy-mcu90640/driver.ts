import { faceOf } from '../../../domain/scan/thermal-picture.ts';
import { Framer } from '../../framing/framer.ts';
import { Conversation } from '../conversation.ts';
import type { Driver } from '../driver.ts';
import {
  decodeGyMcu90640,
  gyMcu90640BaudRates,
  gyMcu90640Commands,
  gyMcu90640Format,
  isMeasurablePicture,
  mlx90640Accuracy,
} from './protocol.ts';

/** The slowest rate takes 1.6 s for a picture, and the sensor half a second to make one. */
const pictureWithinMs = 3000;

/**
 * The GY-MCU90640 thermal array: asked for one picture after the other. Each is given whole, and with it the temperature of
 * the face's hottest spot, or of the hottest spot of all where it sees no face.
 */
export const gyMcu90640: Driver = {
  id: 'gy-mcu90640',
  name: 'GY-MCU90640',
  kind: 'thermal-array',
  baudRates: gyMcu90640BaudRates,
  recognition: { by: 'asking', query: gyMcu90640Commands.query, answerBytes: gyMcu90640Format.maxLength },
  silentAfterMs: 7000,
  framer: () => new Framer(gyMcu90640Format),
  begin(link) {
    const conversation = new Conversation(link);
    let ended = false;
    const next = async (): Promise<void> => {
      await conversation.ask({
        command: gyMcu90640Commands.query,
        isAnswer: () => true,
        withinMs: pictureWithinMs,
      });
      if (!ended) void next();
    };
    void next();
    return {
      take(frame) {
        conversation.take(frame);
        const picture = decodeGyMcu90640(frame, link.now());
        if (!isMeasurablePicture(picture)) return link.drop();
        link.emit({ type: 'thermal-picture', picture });
        const face = faceOf(picture);
        link.emit({
          type: 'temperature',
          reading: {
            surface: face?.max ?? Math.max(...picture.pixels),
            ambient: picture.ambient,
            accuracy: mlx90640Accuracy,
            face: face !== null,
            at: picture.at,
          },
        });
      },
      end() {
        ended = true;
        conversation.end();
      },
    };
  },
};
