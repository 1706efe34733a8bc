// Labels beside marks: each stands where it covers neither a mark nor another
// label, near its mark or at the end of a line to it; where there is no such
// place there is no label. The first marks choose first.

const labelHeight = 13;
const mostLabels = 120; // marks that ask for a place
const labelReach = [0, 12, 24, 38, 54, 72];

// labelWidth measures a text as the drawings write labels.
const labelWidth = (() => {
  let context = null;
  return (text, size = 11) => {
    context ||= document.createElement("canvas").getContext("2d");
    context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
    return context.measureText(text).width;
  };
})();

// labelled writes the labels of marks (x, y, r, text) into a drawing, inside a
// frame, and says how many it could.
function labelled(svg, marks, frame) {
  const taken = [], group = shape("g", {"font-size": 11, "text-anchor": "start", "aria-hidden": "true"});
  for (const m of marks.slice(0, mostLabels)) {
    const spot = spotFor(m, marks, taken, frame);
    if (!spot) continue;
    taken.push(spot);
    if (spot.line) group.append(shape("path", {d: `M${spot.line.map((v) => v.toFixed(1)).join(" ")}`, stroke: "var(--soft)", "stroke-width": 0.8, fill: "none"}));
    group.append(shape("text", {x: spot.left.toFixed(1), y: (spot.bottom - 3).toFixed(1), fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round"}, m.text));
  }
  svg.append(group);
  return taken.length;
}

// spotFor finds a place for a label: the nearest that is free.
function spotFor(m, marks, taken, frame) {
  const width = labelWidth(m.text) + 2;
  for (const reach of labelReach) for (const turn of [0, 4, 12, 8, 2, 14, 6, 10, 1, 15, 3, 13, 5, 11, 7, 9]) {
    const angle = (turn * Math.PI) / 8, dx = Math.cos(angle), dy = -Math.sin(angle), far = m.r + 3 + reach;
    const x = m.x + dx * far, y = m.y + dy * far; // the end of the line, on the edge of the label
    const left = x - (width * (1 - dx)) / 2, top = y - (labelHeight * (1 - dy)) / 2;
    const spot = {left, right: left + width, top, bottom: top + labelHeight, line: reach ? [m.x + dx * m.r, m.y + dy * m.r, x, y] : null};
    if (isFree(spot, m, marks, taken, frame)) return spot;
  }
  return null;
}

function isFree(spot, own, marks, taken, frame) {
  if (spot.left < frame.left || spot.right > frame.right || spot.top < frame.top || spot.bottom > frame.bottom) return false;
  for (const m of marks) {
    const dx = Math.max(spot.left - m.x, 0, m.x - spot.right), dy = Math.max(spot.top - m.y, 0, m.y - spot.bottom);
    if (dx * dx + dy * dy < m.r * m.r) return false;
  }
  return taken.every((t) => !(spot.left < t.right && t.left < spot.right && spot.top < t.bottom && t.top < spot.bottom) &&
    !(spot.line && cuts(spot.line, t)) && !(t.line && cuts(t.line, spot)));
}

// cuts says whether a line goes through a box.
function cuts([x1, y1, x2, y2], box) {
  let from = 0, to = 1;
  for (const [start, delta, least, most] of [[x1, x2 - x1, box.left, box.right], [y1, y2 - y1, box.top, box.bottom]]) {
    if (delta === 0) {
      if (start <= least || start >= most) return false;
      continue;
    }
    const a = (least - start) / delta, b = (most - start) / delta;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to;
}
