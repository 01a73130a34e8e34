/** Side of the picture that is read, px: what a phone's camera sees of a poster at arm's length. */
const side = 640;

/**
 * Reads the code of a drawing back as a phone would, by another decoder than the one that sentries use first and by no
 * part of what drew it: a poster hangs for months, and a fault in it is found by nobody before the first visitor.
 * @returns the code's text; null when none can be read in the drawing
 * @throws Error when the decoder cannot be loaded or the browser cannot draw the picture
 */
export async function readBack(drawing: SVGSVGElement): Promise<string | null> {
  const [{ BrowserQRCodeReader }, canvas] = await Promise.all([import('@zxing/browser'), pictureOf(drawing)]);
  try {
    return new BrowserQRCodeReader().decodeFromCanvas(canvas).getText();
  } catch {
    // It throws for every picture in which it reads nothing.
    return null;
  }
}

async function pictureOf(drawing: SVGSVGElement): Promise<HTMLCanvasElement> {
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
