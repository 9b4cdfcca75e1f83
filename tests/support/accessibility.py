"""Finds what keeps people out: measured in the page as it stands, names as Chromium gives them to a screen reader."""

from playwright.async_api import Page

_NAMED = frozenset({
    "alertdialog", "button", "checkbox", "combobox", "complementary", "dialog", "grid", "gridcell", "image", "link",
    "listbox", "log", "menu", "menuitem", "menuitemradio", "navigation", "option", "radio", "radiogroup", "region",
    "searchbox", "tab", "tabpanel", "textbox", "toolbar",
})  # fmt: skip

_MEASURE = """
() => {
  const faults = [];
  const what = (element) => `${element.tagName.toLowerCase()}${element.id ? '#' + element.id : ''}.${[...element.classList].join('.')}`;
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  const rgba = (text) => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    const scale = text.startsWith('color(') ? 255 : 1;
    return [...numbers.slice(0, 3).map((each) => each * scale), numbers[3] ?? 1];
  };
  const over = (top, under) => under.slice(0, 3).map((each, at) => top[at] * top[3] + each * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((each) => each / 255).map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const check = (element, color, needed, name) => {
    const under = ground(element);
    const found = contrast(over(rgba(color), under), under);
    if (found < needed) faults.push(`contrast ${found.toFixed(2)} of ${name} in ${what(element)}`);
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || done.has(element) || !seen(element) || element.closest('.unseen, noscript')) continue;
    done.add(element);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    check(element, style.color, large ? 3 : 4.5, `«${texts.currentNode.data.trim().slice(0, 30)}»`);
  }
  for (const field of document.querySelectorAll('input, textarea, select')) {
    if (!seen(field)) continue;
    check(field, getComputedStyle(field, '::placeholder').color, 4.5, 'placeholder');
    const frame = field.closest('.composer-box') ?? field;
    if (!field.matches('[type=checkbox], [type=radio]')) check(frame.parentElement, getComputedStyle(frame).borderTopColor, 3, 'border');
  }
  for (const drawing of document.querySelectorAll('button svg.icon:not(.mark)')) {
    if (seen(drawing)) check(drawing.parentElement, getComputedStyle(drawing).stroke, 3, 'drawing');
  }

  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of ids.filter((each, at) => ids.indexOf(each) !== at)) faults.push(`the id ${id} is there twice`);
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-activedescendant']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\\s+/).filter(Boolean)) {
        if (!document.getElementById(id) && seen(element)) faults.push(`${name} of ${what(element)} leads nowhere`);
      }
    }
  }
  for (const [mark, count] of [['h1', 1], ['main', 1], ['header', 1], ['nav[aria-label]', 1]]) {
    if (document.querySelectorAll(mark).length !== count) faults.push(`${mark} is not there once`);
  }
  let level = 0;
  for (const element of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (!seen(element)) continue;
    const own = Number(element.tagName[1]);
    if (own > level + 1) faults.push(`${what(element)} «${element.textContent.slice(0, 30)}» is after a heading of level ${level}`);
    if (!element.textContent.trim()) faults.push(`${what(element)} is an empty heading`);
    level = own;
  }
  for (const form of document.querySelectorAll('form[role]')) {
    if (!['form', 'none', 'presentation', 'search'].includes(form.getAttribute('role'))) faults.push(`${what(form)} may not have the role ${form.getAttribute('role')}`);
  }
  if (document.documentElement.lang !== 'nb') faults.push('the language is not told');
  for (const button of document.querySelectorAll('button, [role=option]')) {
    const { width, height } = button.getBoundingClientRect();
    if (seen(button) && (width < 24 || height < 24)) faults.push(`${what(button)} is too small to press`);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  for (const box of document.querySelectorAll('.log, .view-body, dialog, .panel, .side, .sidebar, .bar')) {
    if (seen(box) && box.scrollWidth > box.clientWidth + 1) faults.push(`${what(box)} scrolls sideways`);
  }
  return faults;
}
"""

_FOCUS = """
() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = element.closest('.composer-box');
  const { width, height } = element.getBoundingClientRect();
  const shown = width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true });
  return { name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40), tag: element.tagName,
    visible: shown && (ring || (box !== null && getComputedStyle(box).boxShadow !== 'none')) };
}
"""


async def faults_of(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: contrast, names, ids, landmarks, sizes, sideways scrolling."""
    measured: list[str] = await page.evaluate(_MEASURE)
    return measured + await _nameless(page)


async def _nameless(page: Page) -> list[str]:
    talk = await page.context.new_cdp_session(page)
    tree = await talk.send("Accessibility.getFullAXTree")
    await talk.detach()
    roles = [
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree["nodes"] if not node["ignored"]
    ]
    return [f"a {role} has no name" for role, name in roles if role in _NAMED and not name.strip()]


async def tab_through(page: Page, most: int = 120) -> list[str]:
    """Press Tab once around the page; return what was met, in order. Each must show that it has the focus."""
    met: list[str] = []
    await page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    for _ in range(most):
        await page.keyboard.press("Tab")
        found = await page.evaluate(_FOCUS)
        if found["tag"] == "BODY":
            break
        assert found["visible"], f"the focus does not show on {found['name']}"
        met.append(found["name"])
    return met
