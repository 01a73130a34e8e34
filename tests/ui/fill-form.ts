import { findAll } from './shown.ts';

/**
 * Fills fields of the form that is shown, as a person does: by name, in the order given. Of radio buttons the one with the
 * value is chosen, of a box "true" is a tick. Throws when there is no such field.
 */
export async function fillForm(root: ParentNode, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    const controls = findAll<Control>(root, `[name="${name}"]`);
    const radio = controls.find((each) => each.type === 'radio' && each.value === value);
    if (radio) radio.click();
    else {
      const control = controls[0];
      if (!control) throw new Error(`There is no field "${name}".`);
      control.value = value;
      control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
    }
    // What hangs on a choice is drawn before the next one is filled in.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
