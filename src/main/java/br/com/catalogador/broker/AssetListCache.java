package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import java.util.List;
import java.util.Optional;

/**
 * Caches the most recent asset list, as text, as parsed frame and as assets. The broker sends most
 * users the same list, and the first requests of every link have the same request ids, so
 * consecutive logins often receive identical text: only the first copy of this long text is parsed.
 * Any other text is parsed normally.
 *
 * <p>Thread-safe.
 */
final class AssetListCache {
  /** The instance of all links of this process; the cached values are never modified. */
  static final AssetListCache SHARED = new AssetListCache();

  private static final String NAME = "initialization-data";

  /** Longer texts are parsed but not cached; no list seen so far is as long. */
  private static final int MAX_LENGTH = 1024 * 1024;

  private volatile Parsed parsed = new Parsed("", Optional.empty());
  private volatile Listed listed = new Listed(null, 0, List.of());

  private record Parsed(String text, Optional<Frame> frame) {}

  private record Listed(Object msg, long nowSeconds, List<Asset> assets) {}

  /** Like {@link Frame#parse}; the payload is shared and must not be modified. */
  Optional<Frame> parse(String text) {
    Parsed last = parsed;
    if (last.text().equals(text)) {
      return last.frame();
    }
    Optional<Frame> frame = Frame.parse(text);
    if (text.length() <= MAX_LENGTH
        && frame.filter(parsedFrame -> parsedFrame.name().equals(NAME)).isPresent()) {
      parsed = new Parsed(text, frame);
    }
    return frame;
  }

  /** Like {@link AssetList#read} of the answer's payload. */
  List<Asset> read(Frame answer, long nowSeconds) {
    Listed last = listed;
    if (last.msg() != answer.msg() || last.nowSeconds() != nowSeconds) {
      last = new Listed(answer.msg(), nowSeconds, AssetList.read(answer.msgObject(), nowSeconds));
      listed = last;
    }
    return last.assets();
  }
}
