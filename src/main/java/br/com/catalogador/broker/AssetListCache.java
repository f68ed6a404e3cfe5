package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import java.util.List;
import java.util.Optional;

/**
 * The last answer that lists the assets, and what was read from it. The broker shows most users the
 * same, and the first requests of every link have the same numbers, so that those who log in one
 * after the other are often answered to the letter alike: a long text, of which only the first is
 * parsed. Whoever is answered otherwise is read as if there were no other.
 *
 * <p>May be used on any thread.
 */
final class AssetListCache {
  /** Those of all links of this process: what is given out never changes. */
  static final AssetListCache SHARED = new AssetListCache();

  private static final String NAME = "initialization-data";

  /** Longer than any list seen; what is longer is not kept. */
  private static final int MAX_LENGTH = 1024 * 1024;

  private volatile Parsed parsed = new Parsed("", Optional.empty());
  private volatile Listed listed = new Listed(null, 0, List.of());

  private record Parsed(String text, Optional<Frame> frame) {}

  private record Listed(Object msg, long nowSeconds, List<Asset> assets) {}

  /** The same as {@link Frame#parse}; nobody may change the payload. */
  Optional<Frame> parse(String text) {
    Parsed last = parsed;
    if (last.text().equals(text)) {
      return last.frame();
    }
    Optional<Frame> frame = Frame.parse(text);
    if (text.length() <= MAX_LENGTH && frame.filter(it -> it.name().equals(NAME)).isPresent()) {
      parsed = new Parsed(text, frame);
    }
    return frame;
  }

  /** The same as {@link AssetList#read} of the answer's payload. */
  List<Asset> read(Frame answer, long nowSeconds) {
    Listed last = listed;
    if (last.msg() != answer.msg() || last.nowSeconds() != nowSeconds) {
      last = new Listed(answer.msg(), nowSeconds, AssetList.read(answer.msgObject(), nowSeconds));
      listed = last;
    }
    return last.assets();
  }
}
