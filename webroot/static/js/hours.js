/** The hours: the heat map below an analysis, and the page of the times of the day. */
import { hoursStand } from './hours/later.js';
import { showHeatMap } from './hours/heat-map.js';
import { forgetSlots, onSlotNews, showSlots } from './hours/slots-page.js';

hoursStand({
  showHeatMap,
  showSlots,
  onSlotNews,
  forget() {
    showHeatMap(null);
    forgetSlots();
  },
});
