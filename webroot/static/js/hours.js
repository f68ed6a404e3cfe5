/** The hours: the heat map below an analysis, and the page of slots. */
import { hoursStand } from './hours/later.js';
import { showHeatMap } from './hours/heat-map.js';

hoursStand({ showHeatMap });
