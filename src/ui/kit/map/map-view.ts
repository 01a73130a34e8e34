import * as leaflet from 'leaflet/dist/leaflet-src.esm.js';
import type { Outline, Outlines } from '../../../domain/site/outlines.ts';

/** How an area looks, and whether it is the one now read. */
export interface AreaLook {
  mark: string;
  isChosen: boolean;
}

/** A map in an element: areas that can be moved, enlarged and pressed. It knows nothing of what they mean. */
export class MapView {
  readonly #map: leaflet.Map;
  readonly #areas = new Map<string, leaflet.Polygon>();
  readonly #bounds: leaflet.LatLngBounds;
  /** Until somebody moves it the whole district is shown, however large the map is. */
  #isWhole = true;

  /**
   * @param moved after each move and change of size: what is drawn over the map is drawn anew
   * @param pressed an area by name
   */
  constructor(element: HTMLElement, outlines: Outlines, moved: () => void, pressed: (name: string) => void) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = leaflet.map(element, {
      // The outlines are the district's own, and no tiles are shown: there is nobody to name on the map.
      attributionControl: false,
      zoomControl: false,
      // The element around it has the keys: they read figures, too.
      keyboard: false,
      // Scrolling the page stays scrolling; the buttons and the keys + and - enlarge.
      scrollWheelZoom: false,
      zoomSnap: 0.25,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: !still,
      renderer: leaflet.svg({ padding: 0.5 }),
    });
    for (const area of outlines.areas) {
      const polygon = leaflet.polygon(latLngs(area), { className: 'area' }).addTo(this.#map);
      polygon.on('click', () => pressed(area.name));
      this.#areas.set(area.name, polygon);
    }
    this.#bounds = leaflet.latLngBounds(outlines.areas.flatMap((area) => latLngs(area).flat(2)));
    this.#map.on('move zoom resize viewreset', moved);
    this.#map.on('dragstart', () => (this.#isWhole = false));
    this.whole();
  }

  /** Shows the whole district. */
  whole(): void {
    this.#isWhole = true;
    this.#map.invalidateSize({ animate: false });
    this.#map.setMinZoom(0);
    this.#map.fitBounds(this.#bounds, { animate: false, padding: [8, 8] });
    // How far out it goes: half of the whole.
    this.#map.setMinZoom(this.#map.getZoom() - 1);
    this.#map.setMaxBounds(this.#bounds.pad(0.5));
  }

  /** Enlarges by steps, or makes smaller below 0. */
  zoom(steps: number): void {
    this.#isWhole = false;
    this.#map.setZoom(this.#map.getZoom() + steps, { animate: false });
  }

  /** Enlarges around a place of the screen, px. */
  zoomTo(x: number, y: number): void {
    this.#isWhole = false;
    this.#map.setZoomAround(leaflet.point(x, y), this.#map.getZoom() + 1.5, { animate: false });
  }

  look(looks: ReadonlyMap<string, AreaLook>): void {
    for (const [name, polygon] of this.#areas) {
      const { mark, isChosen } = looks.get(name) ?? { mark: 'unknown', isChosen: false };
      const path = polygon.getElement();
      path?.setAttribute('class', `area ${mark} ${isChosen ? 'chosen' : ''}`);
      // Its own frame is not hidden below its neighbours'.
      if (isChosen) polygon.bringToFront();
    }
  }

  /** Where a position lies on the screen, px. */
  place(latitude: number, longitude: number): { x: number; y: number } {
    return this.#map.latLngToContainerPoint([latitude, longitude]);
  }

  size(): { width: number; height: number } {
    const { x, y } = this.#map.getSize();
    return { width: x, height: y };
  }

  /** Where an area's name stands, px, and how wide the area is. */
  middle(name: string): { x: number; y: number; width: number } | null {
    const polygon = this.#areas.get(name);
    if (!polygon) return null;
    const bounds = polygon.getBounds();
    const { x, y } = this.#map.latLngToContainerPoint(polygon.getCenter());
    const width =
      this.#map.latLngToContainerPoint(bounds.getNorthEast()).x -
      this.#map.latLngToContainerPoint(bounds.getSouthWest()).x;
    return { x, y, width };
  }

  resized(): void {
    if (this.#isWhole) this.whole();
    else this.#map.invalidateSize({ animate: false });
  }

  remove(): void {
    this.#map.remove();
  }
}

function latLngs({ polygons }: Outline): leaflet.LatLngTuple[][][] {
  return polygons.map((polygon) =>
    polygon.map((ring) => ring.map(([longitude, latitude]): leaflet.LatLngTuple => [latitude, longitude])),
  );
}
