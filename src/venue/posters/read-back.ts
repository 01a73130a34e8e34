/**
 * Widths of a module in the pictures that are read, px: a poster as a phone's camera sees it from some steps away. The decoder
 * judges black and white by squares of 8 px, and misses one sharp code in seven whose modules are as wide as those, one in
 * fifty at 3 px, and none of those at 2 px.
 */
const moduleWidths = [3, 2, 4];

/**
 * Reads the code of a drawing back as a phone would, by another decoder than the one that sentries use first and by no
 * part of what drew it: a poster hangs for months, and a fault in it is found by nobody before the first visitor.
 * @returns the code's text; null when none can be read in the drawing
 * @throws Error when the decoder cannot be loaded or the browser cannot draw the picture
 */
export async function readBack(drawing: SVGSVGElement): Promise<string | null> {
  const { BrowserQRCodeReader } = await import('@zxing/browser');
  const reader = new BrowserQRCodeReader();
  for (const width of moduleWidths) {
    const canvas = await pictureOf(drawing, width);
    try {
      return reader.decodeFromCanvas(canvas).getText();
    } catch {
      // It throws for every picture in which it reads nothing.
    }
  }
  return null;
}

async function pictureOf(drawing: SVGSVGElement, moduleWidth: number): Promise<HTMLCanvasElement> {
  // A module is one unit of the drawing.
  const side = drawing.viewBox.baseVal.width * moduleWidth;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.removeAttribute('style');
  copy.setAttribute('width', String(side));
  copy.setAttribute('height', String(side));
  const image = new Image(side, side);
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  canvas.getContext('2d', { willReadFrequently: true })!.drawImage(image, 0, 0, side, side);
  return canvas;
}
