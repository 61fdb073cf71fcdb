import { startApiKeys } from './api-keys.js';
import { startChart } from './chart.js';
import { startKeyboard } from './keyboard.js';
import { startLive } from './live.js';
import { startPage } from './page.js';
import { startPayload } from './payload.js';
import { startSearch } from './search.js';
import { startTimes } from './times.js';
import { startVisits } from './visit.js';

startVisits();
startSearch();
startKeyboard();
startTimes();
startChart();
startPayload();
startPage();
startLive();
startApiKeys();
