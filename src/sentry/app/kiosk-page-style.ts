import { css } from 'lit';

/** How the gate's page lies on its screen. */
export const kioskPageStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    /* What is wrong with the sentry scrolls where it is much: in a row that could shrink it would be squeezed away. */
    grid-template-rows: max-content minmax(min-content, 1fr) auto;
    height: 100%;
    /* With large text on a phone there is more than the screen holds. */
    overflow: auto;
    background: #0c1a24;
    color: #ffffff;
  }
  .stage {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: minmax(9rem, 1fr) auto;
    overflow: hidden;
    min-height: min(18rem, 60vh);
  }
  /*
   * The picture is as large as the frame and no larger: without a graphics card each of its pixels is painted by the processor
   * thirty times a second. What is read is the whole picture of the camera.
   */
  video {
    /* It takes the frame's size, and gives it none of its own. */
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  /* A front camera is looked at like a mirror; only the picture is turned, never the frames that are read. */
  video.mirror {
    transform: scaleX(-1);
  }
  .guide {
    position: relative;
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    min-height: 0;
    place-items: center;
    padding-top: 12px;
    container-type: size;
  }
  /* A square, as wide or as high as there is room. */
  .frame {
    height: min(94cqh, 640px, 94cqw);
    aspect-ratio: 1;
    position: relative;
    border: 5px solid #ffffff;
    border-radius: 28px;
    overflow: hidden;
    background: #16222c;
  }
  /* On a phone, and with large letters, there is a picture to aim by, and room for the guard's own buttons below. */
  :host([hand-held]) .stage {
    grid-template-rows: minmax(30vh, 1fr) auto;
  }
  /* Aimed at what others hold: all of the picture. */
  :host([hand-held]) .frame {
    position: absolute;
    inset: 0;
    width: auto;
    height: auto;
    max-height: none;
    aspect-ratio: auto;
    border: none;
    border-radius: 0;
  }
  /* Side by side: the frame never covers the code, nor the code what is held in the frame. */
  .guide.asking {
    grid-auto-flow: column;
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: minmax(0, 1fr);
    gap: 12px;
    padding-inline: 16px;
    overflow: hidden;
  }
  .guide.asking .frame {
    height: auto;
    width: min(100%, 60vh, 480px);
    max-height: 94%;
    max-width: none;
  }
  sc-sentry-code {
    position: relative;
    width: min(30vw, 32vh, 260px);
  }
  /* On an upright screen one above the other: what is scanned first on top, and large. */
  @media (orientation: portrait) {
    .guide.asking {
      grid-auto-flow: row;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }
    .guide.asking sc-sentry-code {
      order: -1;
      width: min(60vw, 18vh);
    }
    .guide.asking .frame {
      width: auto;
      height: min(100%, 94cqw, 640px);
    }
  }
  /* A tablet has room for a code that is read from further away. */
  @media (orientation: portrait) and (min-width: 600px) {
    .guide.asking sc-sentry-code {
      width: min(60vw, 26vh, 340px);
    }
  }
  .frame.checking {
    border-color: #56b4e9;
  }
  .ask {
    position: relative;
    padding: 14px 20px 20px;
    text-align: center;
    background: linear-gradient(transparent, rgb(6 16 24 / 0.9) 40%);
  }
  .ask h1 {
    margin: 0;
    font-size: clamp(1.7rem, 4.2vw, 3rem);
    line-height: 1.12;
    text-wrap: balance;
  }
  .ask p {
    margin: 4px 0 0;
    font-size: clamp(1rem, 1.9vw, 1.35rem);
  }
  sc-verdict-panel {
    position: absolute;
    inset: 0;
  }
  /* In the hand the next code is aimed at while the verdict is still read. */
  :host([hand-held]) sc-verdict-panel {
    inset: min(34%, 220px) 0 0;
  }
  .over {
    position: absolute;
    inset: auto 0 0;
    margin: 0;
    padding: 12px 20px;
    text-align: center;
    font-size: clamp(1.3rem, 2.6vw, 2rem);
    font-weight: 600;
    background: #0c1a24;
  }
  .staff {
    font: inherit;
    min-height: 44px;
    padding: 6px 16px;
    border-radius: 10px;
    border: 2px solid #ffffff;
    background: #ffffff;
    color: #16222c;
    cursor: pointer;
  }
  .staff {
    min-height: 40px;
    border: 1px solid #5a7283;
    background: transparent;
    color: #dfe8ee;
  }
  /* Trouble with the device is no verdict: orange edges and a triangle, never the red of a refusal. */
  .stop {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    gap: 14px;
    padding: 32px;
    text-align: center;
    background: #0c1a24;
    border: solid var(--warning);
    border-width: 14px 0;
    font-size: clamp(1.1rem, 2.2vw, 1.4rem);
  }
  .stop h1::before {
    content: '▲ ';
    color: var(--warning);
  }
  /* Under every state of the page, and in view on every screen. */
  sc-emergency-bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
  }
  .let-in {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    background: #0b5f8a;
    font-size: clamp(1.2rem, 2.6vw, 2rem);
  }
  .let-in svg {
    width: clamp(110px, 22vmin, 220px);
    fill: #ffffff;
  }
  .let-in .sign {
    fill: none;
    stroke: #0b5f8a;
    stroke-width: 3.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stop,
  .let-in {
    align-content: safe center;
    overflow: auto;
  }
  .let-in h1,
  .let-in p {
    margin: 0;
  }
  .let-in h1 {
    font-size: clamp(2.4rem, 8vw, 5rem);
  }
  .stop h1 {
    margin: 0;
    font-size: clamp(2rem, 5vw, 3.6rem);
  }
`;
