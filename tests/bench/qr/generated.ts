// A set of QR codes that are hard to read, of the kinds that cameras at doors meet; the same in every run.
import type { Luma } from '../../../src/camera/qr/luma.ts';
import { seeded, type Seeded } from '../../support/seeded.ts';
import { blur, draw, each, expose, move, shine, view, type Drawing, type Scene } from './drawing.ts';

export interface Generated {
  kind: string;
  text: string;
  luma: Luma;
}

const between = (random: Seeded, least: number, most: number): number =>
  least + (most - least) * (random.below(10_000) / 10_000);

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** As long as passes and certificates are. */
function someText(random: Seeded, length: number): string {
  return `H1:${Array.from({ length }, () => letters[random.below(letters.length)]!).join('')}`;
}

function plain(random: Seeded): Scene {
  const side = between(random, 240, 420);
  return {
    text: someText(random, 40 + random.below(260)),
    correction: random.pick(['L', 'L', 'M', 'Q'] as const),
    side,
    turned: between(random, -8, 8),
    yaw: between(random, -8, 8),
    pitch: between(random, -8, 8),
    curve: 0,
    left: view.width / 2 + between(random, -180, 180),
    top: view.height / 2 + between(random, -60, 60),
    inverted: false,
    dark: between(random, 20, 50),
    light: between(random, 190, 235),
    around: between(random, 60, 140),
  };
}

/** What a kind changes of the scene, then of its picture; the noise of the sensor comes last. */
interface Kind {
  scene?: (scene: Scene, random: Seeded) => Partial<Scene>;
  light?: (drawing: Drawing, random: Seeded) => void;
  noise?: number;
}

const near = (drawing: Drawing, random: Seeded, share = 0.5): [x: number, y: number] => [
  drawing.middle.x + between(random, -share, share) * drawing.side,
  drawing.middle.y + between(random, -share, share) * drawing.side,
];

const kinds: Record<string, Kind> = {
  plain: {},
  blur: { light: (drawing, random) => blur(drawing, between(random, 2, 6)) },
  motion: { light: (drawing, random) => move(drawing, between(random, 6, 26), between(random, 0, 180)) },
  noise: { noise: 60, light: (drawing, random) => blur(drawing, between(random, 0.6, 1.6)) },
  'low-contrast': {
    scene: (_, random) => {
      const dark = between(random, 60, 150);
      return { dark, light: dark + between(random, 5, 25) };
    },
  },
  dark: {
    scene: (_, random) => ({ dark: between(random, 2, 8), light: between(random, 12, 30), around: 6 }),
    noise: 6,
  },
  overexposed: {
    light: (drawing, random) => {
      const more = between(random, 120, 225);
      each(drawing, (value) => value * 0.8 + more);
    },
  },
  glare: {
    light: (drawing, random) => {
      const [x, y] = near(drawing, random, 0.7);
      shine(drawing, x, y, drawing.side * between(random, 0.15, 0.5), between(random, 150, 320));
    },
  },
  'bright-spots': {
    light: (drawing, random) => {
      for (let count = 1 + random.below(4); count > 0; count--) {
        const [x, y] = near(drawing, random);
        shine(drawing, x, y, drawing.side * between(random, 0.03, 0.12), 400);
      }
    },
  },
  shadow: {
    light: (drawing, random) => {
      const angle = between(random, 0, Math.PI * 2);
      const [x0, y0] = near(drawing, random, 0.35);
      const depth = between(random, 0.04, 0.2);
      const soft = between(random, 1, 30);
      each(drawing, (value, x, y) => {
        const along = (x - x0) * Math.cos(angle) + (y - y0) * Math.sin(angle);
        return value * (depth + (1 - depth) / (1 + Math.exp(-along / soft)));
      });
    },
  },
  tilt: {
    scene: (_, random) => ({
      yaw: between(random, 45, 72) * random.pick([1, -1]),
      pitch: between(random, -30, 30),
    }),
  },
  rotated: { scene: (_, random) => ({ turned: between(random, 0, 360) }) },
  curved: { scene: (_, random) => ({ curve: between(random, 0.52, 0.85), yaw: between(random, -15, 15) }) },
  damaged: {
    scene: () => ({ correction: 'M' }),
    light: (drawing, random) => {
      for (let count = 2 + random.below(3); count > 0; count--) {
        const [x0, y0] = near(drawing, random, 0.45);
        const reach = drawing.side * between(random, 0.02, 0.06);
        const ink = random.pick([20, 230]);
        each(drawing, (value, x, y) =>
          Math.abs(x - x0) < reach * 2 && Math.abs(y - y0) < reach ? ink : value,
        );
      }
    },
  },
  small: {
    scene: (_, random) => ({ side: between(random, 55, 110), text: someText(random, 40 + random.below(60)) }),
  },
  dense: { scene: (_, random) => ({ text: someText(random, 700 + random.below(1000)), correction: 'L' }) },
  inverted: { scene: (_, random) => ({ inverted: true, turned: between(random, 0, 360) }) },
  screen: {
    light: (drawing, random) => {
      const [a, b, angle] = [between(random, 2.1, 12), between(random, 50, 150), between(random, 0, 3)];
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      each(drawing, (value, x, y) => value + 0.5 * b * Math.sin((2 * Math.PI * (x * c + y * s)) / a));
    },
  },
  'far-and-dark': {
    scene: (_, random) => ({ side: between(random, 150, 230), dark: 8, light: between(random, 35, 70) }),
    light: (drawing, random) => blur(drawing, between(random, 0.8, 1.8)),
    noise: 7,
  },
};

/** The pictures of each kind, one after another: each is made when it is asked for. */
export function* generated(ofEach: number): Generator<Generated> {
  for (const [index, [kind, { scene, light, noise = 3 }]] of Object.entries(kinds).entries()) {
    const random = seeded(1000 + index);
    for (let count = 0; count < ofEach; count++) {
      const plainScene = plain(random);
      const drawn = { ...plainScene, ...scene?.(plainScene, random) };
      const drawing = draw(drawn);
      light?.(drawing, random);
      yield { kind, text: drawn.text, luma: expose(drawing, random, noise) };
    }
  }
}
