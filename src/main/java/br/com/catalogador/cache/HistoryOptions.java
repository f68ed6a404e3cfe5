package br.com.catalogador.cache;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Options of the archive of candles.
 *
 * @param path folder of the archive; created if absent
 * @param kept how long a page stays after the last candle it may hold
 * @param maximumBytes disk space, beyond which the pages of the oldest candles are deleted
 */
public record HistoryOptions(Path path, Duration kept, long maximumBytes) {}
