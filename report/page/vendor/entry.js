// What the charts use of Observable Plot; all else is left out of the bundle.
export {
  areaY, axisFx, axisFy, axisX, axisY, barX, dot, frame, gridX, gridY, lineY, link, plot, rect, ruleX, ruleY, text, tickX
} from "@observablehq/plot";
