// QR codes as a camera might see them, drawn by numbers alone: the same in every run and on every machine.
import { correction, generate } from 'lean-qr';
import type { Luma } from '../../../src/camera/qr/luma.ts';
import type { Seeded } from '../../support/seeded.ts';

/** The size of the camera's picture, px. */
export const view = { width: 1280, height: 720 };

/** How a code lies before the camera. Lengths in px, angles in degrees. */
export interface Scene {
  text: string;
  correction: keyof typeof correction;
  /** The side of the code without its border, were it seen straight on. */
  side: number;
  turned: number;
  /** How far the plane leans away, to the side and backwards. */
  yaw: number;
  pitch: number;
  /** Around a cylinder of so many sides' radius; 0: flat. */
  curve: number;
  left: number;
  top: number;
  inverted: boolean;
  /** Grey of the dark and the light modules, and of what is around, 0 to 255. */
  dark: number;
  light: number;
  around: number;
}

/** A picture while it is worked on: brightness as numbers that may leave 0 to 255. */
export interface Drawing {
  pixels: Float32Array;
  width: number;
  height: number;
  /** Where the code's middle lies, and how large it is there. */
  middle: { x: number; y: number };
  side: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** As far from the plane as four sides of the picture: the perspective of a phone held up. */
const distance = 1400;
const border = 4;
const samples = 3;

/** Draws the scene. Each pixel is the mean of some points in it, as a lens would have it. */
export function draw(scene: Scene): Drawing {
  const { width, height } = view;
  const code = generate(scene.text, { minCorrectionLevel: correction[scene.correction] });
  const module = scene.side / code.size;
  const [a, b, c] = [radians(scene.turned), radians(scene.yaw), radians(scene.pitch)];
  // The plane's own axes: turned in itself, then leant to the side, then backwards.
  const across = lean([Math.cos(a), Math.sin(a), 0], b, c);
  const down = lean([-Math.sin(a), Math.cos(a), 0], b, c);
  const out = cross(across, down);
  const middle: Point = [scene.left - width / 2, scene.top - height / 2, distance];
  const depth = dot(out, middle);
  const radius = scene.curve * scene.side;
  const greyAt = (x: number, y: number): number => {
    const ray: Point = [(x - width / 2) / distance, (y - height / 2) / distance, 1];
    const far = depth / dot(out, ray);
    const on: Point = [ray[0] * far - middle[0], ray[1] * far - middle[1], far - middle[2]];
    let u = dot(on, across);
    const v = dot(on, down);
    let shade = 1;
    if (radius > 0) {
      if (Math.abs(u) >= radius) return scene.around;
      const angle = Math.asin(u / radius);
      u = radius * angle;
      shade = 0.35 + 0.65 * Math.cos(angle);
    }
    const column = Math.floor(u / module + code.size / 2);
    const row = Math.floor(v / module + code.size / 2);
    const reach = (at: number): boolean => at >= -border && at < code.size + border;
    if (!reach(column) || !reach(row)) return scene.around;
    return (code.get(column, row) !== scene.inverted ? scene.dark : scene.light) * shade;
  };
  const pixels = new Float32Array(width * height);
  const half = scene.side * 1.3 + 20;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isNear = Math.abs(x - scene.left) < half && Math.abs(y - scene.top) < half;
      let sum = 0;
      if (isNear)
        for (let i = 0; i < samples; i++)
          for (let j = 0; j < samples; j++) sum += greyAt(x + (i + 0.5) / samples, y + (j + 0.5) / samples);
      pixels[y * width + x] = isNear ? sum / samples ** 2 : scene.around;
    }
  }
  return { pixels, width, height, middle: { x: scene.left, y: scene.top }, side: scene.side };
}

type Point = [x: number, y: number, z: number];

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function lean([x, y, z]: Point, yaw: number, pitch: number): Point {
  const [x1, z1] = [x * Math.cos(yaw) + z * Math.sin(yaw), z * Math.cos(yaw) - x * Math.sin(yaw)];
  return [x1, y * Math.cos(pitch) - z1 * Math.sin(pitch), y * Math.sin(pitch) + z1 * Math.cos(pitch)];
}

/** Out of focus: about a Gaussian of this deviation, px. */
export function blur(drawing: Drawing, deviation: number): void {
  // Three means over a window come close to it.
  const reach = Math.max(1, Math.round((Math.sqrt(4 * deviation ** 2 + 1) - 1) / 2));
  for (let pass = 0; pass < 3; pass++) {
    meanAlong(drawing, 1, drawing.width, drawing.height, drawing.width, reach);
    meanAlong(drawing, drawing.width, drawing.height, drawing.width, 1, reach);
  }
}

function meanAlong(
  { pixels }: Drawing,
  step: number,
  length: number,
  lines: number,
  next: number,
  reach: number,
): void {
  const line = new Float32Array(length);
  for (let at = 0; at < lines; at++) {
    const start = at * next;
    for (let i = 0; i < length; i++) line[i] = pixels[start + i * step]!;
    const get = (i: number): number => line[Math.min(length - 1, Math.max(0, i))]!;
    let sum = 0;
    for (let i = -reach; i <= reach; i++) sum += get(i);
    for (let i = 0; i < length; i++) {
      pixels[start + i * step] = sum / (2 * reach + 1);
      sum += get(i + reach + 1) - get(i - reach);
    }
  }
}

/** Moved while the shutter was open. */
export function move(drawing: Drawing, length: number, direction: number): void {
  const { pixels, width, height } = drawing;
  const before = pixels.slice();
  const [dx, dy] = [Math.cos(radians(direction)), Math.sin(radians(direction))];
  const steps = Math.max(2, Math.round(length * 1.5));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const along = (i / (steps - 1) - 0.5) * length;
        const [fx, fy] = [Math.round(x + dx * along), Math.round(y + dy * along)];
        sum += before[Math.min(height - 1, Math.max(0, fy)) * width + Math.min(width - 1, Math.max(0, fx))]!;
      }
      pixels[y * width + x] = sum / steps;
    }
  }
}

/** Each pixel anew, from what it is and where. */
export function each(drawing: Drawing, grey: (value: number, x: number, y: number) => number): void {
  const { pixels, width, height } = drawing;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) pixels[at] = grey(pixels[at]!, x, y);
}

/** A lamp in the glass over it. */
export function shine(drawing: Drawing, x: number, y: number, reach: number, strength: number): void {
  each(
    drawing,
    (value, px, py) => value + strength * Math.exp(-((px - x) ** 2 + (py - y) ** 2) / (2 * reach ** 2)),
  );
}

/** The sum of four even ones is near enough to a Gaussian. Picked from, for a picture has a million pixels. */
function noises(random: Seeded): Float32Array {
  const even = (): number => random.below(1024) / 1024 - 0.5;
  return Float32Array.from({ length: 4096 }, () => (even() + even() + even() + even()) * 1.73);
}

/** As the sensor gives it: with noise of this deviation, in whole numbers from 0 to 255. */
export function expose({ pixels, width, height }: Drawing, random: Seeded, noise: number): Luma {
  const data = new Uint8Array(width * height);
  const some = noises(random);
  for (let at = 0; at < data.length; at++)
    data[at] = Math.min(255, Math.max(0, Math.round(pixels[at]! + some[random.below(some.length)]! * noise)));
  return { data, width, height };
}
